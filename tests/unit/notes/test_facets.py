"""Short notes, as people pen them, into facets."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.note import Facet, FacetKind, Span
from service.notes import Occasion, facets, language_of
from service.notes import lexicon as lexicon_module
from service.notes.facets import LIKELY, SURE, combined
from service.notes.lexicon import FILES, sections
from service.notes.tokens import tokens

DAY = date(2026, 3, 10)
FAIR = Occasion("SXSW", "Austin", date(2026, 3, 9), date(2026, 3, 12))


def told(text: str) -> list[tuple[str, str]]:
    return [(f.kind, f.value) for f in facets(text, DAY, FAIR)]


def one(text: str) -> Facet:
    found = facets(text, DAY, FAIR)
    assert len(found) == 1, found
    return found[0]


def test_the_note_that_the_project_began_with() -> None:
    found = facets(
        "2 kids soccer, red scarf, met @ SXSW hotel bar, send deck Tue, loves fly fishing, "
        "knows Priya at Acme; allergic nuts",
        DAY, FAIR,
    )  # fmt: skip
    assert [f.kind for f in found] == [
        "family", "appearance", "place_met", "promise", "interest", "referral", "food_drink",
    ]  # fmt: skip
    family, scarf, place, deck, fishing, priya, nuts = found
    assert family.topic == "soccer"
    assert family.sensitive
    assert scarf.value == "red scarf"
    assert place.value == "SXSW hotel bar"
    assert (deck.value, deck.about, deck.topic) == ("send deck", "me", "deck")
    assert deck.when is not None
    assert deck.when.start == deck.when.end == date(2026, 3, 17)
    assert fishing.value == "fly fishing"
    assert (priya.value, priya.about) == ("Priya at Acme", "Priya")
    assert (nuts.topic, nuts.sensitive) == ("nuts", True)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("wife Anna", "family", "wife Anna"),
        ("dad of Ruby", "family", "dad of Ruby"),
        ("dog called Biscuit", "pet", "dog called Biscuit"),
        ("2 border collies", "pet", "2 border collies"),
        ("plays the cello", "interest", "cello"),
        ("into hiking", "interest", "hiking"),
        ("huge Arsenal fan", "interest", "huge Arsenal fan"),
        ("used to row for Leeds", "interest", "used to row for Leeds"),
        ("likes red wine", "food_drink", "red wine"),
        ("vegan", "food_drink", "vegan"),
        ("hiring 2 data engineers", "work", "hiring 2 data engineers"),
        ("uses SAP", "work", "uses SAP"),
        ("met at booth 12", "place_met", "booth 12"),
        ("tall", "appearance", "tall"),
        ("wearing a kilt", "appearance", "kilt"),
        ("pls send pricing asap", "promise", "send pricing"),
        ("f/u", "promise", "f/u"),
        ("talked about remote work", "topic", "remote work"),
        ("re: hydrogen", "topic", "hydrogen"),
        ("intro'd by Farid", "referral", "Farid"),
        ("neighbour of Paul", "referral", "neighbour of Paul"),
        ("great energy", "sentiment", "great energy"),
        ("skeptical about price", "sentiment", "skeptical about price"),
        ("hates small talk", "sentiment", "hates small talk"),
        ("grew up in Manila", "other", "grew up in Manila"),
        ("bday 9 May", "date", "bday"),
    ],
)
def test_kinds(text: str, kind: str, value: str) -> None:
    found = one(text)
    assert (found.kind, found.value) == (kind, value)
    assert not found.negated
    assert found.certainty == "stated"


@pytest.mark.parametrize(
    ("text", "value"),
    [("no kids", "kids"), ("not a fan of calls", "calls"), ("never drinks", "drinks"),
     ("doesn't drink", "drink"), ("no shellfish", "shellfish"), ("don't mention to Claire", "mention to Claire")],
)  # fmt: skip
def test_what_is_denied_is_named_and_marked(text: str, value: str) -> None:
    found = one(text)
    assert found.negated
    assert found.value == value


@pytest.mark.parametrize("text", ["soccer?", "maybe intro to Paul", "prob hiring", "lunch Tue?"])
def test_a_doubt_stays_a_question(text: str) -> None:
    assert one(text).certainty == "question"


@pytest.mark.parametrize(
    ("text", "about"),
    [("send deck", "me"), ("I'll call Tue", "me"), ("[ ] book room", "me"),
     ("owes me a pint", "contact"), ("he'll send CV", "contact"), ("will introduce me to the dean", "contact")],
)  # fmt: skip
def test_a_promise_says_whose(text: str, about: str) -> None:
    found = one(text)
    assert (found.kind, found.about) == ("promise", about)


@pytest.mark.parametrize(
    "text",
    ["2 kids", "peanut allergy", "pregnant", "broken wrist", "Catholic", "wheelchair user",
     "told me abt her knee op", "votes green"],
)  # fmt: skip
def test_children_health_and_beliefs_are_sensitive(text: str) -> None:
    assert one(text).sensitive


def test_a_diet_or_a_hobby_is_not_sensitive() -> None:
    assert not any(f.sensitive for f in facets("vegan, loves hiking, wife Anna", DAY))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("loves wine & jazz", [("food_drink", "wine"), ("interest", "jazz")]),
        ("wife & 2 kids", [("family", "wife"), ("family", "2 kids")]),
        ("vegan & doesn't drink", [("food_drink", "vegan"), ("food_drink", "drink")]),
        ("lives in Austin w/ 3 dogs", [("other", "lives in Austin"), ("pet", "3 dogs")]),
        ("met @ hotel bar send deck Tue", [("place_met", "hotel bar"), ("promise", "send deck")]),
        ("- send deck\n- call Ana", [("promise", "send deck"), ("promise", "call Ana")]),
        ("no alcohol or beef", [("food_drink", "alcohol"), ("food_drink", "beef")]),
    ],
)
def test_one_fact_one_facet(text: str, values: list[tuple[str, str]]) -> None:
    assert told(text) == values


def test_what_a_bracket_or_a_comma_adds_joins_the_fact_before() -> None:
    assert [(f.value, f.topic) for f in facets("2 girls, both swim", DAY)] == [("2 girls", "swim")]
    assert told("Bruno (lab)") == [("pet", "lab")] or told("dog (Bruno)") == [("pet", "dog Bruno")]
    found = facets("send deck, by Fri", DAY)
    assert len(found) == 1
    assert found[0].when is not None
    assert found[0].when.end == date(2026, 3, 13)


def test_a_habit_has_no_days_of_the_calendar() -> None:
    when = one("plays badminton Tues/Thurs").when
    assert when is not None
    assert (when.text, when.start, when.end) == ("Tues/Thurs", None, None)
    promised = one("call Tues").when
    assert promised is not None
    assert promised.start == date(2026, 3, 17)


def test_a_clause_goes_on_in_the_next_line() -> None:
    assert told("intro to\nLucas") == [("promise", "intro to Lucas")]


def test_a_spelling_slip_is_forgiven() -> None:
    assert told("met at recepton desk")[0][0] == "place_met"
    assert told("vegetarien")[0][0] in ("food_drink", "work")
    assert told("alergic nuts") == [("food_drink", "alergic nuts")]


@pytest.mark.parametrize(
    "text",
    ["", " \n", "qpt jj. rnm\niiv ww xo", "www.larkfield.example", "Scan me", "No. 0047",
     "This card remains the property of the issuer.", "Opening hours Mon-Fri 9-5", "~~//~ mmn"],
)  # fmt: skip
def test_scrawl_and_print_give_nothing(text: str) -> None:
    assert facets(text, DAY) == ()


@pytest.mark.parametrize("text", ["We are open", "Scan, book, relax"])
def test_print_taken_for_ink_gives_nothing(text: str) -> None:
    assert facets(text, DAY, None, [(Span(0, len(text)), 0.9)]) == ()


def test_words_that_nobody_could_read_give_nothing() -> None:
    text = "send deck, loves chess"
    words = [(Span(0, 4), 0.2), (Span(5, 9), 0.1), (Span(11, 16), 0.9), (Span(17, 22), 0.8)]
    assert [(f.kind, f.value) for f in facets(text, DAY, None, words)] == [("interest", "chess")]
    assert facets(text, DAY, None, words)[0].confidence < 0.8


@pytest.mark.parametrize(
    ("text", "language", "kinds"),
    [
        ("zwei Söhne, spielt Tennis, Angebot bis Montag schicken", "de", ["family", "interest", "promise"]),
        ("aime le rugby, deux filles, envoyer le devis", "fr", ["interest", "family", "promise"]),
        ("tiene tres hijos, le gusta el fútbol, enviar presupuesto el lunes", "es", ["family", "interest", "promise"]),
        ("ama la vela, due figlie, mandare il preventivo", "it", ["interest", "family", "promise"]),
        ("houdt van schaatsen, zoon van 5, offerte sturen", "nl", ["interest", "family", "promise"]),
        ("gosta de surf, dois filhos, enviar proposta", "pt", ["interest", "family", "promise"]),
    ],
)  # fmt: skip
def test_the_basics_of_other_languages(text: str, language: str, kinds: list[str]) -> None:
    assert language_of(text) == language
    assert [f.kind for f in facets(text, DAY)] == kinds


_LISTED = sorted(
    {w for name in FILES for es in sections(name).values() for e in es for w in e.split()}
)
WORDS = [*_LISTED, "3/15", "Q2", "2", "3pm", "?", ",", ".", "\n", "(", ")", "-", "→", "[ ]", "w/", "@", "Priya"]  # fmt: skip


@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)))
@settings(max_examples=400, deadline=None)
def test_any_text_gives_facets_that_point_at_its_words(text: str) -> None:
    for f in facets(text, DAY, FAIR):
        assert f.value
        assert 0 <= f.span.start < f.span.end <= len(text)
        said = {t.text for t in tokens(text[f.span.start : f.span.end])}
        assert {t.text for t in tokens(f.value) if not t.mark} <= said
        assert 0 < f.confidence <= 1
        if f.when is not None and f.when.start and f.when.end:
            assert f.when.start <= f.when.end


def test_every_small_list_is_asked_for_by_a_rule() -> None:
    rooms = Path(lexicon_module.__file__).parent.glob("*.py")
    asked = {
        name
        for room in rooms
        for name in re.findall(r'grammar\(\s*"([\w.]+)"', room.read_text(encoding="utf-8"))
    }
    assert asked == set(sections("grammar"))


def made(kind: FacetKind, value: str, start: int, confidence: float) -> Facet:
    return Facet(id="", kind=kind, value=value, span=Span(start, start + len(value)), confidence=confidence)  # fmt: skip


def test_of_two_readers_the_surer_is_heard() -> None:
    """``text`` is ``vinyl nut, wife & 2 kids, tall``."""
    sure, likely, doubtful = SURE + 0.1, LIKELY + 0.1, LIKELY - 0.1
    vinyl, tall = ("vinyl nut", 0), ("tall", 26)
    said = made("interest", *vinyl, sure)
    other = made("work", *vinyl, 0.9)
    assert combined([said], [other]) == [said]
    unsure = replace(said, confidence=likely)
    assert combined([unsure], [other]) == [other]
    looks = made("appearance", *tall, likely)
    assert combined([unsure, looks], [other]) == [other, looks]
    assert combined([replace(looks, confidence=doubtful)], []) == []


def test_where_both_readers_agree_the_finer_cut_is_kept() -> None:
    family = made("family", "wife & 2 kids", 11, 0.95)
    wife, kids = made("family", "wife", 11, 0.8), made("family", "2 kids", 18, 0.9)
    assert combined([family], [wife, kids]) == [
        replace(wife, confidence=0.95),
        replace(kids, confidence=0.95),
    ]
