"""Words of time in a row of words into the days they mean, counted from the day of the note."""

# A grammar is a list of cases: its rules branch and return as often as there are cases.
# ruff: noqa: PLR0911, PLR0912

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from service.domain.note import When
from service.notes import calendar
from service.notes.lexicon import grammar
from service.notes.months import EDGE_PARTS, Occasion, Point
from service.notes.timewords import (
    ABROAD,
    BOUNDS,
    FEASTS,
    FILLERS,
    PAST,
    SINCE,
)
from service.notes.tokens import Token
from service.notes.weeks import Weeks

_CLOCK = re.compile(r"\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm|a|p|h|uhr|hrs)$|\d{1,2}:\d\d$|\d{1,2}h\d\d$|noon$|midday$|midnight$", re.IGNORECASE)  # fmt: skip

_YEAR = re.compile(r"(?:'|20)(\d\d)$|(19\d\d)$")

_RANGE = re.compile(r"(\d{1,2})[-–/](\d{1,2})$")


__all__ = ["Clock", "Occasion", "Timed", "when"]


@dataclass(frozen=True, slots=True)
class Timed:
    """Words ``first:last`` of a row name a time. ``bound``: ``by``, ``after``, ``until`` …"""

    first: int
    last: int
    start: date | None
    end: date | None
    clock: bool = False


class Clock(Weeks):
    """Reads times against the day a note was written, its event and its language."""

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

    def _range(self, row: Sequence[Token], at: int) -> Point | None:
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
        return Point(found.words + skip, found.days)

    def _point(self, row: Sequence[Token], at: int, strict: bool) -> Point | None:
        if at >= len(row):
            return None
        for reader in (self._named, self._nth, self._in, self._weekday, self._month, self._numeric, self._unit,
                       self._feast, self._event, self._ordinal, self._clock):  # fmt: skip
            found = reader(row, at, strict)
            if found is not None:
                return found
        return None

    def _feast(self, row: Sequence[Token], at: int, strict: bool) -> Point | None:
        _, skip = self._which(row, at)
        keys = [t.key for t in row[at + skip : at + skip + 3]]
        for n in (2, 1):
            name = " ".join(keys[:n])
            if len(keys) >= n and name in FEASTS:
                eve = len(keys) > n and keys[n] == "eve"
                if self.today is None:
                    return Point(skip + n + eve, None)
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
                return Point(skip + n + eve, days)
        return None

    def _event(self, row: Sequence[Token], at: int, strict: bool) -> Point | None:
        """day 2, last day of the show, after SXSW."""
        start, end = self.occasion.starts_on, self.occasion.ends_on
        if row[at].key == "day" and at + 1 < len(row) and row[at + 1].low in "123456789":
            if start is None:
                return None
            return Point(2, calendar.day(start + timedelta(int(row[at + 1].low) - 1)))
        if (
            strict
            or start is None
            or end is None
            or not any(t.key in grammar("dates.event") for t in row[max(0, at - 2) : at])
        ):
            return None
        name = [t.casefold() for t in (self.occasion.name or "").split()]
        if row[at].key in grammar("dates.event.2"):
            return Point(1, (start, end))
        if name and [t.low for t in row[at : at + len(name)]] == name:
            return Point(len(name), (start, end))
        return None

    def _clock(self, row: Sequence[Token], at: int, strict: bool) -> Point | None:
        if _CLOCK.match(row[at].low):
            return Point(1, None, clock=True)
        if (
            row[at].low.isdecimal()
            and at + 1 < len(row)
            and row[at + 1].key in grammar("dates.clock")
        ):
            return Point(2, None, clock=True)
        found = _YEAR.match(row[at].low)
        if found and not strict and row[at].low[:1] in "'12" and len(row[at].low) in (3, 4):
            year = int(found.group(2)) if found.group(2) else 2000 + int(found.group(1))
            return Point(1, (date(year, 1, 1), date(year, 12, 31)))
        return None


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
