"""surroundings: what stands round a value, and what is missing there."""

from dataclasses import replace

from service.domain.card import Hints
from service.domain.text import Reading
from service.extraction.card import claimed
from tests.unit.extraction.printed_cards import doubted, stacked

CARD = (
    "Anna Meier",
    "Head of Sales",
    "Nordlicht Software GmbH",
    "Amselweg 3",
    "80331 München",
    "anna.meier@nordlicht-software.example",
)


def signals(reading: Reading, path: str) -> dict[str, float]:
    _, claims, _ = claimed({"front": reading}, (), Hints())
    return next(dict(c.signals) for c in claims if c.path == path)


def test_all_signals_lie_between_0_and_1():
    _, claims, _ = claimed({"front": stacked(*CARD, first=60)}, (), Hints())
    assert claims
    assert all(0 <= value <= 1 for c in claims for value in c.signals.values())


def test_a_title_tells_that_it_stands_by_a_name_and_is_made_of_title_words():
    found = signals(stacked(*CARD, first=60), "job_titles/0")
    assert found["by_name"] == found["person"] == found["head"] == 1
    assert found["near"] < 0.5
    alone = signals(stacked("Head of Sales", *CARD[2:]), "job_titles/0")
    assert alone["by_name"] == alone["person"] == 0


def test_text_at_the_edge_of_the_picture_may_have_begun_outside():
    whole = stacked(*CARD, first=60)
    assert signals(whole, "emails/0")["edge"] == 0
    cut = stacked(*CARD, left=0, first=60)
    assert signals(cut, "emails/0")["edge"] == 1
    assert signals(cut, "name")["edges"] == 1


def test_a_witness_that_disagrees_anywhere_unsettles_the_card():
    whole = stacked(*CARD, first=60)
    spoilt = replace(
        whole, lines=(*whole.lines[:3], doubted(whole.lines[3], "Rmselwcg"), *whole.lines[4:])
    )
    assert signals(whole, "name")["calm"] == 1
    assert signals(spoilt, "name")["calm"] < 1


def test_the_same_text_elsewhere_backs_an_organisation_and_more_than_it_unsettles_it():
    once = signals(stacked(*CARD, first=60), "organizations/0")
    assert (once["twin"], once["inside"]) == (0, 0)
    logo = stacked(*CARD, "NORDLICHT SOFTWARE GMBH", first=60)
    assert signals(logo, "organizations/0")["twin"] == 1
    part = stacked(*CARD, "Nordlicht", first=60)
    assert signals(part, "organizations/0")["inside"] == 1


def test_a_name_without_marks_is_bare_where_the_language_writes_them():
    bare = signals(replace(stacked(*CARD, first=60), languages=("de",)), "name")
    assert bare["bare"] == 0.5
    assert (
        signals(replace(stacked("ANNA MEIER", *CARD[1:]), languages=("de",)), "name")["bare"] == 1
    )
    assert signals(stacked("Anna Müller", *CARD[1:], first=60), "name")["bare"] == 0


def test_a_small_first_letter_makes_a_name_odd():
    assert signals(stacked("anna Meier", *CARD[1:], first=60), "name")["odd"] == 1
    assert signals(stacked(*CARD, first=60), "name")["odd"] == 0
