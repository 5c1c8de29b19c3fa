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


@pytest.mark.parametrize(
    ("rows", "titles", "departments"),
    [
        (("Key Account", "Manager"), ["Key Account Manager"], []),
        (("Senior", "Partner"), ["Senior Partner"], []),
        (("Director, Business", "Development"), ["Director, Business Development"], []),
        (("Wissenschaftlicher", "Mitarbeiter"), ["Wissenschaftlicher Mitarbeiter"], []),
        (("Chief Technology Officer", "Research & Development"), ["Chief Technology Officer"], ["Research & Development"]),
        (("Responsabile", "Ufficio Tecnico"), ["Responsabile"], ["Ufficio Tecnico"]),
        (("Specjalista", "Biuro Zarządu"), ["Specjalista"], ["Biuro Zarządu"]),
        (("IT Administrator | Health Sciences",), ["IT Administrator"], ["Health Sciences"]),
    ],
)  # fmt: skip
def test_titles_and_departments_on_two_lines(rows, titles, departments):
    got = verdict(
        stacked(("Robert Walker", 30.0), *rows, "robert.walker@acme.example", "+1 415 555 0132")
    )
    assert (values(got.titles), values(got.departments)) == (titles, departments)


def test_streets_towns_and_shops_are_nobody():
    for text in ("Rua Santo Antônio", "Rio de Janeiro/RJ", "Chez Mathilde"):
        assert values(verdict(stacked(text, "Tel. 030 1234567")).names) == []


def test_a_name_on_two_lines_is_one_where_the_mail_says_so():
    got = verdict(stacked("Jacek", "Wolan", "jacekw@deckando.example", "+48 58 555 01 85"))
    assert values(got.names) == ["Jacek Wolan"]


def test_the_label_of_an_office_is_no_title_and_no_part_of_the_firm():
    got = verdict(
        stacked(
            "Showroom",
            ("Nordwind Logistik GmbH", 40.0),
            "Head Office",
            "Hafenstraße 12",
            "20457 Hamburg",
        )
    )
    assert got.titles == ()
    assert got.organizations[0].value == "Nordwind Logistik GmbH"


def test_a_firm_may_end_in_a_word_that_labels_numbers():
    got = verdict(
        stacked(
            ("BRENENT TRADE OFFICE", 40.0),
            "info@brenent.example",
            "37 Forest Court",
            "Reading RG2 4EL",
        )
    )
    assert got.organizations[0].value == "BRENENT TRADE OFFICE"


def test_spaced_out_letters_are_one_word():
    got = verdict(stacked(("N O R D W I N D Logistik GmbH", 40.0), "info@nordwind.example"))
    assert got.organizations[0].value == "NORDWIND Logistik GmbH"
    got = verdict(stacked(("T echnische Werke Nord", 40.0), "info@twn.example"))
    assert got.organizations[0].value == "Technische Werke Nord"


@pytest.mark.parametrize(
    ("rows", "title"),
    [(("Vice President,", "Sales"), "Vice President, Sales"), (("Quality Assurance", "Co-Founder"), "Co-Founder")],
)  # fmt: skip
def test_a_comma_joins_two_lines_and_a_founder_needs_no_field(rows, title):
    got = verdict(stacked(("Robert Walker", 30.0), *rows, "robert.walker@acme.example"))
    assert values(got.titles) == [title]


def test_a_masters_title_is_no_part_of_the_name_and_no_job():
    got = verdict(stacked(("Maître Rose Brichard", 30.0), "Avocat", "rose.brichard@acme.example"))
    assert (values(got.names), values(got.titles)) == (["Maître Rose Brichard"], ["Avocat"])
