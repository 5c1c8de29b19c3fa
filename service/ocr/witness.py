"""A straight card into lines that two readers have seen, or one where the other fails."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Protocol

from service.domain.geometry import Polygon, Quad
from service.domain.text import CardWarning, Reading, SecondReading
from service.errors import EngineError
from service.ocr.languages import narrowed
from service.ocr.ppocr import Found, Piece
from service.ports import InkStrip, Pixels


class FirstReader(Protocol):
    """What the pair asks of the reader of record: to find boxes, then to read them."""

    @property
    def name(self) -> str: ...

    def locate(self, pixels: Pixels, long_side: int = 640) -> tuple[Polygon, ...]: ...

    def ink(self, pixels: Pixels, places: Sequence[Polygon]) -> tuple[InkStrip, ...]: ...

    def found(self, pixels: Pixels) -> Found: ...

    def pieces(self, found: Found) -> list[Piece]: ...


class Witness(Protocol):
    """What the pair asks of the second reader: the same lines, or all of them if it must."""

    @property
    def name(self) -> str: ...

    def read(self, pixels: Pixels, languages: Sequence[str]) -> Reading: ...

    def read_lines(
        self, pixels: Pixels, quads: Sequence[Quad], languages: Sequence[str]
    ) -> list[SecondReading | None]: ...


@dataclass(frozen=True, slots=True)
class Absent:
    """Stands for a reader that could not be set up: every call raises why."""

    name: str
    why: EngineError

    def locate(self, pixels: Pixels, long_side: int = 640) -> tuple[Polygon, ...]:  # noqa: ARG002
        """Raises ``why``."""
        raise self.why

    def ink(self, pixels: Pixels, places: Sequence[Polygon]) -> tuple[InkStrip, ...]:  # noqa: ARG002
        """Raises ``why``."""
        raise self.why

    def found(self, pixels: Pixels) -> Found:  # noqa: ARG002
        """Raises ``why``."""
        raise self.why

    def pieces(self, found: Found) -> list[Piece]:  # noqa: ARG002
        """Raises ``why``."""
        raise self.why

    def read(self, pixels: Pixels, languages: Sequence[str]) -> Reading:  # noqa: ARG002
        """Raises ``why``."""
        raise self.why

    def read_lines(
        self,
        pixels: Pixels,  # noqa: ARG002
        quads: Sequence[Quad],  # noqa: ARG002
        languages: Sequence[str],  # noqa: ARG002
    ) -> list[SecondReading | None]:
        """Raises ``why``."""
        raise self.why


@dataclass(frozen=True, slots=True)
class WitnessedPair:
    """PP-OCR reads; Tesseract reads the same lines at the same time, in a process of its own.

    Thread-safe. Raises ``EngineError`` only where both fail.
    """

    reader: FirstReader
    witness: Witness

    @property
    def name(self) -> str:
        return f"{self.reader.name} + {self.witness.name}"

    def locate(self, pixels: Pixels, long_side: int = 640) -> tuple[Polygon, ...]:
        """See ``OcrEngine``; without the first reader there is nothing cheap."""
        try:
            return self.reader.locate(pixels, long_side)
        except EngineError:
            return ()

    def ink(self, pixels: Pixels, places: Sequence[Polygon]) -> tuple[InkStrip, ...]:
        """See ``OcrEngine``; without the first reader there are no posteriors."""
        try:
            return self.reader.ink(pixels, places)
        except EngineError:
            return ()

    def read(self, pixels: Pixels, languages: Sequence[str]) -> Reading:
        """See ``OcrEngine``. A reader that fails is named in ``warnings``."""
        try:
            return self.read_by_both(pixels, languages)
        except EngineError as failure:
            alone = self.witness.read(pixels, languages)
            return replace(alone, warnings=(*alone.warnings, resting(self.reader.name, failure)))

    def read_by_both(self, pixels: Pixels, languages: Sequence[str]) -> Reading:
        """Raises what the first reader raises."""
        found = self.reader.found(pixels)
        warnings: tuple[CardWarning, ...] = ()
        quads = [b.quad for b in found.boxes]
        with ThreadPoolExecutor(1, "witness") as side:
            known = narrowed(languages, (read.text for read in found.read.values()))
            seen = side.submit(self.witness.read_lines, found.pixels, quads, known)
            pieces = self.reader.pieces(found)
            try:
                second = seen.result()
            except EngineError as failure:
                second = [None] * len(quads)
                warnings = (resting(self.witness.name, failure),)
        by_box = dict(zip(found.boxes, second, strict=True))
        return found.reading(
            # The witness read every box as it lay: of one turned over it knows nothing.
            [p.line(by_box[p.box] if p.way == p.box else None) for p in pieces],
            warnings,
        )


def resting(name: str, failure: EngineError) -> CardWarning:
    """The warning that one of two readers did not take part."""
    return CardWarning(
        code="reader_resting",
        detail=f"{name} did not read this card: {failure.detail}",
        remedy=failure.remedy or "The other reader read it; have a closer look at the fields.",
    )
