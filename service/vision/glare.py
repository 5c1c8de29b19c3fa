"""A straight card into where a reflection of light has washed out its print."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from service.ports import Pixels

LONG_SIDE = 500  # px: reflections are large and soft
BURNT = 249  # of 255, in the darkest channel: the sensor's end
PAPER_AT_MOST = 238  # a brighter card is a scan or well lit, its white is no reflection
SOFT = 9.0  # grey levels per px at the small size; print on white is steeper
LEAST = 0.002  # of the card


def glare_mask(pixels: Pixels) -> NDArray[np.bool_]:
    """(height, width) True where a reflection burnt the picture out.

    White print and white paper burn out too; a reflection fades softly all round, and lies on
    a card that is darker elsewhere.
    """
    height, width = pixels.shape[:2]
    scale = min(1.0, LONG_SIDE / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    darkest = small.min(axis=2)
    burnt = (darkest >= BURNT).astype(np.uint8)
    if float(np.percentile(darkest, 75)) > PAPER_AT_MOST or not burnt.any():
        return np.zeros((height, width), np.bool_)
    grey = cv2.GaussianBlur(darkest.astype(np.float32), (0, 0), 1.0)
    steep = np.hypot(cv2.Sobel(grey, cv2.CV_32F, 1, 0) / 8, cv2.Sobel(grey, cv2.CV_32F, 0, 1) / 8)
    # Letters within a reflection are holes of it.
    closed = np.asarray(cv2.morphologyEx(burnt, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8)))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(closed)
    keep = np.zeros(count, np.uint8)
    for k in range(1, count):
        if stats[k, cv2.CC_STAT_AREA] < LEAST * labels.size:
            continue
        blob = (labels == k).astype(np.uint8)
        rim = cv2.dilate(blob, np.ones((7, 7), np.uint8)) - blob
        keep[k] = float(np.median(steep[rim > 0])) < SOFT
    found = cv2.dilate(keep[labels], np.ones((5, 5), np.uint8))
    full = cv2.resize(found, (width, height), interpolation=cv2.INTER_NEAREST)
    return np.asarray(full, np.bool_)
