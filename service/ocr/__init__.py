"""Straight cards into Readings, and pictures into the codes on them."""

from __future__ import annotations

from service.ocr.ppocr import PpOcr
from service.ports import OcrEngine
from service.settings import ReaderChoice

__all__ = ["engine"]


def engine(choice: ReaderChoice, threads: int = 1, timeout: float = 20.0) -> OcrEngine:  # noqa: ARG001
    """The reader of ``choice`` on ``threads`` threads. Raises ``EngineMissing``."""
    return PpOcr.loaded(threads)
