"""Lines of a straight card into the same lines told apart: printed, or written by a pen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

import cv2
import numpy as np
from numpy.typing import NDArray

from service.domain.evidence import Side
from service.domain.geometry import Quad, box
from service.domain.text import Line, Reading
from service.ports import Pixels

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
TEXT = 0.5
"""Print read with less confidence is texture, not text; what a pen wrote may be as hard to read."""
_WEB = re.compile(r"\w@\w|www\.|https?:|\w\.(?:com|net|org|de|co\.uk|fr|es|it|nl)\b", re.IGNORECASE)

Floats = NDArray[np.float64]


def told_apart(reading: Reading, side: Side) -> Reading:
    """``reading`` with each line's ``ink`` decided, without what is neither pen nor text.

    On a front nearly all is print, and a printed line taken for handwriting is a field lost: there
    a line must look written far beyond doubt, and the two readers must disagree on it, as they do
    on handwriting and seldom on print.
    """
    if not reading.lines:
        return reading
    likely = likelihoods(reading.lines)
    alike = np.array([_alike(line) for line in reading.lines])
    if side == "front":
        likely[alike > DISAGREED] = 0.0
    web = np.array([bool(_WEB.search(line.text)) for line in reading.lines])
    likely[web & (alike > DISAGREED_ON_WEB)] = 0.0
    if (likely >= LEAST[side]).sum() > MOST_WRITTEN:
        likely[:] = 0.0  # nobody writes so much on a card: a newspaper below it, badly lit
    lines = tuple(
        replace(line, ink="handwriting" if p >= LEAST[side] else "print")
        for line, p in zip(reading.lines, likely, strict=True)
    )
    legible = tuple(x for x in lines if x.ink == "handwriting" or x.confidence >= TEXT)
    return replace(reading, lines=legible)


def likelihoods(lines: Sequence[Line]) -> Floats:
    """(len(lines),) likelihoods that a line is written: the reader's own opinion, drawn towards
    those of its neighbours."""
    alone = np.array([line.penned for line in lines], np.float64)
    size = np.array([max(1, len(x.text)) for x in lines], np.float64)
    if len(lines) == 1:
        return alone
    others = ((alone * size).sum() - alone * size) / np.maximum(size.sum() - size, 1.0)
    # A side of print with a line of pen is common, so strong opinions are left alone.
    doubt = 4 * alone * (1 - alone)
    return np.asarray(alone + COMPANY * doubt * (others - alone))


def _alike(line: Line) -> float:
    """0..1: how far the witness read the same."""
    squeezed = "".join(line.text.split()).casefold()
    seen = "".join(line.witness.text.split()).casefold() if line.witness else ""
    return SequenceMatcher(None, squeezed, seen, autojunk=False).ratio() if seen else 0.0


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
