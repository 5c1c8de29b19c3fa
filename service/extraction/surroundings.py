"""What stands round a value on its card → the numbers that tell how far to believe it.

Readers and recognisers are sure of what they took; most wrong titles, organisations and addresses
lack a line that stands right beside them. That shows in what nobody took.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from service.domain.fields import Candidate, Kind, Segment
from service.domain.geometry import Polygon, bounds
from service.domain.text import Line, Reading
from service.extraction import lexicon
from service.extraction.address_parts import STREET, chunks_of, towns
from service.extraction.assign import Assignment
from service.extraction.features import OPEN_END, OPEN_START
from service.extraction.judged import Judged, agreement
from service.extraction.line_scores import KINDS

_FAMILY: Mapping[Kind, tuple[Kind, ...]] = {
    "job_title": ("job_title", "department"),
    "department": ("department", "job_title"),
}
"""Kinds whose parts go on with one another."""
_MARKING = frozenset("pt es fr de pl cs sk hu sv fi da no nb ro tr ca hr lt lv et sl".split())
"""Languages that write marks in most of their longer texts (BCP 47)."""
_MANY = 3
"""Values of one kind from which on a card counts as crowded with them."""


class Surroundings:
    """One side of a card: its lines, its judged parts, and which of these were taken for what."""

    def __init__(
        self,
        reading: Reading,
        lines: Sequence[Line],
        parts: Sequence[Judged],
        assignment: Assignment,
    ) -> None:
        self._width = reading.width
        self._languages = reading.languages
        self._lines = lines
        self._parts = parts
        self._assignment = assignment
        self._taken = {s: c.kind for c in assignment.chosen for s in c.segments}

    @cached_property
    def _card(self) -> dict[str, float]:
        """``calm``: how much of the lines the witness reads alike; ``clear``: the reader's mean
        confidence in its lines, from .8 up; ``crowd``: how many lines, of sixty; ``edges``: share of
        lines that run into the picture's edge. All of the whole side."""
        seen = [agreement(x.text, x.witness.text) for x in self._lines if x.witness is not None]
        sure = [x.confidence for x in self._lines]
        mean = sum(sure) / max(1, len(sure))
        return {
            "calm": sum(seen) / max(1, len(self._lines)),
            "clear": max(0.0, (mean - 0.8) / 0.2),
            "crowd": min(1.0, len(self._lines) / 60),
            "edges": sum(self._at_edge(x.polygon) for x in self._lines) / max(1, len(self._lines)),
        }

    def _at_edge(self, polygon: Polygon) -> bool:
        """Whether a text ends less than a quarter of its height from the picture's left or right
        edge: it may well have begun outside."""
        if not polygon or not self._width:
            return False
        left, top, right, bottom = bounds(polygon)
        return min(left, self._width - right) < 0.25 * min(bottom - top, right - left)

    def of(self, candidate: Candidate) -> dict[str, float]:
        """The signals of a value, each 0..1; of an e-mail, site, profile or phone only the state
        of its card and ``edge``: it runs into the picture's edge.

        ``near``: the best probability that a part beside it, which nobody took, belongs to it;
        ``unsure``: how undecided the most undecided part beside it is; ``partly``: share of its
        segments that letters of something else stand beside on their line; ``others``: further
        values of its kind on this side; ``open``: it begins or ends in mid-phrase; ``words``:
        few to many; ``digits``: share of its characters; ``person``: the side has a name, ``by_name``: next to it; ``upper``:
        all capitals; ``bare``: no letter bears a mark, though the side's language writes them.
        """
        kind, value = candidate.kind, " ".join(candidate.value.split())
        edge = float(any(self._at_edge(s.polygon) for s in candidate.segments))
        shared = {**self._card, "edge": edge}
        if kind not in KINDS:
            return shared
        words = lexicon.tokens(value)
        family = _FAMILY.get(kind, (kind,))
        near = unsure = 0.0
        for part in self._beside(candidate):
            if self._taken.get(part.segment) is None:
                near = max(near, sum(part.of(k) for k in family))
            unsure = max(unsure, 1 - max(part.probabilities.values(), default=1.0))
        others = sum(c.kind == kind for c in self._assignment.chosen) - 1
        letters = sum(c.isalnum() for c in value)
        return {
            **shared,
            "near": near,
            "unsure": unsure,
            "partly": sum(map(self._shares_line, candidate.segments))
            / max(1, len(candidate.segments)),
            "others": min(max(others, 0), _MANY) / _MANY if kind != "address" else 0.0,
            "open": float(bool(OPEN_END.search(value) or OPEN_START.search(value))),
            "single": float(len(words) <= 1),
            "words": min(len(words), 8) / 8,
            "digits": sum(c.isdigit() for c in value) / max(1, letters),
            "person": float(any(c.kind == "name" for c in self._assignment.chosen)),
            "upper": float(value.isupper()),
            "bare": self._bare(value),
            "by_name": float(self._by_name(candidate)),
            **self._echoes(candidate),
            **_worded(kind, candidate.value, words),
        }

    @cached_property
    def _marked(self) -> bool:
        """Whether this side is in a language that writes marks on letters, or shows any."""
        return bool(_MARKING.intersection(self._languages)) or any(
            c.isalpha() and not c.isascii() for x in self._lines for c in x.text
        )

    def _bare(self, text: str) -> float:
        """Marks that the reader may have lost, as it does most among capitals."""
        if not self._marked or not text.isascii() or not any(map(str.isalpha, text)):
            return 0.0
        return 1.0 if text.isupper() else 0.5

    def _echoes(self, candidate: Candidate) -> dict[str, float]:
        """``twin``: the same text stands elsewhere on the side; ``inside``: elsewhere stands a part
        of it, or more than it (a logo, the firm's name in full)."""
        own = set(candidate.segments)
        mine = lexicon.squeezed(candidate.value)
        others = [lexicon.squeezed(p.segment.text) for p in self._parts if p.segment not in own]
        others = [o for o in others if len(o) > 3]
        return {
            "twin": float(mine in others),
            "inside": float(any(o != mine and (o in mine or mine in o) for o in others)),
        }

    def _by_name(self, candidate: Candidate) -> bool:
        """Whether a name stands on the line above or below, or on the same one."""
        names = [s for c in self._assignment.chosen if c.kind == "name" for s in c.segments]
        return any(_close(n, s) for n in names for s in candidate.segments)

    def _beside(self, candidate: Candidate) -> list[Judged]:
        """The parts not of ``candidate`` that touch it and are of about its type size."""
        own = set(candidate.segments)
        return [
            p
            for p in self._parts
            if p.segment not in own and any(_touching(p.segment, s) for s in own)
        ]

    def _shares_line(self, segment: Segment) -> bool:
        text = self._lines[segment.line].text
        return any(c.isalnum() for c in text[: segment.start] + text[segment.end :])


def _touching(a: Segment, b: Segment) -> bool:
    """Close, and of like type size."""
    if a.line == b.line:
        return True
    if not a.polygon or not b.polygon:
        return False
    _, ta, _, ba = bounds(a.polygon)
    _, tb, _, bb = bounds(b.polygon)
    return 0.6 < (ba - ta + 1) / (bb - tb + 1) < 1.67 and _close(a, b)


def _close(a: Segment, b: Segment) -> bool:
    """On one line, or stacked within a line's height."""
    if a.line == b.line:
        return True
    if not a.polygon or not b.polygon:
        return False
    la, ta, ra, ba = bounds(a.polygon)
    lb, tb, rb, bb = bounds(b.polygon)
    high = max(ba - ta, bb - tb, 1.0)
    apart, across = max(tb - ba, ta - bb), min(ra, rb) - max(la, lb)
    return apart < 0.9 * high and across > -1.5 * high


def _worded(kind: Kind, value: str, words: Sequence[str]) -> dict[str, float]:
    """What the words themselves tell for a value of this kind: known ones, ones of other kinds
    (``alien``), ones that look misread (``odd``)."""
    roles = any(lexicon.keywords("titles").holds(w) for w in words)
    firms = any(lexicon.keywords("organizations").holds(w) for w in words)
    if kind == "name":
        ends = bool(words) and lexicon.is_given(words[0]) and lexicon.is_family(words[-1])
        return {
            "known": float(ends),
            "usual": float(2 <= len(words) <= 4),
            "alien": float(roles or firms),
            "odd": float(any(map(_odd, value.split()))),
        }
    if kind in ("job_title", "department"):
        lists = ("titles", "title_words", "departments", "functions")
        held = [any(lexicon.keywords(k).holds(w) for k in lists) for w in words]
        parts = any(lexicon.keywords("departments").holds(w) for w in words)
        return {
            "known": float(all(held) and bool(held)),
            "head": float(roles),
            "alien": float(parts if kind == "job_title" else roles),
        }
    if kind == "organization":
        return {
            "known": float(firms),
            "alien": float(roles),
            "odd": float(any(map(_odd, value.split()))),
        }
    if kind == "address":
        return {
            "known": float(any(towns(chunk) for chunk in chunks_of(value))),
            "street": float(bool(STREET.search(value))),
        }
    return {}


def _odd(word: str) -> bool:
    """A word of a name that no one writes so: small and no particle, or digits among letters."""
    letters = [c for c in word if c.isalpha()]
    mixed = any(c.isdigit() for c in word) and bool(letters)
    small = len(letters) > 2 and letters[0].islower()
    return mixed or (small and not lexicon.keywords("particles").holds(lexicon.folded(word)))
