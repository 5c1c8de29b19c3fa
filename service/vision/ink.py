"""Lines of a straight card into the same lines told apart: printed, or written by a pen."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from service.domain.evidence import Side
from service.domain.geometry import Polygon, Quad, box, direction
from service.domain.text import Line, Reading
from service.ports import Pixels
from service.vision.trees import Trees

FEATURES = (
    "confidence", "weakest", "alike", "unseen", "letters", "digits", "width", "width_varies",
    "ends_vary", "tops_vary", "pressure", "square", "chroma", "filled", "tilt", "larger",
)  # fmt: skip
HEIGHT = 64
"""Strips are measured at this height, pixels."""
COMPANY = 0.35
"""How far a line follows the other lines of its side: pens seldom write one line of print."""

LEAST: dict[Side, float] = {"front": 0.9, "back": 0.5}
"""Likelihood from which a line is the pen's."""
DISAGREED = 0.7
"""Likeness of the two readings above which a front's line is print."""

DISAGREED_ON_WEB = 0.5
"""The same for addresses of mail and web, which are nearly always printed."""
MOST_WRITTEN = 24
"""Lines. More of them are no note on a card."""
_WEB = re.compile(r"\w@\w|www\.|https?:|\w\.(?:com|net|org|de|co\.uk|fr|es|it|nl)\b", re.IGNORECASE)

Floats = NDArray[np.float64]


@cache
def model() -> Trees:
    """The shipped trees, fitted by benchmarks/fit_ink.py on generated backs and fronts."""
    return Trees.stored("ink.json", FEATURES)


def told_apart(pixels: Pixels, reading: Reading, side: Side) -> Reading:
    """``reading`` of ``pixels`` with each line's ``ink`` decided.

    On a front nearly all is print, and a printed line taken for handwriting is a field lost: there
    a line must look written far beyond doubt, and the two readers must disagree on it, as they do
    on handwriting and seldom on print.
    """
    if not reading.lines:
        return reading
    table = measured(pixels, reading.lines)
    likely = likelihoods(table, reading.lines)
    least, alike = LEAST[side], table[:, FEATURES.index("alike")]
    if side == "front":
        likely[alike > DISAGREED] = 0.0
    web = np.array([bool(_WEB.search(line.text)) for line in reading.lines])
    likely[web & (alike > DISAGREED_ON_WEB)] = 0.0
    if (likely >= least).sum() > MOST_WRITTEN:
        likely[:] = 0.0  # nobody writes so much on a card: a newspaper below it, badly lit
    return replace(
        reading,
        lines=tuple(
            replace(line, ink="handwriting" if p >= least else "print")
            for line, p in zip(reading.lines, likely, strict=True)
        ),
    )


def likelihoods(table: Floats, lines: Sequence[Line]) -> Floats:
    """(len(lines),) likelihoods that a line is written, each drawn towards its neighbours'.
    ``table``: what ``lines`` ``measured``."""
    alone = model().likelihoods(table)
    size = np.array([max(1, len(x.text)) for x in lines], np.float64)
    if len(lines) == 1:
        return np.asarray(alone, np.float64)
    others = ((alone * size).sum() - alone * size) / np.maximum(size.sum() - size, 1.0)
    # A side of print with a line of pen is common, so strong opinions are left alone.
    doubt = 4 * alone * (1 - alone)
    return np.asarray(alone + COMPANY * doubt * (others - alone))


def measured(pixels: Pixels, lines: Sequence[Line]) -> Floats:
    """(len(lines), len(FEATURES)): what the readers made of each line, and how its strokes look."""
    tilts = [direction(x.polygon) for x in lines]
    heights = [_height(x.polygon) for x in lines]
    level, usual = float(np.median(tilts)), max(1.0, float(np.median(heights)))
    rows = [
        [*_read(x), *_strokes(pixels, x.polygon), min(20.0, abs(t - level)), math.log(max(1.0, h) / usual)]
        for x, t, h in zip(lines, tilts, heights, strict=True)
    ]  # fmt: skip
    return np.array(rows, np.float64).reshape(len(lines), len(FEATURES))


def outline(pixels: Pixels) -> Quad:
    """The box round all strokes of a picture that shows one line or word and nothing else."""
    height, width = pixels.shape[:2]
    paper = np.median(pixels.reshape(-1, 3), axis=0).astype(np.float32)
    far = np.abs(pixels.astype(np.float32) - paper).max(axis=2)
    far = cv2.GaussianBlur(far, (0, 0), max(0.5, height / 60)).astype(np.uint8)
    _, ink = cv2.threshold(far, 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    rows, columns = np.flatnonzero(ink.sum(axis=1)), np.flatnonzero(ink.sum(axis=0))
    if not len(rows):
        return box(0, 0, width, height)
    room = 0.04 * (rows[-1] + 1 - rows[0])
    return box(
        max(0.0, columns[0] - room), max(0.0, rows[0] - room),
        min(float(width), columns[-1] + 1 + room), min(float(height), rows[-1] + 1 + room),
    )  # fmt: skip


def _read(line: Line) -> list[float]:
    """What reading it was like: print is read surely, and alike by both readers."""
    squeezed = "".join(line.text.split()).casefold()
    seen = "".join(line.witness.text.split()).casefold() if line.witness else ""
    alike = SequenceMatcher(None, squeezed, seen, autojunk=False).ratio() if seen else 0.0
    sure = sorted(line.char_confidences) or [line.confidence]
    count = max(1, len(squeezed))
    return [
        line.confidence,
        float(np.mean(sure[: max(1, len(sure) // 5)])),
        alike,
        float(not seen),
        min(1.0, count / 20),
        sum(c.isdigit() for c in squeezed) / count,
    ]


def _strokes(pixels: Pixels, polygon: Polygon) -> list[float]:
    """How even its strokes are: a press repeats itself, a hand does not."""
    strip = _strip(pixels, polygon)
    paper = np.median(strip.reshape(-1, 3), axis=0)
    far = np.abs(strip.astype(np.float32) - paper.astype(np.float32)).max(axis=2).astype(np.uint8)
    _, ink = cv2.threshold(far, 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    area = float(ink.sum())
    if area < 20:
        return [0.0] * 8
    distance = cv2.distanceTransform(ink, cv2.DIST_L2, 3)
    ridge = distance[(distance >= cv2.dilate(distance, np.ones((3, 3)))) & (distance > 0.9)]
    ridge = ridge if len(ridge) else np.ones(1, np.float32)
    count, _, boxes, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    parts = boxes[1:count]
    parts = parts[(parts[:, cv2.CC_STAT_HEIGHT] > HEIGHT / 5)]
    ends = parts[:, cv2.CC_STAT_TOP] + parts[:, cv2.CC_STAT_HEIGHT]
    tops = parts[:, cv2.CC_STAT_TOP]
    solid = far[distance > 1.2]
    pressure = float(solid.std() / max(1.0, solid.mean())) if len(solid) > 10 else 0.2
    colour = strip[ink > 0].astype(np.float32).mean(axis=0) - paper
    return [
        float(ridge.mean()) / HEIGHT,
        float(ridge.std() / ridge.mean()),
        _spread(ends),
        _spread(tops),
        pressure,
        _squareness(far),
        float(colour.max() - colour.min()) / 255,
        area / ink.size,
    ]


def _spread(values: NDArray[np.int32]) -> float:
    """Median distance from the median, by the strip's height: most letters share a line."""
    if len(values) < 3:
        return 0.1
    return float(np.median(np.abs(values - np.median(values)))) / HEIGHT


def _squareness(grey: NDArray[np.uint8]) -> float:
    """Share of edge strength that is upright or level: type has stems and bars."""
    dx, dy = cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)
    strength = np.hypot(dx, dy)
    angle = np.degrees(np.arctan2(np.abs(dy), np.abs(dx)))
    square = strength[(angle < 9) | (angle > 81)].sum()
    return float(square / max(1.0, strength.sum()))


def _strip(pixels: Pixels, polygon: Polygon) -> Pixels:
    corners = np.array(polygon[:4], np.float32)
    ratio = math.dist(polygon[0], polygon[1]) / max(1.0, _height(polygon))
    width = int(np.clip(HEIGHT * ratio, 8, 30 * HEIGHT))
    to = np.array([[0, 0], [width, 0], [width, HEIGHT], [0, HEIGHT]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, to)
    strip = cv2.warpPerspective(pixels, matrix, (width, HEIGHT), borderMode=cv2.BORDER_REPLICATE)
    return np.ascontiguousarray(strip, np.uint8)


def _height(polygon: Polygon) -> float:
    return math.dist(polygon[0], polygon[3])
