"""The note on a card: what the pen wrote, the facts in it, and sentences to begin a follow-up with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from service.domain.evidence import TYPED, Evidence
from service.domain.geometry import Polygon

FacetKind: TypeAlias = Literal[
    "family", "pet", "interest", "food_drink", "work", "place_met", "event", "date",
    "appearance", "promise", "topic", "referral", "sentiment", "other",
]  # fmt: skip
Certainty: TypeAlias = Literal["stated", "question"]
NoteSource: TypeAlias = Literal["ink", "human"]


@dataclass(frozen=True, slots=True)
class NoteWord:
    """A word as decoded. ``confidence``: 0..1, the decoder's share of belief, not calibrated.
    ``alternatives``: other readings of the same ink, likeliest first. ``polygon``: as that of the line's evidence."""

    text: str
    confidence: float
    polygon: Polygon
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One line of handwriting. ``raw``: the recogniser's own reading before any word list.

    The polygon of ``evidence``: four points clockwise from the text's own top left.
    """

    text: str
    raw: str
    confidence: float
    evidence: Evidence
    words: tuple[NoteWord, ...] = ()


@dataclass(frozen=True, slots=True)
class When:
    """A time that a note names: its words, and the first and last day meant where they can be
    told (the same day for one day; None where open or unknown)."""

    text: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start:end`` of the transcript."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One fact of a note.

    ``value``: the fact in the note's own words; ``topic``: what it is about, where that adds
    something (``soccer`` of ``2 kids, soccer``). ``about``: ``contact``, ``me`` (the writer), or
    the name or role of somebody else (``wife``, ``Priya``). ``span``: the words it came from, in
    the transcript. ``confidence``: 0..1. ``evidence``: round those words, ``TYPED`` where typed.
    ``negated``: the note denies it (``no kids``). ``sensitive``: children, health or beliefs.
    """

    id: str
    kind: FacetKind
    value: str
    span: Span
    topic: str | None = None
    about: str = "contact"
    when: When | None = None
    certainty: Certainty = "stated"
    negated: bool = False
    sensitive: bool = False
    confidence: float = 1.0
    evidence: Evidence = TYPED


@dataclass(frozen=True, slots=True)
class Opener:
    """A sentence to begin a follow-up with. ``because``: ids of the facets it rests on."""

    text: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What was written on a card. ``source``: who vouches for ``transcript``: the ink as decoded,
    or a person who corrected it (``lines`` keep the ink's reading). ``language``: BCP 47."""

    transcript: str
    confidence: float
    source: NoteSource = "ink"
    language: str = "en"
    lines: tuple[NoteLine, ...] = ()
    facets: tuple[Facet, ...] = ()
    openers: tuple[Opener, ...] = ()

    def shareable(self) -> str:
        """The transcript without the lines that hold a sensitive facet."""
        kept: list[str] = []
        at = 0
        for line in self.transcript.split("\n"):
            end = at + len(line)
            if not any(f.sensitive and f.span.start < end and f.span.end > at for f in self.facets):
                kept.append(line)
            at = end + 1
        return "\n".join(kept)
