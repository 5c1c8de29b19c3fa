"""A note's words into typed facts: who it is about, what, when, and how sure.

Two readers of notes look at every one. The tagger, a small network, knows how notes speak, and is
right where it is sure; a grammar of clauses over word lists knows what plain words mean. What the
tagger is sure of stands, then the grammar's facts, then what the tagger only thinks likely.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from service.domain.note import Facet, Span
from service.notes.dates import Clock, Occasion
from service.notes.parsed import parsed_facets
from service.notes.tagged import tagged_facets
from service.notes.tongue import language_of

SURE, LIKELY = 0.75, 0.5
"""The tagger's belief from which its word goes before the grammar's, and counts after it."""


def facets(
    transcript: str,
    captured_at: date | None = None,
    event: Occasion | None = None,
    words: Sequence[tuple[Span, float]] | None = None,
    language: str | None = None,
) -> tuple[Facet, ...]:
    """The facts of a note, in its order, ``f1``, ``f2`` and so on.

    ``words``: places of decoded words in the transcript with the decoder's belief in each; what
    it could not read gives nothing. ``captured_at``: the day that times are counted from.
    """
    clock = Clock(captured_at, event or Occasion(), language or language_of(transcript))
    tagged = tagged_facets(transcript, clock, words)
    if words is not None and not tagged:
        return ()  # print taken for ink has words that the grammar knows; how notes speak it has not
    told = combined(tagged, parsed_facets(transcript, clock, words))
    return tuple(replace(f, id=f"f{i}") for i, f in enumerate(told, start=1))


def combined(tagged: Sequence[Facet], parsed: Sequence[Facet]) -> list[Facet]:
    """Those of both in the note's order; of two over the same words the one to be trusted more."""
    told: list[Facet] = []
    for fact in tagged:
        if fact.confidence >= SURE:
            told += _free(_agreed(fact, parsed), told)
    told += _free(parsed, told)
    told += _free([f for f in tagged if LIKELY <= f.confidence < SURE], told)
    return sorted(told, key=lambda f: (f.span.start, f.span.end))


def _agreed(fact: Facet, parsed: Sequence[Facet]) -> list[Facet]:
    """``fact``; in the grammar's words where it says the same of them, or several things: it cuts
    finer."""
    same = [f for f in parsed if _overlap(f.span, fact.span)]
    alike = all((f.kind, f.negated) == (fact.kind, fact.negated) for f in same)
    if not same or (not alike and len(same) == 1):
        return [fact]
    return [replace(f, confidence=max(f.confidence, fact.confidence)) for f in same]


def _free(facets: Sequence[Facet], told: Sequence[Facet]) -> list[Facet]:
    return [f for f in facets if not any(_overlap(f.span, t.span) for t in told)]


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end
