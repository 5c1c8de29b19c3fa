"""The times that a note names, and the fact that each of them is said of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.domain.note import When
from service.notes.dates import Clock, when
from service.notes.tagger import Tagged
from service.notes.tokens import Token

_ACROSS = 20
"""What the end of a line or a sentence between a time and a fact counts, in characters."""
_COMMA = 5


@dataclass(frozen=True, slots=True)
class Named:
    """Characters ``start:end`` name a time; ``clock``: hours of no day."""

    start: int
    end: int
    when: When
    clock: bool

    @property
    def vague(self) -> bool:
        return self.clock or (self.when.start is None and self.when.end is None)


def named(text: str, found: Sequence[Token], clock: Clock) -> tuple[Named, ...]:
    """The times in ``text``, whose words and marks are ``found``."""
    out: list[Named] = []
    for row in _rows(text, found):
        for time in clock.times(row):
            start, end = row[time.first].start, row[time.last - 1].end
            out.append(Named(start, end, when(text, row, time), time.clock))
    return tuple(out)


def _rows(text: str, found: Sequence[Token]) -> Iterator[list[Token]]:
    """Words that stand together with no mark or line end between."""
    row: list[Token] = []
    for token in found:
        apart = bool(row) and "\n" in text[row[-1].end : token.start]
        if row and (token.mark or apart):
            yield row
            row = []
        if not token.mark:
            row.append(token)
    if row:
        yield row


def owned(text: str, facts: Sequence[Tagged], times: Sequence[Named]) -> tuple[list[Named], ...]:
    """The times of each of ``facts``: those in it; and where it has none the one beside it."""
    out: tuple[list[Named], ...] = tuple([] for _ in facts)
    loose: list[Named] = []
    for time in times:
        around = (i for i, f in enumerate(facts) if f.start < time.end and time.start < f.end)
        inside = next(around, None)
        if inside is None:
            loose.append(time)
        else:
            out[inside].append(time)
    for time in loose:
        beside = [
            (_distance(text, f, time), i)
            for i, f in enumerate(facts)
            if not out[i] or out[i][-1].vague
        ]
        near, nearest = min(beside, default=(_ACROSS, 0))
        if near < _ACROSS:
            out[nearest].append(time)
    return out


def _distance(text: str, fact: Tagged, time: Named) -> int:
    """Characters between; times mostly follow what they are said of."""
    after = fact.end <= time.start
    gap = text[fact.end : time.start] if after else text[time.end : fact.start]
    firm = "\n" in gap or any(mark in gap for mark in ".;!?")
    return len(gap) + _ACROSS * firm + _COMMA * ("," in gap) + 2 * (not after)
