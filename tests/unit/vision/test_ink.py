"""Print and pen told apart by what the readers made of them, and the outline of a written line."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from fixtures.generate import pens
from fixtures.generate.hands import Hand
from fixtures.generate.handwriting import tokens, written
from service.domain.evidence import Side
from service.domain.geometry import bounds, box
from service.domain.text import Line, Reading, SecondReading
from service.ports import Pixels
from service.vision import outline, told_apart
from service.vision.ink import MOST_WRITTEN, likelihoods

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


def line(
    text: str = "likes sailing", penned: float = 1.0, sure: float = 0.8, seen: str | None = None
) -> Line:
    """A line that the reader took for pen as likely as ``penned``; the witness read ``seen``
    (nothing where None, the same where "")."""
    witness = None if seen is None else SecondReading(seen or text, 0.6, "tesseract")
    return Line(text, sure, box(0, 0, 200, 30), "ppocr", witness=witness, penned=penned)


def inks(*lines: Line, side: Side = "back") -> list[str]:
    return [x.ink for x in told_apart(Reading(lines, 400, 300), side).lines]


@pytest.mark.parametrize("side", ["front", "back"])
def test_the_reader_tells_pen_from_print(side: Side) -> None:
    assert inks(line(penned=0.99), line(penned=0.98), side=side) == ["handwriting"] * 2
    assert inks(line(penned=0.01), line(penned=0.02), side=side) == ["print"] * 2


def test_what_ink_changes_is_ink_alone() -> None:
    reading = Reading((line(penned=0.95), line(penned=0.1)), 400, 300)
    told = told_apart(reading, "back")
    assert replace(told, lines=tuple(replace(x, ink="print") for x in told.lines)) == reading
    nothing = Reading((), 10, 10)
    assert told_apart(nothing, "back") is nothing


def test_a_front_takes_nothing_for_pen_that_both_readers_agree_on() -> None:
    """A printed line taken for handwriting is a field lost."""
    agreed, apart = line(seen="likes saiiing"), line(seen="tlhes")
    assert inks(agreed, side="back") == ["handwriting"]
    assert inks(agreed, side="front") == ["print"]
    assert inks(apart, side="front") == ["handwriting"]
    assert inks(line(penned=0.8, seen="tlhes"), side="front") == ["print"]


@pytest.mark.parametrize("text", ["www.sample.example", "ana@sample.example", "sample.co.uk"])
def test_addresses_that_both_read_much_alike_are_print(text: str) -> None:
    seen = text[: round(len(text) * 0.45)]  # like enough by half, not by seven tenths
    assert inks(line(text, seen=seen)) == ["print"]
    plain = "a" * 3 + " ".join(text.replace("@", "a").replace(".", "a"))
    assert inks(line(plain, seen="".join(plain.split())[: len(seen)])) == ["handwriting"]
    # an address in pen that the witness could not read at all stays the pen's
    assert inks(line(text)) == ["handwriting"]


@pytest.mark.parametrize(
    ("count", "ink"),
    [(1, "handwriting"), (MOST_WRITTEN, "handwriting"), (MOST_WRITTEN + 1, "print"), (60, "print")],
)
def test_nobody_writes_a_newspaper_on_a_card(count: int, ink: str) -> None:
    assert inks(*[line()] * count) == [ink] * count


def test_a_doubtful_line_goes_with_its_neighbours() -> None:
    doubtful = line(penned=0.4)
    assert inks(doubtful, line(penned=0.99), line(penned=0.99))[0] == "handwriting"
    assert inks(line(penned=0.6), line(penned=0.01), line(penned=0.01))[0] == "print"
    assert inks(line(penned=0.99), line(penned=0.01), line(penned=0.01))[0] == "handwriting"
    assert likelihoods([doubtful])[0] == pytest.approx(0.4)


def test_what_can_hardly_be_read_stays_where_a_pen_wrote_it() -> None:
    """Texture taken for print is dropped; a scrawl is decoded with a language model yet."""
    assert inks(line(sure=0.3, penned=0.97), line(sure=0.3, penned=0.1)) == ["handwriting"]


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
