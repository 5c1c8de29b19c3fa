"""What a card's parts may be → one kind for each part, no character used twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.domain.fields import Candidate, Kind
from service.extraction.addresses import adjoining, is_hours
from service.extraction.classification import Classified
from service.extraction.judged import Judged

ADDRESS_FLOOR = 0.5
ADDRESS_BETWEEN = 0.12
"""A part between two address lines, or right above one, needs only this: building names and
districts carry no cue of their own."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """The winning candidates."""

    chosen: tuple[Candidate, ...] = ()

    def of(self, kind: Kind) -> tuple[Candidate, ...]:
        """The candidates of one kind, in the order they were proposed (best first)."""
        return tuple(c for c in self.chosen if c.kind == kind)


def assigned(classified: Classified) -> Assignment:
    """The surest proposal first, then every one that touches none already taken."""
    lines = tuple(_line_of_address(p) for p in classified.parts if _may_be_address(p))
    proposed = (
        *classified.names, *classified.titles, *classified.departments,
        *classified.organizations[:1], *(c for c in lines if c.score >= ADDRESS_FLOOR),
    )  # fmt: skip
    chosen: list[Candidate] = []
    for candidate in sorted(proposed, key=lambda c: -c.score):
        if not any(_touch(candidate, c) for c in chosen):
            chosen.append(candidate)
    chosen += _between([c for c in chosen if c.kind == "address"], lines, chosen)
    return Assignment(tuple(sorted(chosen, key=lambda c: _rank(c, proposed))))


def _rank(candidate: Candidate, proposed: Sequence[Candidate]) -> int:
    return proposed.index(candidate) if candidate in proposed else len(proposed)


def _may_be_address(part: Judged) -> bool:
    return part.of("address") >= ADDRESS_BETWEEN and not is_hours(part.segment.text)


def _line_of_address(part: Judged) -> Candidate:
    rival = max((p for kind, p in part.probabilities.items() if kind != "address"), default=0.0)
    margin = max(0.0, part.of("address") - rival)
    return Candidate(
        "address", (part.segment,), part.segment.text, part.of("address"), {**part.signals, "margin": margin}
    )


def _between(
    sure: Sequence[Candidate], lines: Sequence[Candidate], taken: Sequence[Candidate]
) -> list[Candidate]:
    """Weak address lines that stand between two sure ones, close to both."""
    out: list[Candidate] = []
    for line in lines:
        if any(_touch(line, c) for c in taken):
            continue
        near = [c for c in sure if adjoining(c.segments[0], line.segments[0])]
        if len(near) >= 2:
            out.append(replace(line, score=max(line.score, 0.4)))
    return out


def _touch(a: Candidate, b: Candidate) -> bool:
    return any(
        s.line == t.line and s.start < t.end and t.start < s.end for s in a.segments for t in b.segments
    )
