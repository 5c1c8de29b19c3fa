"""A straight card into lines by Tesseract alone, where the ONNX reader is not wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import cv2
import numpy as np

from service.domain.geometry import Polygon, Quad, area, bounds, box
from service.domain.text import Line, Reading, SecondReading, Word
from service.ocr import finder, layout, orientation
from service.ocr.accents import accented, hinted
from service.ocr.boxes import Box, part, reversed_box
from service.ocr.flatten import Grey, flattened, strokes
from service.ocr.glyphs import settled
from service.ocr.languages import seen
from service.ocr.tsv import Token
from service.ports import Pixels

if TYPE_CHECKING:
    from service.ocr.tesseract import Tesseract

PAGE_SIDE = 1500
"""The whole card is read at about this size: 7 pt type gets an x-height of 24 to 30 pixels."""
LINE = 40.0
"""Height of most lines, capital to descender, at the least, pixels: an x-height of 21."""
LARGEST_PAGE = 2600
SPARSE = 11
TOO_UNSURE = 0.45
SAME_PLACE = 0.4
MIDDLE = 0.15
DOUBTED = 0.8
MOST_DOUBTED = 9
"""From more doubtful places on, the card is hard enough to be worth two more looks."""
SURELY = 2.5
"""Letters that such a look must show: texture has strokes as well."""
LEAST_WORTH = 1.0
"""Less than this much, in letters, is texture."""

PLAIN = "en"
UPRIGHT = 40.0
"""Letters read for sure that leave no doubt which way is up."""
THINNEST = 0.2
"""Part of a strip that a line of text takes up at least."""
AGREED = 1.3
"""What a reading gains by a second look that reads the same."""
VOTERS = 7
LEAST_VOTE = 8.0
TURN_MARGIN = 1.3


def reading(engine: Tesseract, pixels: Pixels, languages: Sequence[str]) -> Reading:
    """All lines of ``pixels``, turned upright.

    Two looks: the lines found by their strokes, cut out and stacked, and the whole card in sparse
    mode. A third, at dark and light strokes apart, where neither read anything for sure. Where
    several read a place, the best one is kept. Raises as ``Tesseract.tokens``.
    """
    height, width = pixels.shape[:2]
    boxes = finder.boxes(pixels)
    lying = [b for b in boxes if not b.stands]
    plain = stacked(engine, pixels, lying)
    turn = 0
    if sum(vote(x) for x in plain.values()) < UPRIGHT:
        turn = rotation(engine, pixels, boxes)
    if turn:
        pixels = np.ascontiguousarray(np.rot90(pixels, -turn // 90))
        boxes = tuple(orientation.upright(boxes, width, height, turn))
        height, width = pixels.shape[:2]
        lying = [b for b in boxes if not b.stands]
        plain = stacked(engine, pixels, lying)
    cut = list(plain.values())
    whole = sparse(engine, pixels, page_scale(pixels, cut))
    again: list[Line] = []
    if len(doubtful(lying, [*cut, *whole])) > MOST_DOUBTED:
        again = apart(engine, pixels, page_scale(pixels, cut))
    kept = surer(cut, whole, again)
    lines = layout.ordered(spoken(engine, pixels, kept, languages))
    return Reading(lines, width, height, turn, seen(x.text for x in lines))


def rotation(engine: Tesseract, pixels: Pixels, boxes: Sequence[Box]) -> int:
    """Clockwise turn that makes the picture upright: that in which the likeliest lines read best.

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
        return 0
    heard = iter(engine.read_lines(pixels, quads, (PLAIN,)))
    votes = {turn: sum(vote(next(heard)) for _ in way) for turn, way in ways.items()}
    best = max(votes, key=lambda turn: votes[turn])
    return best if votes[best] > max(LEAST_VOTE, TURN_MARGIN * votes[0]) else 0


def vote(heard: SecondReading | Line | None) -> float:
    """Letters read, those of doubtful readings not counted."""
    if heard is None or heard.confidence < 0.5:
        return 0.0
    return (2 * heard.confidence - 1) * sum(c.isalnum() for c in heard.text)


def stacked(engine: Tesseract, pixels: Pixels, boxes: Sequence[Box]) -> dict[Box, Line]:
    """Lines inside ``boxes``, cut out and read on one sheet; no line where nothing was read."""
    rows = engine.read_rows(pixels, [b.quad for b in boxes], (PLAIN,))
    return {b: in_place(b, row) for b, row in zip(boxes, rows, strict=True) if row}


def doubtful(boxes: Sequence[Box], read: Sequence[Line]) -> list[Box]:
    """Those of ``boxes`` where nothing was read for sure."""
    sure = [x.polygon for x in read if x.confidence > DOUBTED]
    return [b for b in boxes if not any(covered(b.quad, polygon) for polygon in sure)]


def apart(engine: Tesseract, pixels: Pixels, factor: float) -> list[Line]:
    """Lines read when dark and light strokes are looked at apart: of outlined type and of type on
    pictures, where all that differs from the ground is a blot."""
    looks = [
        sparse(engine, pixels, factor, partial(strokes, light=light)) for light in (False, True)
    ]
    return [x for look in looks for x in look if vote(x) > SURELY]


def spoken(
    engine: Tesseract, pixels: Pixels, lines: Sequence[Line], languages: Sequence[str]
) -> list[Line]:
    """``lines``, read in English, with the accents of the language they seem to be in."""
    tags = hinted((x.text for x in lines if vote(x) > 1), languages)
    if not tags or not lines:
        return list(lines)
    rows = engine.read_rows(pixels, [padded(x.polygon) for x in lines], tags)
    found: list[Line] = []
    for read, row in zip(lines, rows, strict=True):
        texts = accented([w.text for w in read.words], [t.text for t in row if t.confidence > 0.5])
        words = [replace(w, text=text) for w, text in zip(read.words, texts, strict=True)]
        found.append(line(words, read.polygon))
    return found


def padded(polygon: Polygon) -> Quad:
    """The four corners of ``polygon``, moved out by a share of its height."""
    a, b, c, d = (np.array(corner) for corner in polygon[:4])
    down, along = (d - a + c - b) / 2, (b - a + c - d) / 2
    air = finder.PAD * float(np.linalg.norm(down))
    down, along = down * finder.PAD, along * (air / max(1.0, float(np.linalg.norm(along))))
    corners = (a - down - along, b - down + along, c + down + along, d + down - along)
    p, q, r, s = ((float(x), float(y)) for x, y in corners)
    return (p, q, r, s)


def in_place(place: Box, tokens: Sequence[Token]) -> Line:
    """The words of ``tokens``, whose places are shares of ``place``, as a line.

    A box that spans two lines shows as words above words: then the surest line in it counts.
    """
    row = best_row(tokens)
    top = clipped(min(t.top for t in row))
    bottom = clipped(max(t.top + t.height for t in row))
    if bottom - top < THINNEST:
        top, bottom = 0.0, 1.0
    a, b, c, d = (np.array(corner) for corner in place.quad)
    corners = (a + (d - a) * top, b + (c - b) * top, b + (c - b) * bottom, a + (d - a) * bottom)
    p, q, r, s = ((float(x), float(y)) for x, y in corners)
    tight = Box((p, q, r, s), place.score)
    words = tuple(
        Word(t.text, t.confidence, part(tight, clipped(t.left), clipped(t.left + t.width)))
        for t in row
    )
    left = clipped(min(t.left for t in row))
    right = clipped(max(t.left + t.width for t in row))
    return line(words, part(tight, min(left, right), max(left, right)))


def best_row(tokens: Sequence[Token]) -> list[Token]:
    """``tokens`` of one strip, left to right; only the best of its lines where words of two
    stand above each other."""
    lines: dict[tuple[int, int, int], list[Token]] = {}
    for token in tokens:
        lines.setdefault(token.line, []).append(token)
    row: list[Token] = []
    ranked = sorted(lines.values(), key=lambda x: sum(t.confidence * len(t.text) for t in x))
    for more in reversed(ranked):
        if all(
            min(t.left + t.width, o.left + o.width) - max(t.left, o.left)
            < 0.5 * min(t.width, o.width)
            for t in more
            for o in row
        ):
            row += more
    return sorted(row, key=lambda t: t.left)


def clipped(share: float) -> float:
    """``share`` within 0..1."""
    return min(1.0, max(0.0, share))


def page_scale(pixels: Pixels, read: Iterable[Line]) -> float:
    """The scale at which the whole card is read: larger where the lines ``read`` are small, as
    on a photo of more than the card."""
    side = max(pixels.shape[:2])
    least = PAGE_SIDE / side
    heights = [bounds(x.polygon)[3] - bounds(x.polygon)[1] for x in read if vote(x) > 1]
    wanted = LINE / float(np.median(heights)) if heights else least
    factor = min(max(least, wanted), LARGEST_PAGE / side)
    return factor if 0.1 < factor < 3 else 1.0


def sparse(
    engine: Tesseract,
    pixels: Pixels,
    factor: float,
    look: Callable[[Pixels], Grey] = flattened,
) -> list[Line]:
    """Lines that Tesseract finds by itself on the card, scaled by ``factor``, as ``look`` sees
    it."""
    how = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
    sized = cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=how)
    grey = look(np.ascontiguousarray(sized, np.uint8))
    rows: dict[tuple[int, int, int], list[Token]] = {}
    for token in engine.tokens(grey, engine.codes((PLAIN,)), SPARSE):
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


def surer(*looks: Sequence[Line]) -> list[Line]:
    """Lines of all looks without those that a better, overlapping one makes needless.

    Two looks that read the same in one place are believed before one that stands alone.
    """
    places: dict[str, list[Line]] = {}
    for candidate in chain(*looks):
        places.setdefault(candidate.text, []).append(candidate)

    def rank(candidate: Line) -> float:
        same = sum(covered(candidate.polygon, x.polygon) for x in places[candidate.text])
        return worth(candidate) * (AGREED if same > 1 else 1.0)

    kept: list[Line] = []
    for candidate in sorted(chain(*looks), key=rank, reverse=True):
        if worth(candidate) < LEAST_WORTH or candidate.confidence < TOO_UNSURE:
            continue
        if not any(covered(candidate.polygon, other.polygon) for other in kept):
            kept.append(candidate)
    return kept


def worth(candidate: Line) -> float:
    """Letters and digits read for sure: half a line must not outrate the whole one, nor a
    doubtful whole one a clear half."""
    return sum(
        (2 * w.confidence - 1) * sum(c.isalnum() for c in w.text) - 0.3 * (not w.text.isalnum())
        for w in candidate.words
    )


def covered(one: Polygon, other: Polygon) -> bool:
    """True where the two stand in one place. The line below a large one may reach into the box of
    its descenders, but not to its middle."""
    shared, _ = cv2.intersectConvexConvex(np.array(one, np.float32), np.array(other, np.float32))
    small, large = sorted((one, other), key=area)
    if float(shared) <= SAME_PLACE * max(1.0, area(small)):
        return False
    a, b, c, d = (np.array(corner) for corner in large[:4])
    down = (d - a + c - b) / 2
    from_top = np.mean(np.array(small), axis=0) - (a + b) / 2
    return MIDDLE < float(from_top @ down) / max(1.0, float(down @ down)) < 1 - MIDDLE
