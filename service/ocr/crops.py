"""A box of text into a straight strip of pixels at the height a recogniser wants."""

from __future__ import annotations

import cv2
import numpy as np

from service.domain.geometry import Quad
from service.ports import Pixels

MAX_RATIO = 60.0
"""No strip is wider than this many times its height (a ruler mistaken for text)."""


def strip(pixels: Pixels, quad: Quad, height: int, stretch: float = 1.0) -> Pixels:
    """The part of ``pixels`` inside ``quad`` by perspective transform, RGB.

    The first edge of ``quad`` becomes the top. The strip is ``height`` pixels high and as wide as
    the quad's own ratio asks, times ``stretch`` (handwriting gains from 1.15 to 1.5).
    """
    p = np.array(quad, np.float32)
    along = (np.linalg.norm(p[1] - p[0]) + np.linalg.norm(p[2] - p[3])) / 2
    across = (np.linalg.norm(p[3] - p[0]) + np.linalg.norm(p[2] - p[1])) / 2
    ratio = min(float(along) / max(float(across), 1.0), MAX_RATIO)
    width = max(4, round(height * ratio * stretch))
    # Cut at the picture's own scale first: one warp straight to a third of the size aliases.
    full_h = int(np.clip(round(float(across)), height, 6 * height))
    full_w = max(4, round(full_h * ratio))
    corners = np.array([[0, 0], [full_w, 0], [full_w, full_h], [0, full_h]], np.float32)
    matrix = cv2.getPerspectiveTransform(p, corners)
    cut = cv2.warpPerspective(
        pixels, matrix, (full_w, full_h), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    if (full_w, full_h) != (width, height):
        how = cv2.INTER_AREA if full_h > 1.2 * height else cv2.INTER_LINEAR
        cut = cv2.resize(cut, (width, height), interpolation=how)
    return np.ascontiguousarray(cut, np.uint8)
