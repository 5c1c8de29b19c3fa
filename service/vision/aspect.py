"""The four corners of a rectangle seen in perspective into its true width : height."""

from __future__ import annotations

import numpy as np

from service.domain.geometry import Point, Quad
from service.vision.scene import Floats


def aspect(quad: Quad, centre: Point, long_side: float) -> float:
    """``aspects`` of one quad."""
    return float(aspects(np.array([quad], np.float64), centre, long_side)[0])


def aspects(quads: Floats, centre: Point, long_side: float) -> Floats:
    """True width / height, 0.2..5, of the rectangles seen as ``quads`` (n, 4, 2), each in the
    order top left, top right, bottom right, bottom left (or the reverse way round).

    ``centre`` is the picture's middle, taken as the principal point, ``long_side`` its longer
    side; all in pixels. Zhang & He, "Whiteboard scanning and image enhancement", Digital
    Signal Processing 17 (2007), section 3: the focal length and the aspect follow from one
    view. Seen nearly from straight above the focal length is not determined by the corners;
    then that of a phone's main camera is taken.
    """
    p = (np.asarray(quads, np.float64) - np.array(centre)) / long_side
    m = np.concatenate([p, np.ones((*p.shape[:2], 1))], axis=2)
    m1, m2, m4, m3 = m[:, 0], m[:, 1], m[:, 2], m[:, 3]
    d2 = _nonzero(_triple(m2, m4, m3))
    d3 = _nonzero(_triple(m3, m4, m2))
    k2 = _triple(m1, m4, m3) / d2
    k3 = _triple(m1, m4, m2) / d3
    n2 = k2[:, None] * m2 - m1
    n3 = k3[:, None] * m3 - m1
    usual = 0.75**2  # in long sides; a 26 mm equivalent lens: 26 / 36 = 0.72
    depth = n2[:, 2] * n3[:, 2]
    measured = -(n2[:, 0] * n3[:, 0] + n2[:, 1] * n3[:, 1]) / _nonzero(depth)
    known = (np.abs(depth) > 0.01) & (measured > 0)
    focal2 = np.where(known, np.clip(measured, 0.35 * usual, 6.0 * usual), usual)
    across = (n2[:, 0] ** 2 + n2[:, 1] ** 2) / focal2 + n2[:, 2] ** 2
    down = (n3[:, 0] ** 2 + n3[:, 1] ** 2) / focal2 + n3[:, 2] ** 2
    ratio = np.sqrt(across / np.maximum(down, 1e-12))
    return np.asarray(np.clip(ratio, 0.2, 5.0), np.float64)


def _triple(a: Floats, b: Floats, c: Floats) -> Floats:
    return np.asarray((np.cross(a, b) * c).sum(axis=1), np.float64)


def _nonzero(values: Floats) -> Floats:
    return np.where(np.abs(values) < 1e-9, 1e-9, values)
