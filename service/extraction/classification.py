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

SURE_NAME = 0.9
"""Names this likely are right 98.7 % of the time on real cards, less likely ones 60 % (EXTRACTION)."""


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
    persons, firms = _settled(people.names(scene, parts), organizations.ranked(scene, parts))
    return Classified(
        parts=parts, names=persons, titles=roles, departments=sections, organizations=firms
    )


def _settled(
    names: Sequence[Candidate], firms: Sequence[Candidate]
) -> tuple[tuple[Candidate, ...], tuple[Candidate, ...]]:
    """Both without lines claimed twice: a sure name keeps its lines, a doubtful one yields to the firm."""
    sure = {
        s
        for n in names
        if _surer(n, [f for f in firms[:1] if set(f.segments) & set(n.segments)])
        for s in n.segments
    }
    kept = tuple(f for f in firms if not sure & set(f.segments))
    taken = {s for f in kept[:1] for s in f.segments}
    return tuple(n for n in names if not taken & set(n.segments)), kept


def _surer(name: Candidate, rivals: Sequence[Candidate]) -> bool:
    """Does ``name`` keep its lines against the organisation that claims them too?"""
    if any(f.signals.get("domain_vote", 0.0) >= 0.8 for f in rivals):
        return all(name.score > f.score for f in rivals)
    return name.score >= SURE_NAME or name.signals.get("email_vote", 0.0) >= 0.8
