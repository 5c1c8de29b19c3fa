"""Proposals for every part of a card → one kind for each part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.domain.fields import Candidate, Kind, Segment
from service.extraction.pieces import look, pieces

FLOORS: dict[Kind, float] = {
    "name": 0.5, "job_title": 0.5, "department": 0.5, "organization": 0.35, "address": 0.5,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Assignment:
    """The winning candidates, no character of the card in two of them."""

    chosen: tuple[Candidate, ...] = ()

    def of(self, kind: Kind) -> tuple[Candidate, ...]:
        """The candidates of one kind, best first."""
        return tuple(sorted((c for c in self.chosen if c.kind == kind), key=lambda c: -c.score))


def proposals(rest: Sequence[Segment]) -> tuple[Candidate, ...]:
    """What the words of each part propose it is."""
    out = []
    for piece in pieces(rest):
        kind = look(piece.text, piece.words)
        if kind:
            out.append(Candidate(kind, (piece.segment,), piece.text, 0.6))
    return tuple(out)


def assigned(candidates: Sequence[Candidate]) -> Assignment:
    """The best-scored candidate first, then every one that touches none already taken.

    Each carries its ``margin``: how far its score is above the best rival for the same letters.
    """
    chosen: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: -c.score):
        if candidate.score < FLOORS.get(candidate.kind, 0.5):
            continue
        rivals = [c for c in candidates if c is not candidate and c.kind != candidate.kind and _touch(c, candidate)]
        if any(_touch(c, candidate) for c in chosen):
            continue
        margin = candidate.score - max((c.score for c in rivals), default=0.0)
        chosen.append(replace(candidate, signals={**candidate.signals, "margin": margin}))
    return Assignment(tuple(chosen))


def _touch(a: Candidate, b: Candidate) -> bool:
    return any(
        s.line == t.line and s.start < t.end and t.start < s.end for s in a.segments for t in b.segments
    )
