"""A straight card into lines, by PP-OCRv6 small run on ONNX Runtime."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from service.domain.geometry import Polygon
from service.domain.text import CardWarning, Line, Reading, SecondReading
from service.ocr import ctc, display, handwriting, layout, lines, orientation
from service.ocr.agreement import voted, without_ghosts
from service.ocr.boxes import Box, mirrored, reversed_box
from service.ocr.crops import strip
from service.ocr.detection import Detector
from service.ocr.glyphs import settled
from service.ocr.languages import seen
from service.ocr.recognition import HEIGHT, Recogniser
from service.ports import InkStrip, Pixels

LONG_SIDE = 960
"""What the detector sees of a card: 736 loses small print, 1280 finds no more and costs a fifth
more of the whole reading (measured)."""
LEAST_SCALE = 0.66
"""A larger picture is one where the card fills only a part: it is not shrunk further."""
LONGEST_SIDE = 1536
DOUBTFUL = 0.88
"""Text that reads worse than this either way may be mirrored."""
MIRRORED = CardWarning(
    code="mirrored",
    detail="The picture is mirrored; it was read in the mirror.",
    remedy="Switch off mirroring in the camera (often a selfie setting) and take it again.",
)
LEAST_TURNED = 4
"""Shorter runs say too little to be turned over for."""
MOST_BOXES = 120
"""A card has some forty lines at most. A picture with more boxes than this shows other print
round it, which would take ten seconds and more to read: those nearest the middle are read."""
TOO_UNSURE = 0.5
"""Readings below this mean confidence are texture, not text, unless a pen wrote them: handwriting
is decoded with a language model later (``ink``), and need not be legible yet."""
TOO_UNSURE_PENNED = 0.2
PENNED = 0.9
"""Likelihood from which unsure text is taken for handwriting."""


@dataclass(frozen=True, slots=True)
class Found:
    """A picture turned upright by ``rotation``, the boxes of text on it, and what was already
    read of them to find out."""

    pixels: Pixels
    boxes: tuple[Box, ...]
    rotation: int
    read: Mapping[Box, ctc.Decoded]
    in_mirror: bool = False

    def reading(self, pieces: Sequence[Line], warnings: tuple[CardWarning, ...] = ()) -> Reading:
        """``pieces`` in order, as the Reading of this picture."""
        height, width = self.pixels.shape[:2]
        languages = seen(x.text for x in pieces)
        read = tuple(lines.respelt(x, languages) for x in layout.ordered(pieces))
        # A mirrored picture was turned in the mirror; outside it the other quarter is the same.
        turn = (360 - self.rotation) % 360 if self.in_mirror else self.rotation
        return Reading(
            lines=tuple(lines.unmirrored(x, width) for x in read) if self.in_mirror else read,
            width=width,
            height=height,
            rotation=turn,
            languages=languages,
            warnings=(*warnings, MIRRORED) if self.in_mirror else warnings,
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands in ``box``, which was read in the direction of ``way``."""

    box: Box
    way: Box
    read: ctc.Decoded

    def line(self, witness: SecondReading | None = None) -> Line:
        """The piece as a line, blanks and look-alikes settled, with what ``witness`` saw."""
        read = voted(self.read, witness.text) if witness else self.read
        read = without_ghosts(read)
        read = replace(read, text=settled(read.text))
        return replace(lines.line(self.way, read), witness=witness)


def seen_side(width: int, height: int) -> int:
    """Long side, pixels, at which the detector looks at a picture to be read."""
    return min(LONGEST_SIDE, max(LONG_SIDE, round(LEAST_SCALE * max(width, height))))


def upright(
    pixels: Pixels, boxes: Sequence[Box], stance: orientation.Stance, in_mirror: bool = False
) -> Found:
    """``pixels`` and ``boxes`` turned as ``stance`` says."""
    height, width = pixels.shape[:2]
    if not stance.turn:
        return Found(pixels, tuple(boxes), 0, stance.read, in_mirror)
    pixels = np.ascontiguousarray(np.rot90(pixels, -stance.turn // 90))
    turned = tuple(orientation.upright(boxes, width, height, stance.turn))
    return Found(pixels, turned, stance.turn, {}, in_mirror)


@dataclass(frozen=True, slots=True)
class PpOcr:
    """The reader of record. Thread-safe; runs in this process on ``threads`` threads."""

    detector: Detector
    recogniser: Recogniser

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
        return found.reading([piece.line() for piece in self.pieces(found)])

    def ink(self, pixels: Pixels, places: Sequence[Polygon]) -> tuple[InkStrip, ...]:
        """See ``OcrEngine``."""
        return handwriting.strips(self.recogniser, pixels, places)

    def found(self, pixels: Pixels) -> Found:
        """The picture turned upright, and where its text stands. A picture that reads far better
        in the mirror is one (a window, a transparency, a selfie)."""
        width = pixels.shape[1]
        boxes = self.boxes(pixels)
        stance = orientation.stance(boxes, lambda b: self.decoded(pixels, b))
        if boxes and stance.sure < DOUBTFUL:
            mirror = np.ascontiguousarray(pixels[:, ::-1])
            there = [mirrored(b, width) for b in boxes]
            other = orientation.stance(there, lambda b: self.decoded(mirror, b))
            if other.sure >= orientation.CERTAIN:
                return upright(mirror, there, other, in_mirror=True)
        return upright(pixels, boxes, stance)

    def boxes(self, pixels: Pixels) -> tuple[Box, ...]:
        """Where text stands in ``pixels``, display type included."""
        height, width = pixels.shape[:2]
        longest, side = max(width, height), seen_side(width, height)
        near = self.detector.boxes(pixels, side)
        if len(near) > MOST_BOXES:
            middle = (width / 2, height / 2)
            return tuple(sorted(near, key=lambda b: math.dist(b.centre, middle))[:MOST_BOXES])
        if not display.expected(near, longest):
            return near
        return display.merged(near, self.detector.boxes(pixels, side // 2), longest)

    def pieces(self, found: Found) -> list[Piece]:
        """What each box holds, unsure ones left out. Boxes that stand, or read badly, are read the
        other way round too: notes are written on cards held upside down."""
        read = dict(found.read)
        self._read_on(found.pixels, [b for b in found.boxes if b not in read], read)
        turned = {
            b: reversed_box(b)
            for b in found.boxes
            if b.stands or (read[b].confidence < DOUBTFUL and len(read[b].text) >= LEAST_TURNED)
        }
        self._read_on(found.pixels, [b for b in turned.values() if b not in read], read)
        pieces: list[Piece] = []
        for box in found.boxes:
            both = [box, turned[box]] if box in turned else [box]
            best = max(both, key=lambda b: read[b].confidence)
            if read[best].text and _legible(read[best]):
                pieces.append(Piece(box, best, read[best]))
        return pieces

    def _read_on(self, pixels: Pixels, boxes: Sequence[Box], read: dict[Box, ctc.Decoded]) -> None:
        read.update(zip(boxes, self.decoded(pixels, boxes), strict=True))

    def decoded(self, pixels: Pixels, boxes: Sequence[Box]) -> list[ctc.Decoded]:
        """The characters inside each box, read along its first edge."""
        return self.recogniser.read([strip(pixels, b.quad, HEIGHT) for b in boxes])


def _legible(read: ctc.Decoded) -> bool:
    least = TOO_UNSURE_PENNED if read.penned >= PENNED else TOO_UNSURE
    return read.confidence >= least
