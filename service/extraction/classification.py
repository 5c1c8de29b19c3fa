"""Turns what the anchors left of a card into judged pieces and candidates for name, titles, organisation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.fields import Candidate
from service.domain.text import Line
from service.extraction import features, line_model, line_scores, organizations, people, titles
from service.extraction.anchors import Anchors
from service.extraction.judged import Judged, signals
from service.extraction.likeness import cues
from service.extraction.pieces import pieces


@dataclass(frozen=True, slots=True)
class Classified:
    """``parts``: every piece of the rest with its probabilities, in reading order.

    ``names``: one for each person, surest first. ``titles`` and ``departments``: in reading order.
    ``organizations``: the first is the answer, the others are different readings of the card
    (another group of lines). All are empty where nothing is likely enough.
    """

    parts: tuple[Judged, ...] = ()
    names: tuple[Candidate, ...] = ()
    titles: tuple[Candidate, ...] = ()
    departments: tuple[Candidate, ...] = ()
    organizations: tuple[Candidate, ...] = ()


def classified(lines: Sequence[Line], anchors: Anchors) -> Classified:
    """Judges each part of ``lines`` that ``anchors`` left over; about 10 ms a card."""
    scene = features.scene(lines, anchors, pieces(anchors.rest, cues(anchors).locals))
    if not scene.pieces:
        return Classified()
    table = line_model.judged(scene)
    tall = sorted((p.height for p in scene.pieces), reverse=True)
    parts = tuple(
        Judged(
            p.segment,
            dict(zip(line_scores.KINDS, map(float, row), strict=True)),
            {**signals(lines[p.row], p.segment), "size": 1 - tall.index(p.height) / len(tall)},
        )
        for p, row in zip(scene.pieces, table, strict=True)
    )
    roles, sections = titles.found(scene, parts)
    firms = organizations.ranked(scene, parts)
    return Classified(
        parts=parts,
        names=_unless_firm(people.names(scene, parts), firms),
        titles=roles,
        departments=sections,
        organizations=firms,
    )


def _unless_firm(names: Sequence[Candidate], firms: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """``names`` without those that are a part of the organisation and less sure than it."""
    taken = {s: c.score for c in firms[:1] for s in c.segments}
    return tuple(n for n in names if not any(taken.get(s, 0.0) > n.score - 0.1 for s in n.segments))
