"""Pixels under any light into even dark-on-light grey, which is what Tesseract was trained on."""

from __future__ import annotations

from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from service.ports import Pixels

Grey: TypeAlias = NDArray[np.uint8]
"""Shape (height, width), 0..255, text dark on light."""

BACKGROUND_SIDE = 480
"""The background is estimated on a copy this long: it varies slowly."""
FAINTEST = 40.0
"""Contrast, 0..255, that is stretched to black at most: less is noise."""
ABOVE_GRAIN = 3.5
"""Type differs from the ground by so many times what a quiet stretch of the card does at most:
speckled paper must not be stretched into dots."""
WIDEST = 0.034
"""Width of the widest strokes, as a share of the long side."""
NEAR = 0.03
"""How far, as a share of the long side, the surroundings reach that set the contrast."""


def flattened(pixels: Pixels) -> Grey:
    """How far each pixel is from its median surroundings, inverted.

    Distance takes the channel that differs most, so it does not matter whether text is dark on
    light or light on dark, nor which colours carry it.
    """
    height, width = pixels.shape[:2]
    scale = min(1.0, BACKGROUND_SIDE / max(height, width))
    small_size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(pixels, small_size, interpolation=cv2.INTER_AREA)
    kernel = max(3, round(0.1 * min(small_size))) | 1
    ground = cv2.resize(cv2.medianBlur(small, kernel), (width, height))
    return stretched(np.asarray(cv2.absdiff(pixels, ground), np.uint8).max(axis=2))


def flattened_line(strip: Pixels) -> Grey:
    """The same for one line (H, W, 3): its background is the median of each stretch of it."""
    height, width = strip.shape[:2]
    step = 4 * height
    ground = np.empty_like(strip)
    for left in range(0, width, step):
        # The last stretch may be a stub: it shares the pixels before it.
        start = max(0, min(left, width - step))
        piece = strip[:, start : left + step].reshape(-1, 3)
        ground[:, left : left + step] = np.median(piece, axis=0).astype(np.uint8)
    return stretched_line(np.asarray(cv2.absdiff(strip, ground), np.uint8).max(axis=2))


def stretched(difference: NDArray[np.uint8]) -> Grey:
    """``difference`` from the ground as dark on white with the full range used: that of its
    surroundings, so that faint type on a coloured panel is as black as bold type on white."""
    height, width = difference.shape
    strongest = max(FAINTEST, float(np.percentile(difference, 99.5)))
    step = max(1, round(max(height, width) / BACKGROUND_SIDE))
    pooled = cv2.dilate(difference, np.ones((step, step), np.uint8))[::step, ::step]
    reach = max(3, round(NEAR * max(pooled.shape))) | 1
    spread = cv2.dilate(cv2.medianBlur(pooled, 5), np.ones((reach, reach), np.uint8))
    nearby = cv2.resize(cv2.blur(spread, (reach, reach)), (width, height)).astype(np.float32)
    least = max(FAINTEST, min(strongest, ABOVE_GRAIN * float(np.percentile(spread, 25))))
    strong = np.clip(0.9 * nearby, least, strongest)
    return np.asarray(255 - np.clip(difference * (255 / strong), 0, 255), np.uint8)


def stretched_line(difference: NDArray[np.uint8]) -> Grey:
    """The same for one line, which has one contrast."""
    strong = max(FAINTEST, float(np.percentile(difference, 99.5)))
    return np.asarray(255 - np.clip(difference * (255 / strong), 0, 255), np.uint8)


def strokes(pixels: Pixels, light: bool) -> Grey:
    """Only what is lighter (or darker) than the ground close by.

    For outlined type and pictured grounds, where distance from the ground shows both sides of
    every edge.
    """
    size = max(3, round(WIDEST * max(pixels.shape[:2]))) | 1
    shape = cv2.getStructuringElement(cv2.MORPH_RECT, (size, size))
    how = cv2.MORPH_TOPHAT if light else cv2.MORPH_BLACKHAT
    difference = np.asarray(cv2.morphologyEx(pixels, how, shape), np.uint8).max(axis=2)
    strong = max(FAINTEST, float(np.percentile(difference, 98.0)))
    return np.asarray(255 - np.clip(difference * (255 / strong), 0, 255), np.uint8)
