"""The four corners of a rectangle seen in perspective into its true width : height."""

from __future__ import annotations

import numpy as np

from service.domain.geometry import Point, Quad


def aspect(quad: Quad, centre: Point, long_side: float) -> float:
    """True width / height of the rectangle seen as ``quad`` (clockwise from its top left).

    ``centre`` is the picture's middle, taken as the principal point, ``long_side`` its longer
    side; all in pixels. Zhang & He, "Whiteboard scanning and image enhancement", Digital
    Signal Processing 17 (2007), section 3: the focal length and the aspect follow from one view.
    Seen nearly from straight above the focal length is not determined; then that of a
    phone's main camera is taken.
    """
    p = np.array(quad, np.float64) - np.array(centre)
    m1, m2, m4, m3 = (np.array([x, y, 1.0]) for x, y in p)
    d2 = np.cross(m2, m4) @ m3
    d3 = np.cross(m3, m4) @ m2
    if abs(d2) < 1e-9 or abs(d3) < 1e-9:
        return _flat(quad)
    k2 = (np.cross(m1, m4) @ m3) / d2
    k3 = (np.cross(m1, m4) @ m2) / d3
    n2 = k2 * m2 - m1
    n3 = k3 * m3 - m1
    usual = (0.8 * long_side) ** 2  # 26 mm equivalent: focal length 0.72 of 36 mm, and longer
    focal2 = usual
    if abs(n2[2] * n3[2]) > 0.01:
        measured = -(n2[0] * n3[0] + n2[1] * n3[1]) / (n2[2] * n3[2])
        focal2 = float(np.clip(measured, 0.3 * usual, 9.0 * usual)) if measured > 0 else usual
    scale = np.array([1.0 / focal2, 1.0 / focal2, 1.0])
    above, below = float((n2 * n2) @ scale), float((n3 * n3) @ scale)
    if above <= 0 or below <= 0:
        return _flat(quad)
    ratio = (above / below) ** 0.5
    return float(np.clip(ratio, 0.2, 5.0))


def _flat(quad: Quad) -> float:
    """Aspect by the mean lengths of opposite sides."""
    p = np.array(quad, np.float64)
    top, right, bottom, left = np.linalg.norm(np.roll(p, -1, axis=0) - p, axis=1)
    return float(np.clip((top + bottom) / max(left + right, 1e-6), 0.2, 5.0))
