"""Days, weeks, months, quarters and feasts as first and last days, counted from a given day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TypeAlias

Days: TypeAlias = tuple[date, date]
"""First and last day."""


def day(d: date) -> Days:
    return d, d


def weekday(today: date, number: int, which: str = "") -> Days:
    """Weekday 0 (Monday) to 6 after ``today``; ``next``: of the next calendar week, ``last``: the
    one before today, ``this``: today counts."""
    if which == "last":
        return day(today - timedelta((today.weekday() - number - 1) % 7 + 1))
    if which == "next":
        return day(today + timedelta(7 - today.weekday() + number))
    if which == "this":
        return day(today + timedelta((number - today.weekday()) % 7))
    return day(today + timedelta((number - today.weekday() - 1) % 7 + 1))


def week(today: date, ahead: int) -> Days:
    """Monday to Sunday, ``ahead`` weeks from this one."""
    monday = today - timedelta(today.weekday()) + timedelta(7 * ahead)
    return monday, monday + timedelta(6)


def weekend(today: date, ahead: int) -> Days:
    _, sunday = week(today, ahead)
    return sunday - timedelta(1), sunday


def shifted(today: date, months: int) -> date:
    """The same day of the month, ``months`` on; the month's last where it is shorter."""
    count = today.year * 12 + today.month - 1 + months
    year, month = divmod(count, 12)
    year = min(max(year, 1), 9998)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def month(year: int, number: int) -> Days:
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def months(year: int, first: int, count: int) -> Days:
    start = date(year, first, 1)
    return start, shifted(start, count) - timedelta(1)


def upcoming(today: date, first: int, count: int, which: str = "") -> Days:
    """``count`` months from month ``first`` that are not over yet; ``last``: already over."""
    found = months(today.year, first, count)
    if which == "last":
        return found if found[1] < today else months(today.year - 1, first, count)
    earlier = months(today.year - 1, first, count)
    if earlier[1] >= today:  # a winter reaches into the next year
        return earlier
    return found if found[1] >= today else months(today.year + 1, first, count)


def part(days: Days, which: str) -> Days:
    """The early, middle or late third of days, the ``end``'s last day, or its beginning."""
    first, last = days
    length = (last - first).days + 1
    third = max(1, round(length / 3))
    if which == "early":
        return first, first + timedelta(third - 1)
    if which == "mid":
        return first + timedelta(third), first + timedelta(2 * third - 1)
    if which == "late":
        return first + timedelta(2 * third), last
    if which == "end":
        return day(last)
    return days


def dated(today: date | None, month: int, number: int, year: int | None = None) -> Days | None:
    """A day of a month; without a year the next such day from ``today`` on. None: no such day."""
    if year is None and today is None:
        return None
    for candidate in (year,) if year is not None else (today.year, today.year + 1):  # type: ignore[union-attr]
        try:
            found = date(candidate, month, number)
        except ValueError:
            continue
        if year is not None or (today is not None and found >= today):
            return day(found)
    return None


def easter(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month_, day_ = divmod(h + m - 7 * n + 114, 31)
    return date(year, month_, day_ + 1)


def nth(year: int, month: int, weekday_: int, count: int) -> date:
    """The ``count``-th given weekday of a month."""
    first = date(year, month, 1)
    return first + timedelta((weekday_ - first.weekday()) % 7 + 7 * (count - 1))


def feast(today: date, name: str) -> Days | None:
    """The next feast of that name: Christmas, Easter and the like."""
    for year in (today.year, today.year + 1):
        found: date | None = {
            "christmas": date(year, 12, 25), "xmas": date(year, 12, 25),
            "easter": easter(year), "thanksgiving": nth(year, 11, 3, 4),
            "halloween": date(year, 10, 31), "valentine": date(year, 2, 14),
            "nye": date(year, 12, 31), "new year": date(year, 1, 1),
            "weihnachten": date(year, 12, 25), "ostern": easter(year),
            "noel": date(year, 12, 25), "paques": easter(year), "natale": date(year, 12, 25),
            "navidad": date(year, 12, 25), "kerst": date(year, 12, 25), "natal": date(year, 12, 25), "pascoa": easter(year),
            "labor day": nth(year, 9, 0, 1), "pasqua": easter(year), "pasen": easter(year),
        }.get(name)  # fmt: skip
        if found is not None and found >= today:
            return day(found)
    return None
