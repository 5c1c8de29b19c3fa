"""A reader that is missing, crashes, hangs or prints rubbish costs a warning, never the card."""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np
import pytest

from service import ocr
from service.errors import EngineCrashed, EngineError, EngineMissing, EngineTimeout
from service.ocr.tesseract import Tesseract
from service.ocr.witness import WitnessedPair
from service.ports import Pixels
from tests.faults import engines
from tests.faults.pictures import LINES, drawn

LANGUAGES = ("en",)
TIMEOUT = 1.0

FAULTS = [
    pytest.param(engines.CRASHES, EngineCrashed, id="crashes"),
    pytest.param(engines.FAILS, EngineCrashed, id="fails"),
    pytest.param(engines.HANGS, EngineTimeout, id="hangs"),
    pytest.param(engines.PRINTS_BAD_UTF8, EngineCrashed, id="bad UTF-8"),
    pytest.param(engines.SAYS_BAD_UTF8, EngineCrashed, id="bad UTF-8 in its error"),
    pytest.param(engines.PRINTS_NO_TSV, EngineCrashed, id="no TSV"),
    pytest.param(engines.PRINTS_NOTHING, EngineCrashed, id="nothing"),
]


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder at the head of PATH, for a tesseract of one's own."""
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


@pytest.fixture(scope="module")
def card() -> Pixels:
    return drawn()


@pytest.fixture(scope="module")
def healthy() -> WitnessedPair:
    pair = ocr.engine("both", 1, TIMEOUT)
    assert isinstance(pair, WitnessedPair)
    return pair


@pytest.mark.parametrize(("script", "error"), FAULTS)
def test_tesseract_alone_says_what_went_wrong(
    program: Path, card: Pixels, script: str, error: type[EngineError]
) -> None:
    engines.tesseract_program(program, script)
    with pytest.raises(error):
        Tesseract.found(TIMEOUT).read(card, LANGUAGES)


@pytest.mark.parametrize(("script", "error"), FAULTS)
def test_the_card_is_read_without_the_witness(
    program: Path, card: Pixels, script: str, error: type[EngineError], healthy: WitnessedPair
) -> None:
    engines.tesseract_program(program, script)
    reading = healthy.read(card, LANGUAGES)
    assert tuple(line.text for line in reading.lines) == LINES
    assert all(line.witness is None for line in reading.lines)
    (warning,) = reading.warnings
    assert warning.code == "reader_resting"
    assert "Tesseract" in warning.detail
    assert warning.remedy


def test_a_hanging_child_is_killed_in_time(program: Path, card: Pixels) -> None:
    engines.tesseract_program(program, engines.HANGS)
    started = time.monotonic()
    with pytest.raises(EngineTimeout):
        Tesseract.found(TIMEOUT).read(card, LANGUAGES)
    assert time.monotonic() - started < 10
    pid = int((program / "pid").read_text())
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_tesseract_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, card: Pixels) -> None:
    working = Tesseract.found(TIMEOUT)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineMissing):
        Tesseract.found(TIMEOUT)
    with pytest.raises(EngineMissing):
        working.read(card, LANGUAGES)
    with pytest.raises(EngineMissing):
        ocr.engine("tesseract")


def test_both_goes_on_when_one_was_never_installed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, card: Pixels
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    reading = ocr.engine("both", 1, TIMEOUT).read(card, LANGUAGES)
    assert tuple(line.text for line in reading.lines) == LINES
    assert [w.code for w in reading.warnings] == ["reader_resting"]


@pytest.mark.parametrize(
    "broken", (engines.missing_reader(), engines.crashing_reader(), engines.hanging_reader())
)
def test_tesseract_reads_where_the_first_reader_fails(
    card: Pixels, broken: engines.FailingReader
) -> None:
    pair = WitnessedPair(broken, Tesseract.found(60.0))
    reading = pair.read(card, LANGUAGES)
    assert tuple(line.text for line in reading.lines) == LINES
    assert [w.code for w in reading.warnings] == ["reader_resting"]
    assert broken.name in reading.warnings[0].detail
    assert pair.locate(card) == ()


def test_both_failing_is_an_error_that_names_a_cause(card: Pixels) -> None:
    pair = WitnessedPair(engines.crashing_reader(), engines.missing_reader())
    with pytest.raises(EngineError):
        pair.read(card, LANGUAGES)


@pytest.mark.parametrize("shape", ((1, 1, 3), (2, 900, 3), (900, 2, 3), (40, 40, 3)))
def test_tiny_pictures_hold_no_text(shape: tuple[int, int, int]) -> None:
    pixels = np.full(shape, 255, np.uint8)
    for choice in ("ppocr", "tesseract", "both"):
        assert ocr.engine(choice, 1, 60.0).read(pixels, LANGUAGES).lines == ()  # type: ignore[arg-type]
    assert ocr.code_reader().codes(pixels) == ()
