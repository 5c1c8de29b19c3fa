"""Boxes, orientation, reading order and codes, on made-up geometry and pictures."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import qrcode

from service import ocr
from service.domain.geometry import bounds, box
from service.domain.text import Line
from service.ocr import flatten, layout
from service.ocr.boxes import Box, directed, mirrored, part, reversed_box, turned
from service.ocr.crops import strip
from service.ocr.ctc import Decoded
from service.ocr.detection import boxes_of_heat, detector_size
from service.ocr.orientation import stance
from service.ocr.recognition import BATCH_WIDTH, NARROWEST, batches
from tests.faults.pictures import LINES, drawn


def piece(text: str, left: float, top: float, right: float, bottom: float) -> Line:
    return Line(
        text, 0.9, box(left, top, right, bottom), "ppocr", char_confidences=(0.9,) * len(text)
    )


def texts(*pieces: Line) -> list[str]:
    return [line.text for line in layout.ordered(pieces)]


def test_a_box_starts_where_its_text_starts() -> None:
    shuffled = [(100.0, 40.0), (10.0, 40.0), (10.0, 20.0), (100.0, 20.0)]
    assert directed(shuffled, 1).quad == ((10, 20), (100, 20), (100, 40), (10, 40))
    standing = directed([(10, 10), (30, 10), (30, 200), (10, 200)], 1)
    assert standing.stands
    assert standing.quad[0] == (30, 10)
    assert not turned(standing, 100, 300, 270).stands
    assert mirrored(directed(shuffled, 1), 200).quad[0] == (100, 20)
    assert part(directed(shuffled, 1), 0, 0.5)[1] == (55, 20)


def test_rows_join_and_columns_do_not_interleave() -> None:
    assert texts(piece("Anna", 10, 10, 60, 30), piece("Holm", 68, 11, 120, 31)) == ["Anna Holm"]
    two_columns = [
        piece(t, x, y, x + 200, y + 20)
        for x, column in ((10, "abc"), (400, "xyz"))
        for y, t in zip((10, 40, 70), column, strict=True)
    ]
    assert texts(*two_columns) == ["a", "b", "c", "x", "y", "z"]


def test_a_heading_comes_before_the_columns_under_it() -> None:
    assert texts(
        piece("b", 400, 200, 600, 220),
        piece("a", 10, 200, 200, 220),
        piece("head", 10, 10, 600, 60),
    ) == ["head", "a", "b"]


def test_a_heat_map_gives_a_box_grown_to_the_text() -> None:
    heat = np.zeros((64, 128), np.float32)
    heat[20:28, 16:100] = 0.9
    (found,) = boxes_of_heat(heat, 2.0, 2.0)
    left, top, right, bottom = bounds(found.quad)
    assert left < 32 and right > 198 and top < 40 and bottom > 54
    assert found.score == pytest.approx(0.9, abs=0.1)
    assert boxes_of_heat(heat * 0.4, 2.0, 2.0) == ()


def test_the_detector_sees_bounded_multiples_of_32() -> None:
    for width, height in ((4000, 3000), (500, 20), (20, 5000), (33, 33), (1500, 900)):
        size = detector_size(width, height, 960)
        assert all(side % 32 == 0 and 32 <= side <= 1920 for side in size)


def test_batches_hold_every_strip_once_within_bounds() -> None:
    widths = [40, 3000, 300, 310, 2000, 90, 1200, 1100, 60]
    groups = batches(widths)
    assert sorted(i for g in groups for i in g) == list(range(len(widths)))
    for group in groups:
        widest = max(NARROWEST, *(widths[i] for i in group))
        assert len(group) == 1 or len(group) * widest <= BATCH_WIDTH


def test_strips_keep_their_shape_and_wide_ones_are_not_squeezed() -> None:
    pixels = drawn()
    assert strip(pixels, box(50, 40, 530, 90), 48).shape == (48, 461, 3)
    assert strip(pixels, box(0, 0, 900, 20), 48).shape == (48, 2160, 3)
    assert strip(pixels, box(0, 0, 90, 30), 48, stretch=1.5).shape == (48, 216, 3)


@pytest.mark.parametrize("inverted", (False, True))
def test_flattened_text_is_dark_on_light(inverted: bool) -> None:
    pixels = 255 - drawn() if inverted else drawn()
    shaded = (pixels * np.linspace(0.5, 1, pixels.shape[1])[None, :, None]).astype(np.uint8)
    grey = flatten.flattened(shaded)
    ink = drawn().min(axis=2) < 60
    assert grey[ink].mean() < 80
    assert grey[~cv2.dilate(ink.astype(np.uint8), np.ones((9, 9))).astype(bool)].mean() > 200


def _answers(sure: dict[bool, float], quads: set[object], boxes: list[Box]) -> list[Decoded]:
    """Readings that are ``sure`` according to whether the box is one of ``quads``."""
    return [
        Decoded("Holloway", (sure[b.quad in quads],) * 8, ((0, 1),) * 8, (0,) * 8) for b in boxes
    ]


@pytest.mark.parametrize(
    ("as_found", "reversed_", "turn"),
    [(0.99, 0.99, 0), (0.9, 0.93, 0), (0.7, 0.99, 180), (0.8, 0.85, 0)],
)
def test_nothing_is_turned_over_on_thin_evidence(
    as_found: float, reversed_: float, turn: int
) -> None:
    lying = [directed([(10, y), (300, y), (300, y + 20), (10, y + 20)], 1) for y in (10, 50, 90)]
    quads = {b.quad for b in lying}
    sure = {True: as_found, False: reversed_}
    got = stance(lying, lambda boxes: _answers(sure, quads, list(boxes)))
    assert got.turn == turn
    assert all(b in lying for b in got.read)
    standing = [turned(b, 400, 200, 90) for b in lying]
    upwards = {reversed_box(b).quad for b in standing}
    sure = {True: reversed_, False: as_found}
    got = stance(standing, lambda boxes: _answers(sure, upwards, list(boxes)))
    assert got.turn == (270 if turn == 0 else 90)


def test_no_boxes_no_turn() -> None:
    assert stance([], lambda _: []).turn == 0


@pytest.mark.parametrize("quarter", range(4))
def test_a_mirrored_card_is_read_and_said_so(quarter: int) -> None:
    card = drawn()
    pixels = np.ascontiguousarray(np.rot90(card[:, ::-1], quarter))
    reading = ocr.engine("ppocr").read(pixels, ("en",))
    assert tuple(line.text for line in reading.lines) == LINES
    assert [w.code for w in reading.warnings] == ["mirrored"]
    assert reading.rotation == 90 * quarter
    # the text starts at the right of the picture as it was given, and runs to the left
    start, end = reading.lines[0].polygon[:2]
    assert start[0] > 800
    assert end[0] < 600


def test_standing_text_on_an_upright_card_is_read() -> None:
    pixels = drawn(LINES[:3]).copy()
    side = np.rot90(drawn(("ZEPHYR ATLAS",))[40:120, 40:420])
    pixels[60 : 60 + side.shape[0], 800 : 800 + side.shape[1]] = side
    texts_read = [line.text for line in ocr.engine("ppocr").read(pixels, ("en",)).lines]
    assert set(LINES[:3]) | {"ZEPHYR ATLAS"} == set(texts_read)


def code_picture(text: str, shape: tuple[int, int], at: tuple[int, int], module: int) -> np.ndarray:
    code = qrcode.QRCode(border=4, box_size=module)
    code.add_data(text)
    tile = np.asarray(code.make_image().convert("RGB"), np.uint8)
    pixels = np.full((*shape, 3), 240, np.uint8)
    pixels[at[1] : at[1] + tile.shape[0], at[0] : at[0] + tile.shape[1]] = tile
    return pixels


@pytest.mark.parametrize(
    ("shape", "module"), [((600, 900), 4), ((3024, 4032), 4), ((3024, 4032), 12)]
)
def test_codes_are_read_where_they_are(shape: tuple[int, int], module: int) -> None:
    text = "MECARD:N:Holloway,Zephyrine;TEL:+442079460123;EMAIL:z@holloway.example;;"
    pixels = code_picture(text, shape, (300, 200), module)
    (code,) = ocr.code_reader().codes(pixels)
    assert (code.format, code.text) == ("QRCode", text)
    left, top, right, bottom = bounds(code.polygon)
    assert abs(left - (300 + 4 * module)) < 12 and abs(top - (200 + 4 * module)) < 12
    ink = np.argwhere(pixels.min(axis=2) < 50)
    assert abs(right - ink[:, 1].max()) < 12 and abs(bottom - ink[:, 0].max()) < 12


def test_no_code_is_no_code() -> None:
    assert ocr.code_reader().codes(drawn()) == ()
