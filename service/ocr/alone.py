"""A straight card into lines by Tesseract alone, where the ONNX reader is not wanted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from service.domain.geometry import box
from service.domain.text import Line, Reading, Word
from service.ocr import layout
from service.ocr.flatten import flattened
from service.ocr.tsv import Token
from service.ports import Pixels

if TYPE_CHECKING:
    from service.ocr.tesseract import Tesseract

LONG_SIDE = 2000


def reading(engine: Tesseract, pixels: Pixels, languages: Sequence[str]) -> Reading:
    """All lines of ``pixels``, upright."""
    grey = flattened(pixels)
    height, width = grey.shape
    found = engine.tokens(grey, engine.codes(languages), 11)
    rows: dict[tuple[int, int, int], list[Token]] = {}
    for token in found:
        rows.setdefault(token.line, []).append(token)
    lines = [line(r) for r in rows.values()]
    return Reading(layout.ordered(lines), width, height)


def line(row: Sequence[Token]) -> Line:
    """One line of ``row``'s tokens."""
    left, top = min(t.left for t in row), min(t.top for t in row)
    right, bottom = max(t.left + t.width for t in row), max(t.top + t.height for t in row)
    words = tuple(
        Word(t.text, t.confidence, box(t.left, top, t.left + t.width, bottom)) for t in row
    )
    confidences: list[float] = []
    for n, t in enumerate(row):
        confidences += [1.0] if n else []
        confidences += [t.confidence] * len(t.text)
    return Line(
        text=" ".join(t.text for t in row),
        confidence=float(np.mean([t.confidence for t in row])),
        polygon=box(left, top, right, bottom),
        reader="tesseract",
        words=words,
        char_confidences=tuple(confidences),
    )
