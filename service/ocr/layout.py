"""Pieces of text on an upright picture into lines in the order a person would read them."""

from __future__ import annotations

from collections.abc import Sequence

from service.domain.geometry import bounds
from service.domain.text import Line
from service.ocr.lines import joined

NEAR = 1.2
"""Pieces on one baseline are one line when the gap is at most this many times their height."""


def ordered(pieces: Sequence[Line]) -> tuple[Line, ...]:
    """``pieces`` joined along baselines, then block by block, top to bottom."""
    lines = [joined(run) for run in baselines(pieces)]
    return tuple(by_blocks(lines))


def baselines(pieces: Sequence[Line]) -> list[list[Line]]:
    """Runs of pieces that stand on one baseline with small gaps, left to right."""
    rest = sorted(pieces, key=lambda p: bounds(p.polygon)[0])
    runs: list[list[Line]] = []
    for piece in rest:
        for run in runs:
            if continues(run[-1], piece):
                run.append(piece)
                break
        else:
            runs.append([piece])
    return runs


def continues(before: Line, after: Line) -> bool:
    """True where ``after`` goes on in the line of ``before``."""
    a, b, c, d = before.polygon[:4]
    p, _, _, s = after.polygon[:4]
    high = ((d[1] - a[1]) + (c[1] - b[1])) / 2
    tall = s[1] - p[1]
    if high <= 0 or tall <= 0 or not 0.7 < tall / high < 1.43:
        return False
    centre, other = (b[1] + c[1]) / 2, (p[1] + s[1]) / 2
    gap = (p[0] + s[0]) / 2 - (b[0] + c[0]) / 2
    unit = min(high, tall)
    return abs(centre - other) < 0.3 * unit and -0.6 * unit < gap < NEAR * unit


def by_blocks(lines: Sequence[Line]) -> list[Line]:
    """Lines in reading order by recursive cuts along white gaps (the X-Y cut).

    A gap across the page is taken before one down it, unless columns run through it.
    """
    if len(lines) < 2:
        return list(lines)
    boxes = [bounds(x.polygon) for x in lines]
    heights = sorted(b[3] - b[1] for b in boxes)
    unit = heights[len(heights) // 2]
    across = cut([(b[1], b[3]) for b in boxes])
    down = cut([(b[0], b[2]) for b in boxes])
    groups: list[list[int]] = []
    if down is not None and down[0] > 1.0 * unit and (across is None or across[0] < 1.5 * down[0]):
        groups = [down[1], down[2]]
    elif across is not None and across[0] > -0.5 * unit:
        groups = [across[1], across[2]]
    elif down is not None and down[0] > 0:
        groups = [down[1], down[2]]
    if not groups:
        return [
            lines[i] for i in sorted(range(len(lines)), key=lambda i: (boxes[i][1], boxes[i][0]))
        ]
    return [x for group in groups for x in by_blocks([lines[i] for i in group])]


def cut(spans: Sequence[tuple[float, float]]) -> tuple[float, list[int], list[int]] | None:
    """The widest gap between ``spans``: its size (negative: least overlap) and both sides."""
    order = sorted(range(len(spans)), key=lambda i: spans[i][0] + spans[i][1])
    best: tuple[float, list[int], list[int]] | None = None
    for n in range(1, len(order)):
        before, after = order[:n], order[n:]
        gap = min(spans[i][0] for i in after) - max(spans[i][1] for i in before)
        if best is None or gap > best[0]:
            best = (gap, before, after)
    return best
