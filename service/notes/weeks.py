"""Weekdays, weeks and spans counted from a day: ``next Fri``, ``in 2 wks``, ``EOM``, ``wk 42``."""

# A grammar is a list of cases: its rules branch and return as often as there are cases.
# ruff: noqa: PLR0911, PLR0912

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from service.notes import calendar
from service.notes.calendar import Days
from service.notes.lexicon import grammar
from service.notes.months import QUARTER, Months, Point, edge_part
from service.notes.timewords import (
    COUNTS,
    DAYS,
    EDGES,
    EVERY,
    NUMBERS,
    PARTS,
    SEASONS,
    UNITS,
    VAGUE,
    WHICH,
    WORDS_TODAY,
)
from service.notes.tokens import Token


class Weeks(Months):
    """Reads weekdays, weeks and the like."""

    def _named(self, row: Sequence[Token], at: int, _strict: bool) -> Point | None:
        """today, tomorrow, EOW, tonight, asap."""
        word = row[at].key
        two = f"{word} {row[at + 1].key}" if at + 1 < len(row) else ""
        today = self.today
        for name, n in ((two, 2), (word, 1)):
            if name in WORDS_TODAY:
                more = n
                if at + more < len(row) and row[at + more].key in PARTS:
                    more += 1
                ahead = WORDS_TODAY[name]
                days = None if today is None else calendar.day(today + timedelta(ahead))
                return Point(more, days)
            if name in EDGES:
                return Point(n, None if today is None else self._edge(EDGES[name]))
            if name in VAGUE:
                return Point(n, None)
            if name in ("tom am", "tom pm", "tom morning") and row[at].text.islower():
                return Point(2, None if today is None else calendar.day(today + timedelta(1)))
            if two and n == 2 and word == "this" and row[at + 1].key in PARTS:
                return Point(2, None if today is None else calendar.day(today))
            if name in ("asap", "soon", "some time", "sometime", "bientot"):
                return Point(n, None)
        if word in EVERY and at + 1 < len(row):
            nxt = row[at + 1].key
            if nxt == "other" and at + 2 < len(row):
                return Point(3, None)
            if nxt in DAYS(self.language) or nxt in UNITS or nxt in SEASONS:
                return Point(2, None)
        return None

    def _edge(self, unit: str) -> Days:
        today = self.today
        assert today is not None
        if unit == "day":
            return calendar.day(today)
        if unit == "week":
            return calendar.weekday(today, 4, "this")
        if unit == "month":
            return calendar.part(calendar.month(today.year, today.month), "end")
        if unit == "quarter":
            first = (today.month - 1) // 3 * 3 + 1
            return calendar.part(calendar.months(today.year, first, 3), "end")
        return calendar.day(date(today.year, 12, 31))

    def _nth(self, row: Sequence[Token], at: int, _strict: bool) -> Point | None:
        """first week of June, last week of Aug, first Tue of May."""
        if at + 2 >= len(row) or row[at].key not in COUNTS:
            return None
        count, what = COUNTS[row[at].key], row[at + 1].key
        day = DAYS(self.language).get(what)
        if UNITS.get(what) != "week" and day is None:
            return None
        k = at + 2 + (row[at + 2].key in ("of", "in"))
        inner = self._month(row, k, False)
        if inner is None or inner.days is None:
            return None
        first, last = inner.days
        if day is not None:
            found = calendar.nth(first.year, first.month, day, min(count, 4))
            if count == 5 and found + timedelta(7) <= last:
                found += timedelta(7)
            return Point(k - at + inner.words, calendar.day(found))
        start = first + timedelta(7 * (count - 1)) if count < 5 else last - timedelta(6)
        return Point(k - at + inner.words, (start, start + timedelta(6)))

    def _in(self, row: Sequence[Token], at: int, _strict: bool) -> Point | None:
        """in 2 weeks, within 3 days, 2 wks; a bare number of weeks only after a bound."""
        if at >= len(row):
            return None
        key = row[at].key
        skip = 1 if key in grammar("dates.in") else 0
        number, size = self._count(row, at + skip)
        if number is None or at + skip + size >= len(row):
            return None
        unit = UNITS.get(row[at + skip + size].key)
        if unit not in ("day", "week", "month", "year", "fortnight") and unit is not None:
            return None
        if unit is None:
            return None
        last = at + skip + size + 1
        later = last < len(row) and row[last].key in ("time", "later", "from")
        if (
            not skip
            and not later
            and (
                last < len(row)
                or at == 0
                or row[at - 1].key in ("for", "every", "last", "past", "old")
            )
        ):
            return None
        if not skip and unit == "year":
            return None
        if last < len(row) and row[last].key in ("old", "ago"):
            return None
        if later:
            last += 2 if row[last].key == "from" and last + 1 < len(row) else 1
        return Point(last - at, self._ahead(number, unit))

    def _ahead(self, number: int, unit: str) -> Days | None:
        if self.today is None or number > 400:
            return None
        if unit in ("day", "fortnight"):
            return calendar.day(self.today + timedelta(number * (14 if unit != "day" else 1)))
        if unit == "week":
            return calendar.day(self.today + timedelta(7 * number))
        return calendar.day(calendar.shifted(self.today, number * (12 if unit == "year" else 1)))

    def _count(self, row: Sequence[Token], at: int) -> tuple[int | None, int]:
        if at >= len(row):
            return None, 0
        if (
            row[at].key in ("a", "an")
            and at + 1 < len(row)
            and row[at + 1].key in ("couple", "few")
        ):
            more = 2 + (at + 2 < len(row) and row[at + 2].key == "of")
            return (2 if row[at + 1].key == "couple" else None), more
        if row[at].low.isdecimal() and len(row[at].low) <= 3:
            return int(row[at].low), 1
        found = NUMBERS.get(row[at].key)
        return found, 1

    def _weekday(self, row: Sequence[Token], at: int, strict: bool) -> Point | None:
        which, skip = self._which(row, at)
        if at + skip >= len(row):
            return None
        token = row[at + skip]
        number = DAYS(self.language).get(token.key)
        if number is None or not self._day_like(row, at + skip, bool(skip) or not strict):
            return None
        if at + skip + 1 < len(row) and row[at + skip + 1].key in (
            "school",
            "roast",
            "league",
            "times",
        ):
            return None
        if token.low.endswith("days") and not skip:
            return Point(1, None)
        n = skip + 1
        after = row[at + n].key if at + n < len(row) else ""
        if (
            not which
            and after in WHICH
            and at + n + 1 < len(row)
            and UNITS.get(row[at + n + 1].key) == "week"
        ):
            if self.today is None:
                return Point(n + 2, None)
            return Point(n + 2, calendar.weekday(self.today, number, WHICH[after]))
        if after in PARTS:
            n += 1
        if after == "week" and not which:
            if self.today is None:
                return Point(n + 1, None)
            day = calendar.weekday(self.today, number)[0] + timedelta(7)
            return Point(n + 1, calendar.day(day))
        if not which and after in WHICH and self.language != "en":
            which, n = ("" if WHICH[after] == "next" else WHICH[after]), n + 1
        exact = self._month(row, at + n, True) or self._numeric(row, at + n, True)
        if (
            exact is None
            and at + n < len(row)
            and re.fullmatch(r"\d{1,2}(st|nd|rd|th)?", row[at + n].low)
            and (not row[at + n].low.isdecimal() or at + n + 1 == len(row))
        ):
            exact = self._ordinal(row, at + n, False, plainly=True)
        if exact is not None and exact.days is not None and not exact.clock and exact.words:
            return Point(n + exact.words, exact.days)
        if self.today is None:
            return Point(n, None)
        return Point(n, calendar.weekday(self.today, number, which if which != "coming" else ""))

    def _day_like(self, row: Sequence[Token], at: int, led: bool) -> bool:
        token = row[at]
        if token.key == "sat":
            if at + 1 < len(row) and row[at + 1].key in PARTS:
                return True
            return token.capital or led or (at + 1 >= len(row) and at > 0)
        if token.key in grammar("dates.day_like"):
            return token.capital or (led and token.key != "so")
        if token.key == "wed":
            return (
                token.capital
                or led
                or at > 0
                or (at + 1 < len(row) and row[at + 1].low[:1].isdecimal())
            )
        return True

    def _unit(self, row: Sequence[Token], at: int, strict: bool) -> Point | None:
        """next week, this month, end of year, week of 19 Oct, wk 42, the weekend, summer."""
        keys = [t.key for t in row[at : at + 5]]
        part = edge_part(row[at])
        n = 1 if part else 0
        while (
            part
            and n < len(keys)
            and keys[n] in grammar("dates.unit")
            and keys[n] not in WHICH
            and not keys[n].startswith("q")
        ):
            n += 1
        which = ""
        if n < len(keys) and keys[n] in WHICH:
            which, n = WHICH[keys[n]], n + 1
        if n >= len(keys):
            return None
        quarter = QUARTER.match(row[at + n].low)
        if part and quarter:
            inner = self._quarter(row, at + n, quarter)
            days = None if inner.days is None else calendar.part(inner.days, part)
            return Point(n + inner.words, days)
        if keys[n] in SEASONS and (which or part or not strict or n == 0):
            dated = n + 1 < len(keys) and re.fullmatch(r"'?\d\d|20\d\d", row[at + n + 1].low)
            if (
                keys[n] in ("spring", "fall", "winter", "summer")
                and n == 0
                and strict
                and not dated
            ):
                return None
            more = n + 1
            if more < len(keys) and re.fullmatch(r"'?\d\d|20\d\d", row[at + more].low):
                more += 1
            return Point(more, None)
        unit = UNITS.get(keys[n])
        if unit is None or (keys[n] == "we" and self.language != "de"):
            return None
        n += 1
        if not which and n < len(keys) and keys[n] in WHICH and self.language != "en":
            which, n = WHICH[keys[n]], n + 1
        elif unit == "week" and n + 1 < len(keys) and keys[n] == "after" and keys[n + 1] == "next":
            return Point(n + 2, None if self.today is None else calendar.week(self.today, 2))
        if not which and keys[n : n + 2] in (["que", "viene"], ["que", "vem"]):
            which, n = "next", n + 2
        if unit == "week" and not which and n < len(keys):
            return self._numbered_week(row, at, n, part)
        if unit == "weekend":
            if self.today is None:
                return Point(n, None)
            ahead = {"next": 1, "last": -1}.get(which, 0)
            return Point(n, calendar.weekend(self.today, ahead))
        if not which and not part:
            return None
        if self.today is None:
            return Point(n, None)
        days = self._period(unit, which)
        if days is None:
            return None
        if unit == "week" and n < len(keys) and keys[n] in DAYS(self.language) and not part:
            return Point(n + 1, calendar.day(days[0] + timedelta(DAYS(self.language)[keys[n]])))
        if n < len(keys) and keys[n] in PARTS:
            n += 1
        if part and unit == "week" and part == "end":
            return Point(n, calendar.day(days[0] + timedelta(4)))
        if part and unit == "week":
            return Point(
                n,
                {
                    "early": (days[0], days[0] + timedelta(1)),
                    "mid": (days[0] + timedelta(1), days[0] + timedelta(3)),
                }.get(part, (days[0] + timedelta(3), days[0] + timedelta(4))),
            )
        return Point(n, calendar.part(days, part) if part else days)

    def _numbered_week(self, row: Sequence[Token], at: int, n: int, part: str) -> Point | None:
        """wk 42 (ISO 8601), week of 19 Oct, wk beg 19th."""
        number = row[at + n].low
        if number.isdecimal() and 1 <= int(number) <= 53 and not part:
            if self.today is None:
                return Point(n + 1, None)
            for year in (self.today.year, self.today.year + 1):
                try:
                    monday = date.fromisocalendar(year, int(number), 1)
                except ValueError:
                    continue
                if monday + timedelta(6) >= self.today:
                    return Point(n + 1, (monday, monday + timedelta(6)))
        while at + n < len(row) and row[at + n].key in grammar("dates.numbered_week"):
            n += 1
        if at + n >= len(row):
            return None
        inner = (
            self._month(row, at + n, False)
            or self._numeric(row, at + n, False)
            or self._ordinal(row, at + n, False)
        )
        if inner is None or inner.days is None:
            return None
        return Point(n + inner.words, calendar.week(inner.days[0], 0))

    def _period(self, unit: str, which: str) -> Days | None:
        today = self.today
        assert today is not None
        ahead = {"next": 1, "last": -1, "coming": 1, "after": 2}.get(which, 0)
        if unit == "week":
            return calendar.week(today, ahead)
        if unit == "month":
            moved = calendar.shifted(today.replace(day=1), ahead)
            return calendar.month(moved.year, moved.month)
        if unit == "quarter":
            first = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
            moved = calendar.shifted(first, 3 * ahead)
            return calendar.months(moved.year, moved.month, 3)
        if unit == "year":
            return date(today.year + ahead, 1, 1), date(today.year + ahead, 12, 31)
        if unit == "day" and which in ("next", ""):
            return calendar.day(today + timedelta(which == "next"))
        return None
