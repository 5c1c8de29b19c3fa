"""The facts that a grammar of clauses over word lists finds in a note, as facets."""

# A grammar is a list of cases: its rules branch and return as often as there are cases.
# ruff: noqa: PLR0911

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from service.domain.note import Facet, Span, When
from service.notes import (
    family,
    food,
    guess,
    likes,
    looks,
    meeting,
    moods,
    pets,
    printed,
    promises,
    topics,
    work,
)  # fmt: skip
from service.notes.clauses import Clause, believed, clauses
from service.notes.dates import Clock
from service.notes.part import Draft, Part, part

READERS: tuple[Callable[[Part], list[Draft]], ...] = (
    topics.talked, promises.read, guess.cued, meeting.read, meeting.opening, family.read, pets.read, moods.prefers, food.read, topics.life, looks.read,
    promises.arranged, likes.read, moods.read, topics.read, meeting.shape, work.read, guess.place,
    guess.read, guess.mood, topics.asked, guess.deed, topics.shape,
)  # fmt: skip
"""Asked in this order; the first that knows a clause has it."""
LEGIBLE = 0.35
"""Mean belief in a clause's words below which nothing is taken from it."""


def parsed_facets(
    transcript: str, clock: Clock, words: Sequence[tuple[Span, float]] | None = None
) -> tuple[Facet, ...]:
    """In the note's order, unnumbered; ``clock`` says its language. See ``facets``."""
    spoken = clock.language
    found = believed(transcript, words, spoken == "en")
    if printed.whole(transcript, found):
        return ()
    drafts: list[Draft] = []
    row = clauses(transcript, found)
    for ordinal, clause in enumerate(row):
        near = row[max(0, ordinal - 1) : ordinal + 2]
        many = sum(c.lead == "," and c.line == clause.line for c in near if c is not row[0]) > 1
        drafts = attached(drafts, clause, read(transcript, clause, clock, ordinal, spoken), many)
    # What no rule and no list knew would be called work, rightly in one of seven on rendered notes:
    # the transcript keeps it, no fact is made of it.
    known = [d for d in _unlike(drafts) if not (d.weak and d.kind == "work")]
    return tuple(_facet(d) for d in known)


def read(
    text: str, clause: Clause, clock: Clock, ordinal: int, language: str
) -> Part | list[Draft]:
    """What one clause says; the clause itself where it only names a time."""
    ready = part(text, clause, clock, ordinal, language)
    if not ready.content():
        return ready if ready.time is not None else []
    if not _legible(ready) or printed.junk(ready):
        return []
    for reader in READERS:
        drafts = reader(ready)
        if drafts:
            return drafts
    return []


def _legible(ready: Part) -> bool:
    beliefs = [ready.row[i].confidence for i in ready.content()]
    return sum(beliefs) / len(beliefs) >= LEGIBLE


def attached(
    drafts: list[Draft], clause: Clause, found: Part | list[Draft], many: bool = False
) -> list[Draft]:
    """The facts so far with those of the next clause, or with what it adds to the last one."""
    last = drafts[-1] if drafts else None
    if isinstance(found, Part):
        if last is not None and last.part.time is None and not clause.asked and not _denied(found):
            timed = replace(last.part, time=found.time, timed=found.timed)
            return [*drafts[:-1], replace(last, part=timed)]
        return drafts
    if last is not None and found and clause.lead == ")" and family.goes_on(last, found[0]):
        return [*drafts[:-1], family.going_on(last, found[0])]
    if last is not None and len(found) == 1:
        first = found[0]
        if (
            last.listing
            and clause.lead == ","
            and first.part.time is None
            and (first.weak or first.kind in ("work", "other", "interest", "sentiment"))
        ):
            return [*drafts, replace(first, kind="topic", weak=False, listing=True)]
        if clause.lead == "→" and first.kind == "promise" and last.weak:
            moved = replace(first, extra=((last.part, last.first, last.last), *first.extra))
            return [*drafts[:-1], moved]
        merged = (
            (None if many else meeting.joined(last, first))
            or family.joined(last, first)
            or pets.joined(last, first)
            or _rest(last, first, many)
        )
        if merged is not None:
            return [*drafts[:-1], merged]
    return [*drafts, *found]


def _denied(time: Part) -> bool:
    return time.negation() is not None


def _rest(last: Draft, first: Draft, many: bool) -> Draft | None:
    """A weak guess after a dash, a bracket or a single comma is the rest of the fact before."""
    lead = first.part.clause.lead
    row = first.part.row
    if lead == "(" and len(row) <= 2 and all(t.capital and t.text.isalpha() for t in row):
        return last.joined(first)
    soft = (lead == "(" and first.kind in ("work", "topic") and first.part.time is None) or (
        first.weak
        or (first.kind == last.kind == "work" and lead == "→")
        or (
            last.kind == "work"
            and first.kind == "interest"
            and first.sure < 0.85
            and lead in ("-", "(")
        )
    )
    if not soft or first.part.certainty != last.part.certainty or first.negated:
        return None
    if lead in ("-", "(", "→"):
        whole = last.kind != "appearance" and not (last.sensitive and last.kind == "other")
        return last.joined(first) if whole or lead == "(" else None
    if many:
        return None
    if meeting.telling(first.part, first.first):
        return None
    if lead in (",", "/") and last.kind == "work" and not last.extra:
        return last.joined(first)
    few = len(first.part.content()) <= 3
    if (
        lead == ","
        and last.kind in ("interest", "food_drink", "promise", "event")
        and few
        and not last.extra
    ):
        return last.joined(first)
    return None


def recurring(kind: str, when: When | None) -> When | None:
    """``choir Weds``: a habit has no days of the calendar."""
    habit = kind in ("interest", "food_drink", "family", "pet", "sentiment", "other")
    if when is None or not habit or not _WEEKDAYS.fullmatch(when.text):
        return when
    return When(when.text)


_WEEKDAYS = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?(?: (?:am|pm|eve|evening|morning|night)s?)?[ /&+\-]*)+",
    re.IGNORECASE,
)


def _private(draft: Draft) -> bool:
    """Health or belief in a fact of another kind: ``told me about her knee op``."""
    if draft.kind not in ("topic", "family", "promise", "date", "sentiment"):
        return False
    keys = draft.part.keys[draft.first : draft.last]
    return topics.HEALTH.first(keys) is not None or topics.BELIEF.first(keys) is not None


def _unlike(drafts: Iterable[Draft]) -> list[Draft]:
    """Without what says the same twice."""
    out: list[Draft] = []
    for draft in drafts:
        if draft.value and not any(
            (d.kind, d.value.casefold(), d.about)
            == (draft.kind, draft.value.casefold(), draft.about)
            for d in out
        ):
            out.append(draft)
    return out


def _facet(draft: Draft) -> Facet:
    ready = draft.part
    pieces = [
        t
        for p, a, b in ((ready, draft.first, draft.last), *draft.extra)
        for t in p.row[slice(*p.trimmed(a, b))]
    ]
    timed = list(ready.timed) if draft.time else []
    every = [*pieces, *timed]
    when = recurring(draft.kind, ready.time) if draft.time else None
    belief = min((t.confidence for t in pieces), default=1.0)
    return Facet(
        id="",
        kind=draft.kind,
        value=draft.value,
        span=Span(min(t.start for t in every), max(t.end for t in every)),
        topic=draft.topic,
        about=draft.about,
        when=when,
        certainty="question" if draft.question else ready.certainty,
        negated=draft.negated,
        sensitive=draft.sensitive or _private(draft),
        confidence=round(belief * (0.6 if draft.weak else draft.sure), 3),
    )
