"""Print and pen told apart by how their strokes look, and by how well they were read."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from fixtures.generate import pens
from fixtures.generate.hands import Hand
from fixtures.generate.handwriting import tokens, written
from service.domain.geometry import bounds, box
from service.domain.text import Line, Reading, SecondReading
from service.ports import Pixels
from service.vision import outline, told_apart
from service.vision.ink import FEATURES, MOST_WRITTEN, likelihoods, measured

WIDTH, PITCH = 760, 70
TEXTS = ("met at the trade fair", "two kids who play golf", "call back in October", "likes sailing")


def pen_line(page: np.ndarray, text: str, top: float, rng: random.Random) -> np.ndarray:
    """``text`` on ``page`` in a hand that no weights were fitted on."""
    ink = written(tokens(text), Hand("kalam", uneven=1.2, slant=0.1), 15.0, rng)
    high, wide = ink.mask.shape
    mask = np.zeros(page.shape[:2], np.float32)
    y = round(top)
    mask[y : y + high, 30 : 30 + wide] = ink.mask[: len(mask) - y, : WIDTH - 30]
    return pens.inked(page, mask, pens.Pen("blue", (30, 40, 120), 0.9, 0.3, 0.2), 15.0, rng)


def drawn(
    texts: tuple[str, ...], pen: bool
) -> tuple[Pixels, list[tuple[float, float, float, float]]]:
    """A page of ``texts``, in pen or in print, and the box of each."""
    page = np.full((PITCH * (len(texts) + 1), WIDTH, 3), 247.0, np.float32)
    rng, places = random.Random(3), []
    for n, text in enumerate(texts):
        blank = page.copy()
        if pen:
            page = pen_line(page, text, 20.0 + PITCH * n, rng)
        else:
            image = Image.fromarray(page.astype(np.uint8))
            font = ImageFont.load_default(34)
            ImageDraw.Draw(image).text((30, 20 + PITCH * n), text, (30, 30, 40), font)
            page = np.asarray(image).astype(np.float32)
        changed = np.abs(page - blank).max(axis=2) > 30
        rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
        places.append((columns[0] - 3.0, rows[0] - 3.0, columns[-1] + 4.0, rows[-1] + 4.0))
    return page.astype(np.uint8), places


def page_of(
    texts: tuple[str, ...], pen: bool, confidence: float = 0.9, seen: str | None = None
) -> tuple[Pixels, Reading]:
    """A page and its reading: each line read ``confidence`` surely; the witness read ``seen``
    (nothing where None, the same where "")."""
    pixels, places = drawn(texts, pen)
    lines = []
    for text, place in zip(texts, places, strict=True):
        witness = None if seen is None else SecondReading(seen or text, 0.6, "tesseract")
        sure = (confidence,) * len(text)
        lines.append(
            Line(text, confidence, box(*place), "ppocr", char_confidences=sure, witness=witness)
        )
    height, width = pixels.shape[:2]
    return pixels, Reading(tuple(lines), width, height)


def inks(pixels: Pixels, reading: Reading, side: str = "back") -> list[str]:
    return [line.ink for line in told_apart(pixels, reading, side).lines]  # type: ignore[arg-type]


@pytest.mark.parametrize("side", ["front", "back"])
def test_print_that_both_read_alike_is_print(side: str) -> None:
    assert set(inks(*page_of(TEXTS, pen=False, confidence=0.99, seen=""), side)) == {"print"}


@pytest.mark.parametrize("side", ["front", "back"])
def test_pen_that_only_one_could_read_is_handwriting(side: str) -> None:
    pixels, reading = page_of(TEXTS, pen=True, confidence=0.8)
    assert set(inks(pixels, reading, side)) == {"handwriting"}


def test_the_strokes_count_where_the_readers_say_the_same() -> None:
    """The same words, read as surely: only the picture differs."""
    tables = []
    for pen in (True, False):
        pixels, reading = page_of(TEXTS, pen, confidence=0.95, seen="rnet at tke trado falr")
        tables.append(likelihoods(measured(pixels, reading.lines), reading.lines))
    written_, printed = tables
    assert written_.min() > printed.max()
    assert written_.min() >= 0.5


def test_what_ink_changes_is_ink_alone() -> None:
    pixels, reading = page_of(TEXTS, pen=True, confidence=0.8)
    told = told_apart(pixels, reading, "back")
    assert replace(told, lines=tuple(replace(x, ink="print") for x in told.lines)) == reading
    nothing = Reading((), 10, 10)
    assert told_apart(pixels, nothing, "back") is nothing


def test_a_front_takes_nothing_for_pen_that_both_readers_agree_on() -> None:
    """A printed line taken for handwriting is a field lost."""
    one = ("likes sailing",)
    pixels, reading = page_of(one, pen=True, confidence=0.6, seen="likes saiiing")
    assert inks(pixels, reading, "back") == ["handwriting"]
    assert inks(pixels, reading, "front") == ["print"]
    pixels, reading = page_of(one, pen=True, confidence=0.6, seen="tlhes")
    assert inks(pixels, reading, "front") == ["handwriting"]


@pytest.mark.parametrize("text", ["www.sample.example", "ana@sample.example", "sample.co.uk"])
def test_addresses_that_both_read_much_alike_are_print(text: str) -> None:
    seen = text[: round(len(text) * 0.45)]  # like enough by half, not by seven tenths
    pixels, reading = page_of((text,), pen=True, confidence=0.6, seen=seen)
    assert inks(pixels, reading) == ["print"]
    plain = replace(
        reading.lines[0], text="a" * 3 + " ".join(text.replace("@", "a").replace(".", "a"))
    )
    words = replace(plain, char_confidences=(0.6,) * len(plain.text))
    seen_as = SecondReading(
        "".join(words.text.split())[: round(len(text) * 0.45)], 0.6, "tesseract"
    )
    other = replace(reading, lines=(replace(words, witness=seen_as),))
    assert inks(pixels, other) == ["handwriting"]
    # an address in pen that the witness could not read at all stays the pen's
    pixels, reading = page_of((text,), pen=True, confidence=0.6)
    assert inks(pixels, reading) == ["handwriting"]


@pytest.mark.parametrize(
    ("count", "ink"),
    [(1, "handwriting"), (MOST_WRITTEN, "handwriting"), (MOST_WRITTEN + 1, "print"), (60, "print")],
)
def test_nobody_writes_a_newspaper_on_a_card(count: int, ink: str) -> None:
    pixels, reading = page_of(("likes sailing",), pen=True, confidence=0.6)
    assert set(inks(pixels, replace(reading, lines=reading.lines * count))) == {ink}


def test_a_doubtful_line_goes_with_its_neighbours() -> None:
    def with_lines(pen: bool, sure: float) -> float:
        """Likelihood of one doubtful line beside others."""
        pixels, beside = page_of(TEXTS[1:], pen, sure, seen="" if not pen else None)
        table = np.concatenate([doubtful, measured(pixels, beside.lines)])
        return float(likelihoods(table, (line, *beside.lines))[0])

    pixels, reading = page_of(TEXTS[:1], pen=False, confidence=0.8)
    line, doubtful = reading.lines[0], measured(pixels, reading.lines)
    alone = float(likelihoods(doubtful, (line,))[0])
    assert 0.05 < alone < 0.5
    assert with_lines(True, 0.6) > alone + 0.05
    assert with_lines(False, 0.99) < alone


def test_measures_have_their_names_and_know_a_tilted_or_larger_line() -> None:
    pixels, reading = page_of(TEXTS, pen=False)
    (a, b, c, d), *rest = (line.polygon for line in reading.lines)
    tilted = (a, (b[0], b[1] + 60), (c[0], c[1] + 60), d)
    lines = (replace(reading.lines[0], polygon=tilted), *reading.lines[1:])
    table = measured(pixels, lines)
    assert table.shape == (len(TEXTS), len(FEATURES))
    assert np.isfinite(table).all()
    tilt = table[:, FEATURES.index("tilt")]
    assert tilt[0] > 5 and (tilt[1:] == 0).all()
    left, top, right, bottom = bounds(rest[0])
    taller = replace(reading.lines[1], polygon=box(left, top, right, top + 2 * (bottom - top)))
    grown = measured(pixels, (lines[0], taller, *lines[2:]))
    larger = FEATURES.index("larger")
    assert grown[1, larger] > table[1, larger] + 0.5


def test_a_flat_patch_has_no_strokes_and_no_trouble() -> None:
    pixels = np.full((100, 300, 3), 240, np.uint8)
    line = Line("?", 0.3, box(10, 10, 200, 60), "ppocr")
    assert np.isfinite(measured(pixels, (line,))).all()


def test_the_outline_of_one_line_holds_its_strokes_tightly() -> None:
    pixels, (place,) = drawn(("likes sailing",), pen=True)
    left, top, right, bottom = bounds(outline(pixels))
    assert (left, top, right, bottom) == pytest.approx(place, abs=8)
    assert left <= place[0] + 4 and right >= place[2] - 4


def test_the_outline_of_light_ink_on_dark_paper_is_the_same() -> None:
    pixels, _ = drawn(("likes sailing",), pen=False)
    dark = np.asarray(255 - pixels, np.uint8)
    assert outline(dark) == pytest.approx(np.array(outline(pixels)), abs=2)


def test_the_outline_of_clean_paper_is_the_paper() -> None:
    assert outline(np.full((40, 90, 3), 250, np.uint8)) == box(0, 0, 90, 40)


def test_an_outline_stays_on_the_picture() -> None:
    pixels, (place,) = drawn(("likes sailing",), pen=True)
    left, top, right, bottom = (round(v) for v in place)
    cut = np.ascontiguousarray(pixels[top + 4 : bottom - 4, left + 4 : right - 4])
    x0, y0, x1, y1 = bounds(outline(cut))
    assert x0 >= 0 and y0 >= 0 and x1 <= cut.shape[1] and y1 <= cut.shape[0]
