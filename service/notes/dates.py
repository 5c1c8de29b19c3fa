"""Words of time in a row of words into the days they mean, counted from the day of the note."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from service.domain.note import When
from service.notes import calendar
from service.notes.calendar import Days
from service.notes.lexicon import grammar
from service.notes.timewords import (
    ABROAD,
    BOUNDS,
    COUNTS,
    DAYS,
    EDGES,
    EVERY,
    FEASTS,
    FILLERS,
    MONTHS,
    NUMBERS,
    PARTS,
    PAST,
    SEASONS,
    SINCE,
    UNITS,
    VAGUE,
    WHICH,
    WORDS_TODAY,
)  # fmt: skip
from service.notes.tokens import Token

_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?$", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm|a|p|h|uhr|hrs)$|\d{1,2}:\d\d$|\d{1,2}h\d\d$|noon$|midday$|midnight$", re.IGNORECASE)  # fmt: skip
_NUMERIC = re.compile(r"(\d{1,4})([/.\-])(\d{1,2})(?:\2(\d{2,4}))?$")
_QUARTER = re.compile(r"([qth])([1-4])(?:[/'’\-](\d{2,4}))?$", re.IGNORECASE)
_YEAR = re.compile(r"(?:'|20)(\d\d)$|(19\d\d)$")
_RANGE = re.compile(r"(\d{1,2})[-–/](\d{1,2})$")


@dataclass(frozen=True, slots=True)
class Occasion:
    """The event at which a card was taken, as far as known."""

    name: str | None = None
    place: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Timed:
    """Words ``first:last`` of a row name a time. ``bound``: ``by``, ``after``, ``until`` …"""

    first: int
    last: int
    start: date | None
    end: date | None
    clock: bool = False


@dataclass(frozen=True, slots=True)
class _Point:
    words: int
    days: Days | None
    clock: bool = False


class Clock:
    """Reads times against the day a note was written, its event and its language."""

    def __init__(self, today: date | None, occasion: Occasion, language: str) -> None:
        self.today, self.occasion, self.language = today, occasion, language
        self._past = False

    def times(self, row: Sequence[Token]) -> tuple[Timed, ...]:
        self._past = any(t.low in PAST for t in row)
        out: list[Timed] = []
        at = 0
        while at < len(row):
            found = self._time(row, at)
            if found is None:
                at += 1
            else:
                out.append(found)
                at = found.last
        return _joined(out, row)

    def _time(self, row: Sequence[Token], first: int) -> Timed | None:
        at, bound = first, ""
        keys = [t.key for t in row]
        foreign = {"na": "nl", "due": "en", "ab": "de", "tot": "nl", "ate": "pt"}
        if (
            keys[at] in BOUNDS
            and foreign.get(keys[at], self.language) == self.language
            and (keys[at] != "before" or first == 0 or keys[first - 1] not in ("at", "worked"))
        ):
            bound = BOUNDS[keys[at]]
            at += 1
            if at < len(keys) and keys[at] in grammar("dates.time"):
                at += 1
        point = self._in(row, at, False)
        while (
            point is None
            and at < len(keys)
            and at - first <= 2
            and keys[at] in FILLERS
            and (self.language != "en" or keys[at] not in ABROAD)
        ):
            at += 1
        if point is None:
            point = self._point(row, at, strict=at == first)
        if point is None:
            return None
        last = at + point.words
        days, clock = point.days, point.clock
        nxt = self._range(row, last) if days is not None and not clock else None
        if nxt is not None and days is not None and nxt.days is not None:
            begun, over = days[0], nxt.days[1]
            if over < begun and (begun - over).days < 7:  # Mon-Wed, written on a Tuesday
                over += timedelta(7)
            if over >= begun:
                days = (begun, over)
            last += nxt.words
        while last < len(row) and _CLOCK.match(row[last].low):
            last += 1
        if days is None:
            return Timed(first, last, None, None, clock)
        start, end = days
        if bound and any(EDGE_PARTS.get(k) == "mid" for k in keys[at:last]):
            start = end = start + (end - start) // 2
        if bound in ("by", "until"):
            return Timed(first, last, None, end, clock)
        if bound == "before":
            return Timed(first, last, None, start, clock)
        if bound == "after":
            return Timed(first, last, end, None, clock)
        if keys[first] in SINCE and self.today is not None and start > self.today:
            start = calendar.shifted(start, -12)
        if bound == "from":
            return Timed(first, last, start, end if nxt is not None else None, clock)
        return Timed(first, last, start, end, clock)

    def _range(self, row: Sequence[Token], at: int) -> _Point | None:
        """A second point after ``-``, ``to``, ``or``, ``/``."""
        if at >= len(row) or at == 0:
            return None
        skip = 0
        if row[at].key in grammar("dates.range"):
            skip = 1
        elif row[at - 1].after not in ("-", "/"):
            return None
        found = self._point(row, at + skip, strict=True)
        if found is None or found.days is None or found.clock:
            return None
        return _Point(found.words + skip, found.days)

    def _point(self, row: Sequence[Token], at: int, strict: bool) -> _Point | None:
        if at >= len(row):
            return None
        for reader in (self._named, self._nth, self._in, self._weekday, self._month, self._numeric, self._unit,
                       self._feast, self._event, self._ordinal, self._clock):  # fmt: skip
            found = reader(row, at, strict)
            if found is not None:
                return found
        return None

    def _named(self, row: Sequence[Token], at: int, strict: bool) -> _Point | None:
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
                return _Point(more, days)
            if name in EDGES:
                return _Point(n, None if today is None else self._edge(EDGES[name]))
            if name in VAGUE:
                return _Point(n, None)
            if name in ("tom am", "tom pm", "tom morning") and row[at].text.islower():
                return _Point(2, None if today is None else calendar.day(today + timedelta(1)))
            if n == 2 and word == "this" and row[at + 1].key in PARTS:
                return _Point(2, None if today is None else calendar.day(today))
            if name in ("asap", "soon", "some time", "sometime", "bientot"):
                return _Point(n, None)
        if word in EVERY and at + 1 < len(row):
            nxt = row[at + 1].key
            if nxt == "other" and at + 2 < len(row):
                return _Point(3, None)
            if nxt in DAYS(self.language) or nxt in UNITS or nxt in SEASONS:
                return _Point(2, None)
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

    def _nth(self, row: Sequence[Token], at: int, strict: bool) -> _Point | None:
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
            return _Point(k - at + inner.words, calendar.day(found))
        start = first + timedelta(7 * (count - 1)) if count < 5 else last - timedelta(6)
        return _Point(k - at + inner.words, (start, start + timedelta(6)))

    def _in(self, row: Sequence[Token], at: int, strict: bool) -> _Point | None:
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
        return _Point(last - at, self._ahead(number, unit))

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

    def _weekday(self, row: Sequence[Token], at: int, strict: bool) -> _Point | None:
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
            return _Point(1, None)
        n = skip + 1
        after = row[at + n].key if at + n < len(row) else ""
        if (
            not which
            and after in WHICH
            and at + n + 1 < len(row)
            and UNITS.get(row[at + n + 1].key) == "week"
        ):
            if self.today is None:
                return _Point(n + 2, None)
            return _Point(n + 2, calendar.weekday(self.today, number, WHICH[after]))
        if after in PARTS:
            n += 1
        if after == "week" and not which:
            if self.today is None:
                return _Point(n + 1, None)
            day = calendar.weekday(self.today, number)[0] + timedelta(7)
            return _Point(n + 1, calendar.day(day))
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
            return _Point(n + exact.words, exact.days)
        if self.today is None:
            return _Point(n, None)
        return _Point(n, calendar.weekday(self.today, number, which if which != "coming" else ""))

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

    def _which(self, row: Sequence[Token], at: int) -> tuple[str, int]:
        found = WHICH.get(row[at].key)
        return (found, 1) if found else ("", 0)

    def _month(self, row: Sequence[Token], at: int, strict: bool) -> _Point | None:
        """June, early June, June 3, 3 June, 3-5 June, June 2027, next June."""
        if at >= len(row):
            return None
        which, skip = self._which(row, at)
        part = _edge_part(row[at + skip]) if at + skip < len(row) else ""
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
                return _Point(n + both.words, both.days)
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
        return _Point(n + more, days)

    def _two_days(self, row: Sequence[Token], at: int, names: dict[str, int]) -> _Point | None:
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
        return _Point(k + 2 - at, (start[0], end[1]))

    def _dates(
        self, row: Sequence[Token], at: int, n: int, month: int, day: re.Match[str]
    ) -> _Point | None:
        year, more = self._year(row, at + n)
        first = calendar.dated(self.today, month, int(day.group(1)), year)
        if first is None:
            return _Point(n + more, None) if self.today is None else None
        if day.group(2):
            last = calendar.dated(self.today, month, int(day.group(2)), first[0].year)
            if last is not None and last[0] >= first[0]:
                first = (first[0], last[0])
        return _Point(n + more, first)

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

    def _numeric(self, row: Sequence[Token], at: int, strict: bool) -> _Point | None:
        """3/15, 15.3., 2027-03-15: month first in English, unless it can be none."""
        if at >= len(row):
            return None
        word = row[at].low
        quarter = _QUARTER.match(word)
        if quarter and quarter.group(1) in "qth" and quarter.group(0) == word:
            return self._quarter(row, at, quarter)
        yearly = re.fullmatch(r"(0?[1-9]|1[0-2])/(20\d\d)", word)
        if yearly:
            return _Point(1, calendar.month(int(yearly.group(2)), int(yearly.group(1))))
        found = _NUMERIC.match(word)
        if found is None:
            return None
        a, sep, b, year = found.groups()
        x, y = int(a), int(b)
        if len(a) == 4:
            if year is None or not 1 <= y <= 12:
                return None
            exact = calendar.dated(self.today, y, int(year), x)
            return _Point(1, exact) if exact else None
        if (
            sep != "/"
            and year is None
            and (self.language == "en" or strict and sep == "-" or sep == "-")
        ):
            return None
        when = None if year is None else int(year) + (2000 if len(year) == 2 else 0)
        english = self.language == "en" and sep == "/"
        orders = ((x, y), (y, x)) if english else ((y, x), (x, y))
        for month, day in orders:
            if 1 <= month <= 12 and 1 <= day <= 31:
                if self.today is None and when is None:
                    return _Point(1, None)
                exact = calendar.dated(self.today, month, day, when)
                if exact is not None:
                    return _Point(1, exact)
        return None

    def _quarter(self, row: Sequence[Token], at: int, found: re.Match[str]) -> _Point:
        kind, number = found.group(1).lower(), int(found.group(2))
        count = 6 if kind == "h" else 3
        first = (number - 1) * count + 1
        if first > 12 or kind == "t" and self.language not in ("fr", "es", "it", "pt"):
            return _Point(1, None)
        year, more = self._year(row, at + 1)
        if found.group(3):
            year = int(found.group(3)) % 100 + 2000
        if year is not None:
            return _Point(1 + more, calendar.months(year, first, count))
        if self.today is None:
            return _Point(1, None)
        return _Point(1, calendar.upcoming(self.today, first, count))

    def _unit(self, row: Sequence[Token], at: int, strict: bool) -> _Point | None:
        """next week, this month, end of year, week of 19 Oct, wk 42, the weekend, summer."""
        keys = [t.key for t in row[at : at + 5]]
        part = _edge_part(row[at])
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
        quarter = _QUARTER.match(row[at + n].low)
        if part and quarter:
            inner = self._quarter(row, at + n, quarter)
            days = None if inner.days is None else calendar.part(inner.days, part)
            return _Point(n + inner.words, days)
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
            return _Point(more, None)
        unit = UNITS.get(keys[n])
        if unit is None or (keys[n] == "we" and self.language != "de"):
            return None
        n += 1
        if not which and n < len(keys) and keys[n] in WHICH and self.language != "en":
            which, n = WHICH[keys[n]], n + 1
        elif unit == "week" and n + 1 < len(keys) and keys[n] == "after" and keys[n + 1] == "next":
            return _Point(n + 2, None if self.today is None else calendar.week(self.today, 2))
        if not which and keys[n : n + 2] in (["que", "viene"], ["que", "vem"]):
            which, n = "next", n + 2
        if unit == "week" and not which and n < len(keys):
            return self._numbered_week(row, at, n, part)
        if unit == "weekend":
            if self.today is None:
                return _Point(n, None)
            ahead = {"next": 1, "last": -1}.get(which, 0)
            return _Point(n, calendar.weekend(self.today, ahead))
        if not which and not part:
            return None
        if self.today is None:
            return _Point(n, None)
        days = self._period(unit, which)
        if days is None:
            return None
        if unit == "week" and n < len(keys) and keys[n] in DAYS(self.language) and not part:
            return _Point(n + 1, calendar.day(days[0] + timedelta(DAYS(self.language)[keys[n]])))
        if n < len(keys) and keys[n] in PARTS:
            n += 1
        if part and unit == "week" and part == "end":
            return _Point(n, calendar.day(days[0] + timedelta(4)))
        if part and unit == "week":
            return _Point(
                n,
                {
                    "early": (days[0], days[0] + timedelta(1)),
                    "mid": (days[0] + timedelta(1), days[0] + timedelta(3)),
                }.get(part, (days[0] + timedelta(3), days[0] + timedelta(4))),
            )
        return _Point(n, calendar.part(days, part) if part else days)

    def _numbered_week(self, row: Sequence[Token], at: int, n: int, part: str) -> _Point | None:
        """wk 42 (ISO 8601), week of 19 Oct, wk beg 19th."""
        number = row[at + n].low
        if number.isdecimal() and 1 <= int(number) <= 53 and not part:
            if self.today is None:
                return _Point(n + 1, None)
            for year in (self.today.year, self.today.year + 1):
                try:
                    monday = date.fromisocalendar(year, int(number), 1)
                except ValueError:
                    continue
                if monday + timedelta(6) >= self.today:
                    return _Point(n + 1, (monday, monday + timedelta(6)))
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
        return _Point(n + inner.words, calendar.week(inner.days[0], 0))

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

    def _feast(self, row: Sequence[Token], at: int, strict: bool) -> _Point | None:
        which, skip = self._which(row, at)
        keys = [t.key for t in row[at + skip : at + skip + 3]]
        for n in (2, 1):
            name = " ".join(keys[:n])
            if len(keys) >= n and name in FEASTS:
                eve = len(keys) > n and keys[n] == "eve"
                if self.today is None:
                    return _Point(skip + n + eve, None)
                days = calendar.feast(self.today, FEASTS[name])
                if days is not None and eve:
                    days = calendar.day(days[0] - timedelta(1))
                if (
                    strict
                    and not eve
                    and not skip
                    and len(row) - at > n
                    and FEASTS[name] in ("christmas", "xmas")
                ):
                    return None
                return _Point(skip + n + eve, days)
        return None

    def _event(self, row: Sequence[Token], at: int, strict: bool) -> _Point | None:
        """day 2, last day of the show, after SXSW."""
        start, end = self.occasion.starts_on, self.occasion.ends_on
        if row[at].key == "day" and at + 1 < len(row) and row[at + 1].low in "123456789":
            if start is None:
                return None
            return _Point(2, calendar.day(start + timedelta(int(row[at + 1].low) - 1)))
        if (
            strict
            or start is None
            or end is None
            or not any(t.key in grammar("dates.event") for t in row[max(0, at - 2) : at])
        ):
            return None
        name = [t.casefold() for t in (self.occasion.name or "").split()]
        if row[at].key in grammar("dates.event.2"):
            return _Point(1, (start, end))
        if name and [t.low for t in row[at : at + len(name)]] == name:
            return _Point(len(name), (start, end))
        return None

    def _ordinal(
        self, row: Sequence[Token], at: int, strict: bool, plainly: bool = False
    ) -> _Point | None:
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
            return _Point(1, None)
        for ahead in range(3):
            month = calendar.shifted(self.today.replace(day=1), ahead)
            exact = calendar.dated(self.today, month.month, number, month.year)
            if exact is not None and exact[0] >= self.today:
                return _Point(1, exact)
        return None

    def _clock(self, row: Sequence[Token], at: int, strict: bool) -> _Point | None:
        if _CLOCK.match(row[at].low):
            return _Point(1, None, clock=True)
        if (
            row[at].low.isdecimal()
            and at + 1 < len(row)
            and row[at + 1].key in grammar("dates.clock")
        ):
            return _Point(2, None, clock=True)
        found = _YEAR.match(row[at].low)
        if found and not strict and row[at].low[:1] in "'12" and len(row[at].low) in (3, 4):
            year = int(found.group(2)) if found.group(2) else 2000 + int(found.group(1))
            return _Point(1, (date(year, 1, 1), date(year, 12, 31)))
        return None


EDGE_PARTS = {"early": "early", "beginning": "early", "start": "early", "mid": "mid", "mi": "mid", "half": "mid", "middle": "mid", "late": "late", "end": "end", "anfang": "early", "mitte": "mid", "ende": "end", "debut": "early", "fin": "end", "finale": "end", "fine": "end", "inizio": "early", "principio": "early", "final": "end", "mediado": "mid", "begin": "early", "eind": "end", "meta": "mid", "inicio": "early", "fim": "end"}  # fmt: skip


def _edge_part(token: Token) -> str:
    """``end`` of a month; not ``ends`` nor ``starts``, which are verbs."""
    return EDGE_PARTS.get(token.key, "") if token.low not in ("ends", "starts", "begins") else ""


def _joined(found: list[Timed], row: Sequence[Token]) -> tuple[Timed, ...]:
    """A clock time beside a day is part of it."""
    out: list[Timed] = []
    for timed in found:
        before = out[-1] if out else None
        if (
            before is not None
            and timed.first - before.last <= 1
            and (timed.clock or before.clock)
            and (
                timed.first == before.last or row[before.last].key in ("at", "@", "um", "à", "alle")
            )
        ):
            day = before if timed.clock else timed
            out[-1] = Timed(
                before.first, timed.last, day.start, day.end, before.clock and timed.clock
            )
        else:
            out.append(timed)
    return tuple(out)


def when(text: str, row: Sequence[Token], timed: Timed) -> When:
    words = " ".join(text[row[timed.first].start : row[timed.last - 1].end].split())
    for lead in ("on ", "in ", "at ", "@ "):
        words = words.removeprefix(lead)
    return When(words, timed.start, timed.end)
