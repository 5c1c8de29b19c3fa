"""Places of handwriting into posteriors, by the real network."""

from __future__ import annotations

import random

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from fixtures.generate.hands import Hand
from fixtures.generate.handwriting import Token, tokens, written
from service.domain.geometry import Polygon, bounds, box
from service.ocr import handwriting
from service.ocr.crops import strip
from service.ocr.recognition import HEIGHT, Recogniser
from service.ports import InkStrip, Pixels

WORDS = "likes sailing"


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser.loaded(1)


@pytest.fixture(scope="module")
def page() -> tuple[Pixels, Polygon]:
    return drawn(tokens(WORDS), 2)


def drawn(words: tuple[Token, ...], seed: int) -> tuple[Pixels, Polygon]:
    """A line of ``words`` in pen on white, and the box round it."""
    ink = written(words, Hand("patrick-hand", uneven=0.4), 18.0, random.Random(seed))
    grey = np.clip(250 - 220 * ink.mask, 0, 255).astype(np.uint8)
    left, top, right, bottom = bounds(ink.polygon)
    place = box(left - 4, top - 4, right + 4, bottom + 4)
    return np.ascontiguousarray(np.repeat(grey[..., None], 3, axis=2)), place


def best(strip: InkStrip) -> str:
    path = strip.log_posteriors.argmax(axis=1)
    starts = np.flatnonzero(np.diff(path, prepend=-1))
    return "".join(strip.characters[path[s]] for s in starts)


def test_a_strip_holds_what_was_written(
    recogniser: Recogniser, page: tuple[Pixels, Polygon]
) -> None:
    (strip,) = handwriting.strips(recogniser, page[0], [page[1]])
    assert best(strip) == WORDS


def test_strips_are_as_many_as_places_in_their_order(
    recogniser: Recogniser, page: tuple[Pixels, Polygon]
) -> None:
    pixels, whole = page
    left, top, right, bottom = bounds(whole)
    gap = left + 0.45 * (right - left)
    narrow, wide = box(left, top, gap, bottom), box(left - 30, top, right, bottom)
    places = [narrow, wide, whole, narrow]
    strips = handwriting.strips(recogniser, pixels, places)
    assert [s.polygon for s in strips] == places
    assert best(strips[0]).startswith("like") and "sailing" not in best(strips[0])
    assert best(strips[2]) == WORDS
    assert best(strips[3]) == best(strips[0])
    assert handwriting.strips(recogniser, pixels, []) == ()


def test_posteriors_are_logarithms_of_shares(
    recogniser: Recogniser, page: tuple[Pixels, Polygon]
) -> None:
    (strip,) = handwriting.strips(recogniser, page[0], [page[1]])
    seen = strip.log_posteriors
    assert seen.dtype == np.float32
    assert np.isfinite(seen).all() and seen.max() <= 0
    sums = np.exp(seen.astype(np.float64)).sum(axis=1)
    # the rest of 1 is on letters that no Latin hand writes
    assert sums.max() <= 1 + 1e-5 and np.median(sums) > 0.95


def test_classes_are_named_the_blank_first_and_none_is_foreign(
    recogniser: Recogniser, page: tuple[Pixels, Polygon]
) -> None:
    (strip,) = handwriting.strips(recogniser, page[0], [page[1]])
    assert strip.log_posteriors.shape[1] == len(strip.characters)
    assert strip.characters[0] == ""
    assert strip.characters.count(" ") == 1
    assert {*"abzAZ09@é'"} <= {*strip.characters}
    assert not {*"жλ日あ"} & {*strip.characters}


def test_a_strip_is_stretched_and_so_are_its_steps(
    recogniser: Recogniser, page: tuple[Pixels, Polygon]
) -> None:
    """Handwriting packs letters closer than one step of 8 pixels."""
    pixels, place = page
    left, top, right, bottom = bounds(place)
    soft = handwriting.softened(pixels, box(left, top, right, bottom))
    level = HEIGHT * (right - left) / (bottom - top)
    assert soft.shape[0] == HEIGHT
    assert soft.shape[1] == pytest.approx(level * handwriting.STRETCH, rel=0.03)
    assert handwriting.STRETCH > 1.1
    (strip,) = handwriting.strips(recogniser, pixels, [place])
    assert len(strip.log_posteriors) == pytest.approx(soft.shape[1] / 8, abs=2)


def test_hard_edges_are_softened() -> None:
    hard = np.full((HEIGHT, 200, 3), 255, np.uint8)
    hard[:, 60:120] = 0
    soft = handwriting.softened(hard, box(0, 0, 200, HEIGHT))
    row = soft[HEIGHT // 2, :, 0].astype(int)
    # no step between two pixels takes half the way from ink to paper; unsoftened it takes more
    assert np.abs(np.diff(row)).max() < 0.5 * 255
    assert (row.min(), row.max()) == (0, 255)


def test_writing_that_climbs_is_cut_along_its_line(
    recogniser: Recogniser, page: tuple[Pixels, Polygon]
) -> None:
    pixels, place = page
    height, width = pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), 20, 1.0)
    white = (250, 250, 250)
    canvas = cv2.copyMakeBorder(pixels, 150, 150, 20, 20, cv2.BORDER_CONSTANT, value=white)
    turn = cv2.getRotationMatrix2D((canvas.shape[1] / 2, canvas.shape[0] / 2), 20, 1.0)
    climbing = cv2.warpAffine(canvas, turn, canvas.shape[1::-1], borderValue=white)
    points = [turn @ (x + 20, y + 150, 1) for x, y in place]
    slanted = tuple((float(x), float(y)) for x, y in points)
    (strip,) = handwriting.strips(recogniser, np.asarray(climbing, np.uint8), [slanted])
    assert best(strip) == WORDS


def test_of_crossed_out_words_little_is_read_and_nothing_of_others_lost(
    recogniser: Recogniser,
) -> None:
    words = (*tokens("send the"), Token("budget", "struck"), *tokens("plan"))
    plain = tokens("send the budget plan")
    left = 0
    for seed in range(8):
        read, whole = (_squeezed(recogniser, drawn(line, seed)) for line in (words, plain))
        assert whole == "sendthebudgetplan"
        assert read.startswith("send") and read.endswith("plan")
        left += len(read) - len("sendtheplan")
    assert left <= 8 * len("budget") / 2


def _squeezed(recogniser: Recogniser, page: tuple[Pixels, Polygon]) -> str:
    (seen,) = handwriting.strips(recogniser, *_one(page))
    return "".join(best(seen).split())


def _one(page: tuple[Pixels, Polygon]) -> tuple[Pixels, list[Polygon]]:
    return page[0], [page[1]]


def test_the_recogniser_tells_pen_from_print(recogniser: Recogniser) -> None:
    pixels, place = drawn(tokens(WORDS), 2)
    pen = strip(pixels, box(*bounds(place)), HEIGHT)
    image = Image.new("RGB", (420, 60), (250, 250, 250))
    font = ImageFont.load_default(34)
    ImageDraw.Draw(image).text((12, 8), WORDS, (30, 30, 40), font)
    wide = ImageDraw.Draw(image).textlength(WORDS, font)
    printed = strip(np.asarray(image), box(8, 4, 16 + wide, 52), HEIGHT)
    read_pen, read_print = recogniser.read([pen, printed])
    assert (read_pen.text, read_print.text) == (WORDS, WORDS)
    assert read_pen.penned > 0.9
    assert read_print.penned < 0.3
