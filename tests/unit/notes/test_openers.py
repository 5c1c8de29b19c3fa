"""Facets into sentences, none of whose words is invented."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.note import Facet, Opener, Span
from service.notes import Occasion, facets, openers, untraceable
from service.notes.lexicon import FILES, sections

DAY = date(2026, 3, 10)
FAIR = Occasion("SXSW", "Austin", date(2026, 3, 9), date(2026, 3, 12))
NOTE = (
    "2 kids soccer, red scarf, met @ SXSW hotel bar, send deck Tue, loves fly fishing, "
    "knows Priya at Acme; allergic nuts"
)


def said(text: str, given_name: str | None = None) -> list[str]:
    return [o.text for o in openers(facets(text, DAY, FAIR), "en", given_name, DAY)]


def test_the_note_that_the_project_began_with() -> None:
    found = facets(NOTE, DAY, FAIR)
    made = openers(found, "en", None, DAY)
    assert [o.text for o in made] == [
        "How are the kids' soccer games going?",
        "Did you get out fly fishing this month?",
        "I promised you the deck by Tuesday.",
        "Please say hello to Priya from me.",
        "It was good to meet you at the SXSW hotel bar.",
    ]
    kinds = {f.id: f.kind for f in found}
    assert [kinds[i] for o in made for i in o.because] == [
        "family", "interest", "promise", "referral", "place_met",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("daughter does ballet", "How is your daughter's ballet going?"),
        ("2 girls, both swim", "How is the girls' swimming going?"),
        ("plays the cello", "Are you still playing the cello?"),
        ("dog called Biscuit", "How is Biscuit doing?"),
        ("3 dogs", "How are the dogs doing?"),
        ("huge Arsenal fan", "What do you make of Arsenal this season?"),
        ("intro to Lucas Brandt", "I promised you an introduction to Lucas Brandt."),
        ("deck by Fri", "I have not forgotten the deck."),
        ("send NDA", "I promised you the NDA."),
        ("moving to Lisbon in Sept", "How is the move to Lisbon going?"),
        ("lunch Fri", "Does Friday still work for our lunch?"),
        ("talked about hydrogen", "I have been thinking about what you said about hydrogen."),
        ("met on the ferry", "It was good to meet you on the ferry."),
    ],
)
def test_sentences(text: str, sentence: str) -> None:
    assert said(text) == [sentence]


@pytest.mark.parametrize(
    "text",
    ["red scarf", "allergic nuts", "pregnant", "broken wrist", "Catholic", "wife Anna", "no kids",
     "not a fan of hiking", "hiking?", "maybe intro to Paul", "daughter Mia (7)", "grain silo telemetry",
     "son at Eton", "hates small talk", "son has autism"],
)  # fmt: skip
def test_none_rather_than_a_poor_one(text: str) -> None:
    assert said(text) == []


def test_a_facet_below_the_floor_makes_none() -> None:
    (fishing,) = facets("loves fly fishing", DAY)
    assert openers([fishing])
    assert openers([dataclasses.replace(fishing, confidence=0.5)]) == ()


def test_at_most_five() -> None:
    many = "loves hiking, likes sushi, 2 cats, moving to Rome, send deck, intro to Ada, likes chess, re: tea"
    assert len(said(many)) == 5


def test_nobody_is_asked_to_greet_themselves() -> None:
    assert said("knows Priya at Acme", "Priya") == []


def test_a_language_without_sentences_gives_none() -> None:
    assert openers(facets("zwei Söhne, spielt Tennis", DAY), "de") == ()
    assert openers(facets(NOTE, DAY), "en-GB")


def test_an_invented_word_is_caught() -> None:
    found = facets(NOTE, DAY, FAIR)
    by = {f.kind: f.id for f in found}
    ok = Opener("How are the kids' soccer games going?", (by["family"],))
    assert untraceable(ok, found) == ()
    wrong = Opener("How are the kids' hockey games going?", (by["family"],))
    assert untraceable(wrong, found) == ("hockey",)
    # A word of another facet than those it rests on is as good as invented.
    stolen = Opener("Did you get out fly fishing this month?", (by["family"],))
    assert untraceable(stolen, found) == ("fly", "fishing")
    day = Opener("I promised you the deck by Friday.", (by["promise"],))
    assert untraceable(day, found) == ("Friday",)


_LISTED = sorted({e for name in FILES for es in sections(name).values() for e in es})
WORDS = [*_LISTED, "Tue", "2", "Priya", "Acme", ",", ".", "?", "no", "loves", "send", "knows", "plays", "met at"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join))
@settings(max_examples=400, deadline=None)
def test_every_content_word_is_traced(text: str) -> None:
    found = facets(text, DAY, FAIR)
    by = {f.id: f for f in found}
    for opener in openers(found, "en", None, DAY):
        assert untraceable(opener, found) == ()
        for i in opener.because:
            assert by[i].kind != "appearance"
            assert by[i].certainty == "stated"
            assert not by[i].negated
            assert not by[i].sensitive or by[i].kind == "family"
            assert by[i].confidence >= 0.7


def test_any_facet_is_taken() -> None:
    odd = Facet(id="f1", kind="promise", value="x", span=Span(0, 1), about="me")
    assert openers([odd]) == ()
