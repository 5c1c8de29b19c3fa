"""Boxes of text into the quarter turn that makes the picture upright."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from service.ocr.boxes import Box, reversed_box, turned
from service.ocr.ctc import Decoded

WITNESSES = 4
MARGIN = 0.08
"""By how much reading the other way must be more confident before the picture is turned over."""

CERTAIN = 0.94
"""Text upright reads at .99, at the least .89 (logos); upside down at .73, at the most .87."""
ENOUGH = 12
"""Letters that a certainty takes."""

ReadBoxes = Callable[[Sequence[Box]], list[Decoded]]


def stands_on_side(boxes: Sequence[Box]) -> bool:
    """True where most text, by length, runs up or down the picture."""
    votes = 0.0
    for b in boxes:
        if b.length > 2 * b.height:
            votes += (1 if b.stands else -1) * math.sqrt(b.length * b.height)
    return votes > 0


@dataclass(frozen=True, slots=True)
class Stance:
    """How a picture stands: the clockwise ``turn`` (0, 90, 180, 270) that makes it upright, how
    well its text reads then (``sure``, 0..1), and the readings it took that still hold (none
    once the picture has to be turned)."""

    turn: int = 0
    sure: float = 0.0
    read: Mapping[Box, Decoded] = field(default_factory=dict)


def stance(boxes: Sequence[Box], read: ReadBoxes) -> Stance:
    """How the picture with text in ``boxes`` stands.

    Directions of the boxes decide between lying and standing; the few longest between the two
    ways that are left, read one way and, unless that leaves no doubt, the other.
    ``read`` reads boxes in their own direction.
    """
    on_side = stands_on_side(boxes)
    telling = [b for b in boxes if b.stands == on_side and b.length > 1.5 * b.height]
    telling.sort(key=lambda b: -min(b.length / b.height, 14) * b.height)
    # A standing box reads downwards: its first edge points down, which is a turn of 270.
    usual, other = (270, 90) if on_side else (0, 180)
    chosen = telling[:WITNESSES]
    if not chosen:
        return Stance()
    ahead = read(chosen)
    sure, letters = weight(ahead), sum(len(r.text) for r in ahead)
    kept = {} if usual else dict(zip(chosen, ahead, strict=True))
    if sure >= CERTAIN and letters >= ENOUGH:
        return Stance(usual, sure, kept)
    back = weight(read([reversed_box(b) for b in chosen]))
    return Stance(other, back) if back > sure + MARGIN else Stance(usual, sure, kept)


def weight(readings: Sequence[Decoded]) -> float:
    """Mean confidence of readings, longer ones counting for more, 0..1."""
    sizes = [max(1, len(r.text)) for r in readings]
    return sum(r.confidence * n for r, n in zip(readings, sizes, strict=True)) / sum(sizes)


def upright(boxes: Sequence[Box], width: int, height: int, degrees: int) -> list[Box]:
    """``boxes`` of a ``width`` x ``height`` picture in the picture turned by ``degrees``."""
    return [turned(b, width, height, degrees) for b in boxes] if degrees else list(boxes)
