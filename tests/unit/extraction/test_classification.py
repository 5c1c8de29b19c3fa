import pytest

from service.domain.card import Hints
from service.domain.text import Line, SecondReading
from service.extraction import anchors
from service.extraction.classification import Classified, classified


def stacked(*rows, left=40.0):
    """Lines one below the other; a row is its text, or (text, height)."""
    lines, y = [], 30.0
    for row in rows:
        text, height = row if isinstance(row, tuple) else (row, 22.0)
        width = 0.55 * height * len(text)
        lines.append(
            Line(
                text,
                0.98,
                ((left, y), (left + width, y), (left + width, y + height), (left, y + height)),
                "ppocr",
            )
        )
        y += height * 1.5
    return lines


def verdict(lines):
    return classified(lines, anchors.found(lines, Hints()))


def values(candidates):
    return [c.value for c in candidates]


COMPANY = stacked(
    ("Nordwind Logistik GmbH", 40.0), ("Martin Schneider", 30.0), "Vertriebsleiter", "Abteilung Export", "Hafenstraße 12", "20457 Hamburg",
    "Tel. +49 40 555 0123", "martin.schneider@nordwind.example", "www.nordwind.example",
)  # fmt: skip


def test_a_company_card_is_told_apart():
    got = verdict(COMPANY)
    assert values(got.names) == ["Martin Schneider"]
    assert values(got.titles) == ["Vertriebsleiter"]
    assert values(got.departments) == ["Abteilung Export"]
    assert got.organizations[0].value == "Nordwind Logistik GmbH"
    assert [p.segment.text for p in got.parts if p.kind == "address"] == [
        "Hafenstraße 12",
        "20457 Hamburg",
    ]


def test_every_part_has_probabilities_that_add_up():
    for part in verdict(COMPANY).parts:
        assert sum(part.probabilities.values()) == pytest.approx(1.0)
        assert all(0 <= s <= 1 for s in part.signals.values())


def test_a_shop_without_a_person_has_no_name():
    got = verdict(
        stacked(
            ("Padaria Estrela", 60.0),
            "Pães, bolos e salgados para festas",
            "Aceitamos encomendas",
            "Rua das Acácias, 120 - Centro",
            "Tel: (11) 5550-0123",
        )
    )
    assert got.names == ()
    assert got.titles == ()
    assert got.organizations[0].value == "Padaria Estrela"


def test_a_name_and_its_title_on_one_line_are_both_found():
    got = verdict(
        stacked("Robert Walker, Sales Manager", "robert.walker@acme.example", "+1 415 555 0132")
    )
    assert values(got.names) == ["Robert Walker"]
    assert values(got.titles) == ["Sales Manager"]


def test_nothing_is_forced_where_nothing_is():
    got = verdict(stacked("+1 415 555 0132", "info@acme.example"))
    assert (got.names, got.titles, got.departments, got.organizations) == ((), (), (), ())
    assert verdict([]) == Classified()


def test_other_scripts_are_other():
    got = verdict([*COMPANY, *stacked("恩孚科技有限公司", left=600.0)])
    assert [p.kind for p in got.parts if "恩" in p.segment.text] == ["other"]


def test_a_witness_that_disagrees_lowers_the_agreement():
    line = COMPANY[1]
    same, other = (
        Line(line.text, 0.98, line.polygon, "ppocr", witness=SecondReading(t, 0.9, "tesseract"))
        for t in (line.text, "Mart1n Schn")
    )
    agreeing = verdict([COMPANY[0], same, *COMPANY[2:]]).names[0].signals["agreement"]
    opposed = verdict([COMPANY[0], other, *COMPANY[2:]]).names[0].signals["agreement"]
    assert agreeing == 1.0
    assert opposed < 0.9
