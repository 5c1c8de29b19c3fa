from pathlib import Path

import numpy as np

from service.domain.card import CardSide, Quality
from service.domain.contact import Contact
from service.domain.geometry import Homography, box, composed, mapped
from service.domain.text import Line, Reading, SecondReading
from service.evaluation.overlay import (
    COLOURS,
    card_overlay,
    inverse,
    photo_overlay,
    readers_apart,
    written,
)
from service.intake import Photo
from service.pipeline import ReadSide
from tests.unit.evaluation.cards import email

TO_PHOTO: Homography = (2.0, 0.0, 30.0, 0.0, 2.0, 40.0, 0.0, 0.0, 1.0)
UPLOADED = Photo(
    np.full((300, 400, 3), 255, np.uint8), 400, 300, (1, 0, 0, 0, 1, 0, 0, 0, 1), "image/png"
)


def side() -> ReadSide:
    line = Line("ana@acme.example", 0.9, box(10, 20, 60, 30), "ppocr")
    on_photo = Line(line.text, 0.9, mapped(line.polygon, TO_PHOTO), "ppocr")
    return ReadSide(
        CardSide("front", box(30, 40, 190, 240), 0, ("en",), Quality(1, 0), (on_photo,)),
        Reading((line,), 80, 100),
        (),
        np.full((100, 80, 3), 255, np.uint8),
        TO_PHOTO,
    )


def contact() -> Contact:
    from dataclasses import replace

    read = email("ana@acme.example")
    place = mapped(box(10, 20, 60, 30), TO_PHOTO)
    return Contact(emails=(replace(read, evidence=replace(read.evidence, polygon=place)),))


def test_inverse_undoes() -> None:
    tilted: Homography = (1.1, 0.2, 5.0, -0.1, 0.9, 7.0, 1e-4, 2e-4, 1.0)
    for x, y in mapped(((3.0, 4.0), (500.0, 10.0)), composed(inverse(tilted), tilted)):
        assert min(abs(x - 3), abs(x - 500)) < 1e-6 and min(abs(y - 4), abs(y - 10)) < 1e-6


def test_a_field_is_outlined_on_the_straight_card_where_it_stands() -> None:
    picture = card_overlay(side(), contact())
    colour = tuple(int(COLOURS["email"][i : i + 2], 16) for i in (1, 3, 5))
    assert picture.getpixel((30, 20)) == colour
    assert picture.getpixel((30, 50)) == (255, 255, 255)


def test_the_card_is_outlined_on_the_photo() -> None:
    picture = photo_overlay(UPLOADED, (box(200, 200, 250, 220),), side())
    assert picture.getpixel((100, 40)) == (0xD6, 0x27, 0x28)
    assert picture.getpixel((220, 200)) == (0x2C, 0xA0, 0x2C)


def test_disagreement_is_written_under_its_line() -> None:
    seen = SecondReading("ana@acrne.example", 0.7, "tesseract")
    line = Line("ana@acme.example", 0.9, box(0, 0, 9, 9), "ppocr", witness=seen)
    assert readers_apart([line]) == "0.900  ana@acme.example\n0.700~ ana@acrne.example\n"


def test_all_files_are_written(tmp_path: Path) -> None:
    written(tmp_path / "new", UPLOADED, (), side(), contact())
    names = {p.name for p in (tmp_path / "new").iterdir()}
    assert names == {"front-photo.jpg", "front-card.jpg", "front-lines.txt"}
