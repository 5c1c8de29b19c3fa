"""Turns judged pieces into organisations: groups of stacked or side-by-side lines, best first."""

from __future__ import annotations

from collections.abc import Sequence

from service.domain.fields import Candidate
from service.extraction.features import Scene, site_likeness
from service.extraction.judged import Judged, joined, merged_signals
from service.extraction.pieces import Piece

FLOOR = 0.4
"""A group less likely than this is no organisation."""
LONGEST = 4


def ranked(scene: Scene, judged: Sequence[Judged]) -> tuple[Candidate, ...]:
    """The card's organisation first, other readings of it after; none where no group is likely."""
    rated = sorted(((_rating(scene, judged, g), g) for g in groups(scene.pieces)), key=lambda r: (-r[0], r[1]))
    if not rated or rated[0][0] < FLOOR:
        return ()
    margin = rated[0][0] - next((s for s, g in rated[1:] if not set(g) & set(rated[0][1])), 0.0)
    return tuple(_candidate(scene, judged, g, score, margin if n == 0 else 0.0) for n, (score, g) in enumerate(rated[:4]) if score > 0.1)


def groups(pieces: Sequence[Piece]) -> tuple[tuple[int, ...], ...]:
    """Every piece alone, and every chain of up to ``LONGEST`` pieces that adjoin, in reading order."""
    n = len(pieces)
    follows = [[k for k in range(n) if k != i and _adjoins(pieces[i], pieces[k])] for i in range(n)]
    found: list[tuple[int, ...]] = [(i,) for i in range(n)]
    chains = list(found)
    for _ in range(LONGEST - 1):
        chains = [(*c, k) for c in chains for k in follows[c[-1]] if k not in c]
        found += chains
    return tuple(dict.fromkeys(found))


def _adjoins(a: Piece, b: Piece) -> bool:
    """Does ``b`` stand right below ``a``, or right beside it on the same line of text?"""
    big, small = max(a.height, b.height), min(a.height, b.height)
    level = abs((a.box[1] + a.box[3]) - (b.box[1] + b.box[3])) / 2
    if level < 0.5 * small and big / small < 2.0:
        return -0.2 * small <= b.box[0] - a.box[2] < 1.5 * big
    overlap = min(a.box[2], b.box[2]) - max(a.box[0], b.box[0])
    gap = b.box[1] - a.box[3]
    return overlap > 0.2 * min(a.box[2] - a.box[0], b.box[2] - b.box[0]) and -0.6 * small < gap < 1.0 * big and b.box[1] > a.box[1] and big / small < 4.0


def _rating(scene: Scene, judged: Sequence[Judged], group: tuple[int, ...]) -> float:
    parts = [judged[i].of("organization") for i in group]
    base = max(parts)
    if len(group) == 1:
        return base
    text = " ".join(scene.pieces[i].text for i in group)
    whole = max((site_likeness(text, s) for s in (*scene.cues.sites, *scene.cues.shops)), default=0.0)
    alone = max((site_likeness(scene.pieces[i].text, s) for i in group for s in (*scene.cues.sites, *scene.cues.shops)), default=0.0)
    heights = [scene.pieces[i].height for i in group]
    alike = min(heights) / max(heights)
    gain = whole - alone
    return min(1.0, (sum(parts) / len(parts)) * (0.75 + 0.25 * alike) + 0.5 * max(gain, 0) - 0.3 * max(-gain, 0) + (0.08 if alike > 0.85 and min(parts) > 0.4 else 0))


def _candidate(scene: Scene, judged: Sequence[Judged], rows: tuple[int, ...], score: float, margin: float) -> Candidate:
    signals = merged_signals(judged, rows)
    segments = tuple(judged[i].segment for i in rows)
    value = joined(segments)
    signals["margin"] = max(0.0, min(1.0, margin))
    signals["domain_vote"] = max((site_likeness(value, s) for s in (*scene.cues.sites, *scene.cues.shops)), default=0.0)
    signals["lines"] = len(rows) / LONGEST
    return Candidate("organization", segments, value, min(score, 1.0), signals)
