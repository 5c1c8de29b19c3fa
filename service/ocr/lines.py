"""Recognised boxes into lines: words with places, and several boxes joined into one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from service.domain.geometry import Polygon
from service.domain.text import Line, ReaderName, SecondReading, Word
from service.ocr.boxes import Box, outline, part
from service.ocr.ctc import Decoded
from service.ocr.glyphs import with_ordinals


def line(box: Box, read: Decoded, reader: ReaderName = "ppocr") -> Line:
    """The Line that ``read`` makes of ``box``; words get their own stretch of the box."""
    return Line(
        text=read.text,
        confidence=read.confidence,
        polygon=box.quad,
        reader=reader,
        words=words(box, read),
        char_confidences=read.confidences,
        penned=read.penned,
    )


def words(box: Box, read: Decoded) -> tuple[Word, ...]:
    """Words of ``read``, cut at blanks. The network's steps lag by less than a character, so
    a word reaches half way into the blanks beside it and the outer ones to the box's ends."""
    found: list[Word] = []
    starts = [
        i for i, c in enumerate(read.text) if c != " " and (i == 0 or read.text[i - 1] == " ")
    ]
    for n, start in enumerate(starts):
        end = read.text.find(" ", start)
        end = len(read.text) if end < 0 else end
        left = 0.0 if n == 0 else _middle(read.spans[start - 1])
        right = 1.0 if n == len(starts) - 1 else _middle(read.spans[end])
        sure = read.confidences[start:end]
        quad = part(box, min(left, right), max(left, right))
        found.append(Word(read.text[start:end], sum(sure) / len(sure), quad))
    return tuple(found)


def _middle(span: tuple[float, float]) -> float:
    return (span[0] + span[1]) / 2


def respelt(read: Line, languages: Sequence[str]) -> Line:
    """``read`` with its ordinals as ``languages``, most seen first, print them."""
    text = with_ordinals(read.text, languages)
    if text == read.text:
        return read
    return replace(
        read,
        text=text,
        words=tuple(replace(w, text=with_ordinals(w.text, languages)) for w in read.words),
    )


def unmirrored(read: Line, width: int) -> Line:
    """``read`` off the mirror image of a picture ``width`` wide, placed in the picture itself."""

    def flipped(polygon: Polygon) -> Polygon:
        return tuple((width - x, y) for x, y in polygon)

    return replace(
        read,
        polygon=flipped(read.polygon),
        words=tuple(replace(w, polygon=flipped(w.polygon)) for w in read.words),
    )


def joined(parts: Sequence[Line]) -> Line:
    """``parts``, left to right on one baseline, as one line with blanks between."""
    if len(parts) == 1:
        return parts[0]
    characters: list[float] = []
    for n, piece in enumerate(parts):
        characters += [1.0] if n else []
        characters += piece.char_confidences
    sure = sum(p.confidence * len(p.text) for p in parts) / max(1, sum(len(p.text) for p in parts))
    return Line(
        text=" ".join(p.text for p in parts),
        confidence=sure,
        polygon=outline([p.polygon for p in parts]),
        reader=parts[0].reader,
        words=tuple(w for p in parts for w in p.words),
        char_confidences=tuple(characters),
        witness=joined_witness(parts),
        penned=sum(p.penned * len(p.text) for p in parts) / max(1, sum(len(p.text) for p in parts)),
    )


def joined_witness(parts: Sequence[Line]) -> SecondReading | None:
    """The witness's readings of ``parts`` as one; None where it read none of them."""
    seen = [p.witness for p in parts if p.witness is not None]
    if not seen:
        return None
    sure = sum(w.confidence * len(w.text) for w in seen) / sum(len(w.text) for w in seen)
    return SecondReading(" ".join(w.text for w in seen), sure, seen[0].reader)
