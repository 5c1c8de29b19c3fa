"""A photo and rough outlines of its text into the quad of the card, or the whole picture."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from service.domain.geometry import Polygon
from service.domain.text import CardWarning
from service.ports import Pixels
from service.vision.amid import CROWDED, LEAST_AROUND, SURER, amid_print, held
from service.vision.found import Found, whole
from service.vision.propose import SMALLEST_SIDE, Proposal, from_top_left, proposed
from service.vision.refine import refined
from service.vision.scene import Scene, scene

TRUSTED = 0.7  # a whole picture costs the reader little, a wrong crop the contact

_OUT_OF_FRAME = CardWarning(
    "card_out_of_frame",
    "A part of the card lies outside the picture; what is printed there is missing.",
    "Photograph the card with all four corners in the picture.",
)


def card(pixels: Pixels, text_polygons: Sequence[Polygon] = ()) -> Found:
    """The card in ``pixels``.

    ``text_polygons``: rough outlines of text in px of ``pixels``; () where nobody knows them,
    which makes mistakes likelier. The best of all proposed quads counts if its
    likelihood is at least ``TRUSTED`` and it cuts no text; otherwise the whole picture does.
    A card that lies on other print is looked for in a second way.
    """
    if min(pixels.shape[:2]) < SMALLEST_SIDE:
        return whole(pixels)
    small = scene(pixels, text_polygons)
    best = _best(small)
    if best is None or all(best.borders):
        return whole(pixels)
    height, width = pixels.shape[:2]
    reach = 2.5 * max(1.0, max(height, width) / 640)
    corners = refined(pixels, np.array(best.quad, np.float64), reach, best.borders)
    out = (corners < -0.02 * max(width, height)).any() or (
        corners > np.array([width, height]) + 0.02 * max(width, height)
    ).any()
    around = len(small.text) - int(held(small, best).sum())
    return Found(
        quad=from_top_left(corners),
        trusted=True,
        warnings=(_OUT_OF_FRAME,) if out else (),
        score=best.score,
        amid_print=around >= LEAST_AROUND,
    )


def _best(small: Scene) -> Proposal | None:
    """The quad to trust, if any."""
    best = next(iter(proposed(small, most=1)), None)
    score = best.score if best else 0.0
    if len(small.text) >= CROWDED and score < SURER:
        return amid_print(small) or (best if score >= TRUSTED else None)
    return best if score >= TRUSTED else None
