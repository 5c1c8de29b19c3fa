"""Cards by hand: printed lines and where they stand → readings."""

from __future__ import annotations

from dataclasses import replace

from service.domain.geometry import box
from service.domain.text import Line, Reading, SecondReading


def printed(text: str, left: float, top: float, height: float = 40) -> Line:
    """A line that both readers read alike."""
    outline = box(left, top, left + 0.5 * height * len(text), top + height)
    seen = SecondReading(text, 0.95, "tesseract")
    return Line(text, 0.99, outline, "ppocr", char_confidences=(0.99,) * len(text), witness=seen)


def stacked(*texts: str, left: float = 100, top: float = 100, first: float = 40) -> Reading:
    """Lines below each other, 60 px apart, the first ``first`` px high."""
    lines = tuple(
        printed(t, left, top + 60 * i, first if i == 0 else 40) for i, t in enumerate(texts)
    )
    return Reading(lines, 1200, 700)


def doubted(line: Line, witness: str | None) -> Line:
    """The same line where the second reader saw something else, or nothing."""
    seen = SecondReading(witness, 0.6, "tesseract") if witness is not None else None
    return replace(line, witness=seen, char_confidences=(0.7,) * len(line.text))
