"""How much of a crowded picture is read, without a network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from service.ocr.boxes import Box
from service.ocr.ppocr import MOST_BOXES, PpOcr
from service.ports import Pixels


@dataclass(frozen=True)
class Crowd:
    """A detector that sees ``boxes`` in every picture."""

    seen: Sequence[Box]

    def boxes(self, pixels: Pixels, long_side: int) -> tuple[Box, ...]:
        return tuple(self.seen)


def grid(columns: int, rows: int) -> list[Box]:
    return [
        Box(((x, y), (x + 30, y), (x + 30, y + 8), (x, y + 8)), 0.9)
        for x in range(0, columns * 40, 40)
        for y in range(0, rows * 12, 12)
    ]


def test_of_a_crowd_of_lines_those_nearest_the_middle_are_read() -> None:
    crowd: Any = Crowd(grid(10, 40))
    read = PpOcr(crowd, crowd).boxes(np.zeros((480, 400, 3), np.uint8))
    assert len(read) == MOST_BOXES
    assert max(abs(b.centre[1] - 240) for b in read) < 145  # 120 of them fill a circle of 135


def test_a_card_full_of_lines_is_read_whole() -> None:
    crowd: Any = Crowd(grid(2, 40))
    assert len(PpOcr(crowd, crowd).boxes(np.zeros((480, 400, 3), np.uint8))) == 80
