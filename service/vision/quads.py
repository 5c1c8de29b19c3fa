"""Candidate sides into the four-sided shapes they make round the text, with what speaks for each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from service.vision.aspect import aspects
from service.vision.profiles import STEP, STEP_L, SUPPORT, Profiles
from service.vision.scene import Floats, Scene

MOST_PAIRS = 260
MOST_QUADS = 4000

Ints = NDArray[np.intp]

FEATURES = (
    "support", "support_least", "support_second", "borders_1", "borders_2", "borders_3", "whole",
    "beyond", "beyond_most", "text_inside", "text_cut", "aspect_off", "area", "area_squared",
    "step", "step_least", "steady", "steady_least", "gap_most", "gap_least", "corner_off",
    "converging", "outside", "with_text",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidates:
    """``corners`` (n, 4, 2) in small px, clockwise; ``sides`` (n, 4) rows of the lines, side k
    from corner k to corner k + 1; ``features`` (n, len(FEATURES))."""

    corners: Floats
    sides: Ints
    features: Floats


@dataclass(frozen=True, slots=True)
class _Shapes:
    """Quads with where each side begins and ends along its line, and which sides are borders."""

    corners: Floats
    sides: Ints
    border: NDArray[np.bool_]
    begin: Floats
    end: Floats


def candidates(scene: Scene, rows: Floats, borders: int, evidence: Profiles) -> Candidates:
    """Every plausible quad of four of ``rows`` (the last ``borders`` being the picture's own
    borders), the whole picture among them; rough triage leaves ``MOST_QUADS``."""
    sides = _combinations(scene, rows)
    n = len(rows)
    whole = np.array([[n - 4, n - 3, n - 2, n - 1]])
    sides = np.concatenate([sides, whole]) if len(sides) else whole
    corners, good = _corners(scene, rows, sides)
    corners, sides = corners[good], sides[good]
    inside, support = _support(rows, evidence, corners, sides)
    border = sides >= n - borders
    if len(sides) > MOST_QUADS:
        rough = np.where(border, 0.35, support)
        rank = rough.mean(axis=1) + rough.min(axis=1)
        rank[border.all(axis=1)] = np.inf
        keep = np.argsort(-rank)[:MOST_QUADS]
        corners, sides, border, inside = corners[keep], sides[keep], border[keep], inside[keep]
    shapes = _Shapes(corners, sides, border, *_positions(rows, corners, sides))
    features = _features(scene, evidence, shapes)
    return Candidates(corners, sides, features)


def _combinations(scene: Scene, rows: Floats) -> Ints:
    """(n, 4) rows a, b, a', b': two roughly parallel pairs that cross."""
    normal = rows[:, :2]
    facing = normal @ normal.T
    i, j = np.triu_indices(len(rows), 1)
    flip = np.sign(facing[i, j])
    parallel = np.abs(facing[i, j]) > np.cos(np.deg2rad(38))
    middle = np.array([scene.width / 2, scene.height / 2], np.float32)
    target = scene.centre if scene.centre is not None else middle
    signed = normal @ target - rows[:, 2]
    apart = np.abs(signed[i] - flip * signed[j])
    least = 0.09 * max(scene.width, scene.height)
    slack = 0.0 if scene.centre is not None else -0.06 * max(scene.width, scene.height) ** 2
    keep = parallel & (signed[i] * flip * signed[j] < -slack) & (apart > least)
    i, j = i[keep], j[keep]
    if len(i) > MOST_PAIRS:
        order = np.argsort(i + j, kind="stable")[: MOST_PAIRS - 40]
        bordering = np.flatnonzero(j >= len(rows) - 4)
        order = np.unique(np.concatenate([order, bordering[:40]]))
        i, j = i[order], j[order]
    sign = np.sign(facing[i, j])[:, None]
    mean = normal[i] + sign * normal[j]
    mean /= np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-6)
    a, b = np.triu_indices(len(i), 1)
    crossing = np.abs((mean[a] * mean[b]).sum(axis=1)) < np.cos(np.deg2rad(48))
    a, b = a[crossing], b[crossing]
    return np.stack([i[a], i[b], j[a], j[b]], axis=1)


def _corners(scene: Scene, rows: Floats, sides: Ints) -> tuple[Floats, NDArray[np.bool_]]:
    """Corners of each combination, clockwise in the order of its sides, and which make a card."""
    first, second = rows[np.roll(sides, 1, axis=1)], rows[sides]
    det = first[..., 0] * second[..., 1] - first[..., 1] * second[..., 0]
    det = np.where(np.abs(det) < 1e-4, 1e-4, det)
    x = (first[..., 2] * second[..., 1] - first[..., 1] * second[..., 2]) / det
    y = (first[..., 0] * second[..., 2] - first[..., 2] * second[..., 0]) / det
    corners = np.stack([x, y], axis=2).astype(np.float32)
    w, h = scene.width, scene.height
    room = (x > -0.35 * w) & (x < 1.35 * w) & (y > -0.35 * h) & (y < 1.35 * h)
    d = np.roll(corners, -1, axis=1) - corners
    before = np.roll(d, 1, axis=1)
    turn = before[..., 0] * d[..., 1] - before[..., 1] * d[..., 0]
    length = np.linalg.norm(d, axis=2)
    sine = turn / np.maximum(length * np.roll(length, 1, axis=1), 1e-6)
    convex = (sine > 0.6).all(axis=1) | (sine < -0.6).all(axis=1)
    size = np.abs(_area(corners))
    good = room.all(axis=1) & convex & (size > 0.025 * w * h) & (length.min(axis=1) > 24)
    return corners, good


def _area(corners: Floats) -> Floats:
    x, y = corners[..., 0], corners[..., 1]
    nx, ny = np.roll(x, -1, axis=1), np.roll(y, -1, axis=1)
    return np.asarray(0.5 * (x * ny - nx * y).sum(axis=1), np.float32)


def _positions(rows: Floats, corners: Floats, sides: Ints) -> tuple[Floats, Floats]:
    """Where each side begins and ends along its line."""
    line = rows[sides]
    along = np.stack([-line[..., 1], line[..., 0]], axis=2)
    begin = (along * corners).sum(axis=2)
    end = (along * np.roll(corners, -1, axis=1)).sum(axis=2)
    return begin, end


def _support(
    rows: Floats, evidence: Profiles, corners: Floats, sides: Ints
) -> tuple[Floats, Floats]:
    begin, end = _positions(rows, corners, sides)
    inside, means = evidence.mean(sides, begin, end)
    return inside, means[..., SUPPORT - 1]


def _features(scene: Scene, evidence: Profiles, shapes: _Shapes) -> Floats:
    corners, sides, border = shapes.corners, shapes.sides, shapes.border
    begin, end = shapes.begin, shapes.end
    length = end - begin
    # The rounded or worn ends of a side say nothing.
    inside, means = evidence.mean(sides, begin + 0.05 * length, end - 0.05 * length)
    support = np.where(border, np.nan, means[..., SUPPORT - 1])
    steps = np.linalg.norm(means[..., STEP_L - 1 : STEP - 1], axis=2)
    steady = steps / np.maximum(means[..., STEP - 1], 0.5)
    inside = np.where(border, 0.0, inside)
    seen = inside > 0.15
    support = np.where(seen | border, support, np.nan)
    ordered = np.sort(np.nan_to_num(support, nan=1.0), axis=1)
    beyond = _beyond(evidence, sides, begin, end, border)
    count = border.sum(axis=1)
    area = np.abs(_area(corners)) / (scene.width * scene.height)
    log_area = np.log(np.clip(area, 0.01, 2.0))
    ratio = aspects(corners, (scene.width / 2, scene.height / 2), max(scene.width, scene.height))
    ratio = np.maximum(ratio, 1 / ratio)
    d = np.roll(corners, -1, axis=1) - corners
    d /= np.maximum(np.linalg.norm(d, axis=2, keepdims=True), 1e-6)
    cosine = np.abs((d * np.roll(d, 1, axis=1)).sum(axis=2)).max(axis=1)
    opposite = 1 - np.abs((d[:, :2] * d[:, 2:]).sum(axis=2)).min(axis=1)
    text_inside, text_cut, gap_most, gap_least = _text(scene, corners, border)
    step_log = np.where(border, np.nan, np.log1p(steps))
    columns = [
        _nanmean(support), ordered[:, 0], ordered[:, 1],
        count == 1, count == 2, count == 3, count == 4,
        _nanmean(beyond), np.nan_to_num(beyond, nan=0.0).max(axis=1),
        text_inside, text_cut,
        np.clip(np.maximum(1.38 - ratio, 0) * 2 + np.maximum(ratio - 2.05, 0), 0, 1.5),
        log_area, log_area**2,
        _nanmean(step_log), np.nan_to_num(step_log, nan=3.0).min(axis=1),
        _nanmean(np.where(border, np.nan, steady)),
        np.where(border, 1.0, steady).min(axis=1),
        gap_most, gap_least, cosine, opposite,
        1 - np.where(border, 1.0, np.minimum(inside, 1.0)).mean(axis=1),
        np.full(len(corners), float(len(scene.text) > 0)),
    ]  # fmt: skip
    return np.stack([np.asarray(c, np.float32) for c in columns], axis=1)


def _beyond(
    evidence: Profiles, sides: Ints, begin: Floats, end: Floats, border: NDArray[np.bool_]
) -> Floats:
    """Per side, how far the edge goes on past its corners: a card's side stops there, the edge
    of a table, a plank or a printed band does not."""
    length = end - begin
    found = []
    for corner, sign in ((begin, -1.0), (end, 1.0)):
        near, far = corner + sign * 0.03 * length, corner + sign * 0.14 * length
        inside, means = evidence.mean(sides, near, far)
        found.append(np.where(border | (inside < 0.4), np.nan, means[..., SUPPORT - 1]))
    both = np.stack(found, axis=2)
    known = ~np.isnan(both)
    total = np.nan_to_num(both).sum(axis=2)
    return np.where(known.any(axis=2), total / np.maximum(known.sum(axis=2), 1), np.nan)


def _text(
    scene: Scene, corners: Floats, border: NDArray[np.bool_]
) -> tuple[Floats, Floats, Floats, Floats]:
    """Share of text inside, share cut, and the widest and narrowest gap between the text inside
    and a side, by the quad's own size."""
    n = len(corners)
    if not len(scene.text):
        return (np.zeros(n, np.float32),) * 4
    d = np.roll(corners, -1, axis=1) - corners
    normal = np.stack([-d[..., 1], d[..., 0]], axis=2)
    normal /= np.maximum(np.linalg.norm(normal, axis=2, keepdims=True), 1e-6)
    normal *= np.sign(_area(corners))[:, None, None]  # inwards
    offset = (normal * corners).sum(axis=2)
    points = scene.cores.reshape(-1, 2)
    distance = np.einsum("nsk,pk->nsp", normal, points) - offset[..., None]
    within = distance.min(axis=1).reshape(n, -1, 4) > 0
    share = within.mean(axis=2)
    whole = share > 0.99
    inside = (whole * scene.weight).sum(axis=1)
    cut = (((share > 0.01) & ~whole) * scene.weight).sum(axis=1)
    kept = np.repeat(share > 0.4, 4, axis=1)[:, None, :]
    gap = np.where(kept, distance, np.inf).min(axis=2) / np.sqrt(np.abs(_area(corners)))[:, None]
    gap = np.clip(np.where(np.isfinite(gap), gap, 0.5), -0.2, 0.8)
    unbordered = np.where(border, np.nan, gap)
    most = np.nan_to_num(unbordered, nan=0.1).max(axis=1)
    least = np.nan_to_num(unbordered, nan=0.1).min(axis=1)
    return inside.astype(np.float32), cut.astype(np.float32), most, least


def _nanmean(values: Floats) -> Floats:
    known = ~np.isnan(values)
    return np.asarray(
        np.nan_to_num(values).sum(axis=1) / np.maximum(known.sum(axis=1), 1), np.float32
    )
