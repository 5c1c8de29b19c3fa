"""Months, days of months and quarters in a row of words: ``3-5 June``, ``3/15``, ``Q2``, ``the 16th``."""

# A grammar is a list of cases: its rules branch and return as often as there are cases.
# ruff: noqa: PLR0911, PLR0912

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from service.notes import calendar
from service.notes.calendar import Days
from service.notes.lexicon import grammar
from service.notes.timewords import (
    MONTHS,
    UNITS,
    WHICH,
)
from service.notes.tokens import Token

_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?$", re.IGNORECASE)

_NUMERIC = re.compile(r"(\d{1,4})([/.\-])(\d{1,2})(?:\2(\d{2,4}))?$")

QUARTER = re.compile(r"([qth])([1-4])(?:[/'’\-](\d{2,4}))?$", re.IGNORECASE)

EDGE_PARTS = {"early": "early", "beginning": "early", "start": "early", "mid": "mid", "mi": "mid", "half": "mid", "middle": "mid", "late": "late", "end": "end", "anfang": "early", "mitte": "mid", "ende": "end", "debut": "early", "fin": "end", "finale": "end", "fine": "end", "inizio": "early", "principio": "early", "final": "end", "mediado": "mid", "begin": "early", "eind": "end", "meta": "mid", "inicio": "early", "fim": "end"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Occasion:
    """The event at which a card was taken, as far as known."""

    name: str | None = None
    place: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """``words`` of a row that name ``days`` (None: nobody could tell which)."""

    words: int
    days: Days | None
    clock: bool = False


class Months:
    """Reads months against the day a note was written, its event and its language."""

    def __init__(self, today: date | None, occasion: Occasion, language: str) -> None:
        self.today, self.occasion, self.language = today, occasion, language
        self._past = False

    def _which(self, row: Sequence[Token], at: int) -> tuple[str, int]:
        found = WHICH.get(row[at].key)
        return (found, 1) if found else ("", 0)

    def _month(self, row: Sequence[Token], at: int, strict: bool) -> Point | None:
        """June, early June, June 3, 3 June, 3-5 June, June 2027, next June."""
        if at >= len(row):
            return None
        which, skip = self._which(row, at)
        part = edge_part(row[at + skip]) if at + skip < len(row) else ""
        n = skip + bool(part)
        if part and at + n < len(row) and row[at + n].key in ("of", "de", "du", "di"):
            n += 1
        day = None
        if at + n < len(row):
            day = re.match(
                r"(\d{1,2})(?:st|nd|rd|th|\.|er)?(?:[-–/](\d{1,2})(?:st|nd|rd|th)?)?$",
                row[at + n].low,
            )
        names = MONTHS(self.language)
        if day is not None:
            k = n + 1
            both = self._two_days(row, at + n, names)
            if both is not None:
                return Point(n + both.words, both.days)
            while at + k < len(row) and row[at + k].key in ("of", "de", "-"):
                k += 1
            month = names.get(row[at + k].key) if at + k < len(row) else None
            if month is None:
                return None
            return self._dates(row, at, k + 1, month, day)
        month = names.get(row[at + n].key) if at + n < len(row) else None
        if month is None or not self._month_like(row, at + n, n > 0 or not strict):
            return None
        n += 1
        if at + n < len(row):
            day = re.match(
                r"(\d{1,2})(?:st|nd|rd|th)?(?:[-–/](\d{1,2})(?:st|nd|rd|th)?)?$", row[at + n].low
            )
            if (
                day is not None
                and not part
                and not (at + n + 1 < len(row) and row[at + n + 1].key in UNITS)
            ):
                return self._dates(row, at, n + 1, month, day)
        year, more = self._year(row, at + n)
        if year is not None:
            days: Days | None = calendar.month(year, month)
        elif self.today is None:
            days = None
        else:
            days = calendar.upcoming(
                self.today,
                month,
                1,
                "last"
                if self._past and not which and self.language == "en"
                else which
                if which == "last"
                else "",
            )
        if days is not None and part:
            days = calendar.part(days, part)
        return Point(n + more, days)

    def _two_days(self, row: Sequence[Token], at: int, names: dict[str, int]) -> Point | None:
        """17 & 18 June, 6th-9th Jan, 6 to 9 Jan, 12.-14. Mai."""
        day = r"(\d{1,2})(?:st|nd|rd|th|\.|er)?$"
        k = at + 1
        if k < len(row) and row[k].key in grammar("dates.two_days"):
            k += 1
        elif row[at].after != "-" and not (k < len(row) and row[k].start - row[at].end <= 2):
            return None
        if k + 1 >= len(row) or row[k + 1].key not in names:
            return None
        first, last = re.match(day, row[at].low), re.match(day, row[k].low)
        if first is None or last is None:
            return None
        month = names[row[k + 1].key]
        end = calendar.dated(self.today, month, int(last.group(1)))
        start = (
            None if end is None else calendar.dated(None, month, int(first.group(1)), end[0].year)
        )
        if start is None or end is None or start > end:
            return None
        return Point(k + 2 - at, (start[0], end[1]))

    def _dates(
        self, row: Sequence[Token], at: int, n: int, month: int, day: re.Match[str]
    ) -> Point | None:
        year, more = self._year(row, at + n)
        first = calendar.dated(self.today, month, int(day.group(1)), year)
        if first is None:
            return Point(n + more, None) if self.today is None else None
        if day.group(2):
            last = calendar.dated(self.today, month, int(day.group(2)), first[0].year)
            if last is not None and last[0] >= first[0]:
                first = (first[0], last[0])
        return Point(n + more, first)

    def _month_like(self, row: Sequence[Token], at: int, led: bool) -> bool:
        token = row[at]
        if token.key in grammar("dates.month_like"):
            follows = at + 1 < len(row) and row[at + 1].low[:1].isdecimal()
            if token.key == "march":
                return token.capital or led or follows
            if token.key in ("may", "mars", "mai"):
                return follows or (
                    (led or token.capital)
                    and (at + 1 >= len(row) or not row[at + 1].text.islower() or led)
                )
            return token.capital or led or follows
        return True

    def _year(self, row: Sequence[Token], at: int) -> tuple[int | None, int]:
        if at >= len(row):
            return None, 0
        found = re.fullmatch(r"'?(\d\d)|(20\d\d)", row[at].low)
        if found is None or (found.group(1) and not row[at].low.startswith("'")):
            return None, 0
        return (2000 + int(found.group(1)) if found.group(1) else int(found.group(2))), 1

    def _numeric(self, row: Sequence[Token], at: int, strict: bool) -> Point | None:
        """3/15, 15.3., 2027-03-15: month first in English, unless it can be none."""
        if at >= len(row):
            return None
        word = row[at].low
        quarter = QUARTER.match(word)
        if quarter and quarter.group(1) in "qth" and quarter.group(0) == word:
            return self._quarter(row, at, quarter)
        yearly = re.fullmatch(r"(0?[1-9]|1[0-2])/(20\d\d)", word)
        if yearly:
            return Point(1, calendar.month(int(yearly.group(2)), int(yearly.group(1))))
        found = _NUMERIC.match(word)
        if found is None:
            return None
        a, sep, b, year = found.groups()
        x, y = int(a), int(b)
        if len(a) == 4:
            if year is None or not 1 <= y <= 12:
                return None
            exact = calendar.dated(self.today, y, int(year), x)
            return Point(1, exact) if exact else None
        if (
            sep != "/"
            and year is None
            and (self.language == "en" or (strict and sep == "-") or sep == "-")
        ):
            return None
        when = None if year is None else int(year) + (2000 if len(year) == 2 else 0)
        english = self.language == "en" and sep == "/"
        orders = ((x, y), (y, x)) if english else ((y, x), (x, y))
        for month, day in orders:
            if 1 <= month <= 12 and 1 <= day <= 31:
                if self.today is None and when is None:
                    return Point(1, None)
                exact = calendar.dated(self.today, month, day, when)
                if exact is not None:
                    return Point(1, exact)
        return None

    def _quarter(self, row: Sequence[Token], at: int, found: re.Match[str]) -> Point:
        kind, number = found.group(1).lower(), int(found.group(2))
        count = 6 if kind == "h" else 3
        first = (number - 1) * count + 1
        if first > 12 or (kind == "t" and self.language not in ("fr", "es", "it", "pt")):
            return Point(1, None)
        year, more = self._year(row, at + 1)
        if found.group(3):
            year = int(found.group(3)) % 100 + 2000
        if year is not None:
            return Point(1 + more, calendar.months(year, first, count))
        if self.today is None:
            return Point(1, None)
        return Point(1, calendar.upcoming(self.today, first, count))

    def _ordinal(
        self, row: Sequence[Token], at: int, strict: bool, plainly: bool = False
    ) -> Point | None:
        """the 16th, by 23rd: the next day of that number."""
        found = _ORDINAL.match(row[at].low)
        if found is None:
            return None
        if at and row[at - 1].text.endswith(("'s", "’s")):  # Ollie's 7th
            return None
        number = int(found.group(1))
        plain = row[at].low.isdecimal()
        if not 1 <= number <= 31 or (plain and strict):
            return None
        if (
            plain
            and not plainly
            and (at + 1 < len(row) or at == 0 or row[at - 1].key not in grammar("dates.ordinal"))
        ):
            return None
        if (
            not plain
            and at + 1 < len(row)
            and not row[at + 1].low[:1].isdecimal()
            and row[at + 1].key not in grammar("dates.ordinal.2")
        ):
            return None
        if (
            not plain
            and strict
            and at
            and row[at - 1].key in ("the", "his", "her", "on", "our")
            and at + 1 < len(row)
        ):
            return None
        if self.today is None:
            return Point(1, None)
        for ahead in range(3):
            month = calendar.shifted(self.today.replace(day=1), ahead)
            exact = calendar.dated(self.today, month.month, number, month.year)
            if exact is not None and exact[0] >= self.today:
                return Point(1, exact)
        return None


def edge_part(token: Token) -> str:
    """``end`` of a month; not ``ends`` nor ``starts``, which are verbs."""
    return EDGE_PARTS.get(token.key, "") if token.low not in ("ends", "starts", "begins") else ""
