"""Boxes of lines → how far a label of its own stands from the number it names."""

from __future__ import annotations

from typing import TypeAlias

from service.domain.text import Line

Box: TypeAlias = tuple[float, float, float, float]
"""(left, top, right, bottom) in pixels of the straight card."""


def box(line: Line) -> Box | None:
    """(left, top, right, bottom) of the line, None where it has no area."""
    if len(line.polygon) < 3:
        return None
    xs, ys = [p[0] for p in line.polygon], [p[1] for p in line.polygon]
    return (min(xs), min(ys), max(xs), max(ys)) if max(ys) > min(ys) else None


def gap(own: Box, label: Box) -> float | None:
    """How far, in line heights, the label's box is from where a label of this line would stand."""
    high = own[3] - own[1]
    if (
        abs((own[1] + own[3]) - (label[1] + label[3])) / 2 < 0.5 * high
        and label[2] <= own[0] + high
    ):
        return (own[0] - label[2]) / high * 0.3 if own[0] - label[2] < 12 * high else None
    down = (own[1] - label[3]) / high
    if -0.4 < down < 1.2 and abs(own[0] - label[0]) < 2.5 * high:
        return 3.0 + down
    return None
