"""Advice names what is wrong with a photo, and keeps still about a good one."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from service.domain.geometry import box
from service.domain.text import Line
from service.ports import Pixels
from service.vision import quality

WORDS = ("Example and Company", "someone@company.example", "+44 20 7946 0000", "12 Long Street")


def card(paper: int = 205, scale: float = 1.0, ink: int = 25) -> tuple[Pixels, list[Line]]:
    pixels = np.full((int(600 * scale), int(1000 * scale), 3), paper, np.uint8)
    lines = []
    for k, words in enumerate(WORDS):
        y = int((130 + 120 * k) * scale)
        cv2.putText(
            pixels,
            words,
            (int(60 * scale), y),
            cv2.FONT_HERSHEY_SIMPLEX,
            1.5 * scale,
            (ink,) * 3,
            max(1, int(3 * scale)),
            cv2.LINE_AA,
        )
        width = cv2.getTextSize(words, cv2.FONT_HERSHEY_SIMPLEX, 1.5 * scale, 3)[0][0]
        lines.append(
            Line(
                words,
                0.95,
                box(60 * scale, y - 42 * scale, 60 * scale + width, y + 16 * scale),
                "ppocr",
            )
        )
    return pixels, lines


def codes(pixels: Pixels, lines: list[Line]) -> list[str]:
    return [w.code for w in quality(pixels, lines)[1]]


@pytest.mark.parametrize("paper", [205, 255])
def test_a_good_photo_gets_no_advice(paper: int) -> None:
    pixels, lines = card(paper)
    found, warnings = quality(pixels, lines)
    assert warnings == () and found.advice is None
    assert found.sharpness > 0.8 and found.glare == 0


def test_sharpness_falls_with_blur_until_it_is_said() -> None:
    pixels, lines = card()
    values = []
    for sigma in (0.1, 3.0, 6.0, 12.0):
        blurred = np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma), np.uint8)
        values.append(quality(blurred, lines)[0].sharpness)
    assert values == sorted(values, reverse=True) and values[0] > values[1] > values[-1]
    found, warnings = quality(blurred, lines)
    assert warnings[0].code == "blurred" and "too blurred" in (found.advice or "")


def test_small_letters_ask_to_move_closer() -> None:
    found, warnings = quality(*card(scale=0.2))
    assert "low_resolution" in [w.code for w in warnings]
    assert "Move closer" in (found.advice or "")


def test_faint_print_is_said() -> None:
    assert "low_contrast" in codes(*card(paper=120, ink=108))


def reflection(pixels: Pixels, x: int, y: int) -> Pixels:
    spot = np.zeros(pixels.shape[:2], np.float32)
    cv2.ellipse(spot, (x, y), (150, 60), 0, 0, 360, 1.0, -1)
    spot = cv2.GaussianBlur(spot, (0, 0), 25)
    return np.clip(pixels + 330 * spot[..., None], 0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    ("line", "name"), [(1, "the e-mail address"), (2, "the phone number"), (3, "the text")]
)
def test_glare_is_named_by_what_it_covers_never_by_its_content(line: int, name: str) -> None:
    pixels, lines = card(paper=190)
    found, warnings = quality(reflection(pixels, 260, 115 + 120 * line), lines)
    (glare,) = [w for w in warnings if w.code == "glare"]
    assert f"glare over {name}" in glare.detail
    assert WORDS[line] not in (found.advice or "") and 0 < found.glare < 1


def test_white_print_on_a_dark_card_is_no_glare() -> None:
    pixels, lines = card(paper=30, ink=255)
    cv2.rectangle(pixels, (700, 350), (950, 550), (255, 255, 255), -1)
    found, warnings = quality(pixels, lines)
    assert found.glare == 0 and "glare" not in [w.code for w in warnings]


def test_no_text_is_said() -> None:
    assert codes(np.full((300, 500, 3), 200, np.uint8), []) == ["no_text"]
