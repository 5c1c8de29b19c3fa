"""What the tagger marks, as facets: words, times, whose they are."""

from __future__ import annotations

from datetime import date

import pytest

from service.domain.note import Span
from service.notes.clauses import believed
from service.notes.dates import Clock, Occasion
from service.notes.tagged import tagged_facets
from service.notes.tagger import Tagged
from service.notes.times import named, owned

CLOCK = Clock(date(2026, 3, 10), Occasion(), "en")
NO_FLAGS = dict.fromkeys(("negated", "question", "sensitive", "theirs", "third"), 0.0)


def owners(text: str, *facts: str) -> list[list[str]]:
    """Which times each of ``facts`` (its words in ``text``) has."""
    marked = [
        Tagged("promise", text.index(f), text.index(f) + len(f), 0.9, NO_FLAGS) for f in facts
    ]
    times = named(text, believed(text), CLOCK)
    return [[n.when.text for n in mine] for mine in owned(text, marked, times)]


@pytest.mark.parametrize(
    ("text", "facts", "times"),
    [
        ("send deck Tue, call Ana", ("send deck", "call Ana"), [["Tue"], []]),
        ("send deck, Tue call Ana", ("send deck", "call Ana"), [[], ["Tue"]]),
        ("send deck\nTue call Ana", ("send deck", "call Ana"), [[], ["Tue"]]),
        ("send deck by Fri to Ana. ok", ("send deck by Fri to Ana",), [["by Fri"]]),
        ("send deck\n\nlong words about other things. Tue", ("send deck",), [[]]),
    ],
)
def test_a_time_belongs_to_the_fact_round_or_beside_it(
    text: str, facts: tuple[str, ...], times: list[list[str]]
) -> None:
    assert owners(text, *facts) == times


def test_facts_have_their_days_their_owner_and_their_care() -> None:
    text = "2 kids play soccer\nwill send me the slides by Fri\nno alcohol"
    kids, slides, alcohol = tagged_facets(text, CLOCK)
    assert (kids.kind, kids.topic, kids.sensitive) == ("family", "soccer", True)
    assert (slides.kind, slides.about, slides.topic) == ("promise", "contact", "slides")
    assert slides.when is not None
    assert (slides.when.start, slides.when.end) == (None, date(2026, 3, 13))
    assert (alcohol.kind, alcohol.value, alcohol.negated) == ("food_drink", "alcohol", True)


def test_words_that_nobody_could_read_are_left_out() -> None:
    text = "loves sailing"
    (sailing,) = tagged_facets(text, CLOCK, [(Span(0, 5), 0.9), (Span(6, 13), 0.8)])
    assert (sailing.value, sailing.confidence < 0.8) == ("sailing", True)
    assert tagged_facets(text, CLOCK, [(Span(0, 5), 0.9), (Span(6, 13), 0.1)]) == ()
