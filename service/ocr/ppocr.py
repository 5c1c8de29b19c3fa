"""A straight card into lines, by PP-OCRv6 small run on ONNX Runtime."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from service.domain.geometry import Polygon
from service.domain.text import CardWarning, Line, Reading
from service.ocr import ctc, layout, lines, orientation
from service.ocr.boxes import Box, reversed_box
from service.ocr.crops import strip
from service.ocr.detection import Detector
from service.ocr.recognition import HEIGHT, Recogniser
from service.ports import Pixels

LONG_SIDE = 1280
"""The detector sees at most so many pixels: smaller ones lose small print."""
TOO_UNSURE = 0.5
"""Readings below this mean confidence are texture, not text."""


@dataclass(frozen=True, slots=True)
class Found:
    """A picture turned upright by ``rotation`` and the boxes of text on it."""

    pixels: Pixels
    boxes: tuple[Box, ...]
    rotation: int
    warnings: tuple[CardWarning, ...] = ()

    def reading(self, read: tuple[Line, ...], warnings: tuple[CardWarning, ...] = ()) -> Reading:
        """``read`` as the Reading of this picture."""
        return Reading(
            lines=read,
            width=self.pixels.shape[1],
            height=self.pixels.shape[0],
            rotation=self.rotation,
            warnings=warnings or self.warnings,
        )


@dataclass(frozen=True, slots=True)
class PpOcr:
    """The reader of record. Thread-safe; runs in this process on ``threads`` threads."""

    detector: Detector
    recogniser: Recogniser
    long_side: int = LONG_SIDE

    @classmethod
    def loaded(cls, threads: int = 1) -> PpOcr:
        """Raises ``EngineMissing`` or ``EngineCrashed``."""
        return cls(Detector.loaded(threads), Recogniser.loaded(threads))

    @property
    def name(self) -> str:
        return "PP-OCRv6 small"

    def locate(self, pixels: Pixels, long_side: int = 640) -> tuple[Polygon, ...]:
        """See ``OcrEngine``."""
        return tuple(b.quad for b in self.detector.boxes(pixels, long_side))

    def read(self, pixels: Pixels, languages: Sequence[str]) -> Reading:  # noqa: ARG002
        """See ``OcrEngine``. One network reads every Latin-script language alike."""
        found = self.found(pixels)
        return found.reading(layout.ordered([line for _, line in self.pieces(found)]))

    def found(self, pixels: Pixels) -> Found:
        """The picture turned upright, and where its text stands."""
        height, width = pixels.shape[:2]
        boxes = self.detector.boxes(pixels, self.long_side)
        turn = orientation.rotation(boxes, lambda b: self.decoded(pixels, b))
        if turn:
            boxes = tuple(orientation.upright(boxes, width, height, turn))
            pixels = np.ascontiguousarray(np.rot90(pixels, -turn // 90))
        return Found(pixels, boxes, turn)

    def pieces(self, found: Found) -> list[tuple[Box, Line]]:
        """What each box holds, unsure ones left out. Standing boxes are read both ways."""
        boxes = found.boxes
        tried = [*boxes, *(reversed_box(b) for b in boxes if b.stands)]
        read = dict(zip(tried, self.decoded(found.pixels, tried), strict=True))
        pieces: list[tuple[Box, Line]] = []
        for box in boxes:
            both = [box, reversed_box(box)] if box.stands else [box]
            best = max(both, key=lambda b: read[b].confidence)
            if read[best].text and read[best].confidence >= TOO_UNSURE:
                pieces.append((box, lines.line(best, read[best])))
        return pieces

    def decoded(self, pixels: Pixels, boxes: Sequence[Box]) -> list[ctc.Decoded]:
        """The characters inside each box, read along its first edge."""
        strips = [strip(pixels, b.quad, HEIGHT) for b in boxes]
        return self.recogniser.each(
            strips,
            lambda p, steps: ctc.read(p, self.recogniser.alphabet, steps),
        )
