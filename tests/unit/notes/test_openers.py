"""Facets into sentences, none of whose words is invented."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.note import Facet, FacetKind, Opener, Span, When
from service.notes import Occasion, facets, openers, untraceable
from service.notes.lexicon import sections

DAY = date(2026, 3, 10)
FAIR = Occasion("SXSW", "Austin", date(2026, 3, 9), date(2026, 3, 12))
NOTE = (
    "2 kids soccer, red scarf, met @ SXSW hotel bar, send deck Tue, loves fly fishing, "
    "knows Priya at Acme; allergic nuts"
)


def test_the_note_that_the_project_began_with() -> None:
    found = facets(NOTE, DAY, FAIR)
    given = openers(found, "en", None, DAY)
    assert [o.text for o in given] == [
        "How are the kids' soccer games going?",
        "Did you get out fly fishing this month?",
        "I promised you the deck by Tuesday.",
        "Please say hello to Priya from me.",
        "It was good to meet you at the SXSW hotel bar.",
    ]
    kinds = {f.id: f.kind for f in found}
    assert [kinds[i] for o in given for i in o.because] == [
        "family", "interest", "promise", "referral", "place_met",
    ]  # fmt: skip


def made(kind: FacetKind, value: str, **more: Any) -> Facet:
    return Facet(id="f1", kind=kind, value=value, span=Span(0, len(value)), **more)


def by(day: date) -> When:
    return When(f"{day:%a}", None, day)


FRIDAY = date(2026, 3, 13)


@pytest.mark.parametrize(
    ("facet", "sentence"),
    [
        (made("family", "daughter", topic="ballet", sensitive=True), "How is your daughter's ballet going?"),
        (made("family", "2 girls", topic="swim", sensitive=True), "How is the girls' swimming going?"),
        (made("interest", "plays the cello"), "Are you still playing the cello?"),
        (made("interest", "cello"), "Are you still playing the cello?"),
        (made("pet", "dog called Biscuit"), "How is Biscuit doing?"),
        (made("pet", "3 dogs"), "How are the dogs doing?"),
        (made("interest", "huge Arsenal fan"), "What do you make of Arsenal this season?"),
        (made("promise", "intro to Lucas Brandt", about="me"), "I promised you an introduction to Lucas Brandt."),
        (made("promise", "deck", about="me", when=by(FRIDAY)), "I have not forgotten the deck."),
        (made("promise", "send NDA", topic="NDA", about="me"), "I promised you the NDA."),
        (made("other", "moving to Lisbon"), "How is the move to Lisbon going?"),
        (made("date", "lunch", when=When("Fri", FRIDAY, FRIDAY)), "Does Friday still work for our lunch?"),
        (made("topic", "hydrogen"), "I have been thinking about what you said about hydrogen."),
        (made("place_met", "ferry"), "It was good to meet you on the ferry."),
    ],
)  # fmt: skip
def test_sentences(facet: Facet, sentence: str) -> None:
    assert [o.text for o in openers([facet], "en", None, DAY)] == [sentence]


@pytest.mark.parametrize(
    "facet",
    [
        made("appearance", "red scarf"),
        made("food_drink", "nuts", sensitive=True),
        made("other", "broken wrist", sensitive=True),
        made("family", "wife Anna"),
        made("family", "kids", negated=True, sensitive=True),
        made("interest", "hiking", negated=True),
        made("interest", "hiking", certainty="question"),
        made("promise", "intro to Paul", about="me", certainty="question"),
        made("family", "daughter Mia", sensitive=True),
        made("work", "grain silo telemetry"),
        made("family", "son", topic="autism", sensitive=True),
        made("sentiment", "hates small talk"),
    ],
)
def test_none_rather_than_a_poor_one(facet: Facet) -> None:
    assert openers([facet], "en", None, DAY) == ()


def test_a_facet_below_the_floor_makes_none() -> None:
    fishing = made("interest", "fly fishing")
    assert openers([fishing])
    assert openers([dataclasses.replace(fishing, confidence=0.5)]) == ()


def test_at_most_five() -> None:
    hobbies = ("hiking", "chess", "sailing")
    many = [made("interest", h) for h in hobbies] + [made("pet", "2 cats"), made("topic", "tea"), made("promise", "intro to Ada", about="me"), made("food_drink", "sushi"), made("place_met", "ferry")]  # fmt: skip
    told = [dataclasses.replace(f, id=f"f{i}") for i, f in enumerate(many)]
    assert len(openers(told, "en", None, DAY)) == 5


def test_nobody_is_asked_to_greet_themselves() -> None:
    priya = made("referral", "Priya at Acme", about="Priya")
    assert openers([priya], "en", "Priya") == ()
    assert openers([priya], "en", "Amira")


def test_a_language_without_sentences_gives_none() -> None:
    tennis = made("interest", "tennis")
    assert openers([tennis], "de") == ()
    assert openers([tennis], "en-GB")


def test_an_invented_word_is_caught() -> None:
    kids = made("family", "2 kids", topic="soccer", sensitive=True)
    deck = dataclasses.replace(made("promise", "send deck", topic="deck", about="me", when=by(date(2026, 3, 17))), id="f2")  # fmt: skip
    told = (kids, deck, dataclasses.replace(made("interest", "fly fishing"), id="f3"))
    assert untraceable(Opener("How are the kids' soccer games going?", ("f1",)), told) == ()
    assert untraceable(Opener("How are the kids' hockey games going?", ("f1",)), told) == (
        "hockey",
    )
    # A word of another facet than those it rests on is as good as invented.
    stolen = Opener("Did you get out fly fishing this month?", ("f1",))
    assert untraceable(stolen, told) == ("fly", "fishing")
    assert untraceable(Opener("I promised you the deck by Tuesday.", ("f2",)), told) == ()
    assert untraceable(Opener("I promised you the deck by Friday.", ("f2",)), told) == ("Friday",)


_FILES = ("interests", "food", "pets", "promises", "meeting", "life", "family", "small", "times")
_LISTED = sorted({e for name in _FILES for es in sections(name).values() for e in es})
WORDS = [*_LISTED, "Tue", "2", "Priya", "Acme", ",", ".", "?", "no", "loves", "send", "knows", "plays", "met at"]  # fmt: skip


KINDS = [k for k in get_args(FacetKind) if k != "date"]


@st.composite
def facet_of_words(draw: st.DrawFn) -> Facet:
    words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
    return made(
        draw(st.sampled_from(KINDS)),
        draw(words),
        topic=draw(st.none() | words),
        about=draw(st.sampled_from(("me", "contact", "Priya"))),
        when=draw(st.none() | st.just(by(FRIDAY))),
        certainty=draw(st.sampled_from(("stated", "stated", "question"))),
        negated=draw(st.booleans()),
        sensitive=draw(st.booleans()),
        confidence=draw(st.sampled_from((0.5, 0.9))),
    )


@given(st.lists(facet_of_words(), max_size=4))
@settings(max_examples=400, deadline=None)
def test_every_content_word_is_traced(drawn: list[Facet]) -> None:
    told = [dataclasses.replace(f, id=f"f{i}") for i, f in enumerate(drawn)]
    known = {f.id: f for f in told}
    for opener in openers(told, "en", None, DAY):
        assert untraceable(opener, told) == ()
        for i in opener.because:
            assert known[i].kind != "appearance"
            assert known[i].certainty == "stated"
            assert not known[i].negated
            assert not known[i].sensitive or known[i].kind == "family"
            assert known[i].confidence >= 0.7


def test_any_facet_is_taken() -> None:
    assert openers([made("promise", "x", about="me")]) == ()
