"""Words of time into days, counted from the day of the note."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.notes import calendar
from service.notes.dates import Clock, Occasion, when
from service.notes.tokens import tokens

DAY = date(2026, 3, 10)
"""A Tuesday."""
FAIR = Occasion("SXSW", "Austin", date(2026, 3, 9), date(2026, 3, 12))


def days(text: str, language: str = "en", today: date | None = DAY) -> str:
    row = [t for t in tokens(text) if not t.mark]
    found = Clock(today, FAIR, language).times(row)
    assert len(found) == 1, found
    return f"{found[0].start or ''}..{found[0].end or ''}"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("send deck Tue", "2026-03-17..2026-03-17"),
        ("by Fri", "..2026-03-13"),
        ("this Fri", "2026-03-13..2026-03-13"),
        ("next Fri", "2026-03-20..2026-03-20"),
        ("Wed next wk", "2026-03-18..2026-03-18"),
        ("Weds week", "2026-03-18..2026-03-18"),
        ("Mon-Wed", "2026-03-16..2026-03-18"),
        ("next wk", "2026-03-16..2026-03-22"),
        ("wk after next", "2026-03-23..2026-03-29"),
        ("wk 20", "2026-05-11..2026-05-17"),
        ("week of 19 Oct", "2026-10-19..2026-10-25"),
        ("in 2 wks", "2026-03-24..2026-03-24"),
        ("in a fortnight", "2026-03-24..2026-03-24"),
        ("tmrw", "2026-03-11..2026-03-11"),
        ("tonight", "2026-03-10..2026-03-10"),
        ("wknd", "2026-03-14..2026-03-15"),
        ("EOW", "2026-03-13..2026-03-13"),
        ("end of month", "2026-03-31..2026-03-31"),
        ("by EOM", "..2026-03-31"),
        ("after 3/15", "2026-03-15.."),
        ("31/5", "2026-05-31..2026-05-31"),
        ("2027-03-15", "2027-03-15..2027-03-15"),
        ("June 3-5", "2026-06-03..2026-06-05"),
        ("17 & 18 June", "2026-06-17..2026-06-18"),
        ("4th of May", "2026-05-04..2026-05-04"),
        ("in June", "2026-06-01..2026-06-30"),
        ("in Feb", "2027-02-01..2027-02-28"),
        ("early June", "2026-06-01..2026-06-10"),
        ("mid-June", "2026-06-11..2026-06-20"),
        ("until end of May", "..2026-05-31"),
        ("b4 July", "..2026-07-01"),
        ("Q2", "2026-04-01..2026-06-30"),
        ("Q1 2027", "2027-01-01..2027-03-31"),
        ("Q3/Q4", "2026-07-01..2026-12-31"),
        ("since Jan", "2026-01-01.."),
        ("broke a leg in Jan", "2026-01-01..2026-01-31"),
        ("last month", "2026-02-01..2026-02-28"),
        ("the 23rd", "2026-03-23..2026-03-23"),
        ("around Easter", "2026-04-05..2026-04-05"),
        ("Xmas eve", "2026-12-24..2026-12-24"),
        ("first Tue of May", "2026-05-05..2026-05-05"),
        ("after SXSW", "2026-03-12.."),
        ("day 2", "2026-03-10..2026-03-10"),
        ("Tue 3pm", "2026-03-17..2026-03-17"),
        ("3pm", ".."),
        ("this summer", ".."),
        ("every Tue", ".."),
    ],
)
def test_english(text: str, meant: str) -> None:
    assert days(text) == meant


@pytest.mark.parametrize(
    ("text", "language", "meant"),
    [
        ("bis Freitag", "de", "..2026-03-13"),
        ("nächste Woche", "de", "2026-03-16..2026-03-22"),
        ("am 4.5.", "de", "2026-05-04..2026-05-04"),
        ("3/4", "fr", "2026-04-03..2026-04-03"),
        ("la semaine prochaine", "fr", "2026-03-16..2026-03-22"),
        ("antes del viernes", "es", "..2026-03-13"),
        ("la semana que viene", "es", "2026-03-16..2026-03-22"),
        ("entro venerdì", "it", "..2026-03-13"),
        ("até sexta", "pt", "..2026-03-13"),
        ("vóór 1 juni", "nl", "..2026-06-01"),
    ],
)
def test_other_languages(text: str, language: str, meant: str) -> None:
    assert days(text, language) == meant


@pytest.mark.parametrize(
    "text", ["7 yr old", "sat next to her", "she may call", "teaches Sunday school", "10 yrs at Acme", "march on"]
)  # fmt: skip
def test_no_time_is_meant(text: str) -> None:
    assert Clock(DAY, FAIR, "en").times([t for t in tokens(text) if not t.mark]) == ()


def test_the_words_of_time_are_kept_without_their_preposition() -> None:
    text = "call in June"
    row = tokens(text)
    (found,) = Clock(DAY, FAIR, "en").times(row)
    assert when(text, row, found).text == "June"


def test_without_a_day_to_count_from_the_words_are_kept() -> None:
    assert days("next wk", today=None) == ".."
    assert days("by 15 May 2027", today=None) == "..2027-05-15"


@given(st.dates(date(1999, 1, 1), date(2090, 1, 1)), st.integers(0, 6))
def test_a_bare_weekday_is_ahead_by_at_most_a_week(today: date, number: int) -> None:
    ahead = (calendar.weekday(today, number)[0] - today).days
    assert 1 <= ahead <= 7


@given(st.dates(date(1999, 1, 1), date(2090, 1, 1)), st.integers(1, 12))
def test_a_month_is_never_over(today: date, month: int) -> None:
    start, end = calendar.upcoming(today, month, 1)
    assert start.day == 1
    assert end >= today


def test_easter() -> None:
    assert [calendar.easter(y) for y in (2024, 2025, 2026)] == [
        date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5),
    ]  # fmt: skip
