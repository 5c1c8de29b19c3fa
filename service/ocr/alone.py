"""A straight card into lines by Tesseract alone, where the ONNX reader is not wanted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import cv2
import numpy as np

from service.domain.geometry import Polygon, area, bounds, box
from service.domain.text import Line, Reading, SecondReading, Word
from service.ocr import finder, layout, orientation
from service.ocr.boxes import Box, part, reversed_box
from service.ocr.flatten import flattened
from service.ocr.glyphs import settled
from service.ocr.languages import narrowed, seen
from service.ocr.tsv import Token
from service.ports import Pixels

if TYPE_CHECKING:
    from service.ocr.tesseract import Tesseract

PAGE_SIDE = 1500
"""The whole card is read at about this size: 7 pt type gets an x-height of 24 to 30 pixels."""
SPARSE = 11
TOO_UNSURE = 0.45
SAME_PLACE = 0.4
LEAST_WORTH = 1.0
"""Less than this much, in letters, is texture."""

PLAIN = "en"
VOTERS = 7
LEAST_VOTE = 8.0
TURN_MARGIN = 1.3


def reading(engine: Tesseract, pixels: Pixels, languages: Sequence[str]) -> Reading:
    """All lines of ``pixels``, turned upright.

    Two looks: the whole card in sparse mode, and the lines found by their strokes, cut out and
    stacked. Where both read a place, the surer one is kept. Raises as ``Tesseract.tokens``.
    """
    height, width = pixels.shape[:2]
    boxes = finder.boxes(pixels)
    turn, texts = rotation(engine, pixels, boxes)
    languages = narrowed(languages, texts)
    if turn:
        boxes = tuple(orientation.upright(boxes, width, height, turn))
        pixels = np.ascontiguousarray(np.rot90(pixels, -turn // 90))
        height, width = pixels.shape[:2]
    lying = [b for b in boxes if not b.stands]
    cut = stacked(engine, pixels, lying, languages)
    whole = sparse(engine, pixels, languages)
    lines = layout.ordered(surer(cut, whole))
    return Reading(lines, width, height, turn, seen(x.text for x in lines))


def rotation(engine: Tesseract, pixels: Pixels, boxes: Sequence[Box]) -> tuple[int, list[str]]:
    """Clockwise turn that makes the picture upright: that in which the likeliest lines read best;
    and what was read to find out.

    Strokes alone do not tell lying text from standing text (letters stand in columns too), so all
    four ways are read, on one sheet. Turned only on good evidence.
    """
    lying = [b for b in boxes if not b.stands][:VOTERS]
    standing = [b for b in boxes if b.stands][:VOTERS]
    ways = {
        0: lying,
        180: [reversed_box(b) for b in lying],
        270: standing,
        90: [reversed_box(b) for b in standing],
    }
    quads = [b.quad for way in ways.values() for b in way]
    if not quads:
        return 0, []
    heard = iter(engine.read_lines(pixels, quads, (PLAIN,)))
    readings = {turn: [next(heard) for _ in way] for turn, way in ways.items()}
    votes = {turn: sum(_vote(s) for s in way) for turn, way in readings.items()}
    best = max(votes, key=lambda turn: votes[turn])
    turn = best if votes[best] > max(LEAST_VOTE, TURN_MARGIN * votes[0]) else 0
    return turn, [s.text for s in readings[turn] if s]


def _vote(heard: SecondReading | None) -> float:
    """Letters read, those of doubtful readings not counted."""
    if heard is None or heard.confidence < 0.5:
        return 0.0
    return (2 * heard.confidence - 1) * sum(c.isalnum() for c in heard.text)


def stacked(
    engine: Tesseract, pixels: Pixels, boxes: Sequence[Box], languages: Sequence[str]
) -> list[Line]:
    """Lines inside ``boxes``, cut out and read on one sheet."""
    rows = engine.read_rows(pixels, [b.quad for b in boxes], languages)
    found: list[Line] = []
    for place, row in zip(boxes, rows, strict=True):
        words = tuple(
            Word(t.text, t.confidence, part(place, clipped(t.left), clipped(t.left + t.width)))
            for t in row
        )
        if words:
            found.append(line(words, place.quad))
    return found


def clipped(share: float) -> float:
    """``share`` within 0..1."""
    return min(1.0, max(0.0, share))


def sparse(engine: Tesseract, pixels: Pixels, languages: Sequence[str]) -> list[Line]:
    """Lines that Tesseract finds on the flattened card by itself."""
    factor = PAGE_SIDE / max(pixels.shape[:2])
    factor = factor if 0.1 < factor < 3 else 1.0
    how = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
    sized = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=how)
    grey = flattened(np.asarray(sized, np.uint8))
    rows: dict[tuple[int, int, int], list[Token]] = {}
    for token in engine.tokens(grey, engine.codes(languages), SPARSE):
        rows.setdefault(token.line, []).append(token)
    found: list[Line] = []
    for row in rows.values():
        top, bottom = min(t.top for t in row), max(t.top + t.height for t in row)
        words = tuple(
            Word(
                t.text,
                t.confidence,
                box(t.left / factor, top / factor, (t.left + t.width) / factor, bottom / factor),
            )
            for t in row
        )
        left, right = bounds(words[0].polygon)[0], max(bounds(w.polygon)[2] for w in words)
        found.append(line(words, box(left, top / factor, right, bottom / factor)))
    return found


def line(words: Sequence[Word], polygon: Polygon) -> Line:
    """``words``, left to right inside ``polygon``, as a line."""
    confidences: list[float] = []
    for n, word in enumerate(words):
        confidences += [1.0] if n else []
        confidences += [word.confidence] * len(word.text)
    total = sum(len(w.text) for w in words)
    fixed = settled(" ".join(w.text for w in words))
    return Line(
        text=fixed,
        confidence=sum(w.confidence * len(w.text) for w in words) / total,
        polygon=tuple(polygon),
        reader="tesseract",
        words=tuple(
            Word(text, w.confidence, w.polygon)
            for text, w in zip(fixed.split(" "), words, strict=True)
        ),
        char_confidences=tuple(confidences),
    )


def surer(cut: Sequence[Line], whole: Sequence[Line]) -> list[Line]:
    """Lines of both looks without those that a better, overlapping one makes needless."""
    kept: list[Line] = []
    for candidate in sorted([*whole, *cut], key=worth, reverse=True):
        if worth(candidate) < LEAST_WORTH or candidate.confidence < TOO_UNSURE:
            continue
        if not any(covered(candidate, other) for other in kept):
            kept.append(candidate)
    return kept


def worth(candidate: Line) -> float:
    """Letters and digits read for sure: half a line must not outrate the whole one, nor a
    doubtful whole one a clear half."""
    return sum(
        (2 * w.confidence - 1) * sum(c.isalnum() for c in w.text) - 0.3 * (not w.text.isalnum())
        for w in candidate.words
    )


def covered(candidate: Line, other: Line) -> bool:
    """True where the two stand in one place."""
    own = np.array(candidate.polygon, np.float32)
    its = np.array(other.polygon, np.float32)
    shared, _ = cv2.intersectConvexConvex(own, its)
    smaller = min(area(candidate.polygon), area(other.polygon))
    return float(shared) > SAME_PLACE * max(1.0, smaller)
