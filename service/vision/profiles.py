"""Lines into running sums of the edge evidence along them, so that any stretch is one lookup."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from service.vision.scene import Floats, Scene

REACH = 7  # px to either side of the line
VALID, SUPPORT, STEP_L, STEP_A, STEP_B, STEP = range(6)


@dataclass(frozen=True, slots=True)
class Profiles:
    """``sums``: (lines, steps + 1, 6) running sums at one px per step from ``start`` (the
    position along the line, (-ny, nx) . (x, y), of step 0): inside the picture or not; how
    clearly an edge runs along the line (0..1); the colour step across it, signed along the
    normal, in L, a, b; its length."""

    sums: Floats
    start: Floats

    def mean(self, line: np.ndarray, begin: Floats, end: Floats) -> tuple[Floats, Floats]:
        """Over positions begin..end of ``line`` (any order, any equal shapes): the share that
        lies inside the picture, and the means (…, 5) of the other evidence there."""
        low, high = np.minimum(begin, end), np.maximum(begin, end)
        last = self.sums.shape[1] - 1
        i = np.clip(np.rint(low - self.start[line]), 0, last).astype(np.intp)
        j = np.clip(np.rint(high - self.start[line]), 0, last).astype(np.intp)
        total = self.sums[line, j] - self.sums[line, i]
        inside = total[..., VALID]
        means = total[..., 1:] / np.maximum(inside, 1.0)[..., None]
        return np.asarray(inside / np.maximum(high - low, 1.0), np.float32), means


def profiles(scene: Scene, rows: Floats) -> Profiles:
    """The evidence along each of ``rows`` (nx, ny, c)."""
    reach = float(np.hypot(scene.width, scene.height))
    steps = int(np.ceil(reach)) + 1
    normal = rows[:, :2]
    along = np.stack([-normal[:, 1], normal[:, 0]], axis=1)
    middle = np.array([scene.width / 2, scene.height / 2], np.float32)
    start = along @ middle - reach / 2
    t = start[:, None] + np.arange(steps, dtype=np.float32)[None] + 0.5
    at = normal[:, None] * rows[:, 2, None, None] + along[:, None] * t[..., None]
    inside = (
        (at[..., 0] > 1) & (at[..., 1] > 1)
        & (at[..., 0] < scene.width - 1) & (at[..., 1] < scene.height - 1)
    )  # fmt: skip
    which, step = np.nonzero(inside)
    offsets = np.arange(-REACH, REACH + 1, dtype=np.float32)
    points = at[which, step][:, None] + normal[which][:, None] * offsets[None, :, None]
    strip = _sampled(scene.lab, points)
    weight = np.array([1.0, 1.3, 1.3], np.float32)
    strip = strip * weight
    change = _length(strip[:, 2:] - strip[:, :-2])  # offsets -6 .. 6
    edge = change[:, 4:9].max(axis=1)
    texture = np.minimum(change[:, :3].mean(axis=1), change[:, 10:].mean(axis=1))
    floor = _floor(scene)
    support = np.clip((edge - 1.25 * texture - 0.5 * floor) / (floor + 0.5), 0.0, 1.0)
    jump = strip[:, 10:14].mean(axis=1) - strip[:, 1:5].mean(axis=1)
    sums = np.zeros((len(rows), steps + 1, 6), np.float32)
    sums[which, step + 1, VALID] = 1.0
    sums[which, step + 1, SUPPORT] = support
    sums[which, step + 1, STEP_L:STEP] = jump
    sums[which, step + 1, STEP] = _length(jump)
    np.cumsum(sums, axis=1, out=sums)
    return Profiles(sums, start.astype(np.float32))


def _length(vectors: Floats) -> Floats:
    """Of (..., 3) vectors; numpy's own norm takes several times as long over so short an axis."""
    a, b, c = vectors[..., 0], vectors[..., 1], vectors[..., 2]
    return np.asarray(np.sqrt(a * a + b * b + c * c), np.float32)


def _floor(scene: Scene) -> float:
    """The change across two px that noise and texture make anywhere."""
    lab = scene.lab[::2, ::2]
    across = np.abs(lab[:, 1:] - lab[:, :-1]).sum(axis=2)
    return float(np.clip(1.2 * np.median(across), 0.8, 4.0))


def _sampled(lab: Floats, points: Floats) -> Floats:
    """Bilinear samples of ``lab`` at ``points`` (n, k, 2), corner-origin px → (n, k, 3)."""
    out = []
    for begin in range(0, len(points), 30000):  # remap takes at most 32767 rows
        part = np.ascontiguousarray(points[begin : begin + 30000] - np.float32(0.5))
        out.append(
            cv2.remap(
                lab, part[..., 0], part[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
            )
        )
    return np.concatenate(out) if out else np.zeros((0, 2 * REACH + 1, 3), np.float32)
