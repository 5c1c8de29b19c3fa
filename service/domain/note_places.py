"""A note's facts onto the ink that their words stand in, and its ink onto the photo."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from service.domain.evidence import TYPED, Evidence, Side
from service.domain.geometry import Homography, Polygon, mapped
from service.domain.note import Facet, Note, NoteLine, NoteWord

ALIKE = 0.5
"""Share of letters that a corrected word has in common with the ink's reading of it, at least."""
BLOCK = 12
"""Words in a row that may differ on either side before nobody can tell which became which."""
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class _Ink:
    """A word of ink, folded, and its place."""

    text: str
    evidence: Evidence


def grounded(note: Note) -> Note:
    """``note`` with each facet's evidence round its words in the lines' ink.

    Where a person corrected the words, those that the ink reads alike stand where it does, and
    others are ``TYPED``.
    """
    ink = [w for line in note.lines for w in _ink(line) if w.evidence.polygon]
    words = [(m.start(), m.end(), _folded(m[0])) for m in _WORD.finditer(note.transcript)]
    at = _aligned([w[2] for w in words], [i.text for i in ink])
    human = note.source == "human"

    def place(facet: Facet) -> Facet:
        span = facet.span
        inside = [
            n for n, (start, end, _) in enumerate(words) if start < span.end and end > span.start
        ]
        seen = [ink[at[n]].evidence for n in inside if n in at]
        if not seen:
            return replace(facet, evidence=TYPED) if human else facet
        around = _around(seen)
        if human:
            around = replace(around, source="human", reader="human")
        return replace(facet, evidence=around)

    return replace(note, facets=tuple(place(facet) for facet in note.facets))


def placed(note: Note, to_photo: Mapping[Side, Homography]) -> Note:
    """``note`` with every polygon moved from its straight side into the uploaded photo."""

    def moved(polygon: Polygon, side: Side | None) -> Polygon:
        way = None if side is None else to_photo.get(side)
        return polygon if way is None or not polygon else mapped(polygon, way)

    def there(seen: Evidence) -> Evidence:
        return replace(seen, polygon=moved(seen.polygon, seen.side))

    def word(one: NoteWord, side: Side | None) -> NoteWord:
        return replace(one, polygon=moved(one.polygon, side))

    return replace(
        note,
        lines=tuple(
            replace(
                line,
                evidence=there(line.evidence),
                words=tuple(word(w, line.evidence.side) for w in line.words),
            )
            for line in note.lines
        ),
        facets=tuple(replace(f, evidence=there(f.evidence)) for f in note.facets),
    )


def _ink(line: NoteLine) -> Iterator[_Ink]:
    """The words of a line; a line that was not cut into words is one place for all of them."""
    if line.words:
        for word in line.words:
            where = replace(line.evidence, polygon=word.polygon)
            yield from (_Ink(_folded(part), where) for part in word.text.split())
    else:
        yield from (_Ink(_folded(part), line.evidence) for part in line.text.split())


def _folded(word: str) -> str:
    """Without case, marks and the punctuation around it; a bare sign stays as it is."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return re.sub(r"^\W+|\W+$", "", bare).casefold() or word


def _aligned(words: Sequence[str], ink: Sequence[str]) -> dict[int, int]:
    """Which word of the ink each word is, in order; words it does not have are left out."""
    found: dict[int, int] = {}
    for tag, i, last, j, end in SequenceMatcher(None, words, ink).get_opcodes():
        if tag == "equal":
            found.update(zip(range(i, last), range(j, end), strict=True))
        elif tag == "replace" and max(last - i, end - j) <= BLOCK:
            pairs = _likest(words[i:last], ink[j:end])
            found.update({i + a: j + b for a, b in pairs})
    return found


def _likest(words: Sequence[str], ink: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs, in order on both sides, that have most letters in common."""
    best: dict[tuple[int, int], tuple[float, list[tuple[int, int]]]] = {}
    for a in range(len(words), -1, -1):
        for b in range(len(ink), -1, -1):
            if a == len(words) or b == len(ink):
                best[a, b] = (0.0, [])
                continue
            choice = max(best[a + 1, b], best[a, b + 1], key=lambda c: c[0])
            alike = SequenceMatcher(None, words[a], ink[b], autojunk=False).ratio()
            score, pairs = best[a + 1, b + 1]
            if alike >= ALIKE and score + alike > choice[0]:
                choice = (score + alike, [(a, b), *pairs])
            best[a, b] = choice
    return best[0, 0][1]


def _around(seen: Sequence[Evidence]) -> Evidence:
    """One piece of evidence round all of ``seen`` on the side that has most of it, turned as the
    first of them."""
    side = Counter(e.side for e in seen).most_common(1)[0][0]
    here = [e for e in seen if e.side == side]
    (ax, ay), (bx, by) = here[0].polygon[:2]
    length = math.hypot(bx - ax, by - ay) or 1.0
    ux, uy = (bx - ax) / length, (by - ay) / length
    points = [p for e in here for p in e.polygon]
    along = [x * ux + y * uy for x, y in points]
    across = [y * ux - x * uy for x, y in points]
    corners = (
        (min(along), min(across)), (max(along), min(across)),
        (max(along), max(across)), (min(along), max(across)),
    )  # fmt: skip
    polygon = tuple((s * ux - t * uy, s * uy + t * ux) for s, t in corners)
    return replace(here[0], polygon=polygon)
