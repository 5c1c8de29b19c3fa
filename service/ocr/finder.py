"""A picture into boxes of text without a network: strokes, grouped into lines.

For Tesseract alone, whose own page analysis loses text on coloured and pictured grounds.
"""

from __future__ import annotations

from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from service.ocr.boxes import Box, directed
from service.ports import Pixels

WORKING_SIDE = 1400
KERNELS = (13, 31)
"""Widths, pixels, of strokes looked for: body type, and large names and logos."""
SMALLEST, LARGEST = 7, 0.2
"""Heights of letters: least in pixels, greatest as a share of the picture's short side."""
FAINTEST = 18.0
"""Contrast, 0..255, below which a stroke is grain of the paper."""
NEARBY = 0.45
"""Share of the strongest contrast nearby that makes a stroke: faint type on a coloured panel
counts although bold type stands on white beside it."""
GRAIN = 4.0
"""A stroke stands out by this many times the usual unevenness of the picture."""
PAD = 0.16
FEWEST = 3
MAX_BOXES = 90
MAX_STANDING = 12

Row: TypeAlias = NDArray[np.float64]
"""Corners (4, 2) of a line, clockwise from its own top left."""


TALLER = 1.7
"""A letter is at most this many times as high as the run it continues."""


class Run:
    """Letters side by side, left to right, and the reach of the last four of them."""

    __slots__ = ("bottom", "end", "parts", "top")

    def __init__(self, parts: list[tuple[float, float, float, float]]) -> None:
        self.parts = parts
        self.measure()

    def add(self, part: tuple[float, float, float, float]) -> None:
        """``part`` (x, y, width, height) is the run's next letter."""
        self.parts.append(part)
        self.measure()

    def measure(self) -> None:
        """Reach of the last four letters: a tilted run drifts up or down."""
        tail = self.parts[-4:]
        self.top = min(y for _, y, _, _ in tail)
        self.bottom = max(y + h for _, y, _, h in tail)
        self.end = max(x + w for x, _, w, _ in tail)


def boxes(pixels: Pixels) -> tuple[Box, ...]:
    """Boxes of lines that lie or stand, in pixels of ``pixels``; rough, with some that are none."""
    height, width = pixels.shape[:2]
    scale = WORKING_SIDE / max(height, width)
    if min(height, width) * scale < 2 * SMALLEST:
        return ()
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=how)
    grey = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)
    lying: list[Row] = []
    standing: list[Row] = []
    for kernel in KERNELS:
        for operation in (cv2.MORPH_BLACKHAT, cv2.MORPH_TOPHAT):
            parts = letters(grey, kernel, operation)
            lying += rows(parts)
            standing += [r[:, ::-1] for r in rows(parts[:, [1, 0, 3, 2]])]
    kept = distinct(lying)[:MAX_BOXES] + distinct(standing)[:MAX_STANDING]
    return tuple(directed([(x / scale, y / scale) for x, y in row.tolist()], 1.0) for row in kept)


def letters(grey: NDArray[np.uint8], kernel: int, operation: int) -> NDArray[np.int64]:
    """Boxes (N, 4) of x, y, width, height of letter-sized parts darker (black hat) or lighter
    (top hat) than their surroundings."""
    shape = cv2.getStructuringElement(cv2.MORPH_RECT, (kernel, kernel))
    strokes = np.asarray(cv2.morphologyEx(grey, operation, shape), np.uint8)
    wide = cv2.getStructuringElement(cv2.MORPH_RECT, (2 * kernel + 1, kernel))
    nearby = cv2.blur(cv2.dilate(strokes, wide), (kernel, kernel))
    least = max(FAINTEST, GRAIN * float(np.median(strokes)))
    mask = (strokes > np.maximum(least, NEARBY * nearby.astype(np.float32))).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    x, y, w, h, count = (stats[1:, i].astype(np.int64) for i in range(5))
    tallest = LARGEST * min(grey.shape)
    right = (np.maximum(w, h) >= SMALLEST) & (np.maximum(w, h) < tallest) & (count >= 12)
    right &= (count > 0.12 * w * h) & (w < 8 * h) & (h < 8 * w)
    return np.asarray(np.stack([x, y, w, h], 1)[right], np.int64)


def rows(parts: NDArray[np.int64]) -> list[Row]:
    """Quads around runs of ``parts`` that stand side by side, tilted as the run is."""
    done: list[Run] = []
    growing: list[Run] = []
    widest_gap = 1.1 * float(parts[:, 3].max(initial=1)) * TALLER
    for x, y, w, h in parts[np.argsort(parts[:, 0], kind="stable")].tolist():
        best: tuple[float, Run] | None = None
        left_behind = False
        for run in growing:
            gap = x - run.end
            left_behind = left_behind or gap > widest_gap
            tall = run.bottom - run.top
            shared = min(run.bottom, y + h) - max(run.top, y)
            fits = shared > 0.6 * min(h, tall) and h < TALLER * tall
            near = -tall < gap < 1.1 * max(tall, h)
            if fits and near and (best is None or gap < best[0]):
                best = (gap, run)
        if best is None:
            growing.append(Run([(x, y, w, h)]))
        else:
            best[1].add((x, y, w, h))
        if left_behind:
            done += [run for run in growing if x - run.end > widest_gap]
            growing = [run for run in growing if x - run.end <= widest_gap]
    long = (np.array(r.parts, np.float64) for r in done + growing if len(r.parts) >= FEWEST)
    return [quad for run in long if (quad := outlined(run)) is not None]


def outlined(parts: NDArray[np.float64]) -> Row | None:
    """The quad (4, 2) around a run, or None for one that is no line (too stubby)."""
    x, y, w, h = parts.T
    slope = 0.0
    if len(parts) >= 5:
        slope = float(np.clip(np.polyfit(x + w / 2, y + h, 1)[0], -0.12, 0.12))
    left, right = float(x.min()), float((x + w).max())
    top = float((y - slope * (x + w / 2 - left)).min())
    bottom = float((y + h - slope * (x + w / 2 - left)).max())
    tall = bottom - top
    if right - left < 1.5 * tall:
        return None
    left, right = left - PAD * tall, right + PAD * tall
    top, bottom = top - PAD * tall, bottom + PAD * tall
    drop = slope * (right - left)
    return np.array(
        [(left, top), (right, top + drop), (right, bottom + drop), (left, bottom)], np.float64
    )


def distinct(found: list[Row]) -> list[Row]:
    """``found``, largest first, without those mostly inside a kept one of like height."""
    kept: list[tuple[float, float, float, float, Row]] = []
    sized = [(*row.min(0).tolist(), *row.max(0).tolist(), row) for row in found]
    for x0, y0, x1, y1, row in sorted(sized, key=lambda b: -(b[2] - b[0]) * (b[3] - b[1])):
        own = (x1 - x0) * (y1 - y0)
        for a0, b0, a1, b1, _ in kept:
            across, down = min(x1, a1) - max(x0, a0), min(y1, b1) - max(y0, b0)
            alike = 0.6 < min(x1 - x0, y1 - y0) / max(1.0, min(a1 - a0, b1 - b0)) < 1.7
            if across > 0 and down > 0 and across * down > 0.7 * own and alike:
                break
        else:
            kept.append((x0, y0, x1, y1, row))
    return [k[4] for k in kept]
