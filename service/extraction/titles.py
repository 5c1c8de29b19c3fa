"""Turns judged pieces into job titles and departments, wrapped lines made whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from service.domain.fields import Candidate
from service.extraction import lexicon
from service.extraction.features import OPEN_END, OPEN_START, Scene
from service.extraction.judged import Judged, joined, merged_signals
from service.extraction.line_model import forest

_Kind: TypeAlias = Literal["job_title", "department"]
_KINDS: tuple[_Kind, _Kind] = ("job_title", "department")
FLOOR = 0.5
"""A piece less likely than this is no title (or department)."""


def found(
    scene: Scene, judged: Sequence[Judged]
) -> tuple[tuple[Candidate, ...], tuple[Candidate, ...]]:
    """All job titles and all departments of the card, each in reading order.

    A line that goes on a title is title, whatever it looks like alone (``Customer Service`` above
    ``Representative``).
    """
    groups: list[list[int]] = []
    for i, verdict in enumerate(judged):
        before = next((g for g in groups if scene.neighbours[i][0] == g[-1]), None)
        bound = (
            before is not None
            and _bound(scene, before[-1], i)
            and verdict.kind not in {"name", "address"}
        )
        if max(verdict.of("job_title"), verdict.of("department")) < FLOOR and not bound:
            continue
        if before is not None and (bound or goes_on(scene, before[-1], i)):
            before.append(i)
        else:
            groups.append([i])
    kinds = [_kind(judged, g) for g in groups]
    titles, parts = (
        [
            _candidate(scene, judged, g, kind)
            for g, k in zip(groups, kinds, strict=True)
            if k == kind
        ]
        for kind in _KINDS
    )
    return tuple(titles), tuple(parts)


_UNITS = frozenset(
    """abteilung abt fachbereich geschaftsbereich departement departamento depto dpto departement
    dipartimento reparto ufficio direzione direction direccion direcao seccion secao setor afdeling
    afdelingen avdelning avdeling enhet dzial wydzial katedra biuro oddeleni odbor""".split()
)
"""Words that begin the name of a part of a firm in languages that put the head first."""


def _kind(judged: Sequence[Judged], group: Sequence[int]) -> _Kind:
    first = lexicon.tokens(judged[group[0]].segment.text)[:1]
    if first and first[0].rstrip(".") in _UNITS:
        return "department"
    return max(
        _KINDS,
        key=lambda k: (
            sum(judged[i].of(k) for i in group)
            + (len(group) > 1 and k == "job_title" and any(judged[i].of(k) >= FLOOR for i in group))
        ),
    )


def goes_on(scene: Scene, i: int, k: int) -> bool:
    """Is piece ``k``, right below piece ``i`` and of its kind, the rest of what ``i`` begins?"""
    joins = forest("joins")
    if joins is not None:
        return bool(joins.scores(np.asarray([pair(scene, i, k)]))[0, 0] > 0)
    a, b = scene.pieces[i], scene.pieces[k]
    close = (
        b.box[1] - a.box[3] < 0.8 * max(a.height, b.height) and 0.75 < a.height / b.height < 1.34
    )
    return close and bool(
        OPEN_END.search(a.text.strip()) or OPEN_START.search(b.text.strip()) or _heads(b.words) == 0
    )


def _bound(scene: Scene, i: int, k: int) -> bool:
    """Does ``i`` end in the middle of a phrase (``Department of``) that ``k``, close below, must end?"""
    a, b = scene.pieces[i], scene.pieces[k]
    close = b.box[1] - a.box[3] < 0.9 * max(a.height, b.height) and 0.7 < a.height / b.height < 1.43
    open_end = OPEN_END.search(a.text.strip()) and not a.text.rstrip().endswith(",")
    return close and bool(open_end or OPEN_START.search(b.text.strip()))


def pair(scene: Scene, i: int, k: int) -> NDArray[np.float64]:
    """What tells whether ``k`` goes on with ``i``: distance, size, alignment, words, open ends."""
    a, b = scene.pieces[i], scene.pieces[k]
    h = max(a.height, b.height)
    wide = scene.frame[2] - scene.frame[0]
    words = [*a.words, *b.words]
    known = [
        [lexicon.keywords(k).holds(w) for w in p.words] or [False]
        for p in (a, b)
        for k in ("titles", "title_words", "functions", "departments")
    ]
    caps = [
        sum(c.isupper() for c in p.text) / max(sum(c.isalpha() for c in p.text), 1) for p in (a, b)
    ]
    return np.asarray([
        (b.box[1] - a.box[3]) / h, a.height / b.height, abs(a.box[0] - b.box[0]) / h, abs(a.box[2] - b.box[2]) / h,
        abs(a.box[0] + a.box[2] - b.box[0] - b.box[2]) / 2 / h, len(a.words), len(b.words), len(a.text), len(b.text), len(words),
        *(sum(x) / len(x) for x in known), float(known[0][-1]), float(known[1][-1]), float(known[4][0]), float(known[4][-1]), float(known[5][0]),
        float(bool(OPEN_END.search(a.text.strip()))), float(bool(OPEN_START.search(b.text.strip()))), float(b.text[:1].islower()), float(a.text[:1].islower()),
        caps[0], caps[1], (a.box[2] - a.box[0]) / max(wide, 1.0), (b.box[2] - b.box[0]) / max(a.box[2] - a.box[0], 1.0), float(a.row == b.row),
        float("," in a.text), float("&" in a.text or "&" in b.text), _heads(a.words), _heads(b.words),
    ], dtype=np.float64)  # fmt: skip


def _heads(words: Sequence[str]) -> int:
    return sum(lexicon.keywords("titles").holds(w) for w in words)


def _candidate(scene: Scene, judged: Sequence[Judged], rows: list[int], kind: _Kind) -> Candidate:
    signals = merged_signals(judged, rows)
    both = [
        judged[i].of("job_title") + judged[i].of("department")
        if len(rows) > 1
        else judged[i].of(kind)
        for i in rows
    ]
    score = min(both)
    signals["margin"] = max(
        0.0,
        score
        - max(
            p
            for i in rows
            for k, p in judged[i].probabilities.items()
            if k not in _KINDS[: len(rows)] and k != kind
        ),
    )
    words = [w for i in rows for w in scene.pieces[i].words]
    lists = ("titles", "title_words") if kind == "job_title" else ("departments", "functions")
    signals["lexicon"] = sum(any(lexicon.keywords(k).holds(w) for k in lists) for w in words) / max(
        len(words), 1
    )
    signals["lines"] = min(len(rows), 3) / 3
    segments = tuple(judged[i].segment for i in rows)
    return Candidate(kind, segments, joined(segments), score, signals)
