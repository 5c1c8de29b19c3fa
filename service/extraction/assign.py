"""What a card's parts may be → one kind for each part, no character used twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.domain.fields import Candidate, Kind, Segment
from service.domain.geometry import bounds
from service.domain.text import Line
from service.extraction import lexicon
from service.extraction.address_lines import (
    is_building,
    is_foreign,
    is_slogan,
    is_tail,
    is_town_line,
)
from service.extraction.addresses import adjoining
from service.extraction.classification import Classified
from service.extraction.judged import Judged
from service.extraction.pieces import look

ADDRESS_FLOOR = 0.5
BESIDE_ONE, BETWEEN_TWO = 0.25, 0.12
"""What a part needs that adjoins one or two address lines: building names, districts and regions
carry little cue of their own."""
SURE = 0.95
SPOKEN_FOR = 0.6
"""A part this likely of another kind stays with it."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """The winning candidates."""

    chosen: tuple[Candidate, ...] = ()

    def of(self, kind: Kind) -> tuple[Candidate, ...]:
        """The candidates of one kind, in the order they were proposed (best first)."""
        return tuple(c for c in self.chosen if c.kind == kind)


def assigned(classified: Classified, lines: Sequence[Line]) -> Assignment:
    """The surest proposal first, then every one that touches none already taken; then address
    lines grow by what adjoins and continues them."""
    parts = _raised(
        [_line_of_address(p) for p in classified.parts if not is_foreign(p.segment.text)]
    )
    proposed = (
        *classified.names, *classified.titles, *classified.departments,
        *classified.organizations[:1], *(c for c in parts if c.score >= ADDRESS_FLOOR),
    )  # fmt: skip
    chosen: list[Candidate] = []
    for candidate in sorted(proposed, key=lambda c: -c.score):
        if not any(_touch(candidate, c) for c in chosen):
            chosen.append(candidate)
    free = [
        c
        for c in parts
        if not any(_touch(c, t) for t in chosen)
        and (c.signals["rival"] < SPOKEN_FOR or _is_house(c.value))
    ]
    while grown := next((c for c in free if _belongs(c, chosen, lines)), None):
        free.remove(grown)
        chosen.append(grown)
    return Assignment(
        tuple(sorted(chosen, key=lambda c: proposed.index(c) if c in proposed else len(proposed)))
    )


def _line_of_address(part: Judged) -> Candidate:
    rival = max(
        (p for kind, p in part.probabilities.items() if kind not in ("address", "other")),
        default=0.0,
    )
    margin = max(0.0, part.of("address") - max(rival, part.of("other")))
    own = {**part.signals, "margin": margin, "rival": rival}
    return Candidate("address", (part.segment,), part.segment.text, part.of("address"), own)


def _raised(parts: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """``parts`` with those sure that are a town and region right beside a sure address line."""
    sure = [c for c in parts if c.score >= SURE]
    return tuple(
        replace(c, score=SURE)
        if c.score < SURE
        and is_town_line(c.value)
        and any(adjoining(c.segments[0], s.segments[0]) for s in sure)
        else c
        for c in parts
    )


def _belongs(weak: Candidate, chosen: Sequence[Candidate], lines: Sequence[Line]) -> bool:
    """Whether a weak part is one more line of an address found already."""
    piece = weak.segments[0]
    near = [
        s
        for c in chosen
        if c.kind == "address"
        for s in c.segments
        if adjoining(s, piece) and _alike(s, piece)
    ]
    if not near or _is_other_script(piece.text) or _is_given_alone(piece):
        return False
    if weak.score >= (BETWEEN_TWO if len(near) > 1 else BESIDE_ONE) and look(piece.text) in (
        "",
        "address",
    ):
        return not is_slogan(piece.text)
    if is_building(piece.text) or is_tail(piece.text):
        return True
    return any(_same_line(above, piece, lines) or _runs_on(above, piece, lines) for above in near)


def _is_house(text: str) -> bool:
    """``The Cedar Centre``, ``Gewerbepark Rosen``: nothing else took it, so a firm it is not."""
    return is_building(text) and not lexicon.legal_form(text, lexicon.tokens(text))


def _is_other_script(text: str) -> bool:
    """Letters, none of them Latin: a firm's name in a second script, under an address in Latin."""
    letters = [c for c in text if c.isalpha()]
    return (
        bool(letters) and all(ord(c) > 0x24F for c in letters) and not any(map(str.isdigit, text))
    )


def _is_given_alone(piece: Segment) -> bool:
    """One word, a given name and no town: whom to ask for."""
    words = lexicon.tokens(piece.text)
    return len(words) == 1 and lexicon.is_given(words[0]) and words[0] not in lexicon.cities()


def _alike(a: Segment, b: Segment) -> bool:
    """Of about the same type size."""
    (_, at, _, ab), (_, bt, _, bb) = bounds(a.polygon), bounds(b.polygon)
    return 0.7 < (ab - at + 1) / (bb - bt + 1) < 1.45


def _same_line(a: Segment, b: Segment, lines: Sequence[Line]) -> bool:
    """Parts of one line with nothing but separators between them."""
    first, last = sorted((a, b), key=lambda s: s.start)
    return a.line == b.line and not any(
        c.isalnum() for c in lines[a.line].text[first.end : last.start]
    )


def _runs_on(above: Segment, piece: Segment, lines: Sequence[Line]) -> bool:
    """Whether the line above ends in a comma or dash and ``piece`` begins the next line."""
    after = (
        lines[above.line].text[above.end :].strip()
        or lines[above.line].text[: above.end].strip()[-1:]
    )
    return (
        after in (",", "-", "–", "/")
        and piece.start == 0
        and bounds(piece.polygon)[1] > bounds(above.polygon)[1]
    )


def _touch(a: Candidate, b: Candidate) -> bool:
    return any(
        s.line == t.line and s.start < t.end and t.start < s.end
        for s in a.segments
        for t in b.segments
    )
