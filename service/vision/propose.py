"""A small copy of a photo into quads that may be its card, likeliest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from service.domain.geometry import Polygon, Quad
from service.ports import Pixels
from service.vision.lines import lines
from service.vision.profiles import profiles
from service.vision.quads import FEATURES, candidates
from service.vision.scene import Floats, Scene, scene
from service.vision.score import scores

MOST_TEXT_CUT = 0.1  # of all text; more than a stray outline of the background
SMALLEST_SIDE = 48  # px; nothing is looked for in a smaller picture

_CUT = FEATURES.index("text_cut")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A quad in photo px, the likelihood that it is the card, and which of its sides (first:
    from the first to the second corner) are borders of the picture."""

    quad: Quad
    score: float
    borders: tuple[bool, ...]


def proposals(
    pixels: Pixels, text_polygons: Sequence[Polygon] = (), most: int = 12
) -> tuple[Proposal, ...]:
    """Quads that may be a card, likeliest first, none nearly the same as a likelier one."""
    if min(pixels.shape[:2]) < SMALLEST_SIDE:
        return ()
    return proposed(scene(pixels, text_polygons), most)


def proposed(small: Scene, most: int) -> tuple[Proposal, ...]:
    """``proposals`` of the photo that ``small`` was made of."""
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
            quad=from_top_left(found.corners[i] / small.scale, roll=False),
            score=float(likely[i]),
            borders=tuple(bool(s >= len(rows) - borders) for s in found.sides[i]),
        )
        for i in taken
    )


def _apart(a: Floats, b: Floats) -> float:
    return min(
        float(np.abs(np.roll(way, k, axis=0) - b).max()) for way in (a, a[::-1]) for k in range(4)
    )


def from_top_left(corners: Floats, roll: bool = True) -> Quad:
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
