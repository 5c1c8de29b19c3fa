"""Turns judged pieces into job titles and departments, wrapped lines made whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from service.domain.fields import Candidate
from service.extraction import lexicon
from service.extraction.features import Scene
from service.extraction.judged import Judged, joined, merged_signals

FLOOR = {"job_title": 0.5, "department": 0.5}
_OPEN_END = re.compile(r"(?:[,&/+–-]|\b(?:and|of|for|und|für|et|de|des|du|y|e|di|del|della|do|da|en|van|voor|och|og|the))$", re.IGNORECASE)
_OPEN_START = re.compile(r"^(?:[&/+]|(?:and|of|for|und|für|et|de|des|du|y|e|di|del|della|do|da|en|van|voor|och|og)\b)", re.IGNORECASE)


def found(scene: Scene, judged: Sequence[Judged], kind: Literal["job_title", "department"]) -> tuple[Candidate, ...]:
    """All job titles (or departments) of the card, in reading order."""
    rows = [i for i, j in enumerate(judged) if j.of(kind) >= FLOOR[kind]]
    groups: list[list[int]] = []
    for i in rows:
        if groups and _goes_on(scene, groups[-1][-1], i, kind):
            groups[-1].append(i)
        else:
            groups.append([i])
    return tuple(_candidate(scene, judged, g, kind) for g in groups)


def _goes_on(scene: Scene, i: int, k: int, kind: str) -> bool:
    """Is piece ``k`` the rest of what piece ``i`` begins?"""
    a, b = scene.pieces[i], scene.pieces[k]
    if a.row == b.row:
        return False
    close = b.box[1] - a.box[3] < 0.8 * max(a.height, b.height) and b.box[1] > a.box[1] and 0.75 < a.height / b.height < 1.34
    if not close:
        return False
    if _OPEN_END.search(a.text.strip()) or _OPEN_START.search(b.text.strip()):
        return True
    if b.text[:1].islower() and not a.text[:1].islower():
        return True
    heads = lexicon.keywords("titles")
    return kind == "job_title" and not any(heads.holds(w) for w in b.words)


def _candidate(scene: Scene, judged: Sequence[Judged], rows: list[int], kind: Literal["job_title", "department"]) -> Candidate:
    signals = merged_signals(judged, rows)
    score = min(judged[i].of(kind) for i in rows)
    signals["margin"] = max(0.0, score - max(p for i in rows for k, p in judged[i].probabilities.items() if k != kind))
    words = [w for i in rows for w in scene.pieces[i].words]
    lists = ("titles", "title_words") if kind == "job_title" else ("departments", "functions")
    signals["lexicon"] = sum(any(lexicon.keywords(k).holds(w) for k in lists) for w in words) / max(len(words), 1)
    signals["lines"] = min(len(rows), 3) / 3
    segments = tuple(judged[i].segment for i in rows)
    return Candidate(kind, segments, joined(segments), score, signals)
