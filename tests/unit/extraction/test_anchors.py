"""What the anchors leave of the lines, and the country a card speaks of."""

from __future__ import annotations

import pytest

from service.domain.card import Hints
from service.domain.text import Line, Word
from service.extraction import anchors, repair, spans

BOX = ((0.0, 0.0), (100.0, 0.0), (100.0, 10.0), (0.0, 10.0))


def found(*texts: str, region: str | None = None) -> anchors.Anchors:
    return anchors.found([Line(t, 0.99, BOX, "ppocr") for t in texts], Hints(region=region))


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Tel +49 (0) 30 2312500 | Anna Muster", ["Anna Muster"]),
        ("Anna Muster, Tel. +49 30 2312500", ["Anna Muster"]),
        ("Anna Mail: a.b@acme.de | www.acme.de", ["Anna"]),
        ("Head of Sales +1 415 555 0132", ["Head of Sales"]),
        ("+1 415 555 0133 (mobile) Jane", ["Jane"]),
        ("E-mail: a@acme.com", []),
        ("Web: www.acme.com", []),
        ("T +1 415 555 0132 F +1 415 555 0133", []),
        ("R. Nova, 283 - Tel/Fax: (11) 3456-7890 - Acme", ["R. Nova, 283", "Acme"]),
        ("Fax", []),
        ("Casa", ["Casa"]),
        ("Jane Doe", ["Jane Doe"]),
    ],
)
def test_the_rest(text: str, rest: list[str]) -> None:
    assert [s.text for s in found(text).rest] == rest


@pytest.mark.parametrize(
    ("texts", "country"),
    [
        (("+44 20 7946 0123", "Paris"), "GB"),
        (("10 Way", "Redmond, WA 98052"), "US"),
        (("CH-8001 Zürich",), "CH"),
        (("50099 Zaragoza",), "ES"),
        (("info@acme.co.uk",), "GB"),
        (("Berlin, Germany",), "DE"),
        (("Rua Nova, 12 - São Paulo - SP",), "BR"),
        (("Acme Sdn Bhd", "Kuala Lumpur"), "MY"),
        (("London SW1A 1AA",), "GB"),
        (("1012 AB Amsterdam",), "NL"),
    ],
)
def test_the_country_by_vote(texts: tuple[str, ...], country: str) -> None:
    assert found(*texts).region == country


def test_nothing_tells_nothing() -> None:
    assert found("Jane Doe", "jane@acme.com").region is None
    assert found("Jane Doe", region="DE").region == "DE"
    assert sum(found("info@acme.de", "Paris, France").regions.values()) <= 1.0


def test_a_part_of_a_line_lies_where_its_words_lie() -> None:
    def word(text: str, left: float, right: float) -> Word:
        return Word(text, 0.9, ((left, 0.0), (right, 0.0), (right, 10.0), (left, 10.0)))

    line = Line("Tel 030", 0.9, BOX, "ppocr", words=(word("Tel", 0, 20), word("030", 60, 100)))
    assert spans.segment([line], 0, 4, 7).polygon == (
        (60.0, 0.0),
        (100.0, 0.0),
        (100.0, 10.0),
        (60.0, 10.0),
    )


def test_plain_keeps_every_index() -> None:
    text = "ＡＢ：＠\u00a0– ’ acme.com:br"
    assert len(spans.plain(text)) == len(text)
    assert spans.plain(text) == "AB:@ - ' acme.com.br"


def test_likeness() -> None:
    assert repair.alike("hiiton", "hilton")
    assert repair.alike("acrne", "acme")
    assert not repair.alike("acme", "acme")
    assert not repair.alike("sister", "system")
    assert repair.tail("acme.corn.br") == "acme.com.br"
    assert repair.distance("abc", "abd") == 1
    assert repair.distance("abc", "xyzuvw") == 3
