"""A picture into boxes of text, by the DB detector of PP-OCRv6 (Liao et al., arXiv 1911.08947)."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from service.ocr.boxes import Box, directed
from service.ocr.models import DETECTOR, Floats, Model, model
from service.ports import Pixels

# The model's own inference.yml: the network was trained on BGR with ImageNet's figures.
MEAN = np.array([0.485, 0.456, 0.406], np.float32)
STD = np.array([0.229, 0.224, 0.225], np.float32)
PIXEL_THRESHOLD = 0.2
BOX_THRESHOLD = 0.45
UNCLIP = 1.4
STEP = 32
SMALLEST = 64
MIN_SIDE = 3
MAX_BOXES = 1000


def detector_size(width: int, height: int, long_side: int) -> tuple[int, int]:
    """Size (width, height), multiples of 32, that the network sees: never enlarged, except that
    the short side has at least 64 pixels, and never longer than ``long_side``."""
    scale = min(1.0, long_side / max(width, height))
    scale = max(scale, SMALLEST / min(width, height))
    scale = min(scale, 2 * long_side / max(width, height))
    sides = (max(STEP, round(side * scale / STEP) * STEP) for side in (width, height))
    return next(sides), next(sides)


@dataclass(frozen=True, slots=True)
class Detector:
    """Finds text of any direction. Thread-safe."""

    model: Model

    @classmethod
    def loaded(cls, threads: int) -> Detector:
        """Raises ``EngineMissing`` or ``EngineCrashed``."""
        return cls(model(DETECTOR, threads))

    def boxes(self, pixels: Pixels, long_side: int) -> tuple[Box, ...]:
        """Boxes in pixels of ``pixels``, which the network sees at most ``long_side`` long."""
        height, width = pixels.shape[:2]
        if min(width, height) < MIN_SIDE:
            return ()
        size = detector_size(width, height, long_side)
        shrinking = size[0] < width
        small = cv2.resize(
            pixels, size, interpolation=cv2.INTER_AREA if shrinking else cv2.INTER_LINEAR
        )
        heat = self.model.run(normalised(np.asarray(small, np.uint8)))[0, 0]
        return boxes_of_heat(heat, width / size[0], height / size[1])


def normalised(pixels: Pixels) -> Floats:
    """RGB pixels (H, W, 3) as the network's batch (1, 3, H, W)."""
    bgr = pixels[:, :, ::-1].astype(np.float32) / 255
    return np.ascontiguousarray(((bgr - MEAN) / STD).transpose(2, 0, 1)[np.newaxis], np.float32)


def boxes_of_heat(heat: Floats, scale_x: float, scale_y: float) -> tuple[Box, ...]:
    """Boxes of a probability map (H, W), grown back to the text's full height.

    The network marks shrunk text kernels; a rectangle offset by area * 1.4 / perimeter
    (the Vatti clipping of the paper, which for a rectangle is just a larger one) undoes it.
    """
    mask = (heat > PIXEL_THRESHOLD).astype(np.uint8)
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found: list[Box] = []
    for contour in contours[:MAX_BOXES]:
        centre, (w, h), angle = cv2.minAreaRect(contour)
        if min(w, h) < MIN_SIDE:
            continue
        score = mean_inside(heat, np.asarray(cv2.boxPoints((centre, (w, h), angle))))
        if score < BOX_THRESHOLD:
            continue
        grow = 2 * w * h * UNCLIP / (2 * (w + h))
        corners = np.asarray(cv2.boxPoints((centre, (w + grow, h + grow), angle)))
        points = [(float(x) * scale_x, float(y) * scale_y) for x, y in corners]
        found.append(directed(points, score))
    return tuple(found)


def mean_inside(heat: Floats, corners: NDArray[np.floating]) -> float:
    """Mean of ``heat`` inside the rectangle ``corners``."""
    height, width = heat.shape
    left, top = np.clip(np.floor(corners.min(0)).astype(int), 0, [width - 1, height - 1])
    right, bottom = np.clip(np.ceil(corners.max(0)).astype(int), 0, [width - 1, height - 1])
    mask = np.zeros((bottom - top + 1, right - left + 1), np.uint8)
    cv2.fillPoly(mask, [np.round(corners - [left, top]).astype(np.int32)], (1,))
    return float(cv2.mean(heat[top : bottom + 1, left : right + 1], mask)[0])
