"""One clause made ready for reading: its times set aside, its doubts and denials noted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from service.domain.note import Certainty, FacetKind, When
from service.notes.clauses import Clause
from service.notes.dates import Clock, Timed, when
from service.notes.lexicon import Lexicon, grammar, lexicon
from service.notes.tokens import Token

STOP = lexicon("small", "stop")
TRIM = lexicon("small", "trim")
_NO = lexicon("small", "negation")
_HEDGE = lexicon("small", "hedge")
_SUBJECT = lexicon("small", "subject")
_LABELS = grammar("part.labels")
_ITS_OWN = grammar("part.its_own")


@dataclass(frozen=True, slots=True)
class Part:
    """A clause to be read. ``row``: its words without those of time. ``keys``: their keys.
    ``time``: what they named. ``ordinal``: which clause of the note it is."""

    text: str
    clause: Clause
    row: tuple[Token, ...]
    keys: tuple[str, ...]
    time: When | None
    timed: tuple[Token, ...]
    certainty: Certainty
    ordinal: int
    language: str
    box: bool = False
    clock: bool = False

    def value(self, first: int = 0, last: int | None = None) -> str:
        """Words ``first:last`` as written, without what trims off both ends."""
        first, last = self.trimmed(first, len(self.row) if last is None else last)
        return written(self.text, self.row[first:last])

    def trimmed(self, first: int, last: int) -> tuple[int, int]:
        while (
            first < last
            and self.keys[first] in TRIM
            and self.row[first].after != "-"
            and self.row[first].text not in ("IT", "US", "I")
        ):
            first += 1
        while (
            last > first
            and self.keys[last - 1] in TRIM
            and not (self.row[last - 1].text.isupper() and last - 1 > first)
        ):
            last -= 1
        return first, last

    def content(self, first: int = 0, last: int | None = None) -> list[int]:
        """Places of the words that carry meaning."""
        return [
            i
            for i in range(first, len(self.row) if last is None else last)
            if self.keys[i] not in STOP or self.row[i].text in ("IT", "US")
        ]

    def key_plain(self, at: int) -> bool:
        """Whether a word that ends in ``s`` is no third person: ``discuss``, ``congrats``."""
        return self.row[at].low == self.keys[at] or self.row[at].text.isupper()

    def negation(self) -> tuple[int, int] | None:
        return _NO.first(self.keys)

    def has(self, lexicon: Lexicon, first: int = 0) -> tuple[int, int] | None:
        found = lexicon.first(self.keys[first:])
        return None if found is None else (found[0] + first, found[1] + first)

    def begins(self) -> int:
        """Where the clause begins once ``he is``, ``has a``, ``also`` are passed over."""
        at = 0
        while at < len(self.keys):
            n = max(_SUBJECT.length(self.keys, at), _HEDGE.length(self.keys, at))
            if not n or at + n >= len(self.keys):
                break
            at += n
        return at

    def names(self, first: int = 0) -> Iterator[int]:
        """Places of words that look like somebody's name."""
        given = lexicon("names", "given")
        for i in range(first, len(self.row)):
            token = self.row[i]
            if token.capital and (token.key in given or token.low in given or not self._first(i)):
                yield i

    def _first(self, i: int) -> bool:
        return i == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A facet before its number: words ``first:last`` of a part. ``weak``: a guess from the
    shape alone, ready to be taken as the rest of the fact before it. ``listing``: commas after it
    go on with the same matter. ``sure``: 0..1, how often such a reading is right, a guess."""

    kind: FacetKind
    part: Part
    first: int
    last: int
    topic: str | None = None
    about: str = "contact"
    negated: bool = False
    sensitive: bool = False
    weak: bool = False
    question: bool = False
    time: bool = True
    sure: float = 0.9
    listing: bool = False
    extra: tuple[tuple[Part, int, int], ...] = field(default=())

    @property
    def value(self) -> str:
        said = [self.part.value(self.first, self.last)]
        said += [p.value(a, b) for p, a, b in self.extra]
        return " ".join(s for s in said if s)

    def joined(self, other: Draft) -> Draft:
        ours = self.part
        if ours.time is None and other.part.time is not None:
            ours = replace(ours, time=other.part.time, timed=other.part.timed)
        added = (other.part, other.first, other.last)
        return replace(self, part=ours, extra=(*self.extra, added, *other.extra))


def written(text: str, row: tuple[Token, ...]) -> str:
    """Words as they stand, joined by blanks unless a hyphen or a slash joins them."""
    out = ""
    for i, token in enumerate(row):
        if i:
            gap = text[row[i - 1].end : token.start]
            out += gap if gap in ("-", "/", "'", "’", "&", "") or gap == "=" else " "
        out += token.text
    return out


def part(text: str, clause: Clause, clock: Clock, ordinal: int, language: str) -> Part:
    """A clause with labels and doubts passed over, times set aside."""
    row = clause.tokens
    while len(row) > 1 and row[0].key in _LABELS and row[0].after == ":":
        row = row[1:]
    certainty: Certainty = "question" if clause.asked else "stated"
    if _HEDGE.first([t.key for t in row]):
        certainty = "question"
    times = clock.times(row)
    main = _chosen(times)
    taken = {i for t in times for i in range(t.first, t.last)} if main else set()
    kept = tuple(t for i, t in enumerate(row) if i not in taken)
    return Part(
        text=text,
        clause=clause,
        row=kept,
        keys=tuple(t.key for t in kept),
        time=when(text, row, main) if main else None,
        timed=tuple(row[main.first : main.last]) if main else (),
        certainty=certainty,
        ordinal=ordinal,
        language=language,
        box=clause.lead == "box",
        clock=main is not None and main.clock,
    )


def _chosen(times: tuple[Timed, ...]) -> Timed | None:
    """The time that tells most: days before hours."""
    return min(times, key=lambda t: (t.clock, t.start is None and t.end is None), default=None)
