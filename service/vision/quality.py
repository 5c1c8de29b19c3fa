"""A straight card and its lines into how good the photo is and what a person can do about it."""

from __future__ import annotations

from collections.abc import Sequence

from service.domain.card import Quality
from service.domain.text import CardWarning, Line
from service.ports import Pixels


def quality(pixels: Pixels, lines: Sequence[Line]) -> tuple[Quality, tuple[CardWarning, ...]]:
    """Sharpness, glare and advice."""
    return Quality(1.0, 0.0, None), ()
