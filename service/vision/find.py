"""A photo and rough outlines of its text into the quad of the card."""

from __future__ import annotations

from collections.abc import Sequence

from service.domain.geometry import Polygon
from service.ports import Pixels
from service.vision.found import Found, whole


def card(pixels: Pixels, text_polygons: Sequence[Polygon] = ()) -> Found:
    """The card in ``pixels``."""
    return whole(pixels)
