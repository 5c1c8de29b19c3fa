"""Readers that fail in the ways real ones do: peers of the real adapters, not patches of them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from service.domain.geometry import Polygon, Quad
from service.domain.text import Reading, SecondReading
from service.errors import EngineCrashed, EngineError, EngineMissing, EngineTimeout
from service.ocr.ppocr import Found, Piece
from service.ports import InkStrip, Pixels


@dataclass(frozen=True)
class FailingReader:
    """An OcrEngine, and either half of a witnessed pair, that raises ``error`` on every call."""

    error: EngineError
    name: str = "failing reader"

    def locate(self, pixels: Pixels, long_side: int = 640) -> tuple[Polygon, ...]:
        raise self.error

    def read(self, pixels: Pixels, languages: Sequence[str]) -> Reading:
        raise self.error

    def ink(self, pixels: Pixels, places: Sequence[Polygon]) -> tuple[InkStrip, ...]:
        raise self.error

    def found(self, pixels: Pixels) -> Found:
        raise self.error

    def pieces(self, found: Found) -> list[Piece]:
        raise self.error

    def read_lines(
        self, pixels: Pixels, quads: Sequence[Quad], languages: Sequence[str]
    ) -> list[SecondReading | None]:
        raise self.error


def missing_reader() -> FailingReader:
    return FailingReader(EngineMissing("this reader is not installed"))


def crashing_reader() -> FailingReader:
    return FailingReader(EngineCrashed("this reader ended with status 139"))


def hanging_reader() -> FailingReader:
    """As an engine looks whose child was killed after its time."""
    return FailingReader(EngineTimeout("this reader took longer than 1 s"))


@dataclass(frozen=True)
class SlowReader:
    """Reads nothing, after ``seconds``."""

    seconds: float
    name: str = "slow reader"

    def locate(self, pixels: Pixels, long_side: int = 640) -> tuple[Polygon, ...]:
        return ()

    def read(self, pixels: Pixels, languages: Sequence[str]) -> Reading:
        time.sleep(self.seconds)
        return Reading((), pixels.shape[1], pixels.shape[0])

    def ink(self, pixels: Pixels, places: Sequence[Polygon]) -> tuple[InkStrip, ...]:
        return ()


_ANSWERS = """#!/bin/sh
case "$*" in
  *--version*) echo "tesseract 5.3.0"; exit 0;;
  *--list-langs*) printf 'List of available languages (1):\\neng\\n'; exit 0;;
esac
"""

CRASHES = _ANSWERS + "kill -SEGV $$\n"
FAILS = _ANSWERS + "echo 'read_params_file: cannot open' >&2; exit 1\n"
HANGS = _ANSWERS + 'echo $$ > "$(dirname "$0")/pid"; exec sleep 60\n'
PRINTS_BAD_UTF8 = _ANSWERS + (
    "printf 'level\\tpage_num\\n5\\t1\\t1\\t1\\t1\\t1\\t9\\t9\\t9\\t9\\t90\\t\\377\\376\\n' > \"$2.tsv\"\n"
)
PRINTS_NO_TSV = _ANSWERS + "echo 'hello' > \"$2.tsv\"\n"
PRINTS_NOTHING = _ANSWERS + "exit 0\n"
SAYS_BAD_UTF8 = _ANSWERS + "printf '\\377\\376' >&2; exit 1\n"


def tesseract_program(folder: Path, script: str) -> Path:
    """A program called tesseract in ``folder``; put ``folder`` first in PATH to have it run."""
    program = folder / "tesseract"
    program.write_text(script, encoding="utf-8")
    program.chmod(0o755)
    return program
