"""What every OcrEngine promises: PP-OCR, Tesseract, the witnessed pair and the replay."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from service import ocr
from service.domain.geometry import bounds
from service.ocr.replay import Recorder, Replay
from service.ports import OcrEngine, Pixels
from tests.faults.pictures import LINES, drawn

LANGUAGES = ("en",)


@pytest.fixture(scope="session")
def card() -> Pixels:
    return drawn()


@pytest.fixture(scope="session")
def blank() -> Pixels:
    return np.full((520, 900, 3), 255, np.uint8)


@pytest.fixture(scope="session")
def pictures(card: Pixels, blank: Pixels) -> list[Pixels]:
    turned = [np.ascontiguousarray(np.rot90(card, k)) for k in range(1, 4)]
    return [card, blank, *turned]


@pytest.fixture(scope="session", params=("ppocr", "tesseract", "both", "replay"))
def engine(
    request: pytest.FixtureRequest, pictures: list[Pixels], tmp_path_factory: pytest.TempPathFactory
) -> OcrEngine:
    if request.param != "replay":
        return ocr.engine(request.param, 1, 60.0)
    folder: Path = tmp_path_factory.mktemp("recordings")
    recorder = Recorder(ocr.engine("ppocr"), folder)
    for picture in pictures:
        recorder.read(picture, LANGUAGES)
    return Replay.of_folder(folder)


def test_has_a_name(engine: OcrEngine) -> None:
    assert engine.name.strip()


def test_reads_the_lines_in_order(engine: OcrEngine, card: Pixels) -> None:
    reading = engine.read(card, LANGUAGES)
    assert tuple(line.text for line in reading.lines) == LINES
    assert (reading.width, reading.height, reading.rotation) == (900, 520, 0)


def test_lines_words_and_characters_fit_together(engine: OcrEngine, card: Pixels) -> None:
    for line in engine.read(card, LANGUAGES).lines:
        assert 0.5 < line.confidence <= 1
        assert [w.text for w in line.words] == line.text.split()
        assert len(line.char_confidences) in (0, len(line.text))
        assert all(0 <= p <= 1 for p in line.char_confidences)
        left, top, right, bottom = bounds(line.polygon)
        for word in line.words:
            a, b, c, d = bounds(word.polygon)
            assert a >= left - 3 and b >= top - 3 and c <= right + 3 and d <= bottom + 3


def test_polygons_lie_where_the_ink_is(engine: OcrEngine, card: Pixels) -> None:
    reading = engine.read(card, LANGUAGES)
    ink = card.min(axis=2) < 128
    for line in reading.lines:
        left, top, right, bottom = (round(v) for v in bounds(line.polygon))
        assert ink[max(0, top) : bottom, max(0, left) : right].sum() > 200
        ink[max(0, top - 4) : bottom + 4, max(0, left - 6) : right + 6] = False
        assert line.polygon[0][0] < line.polygon[2][0] and line.polygon[0][1] < line.polygon[2][1]
    assert ink.sum() == 0


@pytest.mark.parametrize("quarter", (1, 2, 3))
def test_turns_the_picture_upright(engine: OcrEngine, card: Pixels, quarter: int) -> None:
    reading = engine.read(np.ascontiguousarray(np.rot90(card, quarter)), LANGUAGES)
    assert reading.rotation == 90 * quarter
    assert (reading.width, reading.height) == (900, 520)
    assert "zephyrine@holloway.example" in [line.text for line in reading.lines]


def test_no_text_is_an_empty_reading(engine: OcrEngine, blank: Pixels) -> None:
    reading = engine.read(blank, LANGUAGES)
    assert reading.lines == ()
    assert reading.rotation == 0


def test_locate_answers_polygons_inside_the_picture(engine: OcrEngine, card: Pixels) -> None:
    for polygon in engine.locate(card, 640):
        left, top, right, bottom = bounds(polygon)
        assert left >= -20 and top >= -20 and right <= 920 and bottom <= 540


def test_is_safe_from_several_threads(engine: OcrEngine, card: Pixels) -> None:
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _: engine.read(card, LANGUAGES), range(2)))
    assert both[0] == both[1]


def test_the_witness_is_another_reader_of_the_same_line() -> None:
    reading = ocr.engine("both", 1, 60.0).read(drawn(), LANGUAGES)
    for line in reading.lines:
        assert line.reader == "ppocr"
        assert line.witness is not None
        assert line.witness.reader == "tesseract"
    seen = [line.witness.text for line in reading.lines if line.witness]
    assert seen[0] == LINES[0]
