"""A photo and rough outlines of its text into the quad of the card, or the whole picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from service.domain.geometry import Polygon, Quad
from service.domain.text import CardWarning
from service.ports import Pixels
from service.vision.found import Found, whole
from service.vision.lines import lines
from service.vision.profiles import profiles
from service.vision.quads import FEATURES, candidates
from service.vision.refine import refined
from service.vision.scene import Floats, scene
from service.vision.score import scores

TRUSTED = 0.7  # a whole picture costs the reader little, a wrong crop the contact
MOST_TEXT_CUT = 0.1  # of all text; more than a stray outline of the background

_CUT, _WHOLE = FEATURES.index("text_cut"), FEATURES.index("whole")

_OUT_OF_FRAME = CardWarning(
    "card_out_of_frame",
    "A part of the card lies outside the picture; what is printed there is missing.",
    "Photograph the card with all four corners in the picture.",
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A quad in photo px, the likelihood that it is the card, and which of its sides (first:
    from the first to the second corner) are borders of the picture."""

    quad: Quad
    score: float
    borders: tuple[bool, ...]


def card(pixels: Pixels, text_polygons: Sequence[Polygon] = ()) -> Found:
    """The card in ``pixels``.

    ``text_polygons``: rough outlines of text in px of ``pixels``; () where nobody knows them,
    which makes mistakes likelier. The best of all proposed quads counts if its
    likelihood is at least ``TRUSTED`` and it cuts no text; otherwise the whole picture does.
    """
    best = next(iter(proposals(pixels, text_polygons, most=1)), None)
    if best is None or best.score < TRUSTED or all(best.borders):
        return whole(pixels)
    height, width = pixels.shape[:2]
    reach = 2.5 * max(1.0, max(height, width) / 640)
    corners = refined(pixels, np.array(best.quad, np.float64), reach, best.borders)
    out = (corners < -0.02 * max(width, height)).any() or (
        corners > np.array([width, height]) + 0.02 * max(width, height)
    ).any()
    return Found(_from_top_left(corners), True, (_OUT_OF_FRAME,) if out else (), best.score)


def proposals(
    pixels: Pixels, text_polygons: Sequence[Polygon] = (), most: int = 12
) -> tuple[Proposal, ...]:
    """Quads that may be a card, likeliest first, none nearly the same as a likelier one."""
    if min(pixels.shape[:2]) < 48:
        return ()
    small = scene(pixels, text_polygons)
    rows, borders = lines(small)
    found = candidates(small, rows, borders, profiles(small, rows))
    likely = scores(found.features)
    likely[found.features[:, _CUT] > MOST_TEXT_CUT] = 0.0
    taken: list[int] = []
    near = 0.02 * max(small.width, small.height)
    for i in np.argsort(-likely):
        if len(taken) == most or likely[i] <= 0.0:
            break
        if all(_apart(found.corners[i], found.corners[j]) > near for j in taken):
            taken.append(int(i))
    return tuple(
        Proposal(
            quad=_from_top_left(found.corners[i] / small.scale, roll=False),
            score=float(likely[i]),
            borders=tuple(bool(s >= len(rows) - borders) for s in found.sides[i]),
        )
        for i in taken
    )


def _apart(a: Floats, b: Floats) -> float:
    return min(
        float(np.abs(np.roll(way, k, axis=0) - b).max()) for way in (a, a[::-1]) for k in range(4)
    )


def _from_top_left(corners: Floats, roll: bool = True) -> Quad:
    """Clockwise as seen, from the corner that a reader would call the top left one."""
    p = np.asarray(corners, np.float64)
    if roll:
        x, y = p[:, 0], p[:, 1]
        if (x * np.roll(y, -1) - np.roll(x, -1) * y).sum() < 0:
            p = p[::-1]
        d = np.roll(p, -1, axis=0) - p
        p = np.roll(p, -int(np.argmax(d[:, 0] / np.hypot(d[:, 0], d[:, 1]))), axis=0)
    first, second, third, last = ((float(x), float(y)) for x, y in p)
    return (first, second, third, last)
