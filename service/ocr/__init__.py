"""Straight cards into Readings, and pictures into the codes on them."""

from __future__ import annotations

from service.errors import EngineError
from service.ocr.codes import ZxingReader
from service.ocr.ppocr import PpOcr
from service.ocr.tesseract import Tesseract
from service.ocr.witness import Absent, FirstReader, Witness, WitnessedPair
from service.ports import CodeReader, OcrEngine
from service.settings import ReaderChoice

__all__ = ["code_reader", "engine"]


def engine(choice: ReaderChoice, threads: int = 1, timeout: float = 20.0) -> OcrEngine:
    """The reader of ``choice``; PP-OCR runs on ``threads`` threads, a child of Tesseract at most
    ``timeout`` seconds. Raises ``EngineMissing`` or ``EngineCrashed``."""
    match choice:
        case "ppocr":
            return PpOcr.loaded(threads)
        case "tesseract":
            return Tesseract.found(timeout)
        case "both":
            return pair(threads, timeout)


def pair(threads: int, timeout: float) -> WitnessedPair:
    """Both readers; one that cannot be set up rests, and only both missing is an error."""
    reader: FirstReader
    witness: Witness
    try:
        reader = PpOcr.loaded(threads)
    except EngineError as why:
        return WitnessedPair(Absent("PP-OCRv6", why), Tesseract.found(timeout))
    try:
        witness = Tesseract.found(timeout)
    except EngineError as why:
        witness = Absent("Tesseract", why)
    return WitnessedPair(reader, witness)


def code_reader() -> CodeReader:
    """The reader of QR and other codes."""
    return ZxingReader()
