"""The facts that the tagger finds in a note, as facets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from service.domain.note import Certainty, Facet, Span
from service.notes.clauses import believed
from service.notes.dates import Clock
from service.notes.lexicon import Lexicon, lexicon
from service.notes.parsed import LEGIBLE, recurring
from service.notes.part import STOP, written
from service.notes.tagger import Tagged, tagged
from service.notes.times import Named, named, owned
from service.notes.tokens import Token
from service.notes.topics import BELIEF, HEALTH

YES = 0.5
"""Belief of the tagger from which something is said to be so."""
_TRIM = lexicon("small", "trim")
_DENIAL = lexicon("small", "negation")
_HEDGE = lexicon("small", "hedge")
_LIKING = lexicon("likes")
_PLAY = lexicon("interests", "game", "sport", "music", "craft")
_THING = lexicon("promises", "thing")
_ORDER = lexicon("promises", "verb", "strong")
_CHILD = lexicon("family", "child", "expecting")


def tagged_facets(
    transcript: str, clock: Clock, words: Sequence[tuple[Span, float]] | None = None
) -> tuple[Facet, ...]:
    """In the note's order, unnumbered. See ``facets``."""
    facts = tagged(transcript)
    if not facts:
        return ()
    found = believed(transcript, words, english=False)
    times = owned(transcript, facts, named(transcript, found, clock))
    made = (_facet(transcript, found, fact, mine) for fact, mine in zip(facts, times, strict=True))
    return tuple(f for f in made if f is not None)


def _facet(text: str, found: Sequence[Token], fact: Tagged, times: Sequence[Named]) -> Facet | None:
    """One fact; None where it holds no words, or none that could be read."""
    inside = [t for t in found if fact.start < t.end and t.start < fact.end and not t.mark]
    timeless = [t for t in inside if not any(n.start <= t.start < n.end for n in times)]
    denied = fact.flags["negated"] >= YES
    row = _trimmed(timeless if _lettered(timeless) else inside, denied)
    if fact.kind in ("interest", "food_drink"):
        row = _unliked(row)
    if not _lettered(row) or all(_empty(t.key) for t in row):
        return None
    if sum(t.confidence for t in row) / len(row) < LEGIBLE:
        return None
    if fact.kind == "date" and _ORDER.length([t.key for t in row]):
        fact = replace(fact, kind="promise")  # ``call Tue``: an order with a time is no appointment
    value, topic = _said(text, fact, row)
    ends = [(row[0].start, row[-1].end), *((n.start, n.end) for n in times)]
    return Facet(
        id="",
        kind=fact.kind,
        value=value,
        topic=topic,
        span=Span(min(s for s, _ in ends), max(e for _, e in ends)),
        about=_about(fact, row),
        when=recurring(fact.kind, min(times, key=lambda n: n.vague).when if times else None),
        certainty=_certainty(text, fact, inside),
        negated=denied,
        sensitive=fact.flags["sensitive"] >= YES or _private(fact, [t.key for t in row]),
        confidence=round(fact.sure * min(t.confidence for t in row), 3),
    )


def _lettered(row: Sequence[Token]) -> bool:
    return any(c.isalpha() for t in row for c in t.text)


def _empty(key: str) -> bool:
    """Whether a word alone says nothing: ``never``, ``loves``."""
    return key in STOP or key in _DENIAL or key in _LIKING


def _trimmed(row: Sequence[Token], denied: bool) -> list[Token]:
    """Without the small words at both ends, and without those that only deny."""
    first, last = 0, len(row)
    while first < last - 1 and (row[first].key in _TRIM or (denied and row[first].key in _DENIAL)):
        first += 1
    while last - 1 > first and row[last - 1].key in _TRIM:
        last -= 1
    return list(row[first:last])


def _unliked(row: list[Token]) -> list[Token]:
    """``sailing`` of ``loves sailing``."""
    liking = _LIKING.length([t.key for t in row])
    return _trimmed(row[liking:], denied=False) if liking < len(row) else row


def _said(text: str, fact: Tagged, row: Sequence[Token]) -> tuple[str, str | None]:
    """The value and, of a family or a promise, what it is about: ``2 kids``, ``soccer``."""
    keys = [t.key for t in row]
    known: Lexicon | None = {"family": _PLAY, "promise": _THING}.get(fact.kind)
    hit = known.first(keys[1:]) if known else None
    if hit is None:
        return written(text, tuple(row)), None
    first, last = hit[0] + 1, hit[1] + 1
    topic = written(text, tuple(row[first:last]))
    if fact.kind == "promise" or last < len(row):
        return written(text, tuple(row)), topic
    return written(text, tuple(_trimmed(row[:first], denied=False))), topic


def _about(fact: Tagged, row: Sequence[Token]) -> str:
    if fact.kind == "promise" and fact.flags["third"] < YES:
        return "contact" if fact.flags["theirs"] >= YES else "me"
    if fact.kind == "referral" or fact.flags["third"] >= YES:
        return next((t.text for t in row if t.capital), "contact")
    return "contact"


def _certainty(text: str, fact: Tagged, row: Sequence[Token]) -> Certainty:
    asked = text[fact.end :].lstrip(" ").startswith("?")
    hedged = _HEDGE.first([t.key for t in row]) is not None
    return "question" if asked or hedged or fact.flags["question"] >= YES else "stated"


def _private(fact: Tagged, keys: Sequence[str]) -> bool:
    """Children, health and beliefs by their names: privacy is not left to a network alone."""
    if fact.kind == "family" and _CHILD.first(keys):
        return True
    return fact.kind != "work" and any(x.first(keys) for x in (HEALTH, BELIEF))
