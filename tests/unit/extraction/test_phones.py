"""Numbers out of lines: cut, labelled, dialled and typed, for the ways some forty countries print them."""

from __future__ import annotations

import pytest

from service.domain.card import Hints
from service.domain.text import Line, SecondReading
from service.extraction import anchors
from service.extraction.phones import PhoneCandidate
from tests.unit.extraction.phone_tables import NUMBERS


def lines(texts: list[str]) -> list[Line]:
    return [
        Line(
            t,
            0.99,
            (
                (0.0, 30.0 * i),
                (10.0 * len(t), 30.0 * i),
                (10.0 * len(t), 30.0 * i + 20),
                (0.0, 30.0 * i + 20),
            ),
            "ppocr",
        )
        for i, t in enumerate(texts)
    ]


def phones(*texts: str, region: str | None = None) -> list[PhoneCandidate]:
    return list(anchors.found(lines(list(texts)), Hints(region=region)).phones)


@pytest.mark.parametrize(("texts", "want"), NUMBERS, ids=lambda v: str(v)[:50])
def test_numbers(texts: list[str], want: list[tuple[str | None, str]]) -> None:
    assert [(p.e164, p.type) for p in phones(*texts)] == want


def test_extensions_make_a_number_each() -> None:
    found = phones("Tel: +1 415 555 0132 x302/x303")
    assert [(p.e164, p.extension) for p in found] == [
        ("+14155550132", "302"),
        ("+14155550132", "303"),
    ]
    (one,) = phones("+49 30 231250 Durchwahl 12")
    assert (one.e164, one.extension) == ("+4930231250", "12")
    (two,) = phones("(11) 3456-7890 ramal 216", "São Paulo")
    assert (two.e164, two.extension) == ("+551134567890", "216")


def test_national_and_raw() -> None:
    (p,) = phones("M 415.555.0132")
    assert (p.raw, p.national, p.country) == ("415.555.0132", "(415) 555-0132", "US")


def test_a_number_off_the_plan_is_kept_and_marked() -> None:
    (p,) = phones("Tel +123-456-7890")
    assert (p.e164, p.valid) == ("+1234567890", False)
    (q,) = phones("+44 7700 900123")
    assert (q.e164, q.valid, q.type) == ("+447700900123", False, "mobile")


def test_a_local_number_without_area_stays_national() -> None:
    (p,) = phones("Tel: 3456-7890", "Rua Nova, 12 - Curitiba - PR")
    assert (p.e164, p.country, p.national) == (None, "BR", "3456-7890")


def test_the_hint_s_region_decides_where_the_card_is_silent() -> None:
    assert [p.e164 for p in phones("Tel. 030 2312500", region="DE")] == ["+49302312500"]
    assert [p.e164 for p in phones("Tel. 030 2312500")] == [None]


def test_the_card_outvotes_the_hint() -> None:
    assert [
        p.e164
        for p in phones("Tel. 020 7946 0123", "London SW1A 1AA", "www.acme.co.uk", region="DE")
    ] == ["+442079460123"]


def test_a_number_broken_over_two_lines() -> None:
    (p,) = phones("Tel: +49 30", "231 25 00")
    assert p.e164 == "+49302312500"
    assert [s.line for s in p.segments] == [0, 1]


def test_the_same_number_as_telephone_and_fax_is_two() -> None:
    assert [p.type for p in phones("Tel: +39 06 1234567", "Fax: +39 06 1234567")] == ["work", "fax"]
    assert len(phones("Tel: +39 06 1234567", "+39 06 1234567")) == 1


def test_labels_left_of_their_numbers_in_a_column_of_their_own() -> None:
    def at(text: str, x: float, y: float) -> Line:
        return Line(text, 0.99, ((x, y), (x + 100, y), (x + 100, y + 20), (x, y + 20)), "ppocr")

    cells = [
        at("Fax", 0, 0),
        at("Mobile", 0, 30),
        at("+44 20 7946 0123", 120, 1),
        at("+44 20 7946 0124", 120, 31),
    ]
    assert [p.type for p in anchors.found(cells, Hints()).phones] == ["fax", "mobile"]


def test_the_witness_is_taken_where_only_its_digits_are_a_number() -> None:
    second = SecondReading("Tel +49 30 23125000", 0.9, "tesseract")
    read = Line("Tel +99 30 23125000", 0.9, (), "ppocr", witness=second)
    (p,) = anchors.found([read], Hints()).phones
    assert (p.e164, p.signals["witness"], p.signals["unrepaired"]) == ("+493023125000", 0.0, 0.0)


def test_signals_are_shares() -> None:
    for p in phones("Tel +49 30 2312500 / 01", "0171 2312500", "www.acme.de"):
        assert 0.0 <= p.score <= 1.0
        assert all(0.0 <= v <= 1.0 for v in p.signals.values())
