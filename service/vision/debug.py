"""A photo, quads and lines into a picture that shows what was found and read, for ``read --debug``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np

from service.domain.geometry import Polygon, Quad
from service.ports import Pixels

LONG_SIDE = 1600


class Scored(Protocol):
    """A found or proposed quad."""

    @property
    def quad(self) -> Quad: ...
    @property
    def score(self) -> float: ...


class Written(Protocol):
    """A line of a Reading, its polygon in px of the picture drawn on."""

    @property
    def polygon(self) -> Polygon: ...
    @property
    def text(self) -> str: ...
    @property
    def confidence(self) -> float: ...


@dataclass(frozen=True, slots=True)
class _Pen:
    scale: float
    size: float
    width: int


def overlay(
    pixels: Pixels, found_candidates: Sequence[Scored], lines: Sequence[Written] = ()
) -> Pixels:
    """``pixels`` (shrunk to ``LONG_SIDE``) with the first quad in red, the others in orange, each
    with its score, and every line in blue (red below a confidence of .8) with its text (letters
    beyond ASCII as ``?``: OpenCV's strokes have no others)."""
    height, width = pixels.shape[:2]
    scale = min(1.0, LONG_SIDE / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    drawn = np.ascontiguousarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    pen = _Pen(scale, max(0.35, max(size) / 2400), max(1, round(max(size) / 800)))
    for k, found in reversed(list(enumerate(found_candidates))):
        colour = (230, 0, 0) if k == 0 else (255, 150, 0)
        _polygon(drawn, found.quad, colour, pen, pen.width * (2 if k == 0 else 1))
        _word(drawn, found.quad[k % 4], f"{found.score:.2f}", colour, pen)
    for line in lines:
        colour = (0, 60, 220) if line.confidence >= 0.8 else (230, 0, 0)
        _polygon(drawn, line.polygon, colour, pen, 1)
        if line.polygon:
            _word(drawn, line.polygon[0], f"{line.text} {line.confidence:.2f}", colour, pen)
    return drawn


def _polygon(
    drawn: Pixels, polygon: Polygon, colour: tuple[int, int, int], pen: _Pen, width: int
) -> None:
    points = np.round(np.array(polygon, np.float64) * pen.scale).astype(np.int32)
    cv2.polylines(drawn, [points.reshape(-1, 1, 2)], True, colour, width, cv2.LINE_AA)


def _word(
    drawn: Pixels, at: tuple[float, float], text: str, colour: tuple[int, int, int], pen: _Pen
) -> None:
    height, width = drawn.shape[:2]
    x = int(np.clip(at[0] * pen.scale, 2, width - 20))
    y = int(np.clip(at[1] * pen.scale - 3, 14, height - 4))
    plain = text.encode("ascii", "replace").decode()
    for ink, weight in (((255, 255, 255), pen.width + 2), (colour, pen.width)):
        cv2.putText(
            drawn, plain, (x, y), cv2.FONT_HERSHEY_SIMPLEX, pen.size, ink, weight, cv2.LINE_AA
        )
