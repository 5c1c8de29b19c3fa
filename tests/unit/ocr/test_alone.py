"""Tesseract alone: where text is found, what is kept of several looks, and lost accents."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from service.domain.geometry import bounds, box
from service.domain.text import Line, Word
from service.ocr import alone, finder, flatten
from service.ocr.accents import accented, hinted
from service.ocr.boxes import Box
from service.ocr.tsv import Token
from service.ports import Pixels

SEVEN = ("en", "de", "fr", "es", "it", "pt", "nl")


def two_panels() -> Pixels:
    """Bold black type on white on the left, faint white type on grey on the right."""
    pixels = np.full((500, 1400, 3), 255, np.uint8)
    pixels[:, 700:] = 185
    cv2.putText(pixels, "Holloway", (60, 260), cv2.FONT_HERSHEY_DUPLEX, 2.0, (0, 0, 0), 4)
    cv2.putText(pixels, "Tel 0171 556", (800, 260), cv2.FONT_HERSHEY_DUPLEX, 1.5, (240,) * 3, 3)
    return pixels


def test_faint_type_on_a_panel_is_found_beside_bold_type_on_white() -> None:
    found = [bounds(b.quad) for b in finder.boxes(two_panels()) if not b.stands]
    assert any(left > 760 and right > 1050 for left, _, right, _ in found)


def test_faint_type_on_a_panel_is_as_black_as_bold_type_on_white() -> None:
    pixels = two_panels()
    grey = flatten.flattened(pixels)
    faint = pixels.min(axis=2) > 230
    faint[:, :740] = False
    assert grey[faint].mean() < 80


def test_speckles_are_not_stretched_to_dots() -> None:
    speckled = np.full((600, 1000, 3), 230, np.uint8)
    noise = np.random.default_rng(1).random((600, 1000)) < 0.2
    speckled[noise] = 200
    cv2.putText(speckled, "John Smith", (100, 300), cv2.FONT_HERSHEY_DUPLEX, 3.0, (0, 0, 0), 6)
    grey = flatten.flattened(speckled)
    assert grey[400:][noise[400:]].mean() > 150


@pytest.mark.parametrize("light", (False, True))
def test_strokes_of_one_polarity_show_alone(light: bool) -> None:
    pixels = np.full((200, 600, 3), 128, np.uint8)
    cv2.line(pixels, (50, 60), (550, 60), (255,) * 3, 6)
    cv2.line(pixels, (50, 140), (550, 140), (0,) * 3, 6)
    grey = flatten.strokes(pixels, light)
    assert (grey[60, 300] < 60) == light
    assert (grey[140, 300] < 60) == (not light)


def read(text: str, place: tuple[float, float, float, float], sure: float = 0.95) -> Line:
    words = text.split()
    return alone.line([Word(w, sure, box(*place)) for w in words], box(*place))


def texts(lines: Sequence[Line]) -> set[str]:
    return {x.text for x in lines}


def test_a_line_may_stand_in_the_descenders_of_a_large_name() -> None:
    name = read("john smith", (444, 82, 941, 236))
    title = read("marketing manager", (566, 195, 923, 243))
    piece = read("th", (849, 95, 942, 186))
    assert texts(alone.surer([name, title], [piece])) == {"john smith", "marketing manager"}


def test_two_looks_that_agree_are_believed_before_one_that_does_not() -> None:
    place = (100.0, 100.0, 300.0, 130.0)
    looks = [read("123-456-7890", place, 0.85)], [read("123-456-7890", place, 0.85)]
    wrong = [read("123-456-78991", place, 0.9)]
    assert texts(alone.surer(*looks, wrong)) == {"123-456-7890"}


def test_of_two_lines_in_one_strip_the_surer_one_counts() -> None:
    def token(text: str, sure: float, left: float, top: float, line: int) -> Token:
        return Token(text, sure, left, top, 0.4, 0.3, (1, 1, line))

    strip = [
        token("Senior", 0.96, 0.0, 0.1, 1), token("Researcher", 0.96, 0.5, 0.1, 1),
        token("d8", 0.3, 0.0, 0.6, 2), token("Al", 0.9, 0.5, 0.6, 2),
    ]  # fmt: skip
    found = alone.in_place(Box(box(0, 0, 500, 100), 1.0), strip)
    assert found.text == "Senior Researcher"
    assert bounds(found.polygon) == pytest.approx((0, 10, 450, 40))


@pytest.mark.parametrize(
    ("lines", "tags"),
    [
        (["Lindenstrabe 205", "48159 Munster"], ("de",)),
        (["Tel. +49 30 5550123", "Sanitar und Heizung"], ("de",)),
        (["Comercio de Pecas e Acessorios", "www.acme.com.br"], ("pt",)),
        (["Telefono movil", "correo electronico"], ("es",)),
        (["Senior Researcher", "Cloud Department"], ()),
    ],
)
def test_the_language_of_an_english_reading(lines: list[str], tags: tuple[str, ...]) -> None:
    assert hinted(lines, SEVEN) == tags


def test_few_expected_languages_are_not_guessed() -> None:
    assert hinted(["Sanitar"], ("fr", "en")) == ("fr",)
    assert hinted(["Lindenstrasse 2, Telefon +49 30 5550123"], ("en",)) == ()


def test_accents_come_back_and_addresses_stay() -> None:
    words = ["Sanitar", "tiiren", "constituci6n", "reis@camara.example", "Mo-Fr", "e"]
    heard = ["Sanitär", "Türen", "constitución", "reisácamara.example", "è", "Größe"]
    assert accented(words, heard) == [
        "Sanitär", "Türen", "constitución", "reis@camara.example", "Mo-Fr", "è",
    ]  # fmt: skip
