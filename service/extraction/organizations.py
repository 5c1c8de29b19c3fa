"""Turns judged pieces into organisations: groups of stacked or side-by-side lines, best first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from service.domain.fields import Candidate
from service.extraction import lexicon
from service.extraction.address_lines import is_label
from service.extraction.features import Scene
from service.extraction.judged import Judged, joined, merged_signals
from service.extraction.likeness import site_likeness
from service.extraction.line_model import forest
from service.extraction.pieces import Piece

Group: TypeAlias = tuple[int, ...]
FLOOR = 0.4
"""A group less likely than this is no organisation."""
WEAK_FLOORS = ((0.15, 0.5), (0.06, 0.8))
"""Weaker groups that stand all the same: their score, and how likely a line of them must be."""
LONGEST = 4
MOST = 60
"""More groups than this on a card are not weighed; the likeliest are."""


def ranked(scene: Scene, judged: Sequence[Judged]) -> tuple[Candidate, ...]:
    """The card's organisation first, other readings of it after; none where no group is likely."""
    found = groups(scene, judged)
    scores = _ratings(scene, judged, found)
    rated = sorted(zip(scores, found, strict=True), key=lambda r: (-r[0], r[1]))
    if not rated or not _stands(
        rated[0][0], max(judged[i].of("organization") for i in rated[0][1])
    ):
        return ()
    rival = next(
        (
            s
            for s, g in rated[1:]
            if lexicon.squeezed(_text(scene, g)) != lexicon.squeezed(_text(scene, rated[0][1]))
        ),
        0.0,
    )
    margins = (rated[0][0] - rival, 0.0, 0.0, 0.0)
    best = [(s, g) for s, g in rated[:4] if s > 0.1]
    return tuple(
        _candidate(scene, judged, g, s, m) for (s, g), m in zip(best, margins, strict=False)
    )


def groups(scene: Scene, judged: Sequence[Judged]) -> tuple[Group, ...]:
    """Pieces alone, and chains of up to ``LONGEST`` that adjoin, in reading order; the likeliest ``MOST``."""
    n = len(scene.pieces)
    follows = [
        [k for k in range(n) if k != i and _adjoins(scene.pieces[i], scene.pieces[k])]
        for i in range(n)
    ]
    found: list[Group] = [(i,) for i in range(n)]
    chains = list(found)
    for _ in range(LONGEST - 1):
        chains = [(*c, k) for c in chains for k in follows[c[-1]] if k not in c]
        found += chains
    labels = {i for i, p in enumerate(scene.pieces) if is_label(p.text) or "@" in p.text}
    claims = [0.0 if i in labels else j.of("organization") for i, j in enumerate(judged)]
    letters = [lexicon.squeezed(p.text) for p in scene.pieces]
    least = max(0.03, 0.25 * max(claims, default=0.0))
    kept = [
        g
        for g in dict.fromkeys(found)
        if max(claims[i] for i in g) > least
        and (len(g) == 1 or not labels.intersection(g))
        and not _repeats([letters[i] for i in g])
    ]
    return tuple(sorted(kept, key=lambda g: -sum(claims[i] for i in g) / len(g))[:MOST])


def _repeats(texts: Sequence[str]) -> bool:
    """Does one of ``texts`` hold another whole (a logo above the firm's full name)? Such are rivals, not parts."""
    return any(
        i != k and len(b) > 2 and b in a for i, a in enumerate(texts) for k, b in enumerate(texts)
    )


def _adjoins(a: Piece, b: Piece) -> bool:
    """Does ``b`` stand right below ``a``, or right beside it on the same line of text?"""
    big, small = max(a.height, b.height), min(a.height, b.height)
    level = abs((a.box[1] + a.box[3]) - (b.box[1] + b.box[3])) / 2
    if level < 0.5 * small and big / small < 2.0:
        return -0.2 * small <= b.box[0] - a.box[2] < 1.5 * big
    overlap = min(a.box[2], b.box[2]) - max(a.box[0], b.box[0])
    gap = b.box[1] - a.box[3]
    narrow = min(a.box[2] - a.box[0], b.box[2] - b.box[0])
    return (
        overlap > 0.2 * narrow
        and -0.6 * small < gap < 1.0 * big
        and b.box[1] > a.box[1]
        and big / small < 6.0
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """What every group of a card is measured against: each piece's likeness to sites and shops,
    its claim to be the organisation, its letters; the usual and the greatest height, pixels."""

    scene: Scene
    judged: Sequence[Judged]
    alone: Sequence[tuple[float, float]]
    claims: Sequence[float]
    squeezed: Sequence[str]
    base: float
    tallest: float


def features(scene: Scene, judged: Sequence[Judged], found: Sequence[Group]) -> NDArray[np.float64]:
    """One row a group, for the ranker."""
    heights = [p.height for p in scene.pieces]
    page = _Page(
        scene,
        judged,
        alone=[
            (_best(p.text, scene.cues.sites), _best(p.text, scene.cues.shops)) for p in scene.pieces
        ],
        claims=[j.of("organization") for j in judged],
        squeezed=[lexicon.squeezed(p.text) for p in scene.pieces],
        base=scene.cues.anchor_height or float(np.median(heights)),
        tallest=max(heights),
    )
    return np.asarray([_row(page, g) for g in found], dtype=np.float64)


def _row(page: _Page, group: Group) -> list[float]:
    scene, judged, alone, claims, squeezed = (
        page.scene,
        page.judged,
        page.alone,
        page.claims,
        page.squeezed,
    )
    base, tallest, top = page.base, page.tallest, sorted(page.claims, reverse=True)
    pieces = [scene.pieces[i] for i in group]
    text = _text(scene, group)
    words = lexicon.tokens(text)
    heights = [p.height for p in pieces]
    mine = [claims[i] for i in group]
    site, shop = (
        (_best(text, scene.cues.sites), _best(text, scene.cues.shops))
        if len(group) > 1
        else alone[group[0]]
    )
    site_alone, shop_alone = max(alone[i][0] for i in group), max(alone[i][1] for i in group)
    outside = [k for k in range(len(scene.pieces)) if k not in group]
    touching = [
        k
        for k in outside
        if _adjoins(scene.pieces[k], pieces[0]) or _adjoins(pieces[-1], scene.pieces[k])
    ]
    whole = lexicon.squeezed(text)
    caps = [
        sum(c.isupper() for c in p.text) / max(sum(c.isalpha() for c in p.text), 1) for p in pieces
    ]
    gaps = [max(b.box[1] - a.box[3], 0) / max(a.height, b.height) for a, b in pairwise(pieces)]
    beside = [
        abs(a.box[1] + a.box[3] - b.box[1] - b.box[3]) / 2 < 0.5 * min(a.height, b.height)
        for a, b in pairwise(pieces)
    ]
    lists = {k: lexicon.keywords(k) for k in ("organizations", "phrases", "titles", "streets")}
    hits = [sum(held.holds(w) for w in words) for held in lists.values()]
    return [
        len(group), max(mine), min(mine), sum(mine) / len(mine), sum(mine), top[0] - max(mine), top[0], top[1] if len(top) > 1 else 0.0,
        *(max(judged[i].of(k) for i in group) for k in ("name", "job_title", "department", "address", "other")),
        max((claims[k] for k in touching), default=-1.0), max((claims[k] for k in outside), default=-1.0),
        max((scene.pieces[k].height / max(heights) for k in touching), default=-1.0),
        max(heights) / base, min(heights) / base, min(heights) / max(heights), max(heights) / tallest,
        site, site_alone, site - site_alone, max((alone[k][0] for k in outside), default=-1.0), float(bool(scene.cues.sites)),
        shop, shop - shop_alone, float(bool(scene.cues.shops)),
        float(lexicon.legal_form(text, words)), float(lexicon.legal_form(pieces[-1].text, pieces[-1].words)),
        float(any(lexicon.legal_form(scene.pieces[k].text, scene.pieces[k].words) for k in outside)),
        *map(float, hits), float(lists["organizations"].holds(words[-1])) if words else 0.0, min(len(words), 12), min(len(text), 70),
        max(caps) - min(caps), sum(caps) / len(caps), max(gaps, default=0.0), float(all(beside)) if beside else -1.0,
        float(any(whole and whole != s and whole in s for k, s in enumerate(squeezed) if k not in group)),
        float(any(len(s) > 3 and whole != s and s in whole for k, s in enumerate(squeezed) if k not in group)),
        float(sum(whole == s for k, s in enumerate(squeezed) if k not in group)),
        min(p.box[1] for p in pieces) / max(scene.frame[3], 1.0), sum(c.isdigit() for c in text), len(scene.pieces),
        float(any(c in text for c in "®™")), text.count(","), float(any(j.of("name") > 0.5 for j in judged)),
        sum(lexicon.is_given(w) or lexicon.is_family(w) for w in words) / max(len(words), 1),
    ]  # fmt: skip


def _ratings(scene: Scene, judged: Sequence[Judged], found: Sequence[Group]) -> list[float]:
    ranker = forest("groups")
    if not found:
        return []
    if ranker is None:
        return [_by_hand(scene, judged, g) for g in found]
    raw = ranker.scores(features(scene, judged, found))[:, 0]
    return [float(x) for x in 1 / (1 + np.exp(-raw))]


def _by_hand(scene: Scene, judged: Sequence[Judged], group: Group) -> float:
    """A group's likelihood where no ranker was built."""
    parts = [judged[i].of("organization") for i in group]
    if len(group) == 1:
        return parts[0]
    hints = (*scene.cues.sites, *scene.cues.shops)
    gain = _best(_text(scene, group), hints) - max(
        _best(scene.pieces[i].text, hints) for i in group
    )
    heights = [scene.pieces[i].height for i in group]
    alike = min(heights) / max(heights)
    bonus = 0.08 if alike > 0.85 and min(parts) > 0.4 else 0.0
    return min(
        1.0,
        max(
            0.0,
            sum(parts) / len(parts) * (0.75 + 0.25 * alike)
            + (0.5 if gain > 0 else 0.3) * gain
            + bonus,
        ),
    )


def _best(text: str, hints: Sequence[str]) -> float:
    return max((site_likeness(text, s) for s in hints), default=0.0)


def _stands(score: float, line: float) -> bool:
    return score >= FLOOR or any(score >= least and line >= sure for least, sure in WEAK_FLOORS)


def _text(scene: Scene, group: Group) -> str:
    return joined([scene.pieces[i].segment for i in group])


def _candidate(
    scene: Scene, judged: Sequence[Judged], rows: Group, score: float, margin: float
) -> Candidate:
    signals = merged_signals(judged, rows)
    segments = tuple(judged[i].segment for i in rows)
    value = joined(segments)
    signals["margin"] = max(0.0, min(1.0, margin))
    signals["domain_vote"] = _best(value, (*scene.cues.sites, *scene.cues.shops))
    signals["legal_form"] = float(lexicon.legal_form(value, lexicon.tokens(value)))
    signals["lines"] = len(rows) / LONGEST
    return Candidate("organization", segments, value, min(score, 1.0), signals)
