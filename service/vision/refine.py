"""A quad found on the small copy into one whose sides lie on the photo's own edges."""

from __future__ import annotations

import cv2
import numpy as np

from service.ports import Pixels
from service.vision.scene import Floats

SAMPLES = 96
SPAN = 14  # steps to either side


def refined(pixels: Pixels, corners: Floats, reach: float, fixed: tuple[bool, ...]) -> Floats:
    """``corners`` (4, 2, photo px, clockwise) with each side moved onto the strongest straight
    edge within ``reach`` photo px of it. Sides that are ``fixed`` (borders of the picture) and
    sides without a clear edge stay."""
    lines = [_side(corners[k], corners[(k + 1) % 4]) for k in range(4)]
    for k in range(4):
        if not fixed[k]:
            lines[k] = _moved(pixels, corners[k], corners[(k + 1) % 4], reach) or lines[k]
    out = np.array([_meeting(lines[k - 1], lines[k]) for k in range(4)], np.float64)
    far = np.linalg.norm(out - corners, axis=1).max()
    return out if np.isfinite(out).all() and far < 4 * reach else corners


def _side(p: Floats, q: Floats) -> tuple[float, float, float]:
    d = (q - p) / max(float(np.linalg.norm(q - p)), 1e-6)
    nx, ny = float(-d[1]), float(d[0])
    return nx, ny, nx * float(p[0]) + ny * float(p[1])


def _moved(pixels: Pixels, p: Floats, q: Floats, reach: float) -> tuple[float, float, float] | None:
    """The straight edge beside p..q, fitted again and again to the samples that agree."""
    d = q - p
    length = float(np.linalg.norm(d))
    if length < 16:
        return None
    d = d / length
    normal = np.array([-d[1], d[0]])
    t = np.linspace(0.04, 0.96, SAMPLES)
    offsets = np.linspace(-1, 1, 2 * SPAN + 1) * reach
    base = p + t[:, None] * (q - p)
    height, width = pixels.shape[:2]
    seen = (
        (base[:, 0] > 2) & (base[:, 1] > 2) & (base[:, 0] < width - 3) & (base[:, 1] < height - 3)
    )
    if seen.sum() < 20:
        return None
    t, base = t[seen], base[seen]
    points = (base[:, None] + offsets[None, :, None] * normal - 0.5).astype(np.float32)
    strip = cv2.remap(
        pixels, points[..., 0], points[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    smooth = cv2.GaussianBlur(strip.astype(np.float32), (5, 9), 0)
    change = np.abs(smooth[:, 2:] - smooth[:, :-2]).sum(axis=2)
    # The card's own print and the desk's texture lie at changing offsets; a side stays.
    change *= np.exp(-0.5 * (offsets[1:-1] / (0.6 * reach)) ** 2)
    at = offsets[1:-1][change.argmax(axis=1)]
    strength = change.max(axis=1)
    if float(strength.max()) < 1.0:
        return None  # nothing there at all: a flat picture
    weight = np.minimum(strength, 3 * np.median(strength)) + 1e-3
    along = t * length
    slope, shift = 0.0, float(np.median(at))
    tolerance = 0.5 * reach
    for _ in range(5):
        near = np.abs(at - (shift + slope * (along - length / 2))) < tolerance
        if near.sum() < 0.3 * len(at):
            return None
        slope, shift = (
            float(v) for v in np.polyfit(along[near] - length / 2, at[near], 1, w=weight[near])
        )
        tolerance = max(tolerance * 0.6, 0.12 * reach)
    begin = p + normal * (shift - slope * length / 2)
    end = q + normal * (shift + slope * length / 2)
    return _side(begin, end)


def _meeting(a: tuple[float, float, float], b: tuple[float, float, float]) -> tuple[float, float]:
    det = a[0] * b[1] - a[1] * b[0]
    if abs(det) < 1e-6:
        return float("nan"), float("nan")
    return (a[2] * b[1] - a[1] * b[2]) / det, (a[0] * b[2] - a[2] * b[0]) / det
