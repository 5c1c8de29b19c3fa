"""A photo and its text outlines into the small copy that the search for the card works on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from service.domain.geometry import Polygon
from service.ports import Pixels

LONG_SIDE = 640  # px: a business card's sides are 100 px and more, letters are a few

Floats: TypeAlias = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Scene:
    """``rgb`` uint8 and ``lab`` float32 (L 0..100, a and b about -127..127), lightly smoothed:
    the photo at ``scale`` (small px per photo px). ``text``: (n, 4, 2) boxes round the text in
    small px, ``weight`` their share of all text. ``centre``: the middle of the text, or None."""

    rgb: Pixels
    lab: Floats
    scale: float
    text: Floats
    weight: Floats

    @property
    def width(self) -> int:
        return int(self.lab.shape[1])

    @property
    def height(self) -> int:
        return int(self.lab.shape[0])

    @property
    def centre(self) -> Floats | None:
        """Weighted median of the text boxes' middles: background text does not move it far."""
        if not len(self.text):
            return None
        middles = self.text.mean(axis=1)
        out = []
        for k in (0, 1):
            order = np.argsort(middles[:, k])
            half = np.searchsorted(np.cumsum(self.weight[order]), 0.5)
            out.append(float(middles[order[min(int(half), len(order) - 1)], k]))
        return np.array(out, np.float32)

    @property
    def cores(self) -> Floats:
        """(n, 4, 2) the text boxes less the air that detectors leave: 0.3 of a line's height on
        every side, however long the line."""
        if not len(self.text):
            return self.text
        middle = self.text.mean(axis=1, keepdims=True)
        along = self.text[:, 1] - self.text[:, 0]
        down = self.text[:, 3] - self.text[:, 0]
        length = np.linalg.norm(along, axis=1)
        height = np.linalg.norm(down, axis=1)
        air = 0.3 * np.minimum(length, height)
        out = self.text - middle
        for axis, size in ((along, length), (down, height)):
            unit = axis / np.maximum(size, 1e-6)[:, None]
            reach = (out * unit[:, None]).sum(axis=2)
            inwards = np.sign(reach) * np.minimum(np.abs(reach), air[:, None])
            out = out - inwards[..., None] * unit[:, None]
        return np.asarray(middle + out, np.float32)


def scene(pixels: Pixels, text_polygons: Sequence[Polygon]) -> Scene:
    """``pixels`` at most ``LONG_SIDE`` long, with the text boxes moved along."""
    height, width = pixels.shape[:2]
    scale = min(1.0, LONG_SIDE / max(height, width))
    size = (max(8, round(width * scale)), max(8, round(height * scale)))
    source = pixels
    if scale < 0.34:
        # Every second pixel first: averaging nine or more is enough against noise.
        source = pixels[::2, ::2]
    small = cv2.resize(source, size, interpolation=cv2.INTER_AREA)
    smooth = cv2.GaussianBlur(small, (0, 0), 0.8)
    lab = cv2.cvtColor(smooth.astype(np.float32) / 255.0, cv2.COLOR_RGB2LAB)
    boxes = [_box(p, scale) for p in text_polygons if len(p) >= 3]
    text = np.array(boxes, np.float32).reshape(-1, 4, 2)
    areas = np.array([cv2.contourArea(b) for b in text], np.float32) ** 0.5
    return Scene(
        rgb=np.asarray(small, np.uint8),
        lab=np.asarray(lab, np.float32),
        scale=scale,
        text=text,
        weight=areas / max(float(areas.sum()), 1e-6),
    )


def _box(polygon: Polygon, scale: float) -> Floats:
    points = np.array(polygon, np.float32) * np.float32(scale)
    if len(points) == 4:
        return points
    return np.asarray(cv2.boxPoints(cv2.minAreaRect(points)), np.float32)
