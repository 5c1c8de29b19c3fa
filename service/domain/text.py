"""What a reader saw: characters, words and lines, each with its place and its confidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from service.domain.geometry import Polygon

Ink: TypeAlias = Literal["print", "handwriting"]
ReaderName: TypeAlias = Literal["ppocr", "tesseract", "code", "human"]


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a blank. ``confidence`` is the reader's own, 0..1, not calibrated."""

    text: str
    confidence: float
    polygon: Polygon


@dataclass(frozen=True, slots=True)
class SecondReading:
    """What the witness read on the same line; ``confidence`` is its own, 0..1, not calibrated."""

    text: str
    confidence: float
    reader: ReaderName


@dataclass(frozen=True, slots=True)
class Line:
    """One printed or written line.

    ``polygon``: four points in pixels of the straight, upright card, clockwise from the
    text's own top left. ``confidence``: the reader's own mean, 0..1, not calibrated.
    ``char_confidences``: one per character of ``text`` (blanks too), or empty where the
    reader gives none. ``witness``: the second reader's text of the same place, None where
    it was not asked or found nothing. ``penned``: how likely the reader holds it that a pen wrote
    the line, 0..1; 0 where it has no opinion.
    """

    text: str
    confidence: float
    polygon: Polygon
    reader: ReaderName
    ink: Ink = "print"
    words: tuple[Word, ...] = ()
    char_confidences: tuple[float, ...] = ()
    witness: SecondReading | None = None
    penned: float = 0.0


@dataclass(frozen=True, slots=True)
class Code:
    """A machine-readable code. ``polygon`` is in pixels of the uploaded, upright photo."""

    format: str
    text: str
    polygon: Polygon


@dataclass(frozen=True, slots=True)
class CardWarning:
    """Something a person should know of a card, with what they can do about it."""

    code: str
    detail: str
    remedy: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All lines of one picture in reading order.

    ``rotation``: how far the picture given to the reader must be turned clockwise to stand
    upright (0, 90, 180 or 270); ``width`` and ``height`` and every polygon are those of the
    picture after that turn. ``languages`` are BCP 47 tags seen in the text, most first.
    """

    lines: tuple[Line, ...]
    width: int
    height: int
    rotation: int = 0
    languages: tuple[str, ...] = ()
    warnings: tuple[CardWarning, ...] = ()
