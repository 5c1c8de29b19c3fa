"""Boxes of text: four corners in reading direction, and what can be told from them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from service.domain.geometry import Point, Polygon, Quad, centre, mapped, quarter_turn


@dataclass(frozen=True, slots=True)
class Box:
    """A quad around one run of text, in pixels of the picture it was found in.

    The first edge runs along the text as far as the shape tells: rightwards for text that lies
    and downwards for text that stands. ``score`` is the detector's mean probability, 0..1.
    """

    quad: Quad
    score: float

    @property
    def length(self) -> float:
        """Extent along the text, pixels."""
        a, b, c, d = self.quad
        return (math.dist(a, b) + math.dist(d, c)) / 2

    @property
    def height(self) -> float:
        """Extent across the text, pixels."""
        a, b, c, d = self.quad
        return (math.dist(a, d) + math.dist(b, c)) / 2

    @property
    def centre(self) -> Point:
        """Mean of the corners."""
        return centre(self.quad)

    @property
    def angle(self) -> float:
        """Direction of the text, degrees clockwise from rightwards, in (-180, 180]."""
        a, b, c, d = self.quad
        dx, dy = b[0] - a[0] + c[0] - d[0], b[1] - a[1] + c[1] - d[1]
        return math.degrees(math.atan2(dy, dx))

    @property
    def stands(self) -> bool:
        """True where the text runs rather up or down than across the picture."""
        return 45 < abs(self.angle) < 135


LONG = 1.5
"""From this ratio of the sides on, the longer side is the text's direction."""


def directed(corners: Sequence[Point], score: float) -> Box:
    """A Box of any rectangle's ``corners`` (in turn, either sense).

    The first edge is the longer side, or for stubby rectangles the one nearer to the horizontal.
    """
    p = [(float(x), float(y)) for x, y in corners]
    twice_area = sum(p[i - 1][0] * p[i][1] - p[i][0] * p[i - 1][1] for i in range(4))
    if twice_area < 0:
        p.reverse()
    sides = [math.dist(p[i], p[(i + 1) % 4]) for i in range(4)]
    long_first = sides[0] + sides[2] >= sides[1] + sides[3]
    ratio = max(sides[0] + sides[2], 1e-6) / max(sides[1] + sides[3], 1e-6)
    if not 1 / LONG < ratio < LONG:
        starts = (0, 2) if long_first else (1, 3)
    else:
        flat = abs(p[1][0] - p[0][0]) >= abs(p[1][1] - p[0][1])
        starts = (0, 2) if flat else (1, 3)

    def forwards(start: int) -> float:
        (x0, y0), (x1, y1) = p[start], p[(start + 1) % 4]
        return x1 - x0 if abs(x1 - x0) >= abs(y1 - y0) else y1 - y0

    first = max(starts, key=forwards)
    q = p[first:] + p[:first]
    return Box((q[0], q[1], q[2], q[3]), score)


def turned(box: Box, width: int, height: int, degrees: int) -> Box:
    """``box`` of a ``width`` x ``height`` picture after a clockwise quarter turn of it."""
    return directed(mapped(box.quad, quarter_turn(width, height, degrees)), box.score)


def mirrored(box: Box, width: int) -> Box:
    """``box`` in the mirror image of a picture ``width`` wide."""
    return directed([(width - x, y) for x, y in box.quad], box.score)


def reversed_box(box: Box) -> Box:
    """The same place, read the other way round (turned by 180 degrees)."""
    a, b, c, d = box.quad
    return Box((c, d, a, b), box.score)


def part(box: Box, start: float, end: float) -> Quad:
    """The stretch of ``box`` between the shares ``start`` and ``end`` (0..1) of its length."""
    a, b, c, d = (np.array(p) for p in box.quad)
    corners = (a + (b - a) * start, a + (b - a) * end, d + (c - d) * end, d + (c - d) * start)
    q: list[Point] = [(float(p[0]), float(p[1])) for p in corners]
    return (q[0], q[1], q[2], q[3])


def outline(quads: Sequence[Polygon]) -> Quad:
    """One quad from the start of the first of ``quads`` to the end of the last."""
    first, last = quads[0], quads[-1]
    return (first[0], last[1], last[2], first[3])
