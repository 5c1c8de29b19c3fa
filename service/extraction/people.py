"""Turns judged pieces into the lines that hold a person's name, none when no line is one."""

from __future__ import annotations

from collections.abc import Sequence

from service.domain.fields import Candidate
from service.extraction import lexicon
from service.extraction.address_lines import is_label, is_town_line
from service.extraction.features import Scene
from service.extraction.judged import Judged, joined, merged_signals
from service.extraction.likeness import person_likeness
from service.extraction.pieces import Piece, look

FLOOR = 0.5
"""A line less sure than this is no name: forcing weak ones costs precision."""
LEAST = 0.1
"""Where no line reaches ``FLOOR``, one whose words are all names needs this only."""
SECOND_FLOOR = 0.7
"""A further person wants a surer line."""


def names(scene: Scene, judged: Sequence[Judged]) -> tuple[Candidate, ...]:
    """One candidate for each person, surest first."""
    proposals: list[tuple[tuple[int, ...], float]] = [
        ((i,), j.of("name")) for i, j in enumerate(judged) if not _is_place(scene.pieces[i])
    ]
    proposals += [
        pair
        for i in range(len(judged))
        for k in range(len(judged))
        if (pair := _two_lines(scene, judged, i, k))
    ]
    chosen: list[tuple[tuple[int, ...], float]] = []
    for rows, score in sorted(proposals, key=lambda p: (-p[1], p[0])):
        floor = SECOND_FLOOR if chosen else FLOOR
        if (
            score >= floor
            and not any(set(rows) & set(other) for other, _ in chosen)
            and not _twin(judged, rows, [c for c, _ in chosen])
        ):
            chosen.append((rows, score))
    chosen = chosen or _by_words(scene, judged)
    rivals = [
        j.of("name") for i, j in enumerate(judged) if not any(i in rows for rows, _ in chosen)
    ]
    rest = max(rivals, default=0.0)
    return tuple(_candidate(scene, judged, rows, score, rest) for rows, score in chosen[:3])


def _by_words(scene: Scene, judged: Sequence[Judged]) -> list[tuple[tuple[int, ...], float]]:
    """The line most like a name where none is likely: words that the lexicon knows as names and as
    nothing else, as a shop prints whom to ask for."""
    doubtful = [
        (j.of("name"), i)
        for i, (p, j) in enumerate(zip(scene.pieces, judged, strict=True))
        if j.of("name") >= LEAST and look(p.text, p.words) == "name" and not _is_place(p)
    ]
    return [((max(doubtful)[1],), FLOOR)] if doubtful else []


_SHOP_FIRST = frozenset(["au", "aux", "chez", "zum", "zur", "the", "casa", "maison", "il"])
"""Words that begin names of shops and no one's."""


def _is_place(piece: Piece) -> bool:
    """Streets, towns and shops called after people (``Rua Santo Antônio``, ``Chez Luc``), labels."""
    if len(piece.words) < 2:
        return is_label(piece.text)
    first = piece.words[0].rstrip(".")
    street = len(first) > 2 and first in lexicon.keywords("streets").exact
    return street or first in _SHOP_FIRST or is_town_line(piece.text)


def _two_lines(
    scene: Scene, judged: Sequence[Judged], i: int, k: int
) -> tuple[tuple[int, ...], float] | None:
    """A given name above its family name, each alone on its line, of like size."""
    a, b = scene.pieces[i], scene.pieces[k]
    if i == k or not _stacked_words(a, b):
        return None
    locals_ = scene.cues.locals
    single = max((person_likeness(p.words, x) for p in (a, b) for x in locals_), default=0.0)
    both = max((person_likeness((*a.words, *b.words), x) for x in locals_), default=0.0)
    known = (
        lexicon.is_given(a.words[0])
        and lexicon.is_family(b.words[-1])
        and not lexicon.is_given(b.words[-1])
    )
    low, high = sorted((judged[i].of("name"), judged[k].of("name")))
    if len(a.words) == 2 and judged[i].of("name") > 0.5 and both <= single:
        return None
    if both > single + 0.15 and both > 0.6:
        return (i, k), max(0.9, high) + 0.01
    return ((i, k), high + 0.01) if (known or low > 0.3) and high > 0.35 else None


def _stacked_words(a: Piece, b: Piece) -> bool:
    """Two or three words in all, ``b`` close below ``a``, of like size, no digits."""
    few = 1 <= len(a.words) <= 2 and 1 <= len(b.words) <= 2 and len(a.words) + len(b.words) <= 3
    below = b.box[1] + b.box[3] > a.box[1] + a.box[3] + a.height and b.box[1] - a.box[
        3
    ] <= 0.9 * max(a.height, b.height)
    overlap = min(b.box[2], a.box[2]) > max(a.box[0], b.box[0])
    return (
        few
        and below
        and overlap
        and 0.4 < a.height / b.height < 2.5
        and not any(c.isdigit() for c in a.text + b.text)
    )


def _twin(
    judged: Sequence[Judged], rows: tuple[int, ...], chosen: Sequence[tuple[int, ...]]
) -> bool:
    """Is this the same name once more (a logo, a second language)?"""
    mine = lexicon.squeezed(" ".join(judged[i].segment.text for i in rows))
    return any(
        mine == lexicon.squeezed(" ".join(judged[i].segment.text for i in other))
        for other in chosen
    )


def _candidate(
    scene: Scene, judged: Sequence[Judged], rows: tuple[int, ...], score: float, rest: float
) -> Candidate:
    signals = merged_signals(judged, rows)
    signals["margin"] = max(0.0, score - rest)
    words = [w for i in rows for w in scene.pieces[i].words]
    signals["email_vote"] = max((person_likeness(words, x) for x in scene.cues.locals), default=0.0)
    signals["lexicon"] = sum(lexicon.is_given(w) or lexicon.is_family(w) for w in words) / max(
        len(words), 1
    )
    signals["lines"] = len(rows) / 3
    segments = tuple(judged[i].segment for i in rows)
    return Candidate("name", segments, joined(segments), min(score, 1.0), signals)
