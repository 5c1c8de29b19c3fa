"""card: readings of a card's sides into its contact."""

import pytest

from service import extraction
from service.domain.card import Hints
from service.domain.contact import Contact
from service.domain.text import Reading
from service.extraction.card import claimed
from tests.unit.extraction.printed_cards import doubted, stacked

FRONT = stacked(
    "Anna Meier",
    "Head of Sales",
    "Nordlicht Software GmbH",
    "Amselweg 3",
    "80331 München",
    "+49 89 123456",
    "anna.meier@nordlicht-software.example",
    "www.nordlicht-software.example",
    first=60,
)


def read(front: Reading | None, back: Reading | None = None, budget: float = 0.01) -> Contact:
    sides = {"front": front, "back": back}
    return extraction.contact({k: v for k, v in sides.items() if v}, (), Hints(), budget)[0]


def test_every_field_of_a_plain_card():
    c = read(FRONT)
    assert c.name is not None
    assert (c.name.full, c.name.given, c.name.family) == ("Anna Meier", "Anna", "Meier")
    assert [t.value for t in c.job_titles] == ["Head of Sales"]
    assert [o.name for o in c.organizations] == ["Nordlicht Software GmbH"]
    assert [a.formatted for a in c.addresses] == ["Amselweg 3\n80331 München"]
    assert (c.addresses[0].postal_code, c.addresses[0].locality, c.addresses[0].country) == (
        "80331",
        "München",
        "DE",
    )
    assert [p.e164 for p in c.phones] == ["+4989123456"]
    assert c.country == "DE"


def test_evidence_names_side_polygon_and_reader():
    c = read(FRONT)
    assert c.name is not None
    assert c.name.evidence.side == "front"
    assert c.name.evidence.polygon == FRONT.lines[0].polygon
    assert c.name.raw == "Anna Meier"
    (left, top), (right, _), (_, bottom), _ = c.addresses[0].evidence.polygon
    assert (left, top, bottom) == (100, 280, 380)
    assert right > left


def test_an_empty_card_has_no_contact_data():
    c = read(Reading((), 800, 500))
    assert c == Contact()


def test_a_card_without_a_person_has_no_name():
    c = read(stacked("Nordlicht Software GmbH", "Amselweg 3", "80331 München", "+49 89 123456"))
    assert c.name is None
    assert [o.name for o in c.organizations] == ["Nordlicht Software GmbH"]


def test_both_sides_are_one_contact_and_nothing_is_doubled():
    back = stacked(
        "Nordlicht Software GmbH", "anna.meier@nordlicht-software.example", "+49 89 654321"
    )
    c = read(FRONT, back)
    assert [e.address for e in c.emails] == [e.address for e in read(FRONT).emails]
    assert [p.e164 for p in c.phones] == ["+4989123456", "+4989654321"]
    assert [p.evidence.side for p in c.phones] == ["front", "back"]
    assert len(c.organizations) == 1


def test_handwriting_is_left_to_the_notes():
    lines = tuple(
        line
        if i < 3
        else type(line)(**{**{f: getattr(line, f) for f in line.__slots__}, "ink": "handwriting"})
        for i, line in enumerate(FRONT.lines)
    )
    c = read(Reading(lines, 1200, 700))
    assert c.name is not None
    assert c.emails == ()


def test_disagreement_of_the_readers_lowers_confidence_and_asks_for_a_look():
    mail = FRONT.lines[6]
    lines = (
        *FRONT.lines[:6],
        doubted(mail, "anna.meler@nordllcht-software.example"),
        *FRONT.lines[7:],
    )
    sure, unsure = read(FRONT), read(Reading(lines, 1200, 700))
    assert unsure.emails[0].confidence < sure.emails[0].confidence
    assert "emails/0" in unsure.review.fields
    assert unsure.review.status == "pending"


def test_review_paths_are_real_and_least_certain_first():
    c = read(FRONT, budget=0.0)
    _, claims, _ = claimed({"front": FRONT}, (), Hints())
    assert set(c.review.fields) == {claim.path for claim in claims}
    by_path = {claim.path: claim.probability for claim in claims}
    asked = [by_path[p] for p in c.review.fields]
    assert asked == sorted(asked)


def test_a_bigger_budget_never_asks_for_more():
    asked = [len(read(FRONT, budget=b).review.fields) for b in (0.0, 0.005, 0.01, 0.05, 0.2, 1.0)]
    assert asked == sorted(asked, reverse=True)


@pytest.mark.parametrize("shift", [0.0, 25.0])
def test_placed_moves_every_polygon(shift):
    c = read(FRONT)
    moved = extraction.placed(c, {"front": (1, 0, shift, 0, 1, -shift, 0, 0, 1)})
    assert moved.name is not None
    assert c.name is not None
    assert moved.name.evidence.polygon[0] == (
        c.name.evidence.polygon[0][0] + shift,
        c.name.evidence.polygon[0][1] - shift,
    )
    assert moved.phones[0].evidence.polygon[2][0] == c.phones[0].evidence.polygon[2][0] + shift


def test_the_name_of_a_house_above_the_street_is_of_the_address():
    card = stacked(
        "Nordlicht Software GmbH", "Anna Meier", "Verkaufsleiterin", "Gewerbepark Rosen",
        "Amselweg 3", "80331 München", "anna.meier@nordlicht-software.example",
    )  # fmt: skip
    assert [a.formatted for a in read(card).addresses] == [
        "Gewerbepark Rosen\nAmselweg 3\n80331 München"
    ]


@pytest.mark.parametrize(
    ("title", "place", "read_as"),
    [
        ("Cirurgiā-Dentista", "Rua da Conceição 3", "Cirurgiã-Dentista"),
        ("Gerente de Operaçōes", "Rua Nova 3", "Gerente de Operações"),
    ],
)
def test_a_macron_on_a_portuguese_card_is_a_tilde(title, place, read_as):
    assert [t.value for t in read(stacked("Ana Silva", title, place)).job_titles] == [read_as]


def test_a_macron_elsewhere_stays():
    card = stacked("Nordlicht GmbH", "Ōno Street 3, Tōkyō 100-0005", "Jānis Bērziņš")
    assert "Tōkyō" in read(card).addresses[0].formatted


def test_the_back_of_another_persons_card_is_named_and_left_out() -> None:
    front = stacked("Acme Widgets Ltd", "Ana Lopez", "Sales Manager", "ana.lopez@acme.example")
    back = stacked("Globex Foods", "Peter Brown", "Chief Engineer", "peter.brown@globex.example")
    made, _, notices = claimed({"front": front, "back": back}, (), Hints())
    assert [e.address for e in made.emails] == ["ana.lopez@acme.example"]
    assert made.name is not None and made.name.full == "Ana Lopez"
    assert [w.code for w in notices] == ["another_card"]


def test_a_back_in_another_language_is_the_same_persons() -> None:
    front = stacked("Acme Widgets Ltd", "Ana Lopez", "Sales Manager", "ana.lopez@acme.example")
    back = stacked("Acme Widgets", "Anna Loepez", "Vertriebsleiterin", "info@acme.example")
    made, _, notices = claimed({"front": front, "back": back}, (), Hints())
    assert len(made.emails) == 2 and not notices
