"""Decoded runs of ink into the lines that were written, in writing order."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from service.domain.geometry import Polygon, centre, direction
from service.domain.note import NoteLine

SAME_WAY = 30.0
"""Degrees between two runs that still belong to one block of writing."""
SAME_ROW = 0.6
"""Runs of one row lie less than this share of their height above one another."""


def rows(runs: Sequence[NoteLine]) -> tuple[NoteLine, ...]:
    """``runs`` of one side joined along the direction they were written in, from the top.

    Hands slant and bend, so a cut along the picture's own axes would mix lines: runs are turned
    level together first. What is written another way (round a corner, up the margin) follows.
    """
    rest = sorted(runs, key=lambda r: -len(r.text))
    written: list[NoteLine] = []
    while rest:
        way = direction(rest[0].evidence.polygon)
        block = [r for r in rest if _apart(direction(r.evidence.polygon), way) <= SAME_WAY]
        rest = [r for r in rest if r not in block]
        written += _block(block)
    return tuple(written)


def _block(runs: Sequence[NoteLine]) -> list[NoteLine]:
    sizes = [max(1, len(r.text)) for r in runs]
    ways = [direction(r.evidence.polygon) for r in runs]
    first = ways[0]
    level = first + sum(_signed(w - first) * n for w, n in zip(ways, sizes, strict=True)) / sum(
        sizes
    )
    turned = sorted((_turned(centre(r.evidence.polygon), -level), n) for n, r in enumerate(runs))
    by_height = sorted(turned, key=lambda t: t[0][1])
    found: list[list[tuple[float, float, int]]] = []
    for (x, y), n in by_height:
        height = _height(runs[n].evidence.polygon)
        if found:
            row = found[-1]
            usual = sum(at for _, at, _ in row) / len(row)
            least = min(height, *(_height(runs[k].evidence.polygon) for _, _, k in row))
            if y - usual < SAME_ROW * least:
                row.append((x, y, n))
                continue
        found.append([(x, y, n)])
    return [_joined([runs[n] for _, _, n in sorted(row)]) for row in found]


def _joined(runs: Sequence[NoteLine]) -> NoteLine:
    if len(runs) == 1:
        return runs[0]
    first, last = runs[0].evidence.polygon, runs[-1].evidence.polygon
    sizes = [max(1, len(r.text)) for r in runs]
    return NoteLine(
        text=" ".join(r.text for r in runs),
        raw=" ".join(r.raw for r in runs),
        confidence=sum(r.confidence * n for r, n in zip(runs, sizes, strict=True)) / sum(sizes),
        evidence=replace(runs[0].evidence, polygon=(first[0], last[1], last[2], first[3])),
        words=tuple(w for r in runs for w in r.words),
    )


def _signed(degrees: float) -> float:
    return (degrees + 180) % 360 - 180


def _apart(a: float, b: float) -> float:
    return abs(_signed(a - b))


def _height(quad: Polygon) -> float:
    return max(1.0, math.dist(quad[0], quad[3]))


def _turned(point: tuple[float, float], degrees: float) -> tuple[float, float]:
    a = math.radians(degrees)
    return (
        point[0] * math.cos(a) - point[1] * math.sin(a),
        point[0] * math.sin(a) + point[1] * math.cos(a),
    )
