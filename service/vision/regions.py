"""The small copy into four-sided hulls of regions that may be the card: paper and surroundings."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from service.vision.scene import Floats, Scene

Mask = NDArray[np.uint8]


def hulls(scene: Scene) -> list[Floats]:
    """Quads (4, 2) round what differs from the picture's rim and round what is like the paper
    between the lines of text."""
    half = np.asarray(cv2.pyrDown(scene.lab), np.float32)
    masks = _unlike_rim(half)
    if len(scene.text):
        masks += _like_paper(half, scene)
    out = []
    for mask in masks:
        quad = _hull(mask, scene)
        if quad is not None:
            out.append(
                quad
                * np.array([scene.width / half.shape[1], scene.height / half.shape[0]], np.float32)
            )
    return out


def _unlike_rim(lab: Floats) -> list[Mask]:
    """What is far from the colours along the rim of the picture, at two strictnesses."""
    height, width = lab.shape[:2]
    band = max(2, round(0.03 * max(height, width)))
    rim = np.concatenate(
        [
            lab[:band].reshape(-1, 3),
            lab[-band:].reshape(-1, 3),
            lab[:, :band].reshape(-1, 3),
            lab[:, -band:].reshape(-1, 3),
        ]
    )[::3]
    criteria = (cv2.TERM_CRITERIA_MAX_ITER, 8, 1.0)
    cv2.setRNGSeed(1)
    _, labels, centres = cv2.kmeans(
        rim, 3, np.zeros((0,), np.int32), criteria, 1, cv2.KMEANS_PP_CENTERS
    )
    far = np.full(lab.shape[:2], np.inf, np.float32)
    for k in range(3):
        members = rim[labels.ravel() == k]
        if len(members) < 0.08 * len(rim):
            continue
        spread = np.maximum(members.std(axis=0), 1.5)
        far = np.minimum(far, (((lab - centres[k]) / spread) ** 2).sum(axis=2))
    level = np.clip(np.sqrt(far) * 12, 0, 255).astype(np.uint8)
    otsu, _ = cv2.threshold(level, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return [(level > t).astype(np.uint8) for t in {max(30.0, otsu * 0.6), max(30.0, float(otsu))}]


def _like_paper(lab: Floats, scene: Scene) -> list[Mask]:
    """What has the colour found just outside the text boxes, at three tolerances."""
    size = (lab.shape[1], lab.shape[0])
    k = np.array([size[0] / scene.width, size[1] / scene.height], np.float32)
    near, inside = np.zeros(size[::-1], np.uint8), np.zeros(size[::-1], np.uint8)
    for quad in scene.text * k:
        middle = quad.mean(axis=0)
        grown = quad + 3.0 * (quad - middle) / np.maximum(
            np.linalg.norm(quad - middle, axis=1, keepdims=True), 1
        )
        cv2.fillConvexPoly(near, np.round(grown).astype(np.int32), 1)
        cv2.fillConvexPoly(inside, np.round(quad).astype(np.int32), 1)
    ring = (near == 1) & (inside == 0)
    if ring.sum() < 30:
        return []
    paper = np.median(lab[ring], axis=0)
    off = (lab - paper) * np.array([0.7, 1.0, 1.0], np.float32)
    far = np.sqrt((off * off).sum(axis=2))
    typical = float(np.median(far[ring]))
    return [
        ((far < t) | (inside == 1)).astype(np.uint8)
        for t in (2 * typical + 2, 3 * typical + 5, 4 * typical + 10)
    ]


def _hull(mask: Mask, scene: Scene) -> Floats | None:
    """The four-sided polygon round the region that holds most text (the largest without any)."""
    kernel = np.ones((5, 5), np.uint8)
    mask = np.asarray(
        cv2.morphologyEx(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, kernel), cv2.MORPH_OPEN, kernel),
        np.uint8,
    )
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    if count < 2:
        return None
    votes = stats[:, cv2.CC_STAT_AREA].astype(np.float64) / mask.size
    votes[0] = -1
    if len(scene.text):
        middles = scene.text.mean(axis=1) * np.array(
            [mask.shape[1] / scene.width, mask.shape[0] / scene.height]
        )
        xi = np.clip(middles[:, 0].astype(int), 0, mask.shape[1] - 1)
        yi = np.clip(middles[:, 1].astype(int), 0, mask.shape[0] - 1)
        np.add.at(votes, labels[yi, xi], scene.weight)
        votes[0] = -1
    best = int(votes.argmax())
    if stats[best, cv2.CC_STAT_AREA] < 0.02 * mask.size:
        return None
    contours, _ = cv2.findContours(
        (labels == best).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE
    )
    hull = cv2.convexHull(max(contours, key=cv2.contourArea))
    if len(hull) < 4:
        return None
    quad = cv2.approxPolyN(hull, 4, ensure_convex=True)
    return np.asarray(quad, np.float32).reshape(4, 2)
