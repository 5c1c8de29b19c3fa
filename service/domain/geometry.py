"""Points, polygons and plane homographies, in pixels with the origin at the top left.

x grows to the right and y downwards. Polygons run clockwise (as seen on screen)
from the top left corner of the thing they outline.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
Polygon: TypeAlias = tuple[Point, ...]
Quad: TypeAlias = tuple[Point, Point, Point, Point]
Homography: TypeAlias = tuple[float, float, float, float, float, float, float, float, float]
"""A 3 x 3 matrix in row order, applied to column vectors (x, y, 1)."""

IDENTITY: Homography = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)


def mapped(polygon: Iterable[Point], h: Homography) -> Polygon:
    """Each point of ``polygon`` through ``h``, with the perspective division."""
    out: list[Point] = []
    for x, y in polygon:
        w = h[6] * x + h[7] * y + h[8]
        w = w if abs(w) > 1e-12 else 1e-12
        out.append(((h[0] * x + h[1] * y + h[2]) / w, (h[3] * x + h[4] * y + h[5]) / w))
    return tuple(out)


def composed(outer: Homography, inner: Homography) -> Homography:
    """The homography that applies ``inner`` first, then ``outer``."""
    a, b = outer, inner
    m = [sum(a[3 * r + k] * b[3 * k + c] for k in range(3)) for r in range(3) for c in range(3)]
    return (m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8])


def bounds(polygon: Iterable[Point]) -> tuple[float, float, float, float]:
    """(left, top, right, bottom) of the polygon's axis-parallel box."""
    points = tuple(polygon)
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def direction(quad: Sequence[Point]) -> float:
    """Degrees clockwise from rightwards that the first edge of ``quad`` runs, in (-180, 180]."""
    (x0, y0), (x1, y1) = quad[0], quad[1]
    return math.degrees(math.atan2(y1 - y0, x1 - x0))


def centre(quad: Sequence[Point]) -> Point:
    """Mean of the four corners."""
    return (sum(x for x, _ in quad) / 4, sum(y for _, y in quad) / 4)


def area(polygon: Iterable[Point]) -> float:
    """Unsigned area in square pixels (shoelace formula)."""
    p = tuple(polygon)
    twice = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(p, p[1:] + p[:1], strict=True))
    return abs(twice) / 2


def box(left: float, top: float, right: float, bottom: float) -> Quad:
    """The axis-parallel quad of these sides."""
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def quarter_turn(width: float, height: float, degrees: int) -> Homography:
    """Maps pixels of a ``width`` x ``height`` picture into the picture turned clockwise.

    ``degrees`` is 0, 90, 180 or 270, else ``ValueError``.
    """
    match degrees:
        case 0:
            return IDENTITY
        case 90:
            return (0.0, -1.0, height, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0)
        case 180:
            return (-1.0, 0.0, width, 0.0, -1.0, height, 0.0, 0.0, 1.0)
        case 270:
            return (0.0, 1.0, 0.0, -1.0, 0.0, width, 0.0, 0.0, 1.0)
    raise ValueError(f"not a quarter turn: {degrees}")
