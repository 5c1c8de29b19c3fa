from datetime import date

import pytest

from service.domain.note import Facet, Span, When
from service.evaluation.facets import (
    DETAILS,
    TrueFacet,
    TrueWhen,
    content_words,
    detail,
    facet_figure,
    likeness,
    same_when,
    scored_facets,
)

FRIDAY = date(2026, 3, 20)


def found(kind: str, value: str, **more: object) -> Facet:
    return Facet(id="f", kind=kind, value=value, span=Span(0, 1), **more)  # type: ignore[arg-type]


def test_case_endings_articles_and_marks_do_not_part_two_words() -> None:
    assert content_words("The Hiking-trip's café") == content_words("hikes trip CAFE")
    assert content_words("son in a van") == {"son", "van"}
    assert content_words("we are") == {"we", "are"}
    assert content_words("no kids") >= {"no"}


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("fly fishing", "loves fly fishing", True),
        ("blue glasses", "blue scarf", False),
        ("route planning by hand", "route planning hand drawn", True),
        ("wife Bea midwife", "wife Bea", True),
        ("kids", "boat", False),
        ("tall", "espresso cart hall C tall green glasses 2 girls both swim send deck", False),
    ],
)
def test_values_match_by_half_their_words_or_by_one_in_the_other(
    a: str, b: str, same: bool
) -> None:
    assert (likeness(a, b) >= 0.5) is same
    assert likeness(a, b) == likeness(b, a)


def test_a_match_is_one_to_one_and_of_one_kind() -> None:
    true = (TrueFacet(kind="pet", value="dog"), TrueFacet(kind="work", value="sells hats"))
    score = scored_facets(
        true, (found("pet", "dog"), found("pet", "dog Rex"), found("topic", "sells hats"))
    )
    assert [(t.value, f.value) for t, f in score.matched] == [("dog", "dog")]
    assert [t.value for t in score.missed] == ["sells hats"]
    assert [f.value for f in score.surplus] == ["dog Rex", "sells hats"]


def test_as_many_facts_as_possible_are_matched() -> None:
    true = (
        TrueFacet(kind="interest", value="sailing"),
        TrueFacet(kind="interest", value="sailing races"),
    )
    # Only the second fits both: it must not keep the first from its one chance.
    score = scored_facets(true, (found("interest", "sailing"), found("interest", "races")))
    assert len(score.matched) == 2


def test_a_topic_may_stand_in_the_value() -> None:
    true = (TrueFacet(kind="family", value="2 kids", topic="soccer"),)
    assert scored_facets(true, (found("family", "kids soccer"),)).matched
    assert scored_facets(true, (found("family", "2 kids", topic="football"),)).matched
    assert not scored_facets(true, (found("family", "wife"),)).matched


def test_optional_facts_count_neither_way_and_second_kinds_only_where_not_strict() -> None:
    true = (
        TrueFacet(kind="work", value="needs a crane", also=frozenset({"topic"})),
        TrueFacet(kind="sentiment", value="nice chat", optional=True),
    )
    topic = (found("topic", "needs a crane"),)
    assert facet_figure([scored_facets(true, topic)]).f1 == 1.0
    assert facet_figure([scored_facets(true, (*topic, found("sentiment", "nice chat")))]).f1 == 1.0
    strict = facet_figure([scored_facets(true, topic, strict=True)])
    assert (strict.precision, strict.recall, strict.expected) == (0.0, 0.0, 1)


def test_figures_are_of_one_kind_or_all() -> None:
    scores = [
        scored_facets((TrueFacet(kind="pet", value="dog"),), (found("pet", "dog"),)),
        scored_facets((), (found("work", "hats"),)),
    ]
    assert facet_figure(scores, "pet").f1 == 1.0
    assert facet_figure(scores, "work").precision == 0.0
    both = facet_figure(scores)
    assert (both.precision, both.recall, both.low <= both.f1 <= both.high) == (0.5, 1.0, True)


@pytest.mark.parametrize(
    ("true", "given", "same"),
    [
        (TrueWhen(FRIDAY, FRIDAY), When("Fri", FRIDAY, FRIDAY), True),
        (TrueWhen(FRIDAY, FRIDAY), When("Fri", FRIDAY, date(2026, 3, 21)), False),
        (TrueWhen(FRIDAY, FRIDAY), When("Fri"), False),
        (TrueWhen(FRIDAY, FRIDAY), None, False),
        # A working week is a week.
        (
            TrueWhen(date(2026, 3, 23), date(2026, 3, 29)),
            When("next wk", date(2026, 3, 23), date(2026, 3, 27)),
            True,
        ),
        (
            TrueWhen(date(2026, 3, 23), date(2026, 3, 29)),
            When("next wk", date(2026, 3, 24), date(2026, 3, 29)),
            False,
        ),
        # Of an open stretch only the named end counts.
        (TrueWhen(None, FRIDAY), When("by Fri", FRIDAY, FRIDAY), True),
        (TrueWhen(None, FRIDAY), When("by Fri", None, date(2026, 3, 27)), False),
        (TrueWhen(date(2026, 3, 15), None), When("after 3/15", date(2026, 3, 16), None), True),
        (TrueWhen(date(2026, 3, 15), None), When("after 3/15", None, date(2026, 3, 15)), False),
        (None, None, True),
        (None, When("Fri", FRIDAY, FRIDAY), False),
    ],
)
def test_days(true: TrueWhen | None, given: When | None, same: bool) -> None:
    assert same_when(true, given) is same


def test_details_are_judged_on_matched_facts() -> None:
    true = (
        TrueFacet(kind="promise", value="send deck", about="me", when=TrueWhen(None, FRIDAY)),
        TrueFacet(kind="family", value="kids", negated=True, sensitive=True),
        TrueFacet(kind="other", value="moving", certainty="question", when=TrueWhen()),
    )
    score = scored_facets(
        true,
        (
            found("promise", "send deck", about="me", when=When("Fri", FRIDAY, FRIDAY)),
            found("family", "no kids", about="wife", sensitive=True),
            found("other", "moving", negated=True, when=When("soon", FRIDAY, FRIDAY)),
        ),
    )
    shares = {name: detail([score], name) for name in DETAILS}
    assert (shares["when"].judged, shares["when"].right) == (1, 1)  # "soon" cannot be told
    negated = shares["negated"]
    assert (negated.judged, negated.right, negated.marked) == (3, 1, 1)
    assert (negated.found, negated.false) == (0, 1)
    assert (shares["certainty"].share, shares["sensitive"].share) == (2 / 3, 1.0)
    # Of kids, nobody can say whether the fact is about them or their parent.
    assert (shares["about"].judged, shares["about"].right) == (2, 2)


def test_a_day_that_the_note_does_not_name_is_wrong() -> None:
    true = (TrueFacet(kind="promise", value="send deck", about="me"),)
    days = detail(
        [scored_facets(true, (found("promise", "send deck", when=When("", FRIDAY, FRIDAY)),))],
        "when",
    )
    assert (days.judged, days.right, days.marked, days.false) == (1, 0, 0, 1)
