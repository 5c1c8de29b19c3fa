"""The small copy into straight lines along which a card may end: the sides to choose from."""

from __future__ import annotations

import cv2
import numpy as np

from service.vision.regions import hulls
from service.vision.scene import Floats, Scene

MOST_LINES = 44
MOST_SEGMENTS = 260
MOST_ALIKE = 14


def lines(scene: Scene) -> tuple[Floats, int]:
    """Candidate sides as rows (nx, ny, c) with nx x + ny y = c, and how many of the last are
    the borders of the picture.

    They come from line segments found in lightness and in colour (LSD: Grompone von Gioi
    et al., IPOL 2012), joined where collinear, and from the hulls of regions.
    """
    segments = _segments(scene)
    found = _joined(segments, scene)
    regional = hulls(scene)
    rows = [
        _line(p, q) for quad in regional for p, q in zip(quad, np.roll(quad, -1, 0), strict=True)
    ]
    rows = [r for r in rows if r is not None]
    if rows:
        found = np.concatenate([np.array(rows, np.float32), found])
    w, h = float(scene.width), float(scene.height)
    border = np.array([[0, 1, 0], [1, 0, w], [0, 1, h], [1, 0, 0]], np.float32)
    found = _without_borders(_unlike(found, scene), w, h)
    found = _of_all_directions(_not_through_text(found, scene))
    return np.concatenate([found, border]).astype(np.float32), 4


def _segments(scene: Scene) -> Floats:
    """(n, 5) segments x0 y0 x1 y1 and how much speaks for them, best first."""
    lightness = scene.lab[..., 0]
    light = np.clip(lightness * 2.55, 0, 255).astype(np.uint8)
    # Faint edges (white on white) are lifted above LSD's gradient floor; so is a faint colour.
    faint = cv2.createCLAHE(clipLimit=6.0, tileGridSize=(4, 4)).apply(cv2.medianBlur(light, 5))
    chroma = scene.lab[..., 1:] @ _main_direction(scene.lab[..., 1:])
    colour = np.clip(128 + 3.0 * (chroma - np.median(chroma)), 0, 255).astype(np.uint8)
    found = []
    detector = cv2.createLineSegmentDetector(cv2.LSD_REFINE_NONE, 1.0)
    for channel in (faint, cv2.medianBlur(colour, 5)):
        segments = detector.detect(channel)[0]
        if segments is not None:
            found.append(segments.reshape(-1, 4))
    if not found:
        return np.zeros((0, 5), np.float32)
    every = np.concatenate(found).astype(np.float32)
    length = np.hypot(every[:, 2] - every[:, 0], every[:, 3] - every[:, 1])
    keep = length > 0.02 * max(scene.width, scene.height)
    every, length = every[keep], length[keep]
    if len(scene.text) and len(every):
        every, length = _outside_text(every, length, scene)
    strength = length * (2.0 + _steps(every, scene))
    order = np.argsort(-strength)[:MOST_SEGMENTS]
    return np.asarray(np.c_[every[order], strength[order]], np.float32)


def _steps(segments: Floats, scene: Scene) -> Floats:
    """The colour step across each segment, 0..20: a card's edge outdoes the grain of wood."""
    t = np.linspace(0.15, 0.85, 5, dtype=np.float32)[None, :, None]
    points = segments[:, None, :2] * (1 - t) + segments[:, None, 2:4] * t
    d = segments[:, 2:4] - segments[:, :2]
    normal = np.stack([-d[:, 1], d[:, 0]], axis=1)
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-6)
    sides = []
    for reach in (-3.5, 3.5):
        at = (points + reach * normal[:, None]).astype(np.intp)
        x = np.clip(at[..., 0], 0, scene.width - 1)
        y = np.clip(at[..., 1], 0, scene.height - 1)
        sides.append(scene.lab[y, x].mean(axis=1))
    return np.asarray(np.clip(np.linalg.norm(sides[1] - sides[0], axis=1), 0, 20), np.float32)


def _main_direction(ab: Floats) -> Floats:
    """The direction in the a-b plane in which the picture's colours differ most."""
    flat = ab.reshape(-1, 2)[::7]
    _, vectors = np.linalg.eigh(np.cov(flat, rowvar=False) + 1e-6 * np.eye(2))
    return np.asarray(vectors[:, 1], np.float32)


def _outside_text(every: Floats, length: Floats, scene: Scene) -> tuple[Floats, Floats]:
    """Segments but those that lie within the text boxes."""
    mask = np.zeros((scene.height, scene.width), np.uint8)
    for quad in scene.text:
        middle = quad.mean(axis=0)
        cv2.fillConvexPoly(mask, np.round(middle + (quad - middle) * 0.92).astype(np.int32), 1)
    t = np.linspace(0.1, 0.9, 5, dtype=np.float32)[:, None]
    x = every[:, 0] * (1 - t) + every[:, 2] * t
    y = every[:, 1] * (1 - t) + every[:, 3] * t
    xi = np.clip(x.astype(int), 0, scene.width - 1)
    yi = np.clip(y.astype(int), 0, scene.height - 1)
    keep = mask[yi, xi].mean(axis=0) < 0.7
    return every[keep], length[keep]


def _joined(segments: Floats, scene: Scene) -> Floats:
    """Lines through collinear segments, those with most edge along them first."""
    if not len(segments):
        return np.zeros((0, 3), np.float32)
    p, q, strong = segments[:, :2], segments[:, 2:4], segments[:, 4]
    d = q - p
    length = np.linalg.norm(d, axis=1)
    normal = np.stack([-d[:, 1], d[:, 0]], axis=1) / length[:, None]
    offset = (normal * p).sum(axis=1)
    near = 0.004 * max(scene.width, scene.height)
    off_p = np.abs(normal @ p.T - offset[:, None])
    off_q = np.abs(normal @ q.T - offset[:, None])
    alike = (np.maximum(off_p, off_q) < near) & (np.abs(normal @ normal.T) > 0.997)
    members = alike.astype(np.float64)
    order = np.argsort(-(members @ strong))
    return _fitted(members[order], p, q, length)


def _fitted(members: Floats, p: Floats, q: Floats, weights: Floats) -> Floats:
    """Weighted total least squares through both ends of the members (1 or 0) of each row:
    the main axis of their second moments."""
    ends = np.stack([p, q]).astype(np.float64)
    origin = ends.mean(axis=(0, 1))  # near the points, so that the moments keep their digits
    x, y = np.moveaxis(ends - origin, 2, 0)
    terms = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y]).sum(axis=1) * weights
    total, *moments = terms @ members.T
    mx, my, xx, xy, yy = (m / total for m in moments)
    along = 0.5 * np.arctan2(2 * (xy - mx * my), (xx - mx * mx) - (yy - my * my))
    nx, ny = -np.sin(along), np.cos(along)
    c = nx * (mx + origin[0]) + ny * (my + origin[1])
    return np.stack([nx, ny, c], axis=1).astype(np.float32)


def _line(p: Floats, q: Floats) -> tuple[float, float, float] | None:
    dx, dy = float(q[0] - p[0]), float(q[1] - p[1])
    length = (dx * dx + dy * dy) ** 0.5
    if length < 8:
        return None
    nx, ny = -dy / length, dx / length
    return nx, ny, nx * float(p[0]) + ny * float(p[1])


def _ends(rows: Floats, scene: Scene) -> Floats:
    """(n, 2, 2): where each line is nearest the middle of the picture, half a picture each way."""
    middle = np.array([scene.width / 2, scene.height / 2], np.float32)
    normal = rows[:, :2]
    foot = middle - ((normal @ middle) - rows[:, 2])[:, None] * normal
    along = np.stack([-normal[:, 1], normal[:, 0]], axis=1) * (
        0.35 * max(scene.width, scene.height)
    )
    return np.stack([foot - along, foot + along], axis=1)


def _unlike(rows: Floats, scene: Scene) -> Floats:
    """Each line once: later ones that run along an earlier one are dropped."""
    if not len(rows):
        return rows
    ends = _ends(rows, scene)
    near = 0.0055 * max(scene.width, scene.height)
    keep: list[int] = []
    for i in range(len(rows)):
        if len(keep) >= 3 * MOST_LINES:
            break
        off = np.abs(ends[i] @ rows[keep, :2].T - rows[keep, 2]) if keep else np.zeros((2, 0))
        if not (off.max(axis=0) < near).any():
            keep.append(i)
    return rows[keep]


def _without_borders(rows: Floats, w: float, h: float) -> Floats:
    """Lines but those that are the picture's own borders."""
    flat = (np.abs(rows[:, 1]) > 0.999) & (
        (rows[:, 2] * np.sign(rows[:, 1]) < 2) | (rows[:, 2] * np.sign(rows[:, 1]) > h - 2)
    )
    steep = (np.abs(rows[:, 0]) > 0.999) & (
        (rows[:, 2] * np.sign(rows[:, 0]) < 2) | (rows[:, 2] * np.sign(rows[:, 0]) > w - 2)
    )
    return rows[~(flat | steep)]


def _of_all_directions(rows: Floats) -> Floats:
    """The first ``MOST_LINES`` of ``rows``, no direction (in steps of 15 degrees) having more
    than its part: the grain of wood would leave no room for anything else."""
    if not len(rows):
        return rows
    angle = np.arctan2(rows[:, 1], rows[:, 0]) % np.pi
    taken: list[int] = []
    for i in range(len(rows)):
        off = np.abs(angle[taken] - angle[i])
        if (np.minimum(off, np.pi - off) < np.deg2rad(7.5)).sum() < MOST_ALIKE:
            taken.append(i)
        if len(taken) == MOST_LINES:
            break
    return rows[taken]


def _not_through_text(rows: Floats, scene: Scene) -> Floats:
    """Lines that leave the text whole: a card's side, prolonged, never cuts the card's text."""
    if not len(scene.text) or not len(rows):
        return rows
    off = scene.cores @ rows[:, :2].T - rows[:, 2]
    cut = (off.min(axis=1) < 0) & (off.max(axis=1) > 0)
    return np.asarray(rows[(cut * scene.weight[:, None]).sum(axis=0) < 0.25])
