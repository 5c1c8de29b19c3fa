"""A quad becomes a straight card of the right shape, and every pixel finds its way back."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from service.domain.geometry import Quad, box, mapped
from service.domain.text import Line, Reading
from service.ports import Pixels
from service.vision import cuts_text, straightened, whole
from service.vision.aspect import aspect
from service.vision.found import Found

CARD_MM = (85.0, 55.0)


def seen(tilt: float, lean: float, roll: float, focal: float = 900.0) -> Quad:
    """A card of ``CARD_MM`` through a pinhole camera of 1200 x 900 px."""
    w, h = CARD_MM
    points = np.array([(-w, -h, 0), (w, -h, 0), (w, h, 0), (-w, h, 0)]) / 2
    turn, _ = cv2.Rodrigues(np.array([0, 0, np.radians(roll)]))
    axis = np.array([np.cos(np.radians(lean)), np.sin(np.radians(lean)), 0.0])
    leaned, _ = cv2.Rodrigues(axis * np.radians(tilt))
    p = points @ turn.T @ leaned.T + [0, 0, 160]
    a, b, c, d = ((float(x), float(y)) for x, y in p[:, :2] / p[:, 2:] * focal + [600, 450])
    return a, b, c, d


@pytest.mark.parametrize("tilt", [0, 15, 30, 45])
@pytest.mark.parametrize("lean", [0, 50, 90, 200])
@pytest.mark.parametrize("roll", [0, 12])
def test_the_true_aspect_comes_out_of_perspective(tilt: float, lean: float, roll: float) -> None:
    found = aspect(seen(tilt, lean, roll), (600, 450), 1200)
    assert found == pytest.approx(CARD_MM[0] / CARD_MM[1], rel=0.03)


def checkered() -> Pixels:
    y, x = np.mgrid[:900, :1200]
    return np.stack([x * 255 // 1200, y * 255 // 900, (x + y) % 256], axis=2).astype(np.uint8)


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_pixels_and_outline_map_back_to_the_photo(degrees: int) -> None:
    pixels = checkered()
    quad = seen(25, 40, 8)
    straight = straightened(pixels, Found(quad, True)).turned(degrees)
    height, width = straight.pixels.shape[:2]
    for x, y in ((width * 0.3, height * 0.4), (width * 0.7, height * 0.6)):
        ((px, py),) = mapped([(x, y)], straight.to_photo)
        here, there = straight.pixels[int(y), int(x), :2], pixels[int(py), int(px), :2]
        assert np.abs(here.astype(int) - there).max() <= 3
    np.testing.assert_allclose(mapped(straight.card, straight.to_photo), straight.outline, atol=0.5)
    first = np.array(straight.card)
    assert np.argmin(first.sum(axis=1)) == 0  # the outline begins at the top left of the pixels
    assert sorted(straight.outline) == sorted(quad)


def test_a_12_megapixel_card_is_bounded_and_a_small_one_not_blown_up() -> None:
    large = np.zeros((3024, 4032, 3), np.uint8)
    straight = straightened(large, Found(box(300, 300, 3700, 2400), True))
    assert 1200 <= max(straight.pixels.shape) <= 1600
    small = np.zeros((300, 400, 3), np.uint8)
    straight = straightened(small, Found(box(50, 50, 350, 236), True))
    assert max(straight.pixels.shape) < 340
    assert max(straightened(large, whole(large)).pixels.shape) == 2200


def reading(straight_size: tuple[int, int], *lines: tuple[str, Quad]) -> Reading:
    width, height = straight_size
    return Reading(tuple(Line(t, 0.9, q, "ppocr") for t, q in lines), width, height)


def test_lines_that_run_into_the_border_were_cut() -> None:
    pixels = checkered()
    found = Found(seen(0, 0, 0), True)
    straight = straightened(pixels, found)
    size = straight.pixels.shape[1], straight.pixels.shape[0]
    whole_line = ("all of it", box(60, 60, 200, 90))
    cut_line = ("cut at the le", box(0, 120, 200, 150))
    assert not cuts_text(found, straight, reading(size, whole_line))
    assert cuts_text(found, straight, reading(size, whole_line, cut_line))
    assert not cuts_text(found, straight, reading(size))
    assert not cuts_text(
        whole(pixels), straightened(pixels, whole(pixels)), reading((1200, 900), cut_line)
    )


def test_nothing_beside_a_card_amid_print_is_shown() -> None:
    pixels = np.full((900, 1400, 3), 20, np.uint8)
    pixels[200:700, 300:1100] = 240
    quad = ((300.0, 200.0), (1100.0, 200.0), (1100.0, 700.0), (300.0, 700.0))
    assert straightened(pixels, Found(quad, True, (), 0.9)).pixels.min() == 20
    assert straightened(pixels, Found(quad, True, (), 0.9, amid_print=True)).pixels.min() > 100
