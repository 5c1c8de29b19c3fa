"""Turns the parts of lines that no anchor took into pieces, each of one kind as far as words can tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from service.domain.fields import Segment
from service.domain.geometry import Polygon, bounds
from service.extraction import lexicon
from service.extraction.letter_spacing import closed
from service.extraction.likeness import person_likeness

Look: TypeAlias = Literal["name", "job_title", "department", "organization", "address", ""]
_BREAK = re.compile(r"\s*[|•·●▪■♦;]\s*|\s+[-–—/~]\s+|\s{3,}|\s*,\s+|\s*,(?=[^\W\d])")
_TRIM = " \t,;|•·●▪■♦-–—/~:*"
_POSTAL = re.compile(
    r"\b(?:[A-Z]{1,2}-?)?\d{4,6}(?:-\d{3,4})?\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b\d{3} \d{2}\b"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment with its folded ``words`` and its place.

    ``box`` is (left, top, right, bottom) in pixels, ``height`` the mean length of the text's own
    left and right edges, ``row`` the index of its line; ``comma`` stands right behind it.
    """

    segment: Segment
    words: tuple[str, ...]
    box: tuple[float, float, float, float]
    height: float
    comma: bool = False

    @property
    def text(self) -> str:
        return self.segment.text

    @property
    def row(self) -> int:
        return self.segment.line


_NO_LABEL_LAST = frozenset(
    ["office", "line", "direct", "internet", "free", "site", "home", "website", "page", "portable"]
)
"""Labels that end names of firms as well (``Trade Office``)."""


_SURNAMES = frozenset(
    """abbot baker barber bishop butcher carpenter chandler cook dean farmer gardener glazier judge
    major marshall mason mayor painter pope porter potter priest sexton steward tailor tanner
    weaver fleischer förster gärtner glaser jäger koch kellner maurer müller richter schäfer
    schlosser schneider schreiner vogt wagner weber zimmermann boucher boulanger chevalier charpentier
    fournier marchand meunier pelletier tisserand barbero carpintero guerrero herrero molinero
    zapatero bakker kuiper mulder schilder slager smit timmerman visser""".split()
)
"""Trades and offices that people are called by."""


def piece(segment: Segment, comma: bool = False) -> Piece:
    """``segment`` measured and cut into words."""
    box = bounds(segment.polygon) if segment.polygon else (0.0, 0.0, 1.0, 1.0)
    words = lexicon.tokens(closed(segment.text))
    return Piece(segment, words, box, max(_height(segment.polygon), 1.0), comma)


def pieces(rest: Sequence[Segment], people: Sequence[str] = ()) -> tuple[Piece, ...]:
    """The segments of ``rest``, cut where their halves are of different kinds, empty ones left out.

    ``people``: local parts of e-mails, which tell a name from what stands beside it.
    """
    return tuple(
        piece(part, segment.text[part.end - segment.start :].lstrip().startswith(","))
        for segment in rest
        for part in _cut(_unlabelled(segment), people)
        if any(c.isalnum() for c in part.text)
    )


def _unlabelled(segment: Segment) -> Segment:
    """``segment`` without the labels of phones and mails at its edges, empty when it is all label."""
    labels = lexicon.keywords("labels")
    words = [
        (m.start(), m.end(), lexicon.folded(m.group()))
        for m in re.finditer(r"[^\s:|•·()–-]+", segment.text)
    ]
    held = [labels.holds(w) or all(labels.holds(x) for x in w.split("/") if x) for _, _, w in words]
    if not words or all(held):
        return _part(segment, 0, 0)
    if lexicon.keywords("phrases").spoken(tuple(w for _, _, w in words)):
        return segment
    start, end = 0, len(segment.text)
    last = words[-1][2].rstrip(".")
    if len(words) > 1 and held[-1] and len(last) > 2 and last not in _NO_LABEL_LAST:
        end = words[-1][0]
    if held[0] and re.match(r"\s*:", segment.text[words[0][1] :]):
        start = words[0][1]
    return _part(segment, start, end) if (start, end) != (0, len(segment.text)) else segment


def look(text: str, words: tuple[str, ...] | None = None) -> Look:
    """What ``text`` is by its words alone; empty when they do not tell."""
    words = lexicon.tokens(text) if words is None else words
    if not words:
        return ""
    titles, quals = lexicon.keywords("titles"), lexicon.keywords("title_words")
    functions, departments = lexicon.keywords("functions"), lexicon.keywords("departments")
    heads = sum(titles.holds(w) for w in words) + titles.spoken(words)
    digits = any(c.isdigit() for c in text)
    if lexicon.legal_form(text, words):
        return "organization"
    if digits and (
        any(lexicon.keywords("streets").holds(w) for w in words) or _POSTAL.search(text)
    ):
        return "address"
    part = any(departments.holds(w) for w in words)
    if not digits and departments.holds(words[0]) and not titles.holds(words[0]):
        return "department"
    known = sum(titles.holds(w) or quals.holds(w) or functions.holds(w) for w in words)
    if not digits and ((heads and known >= len(words) / 2) or part):
        return "job_title" if heads and known >= len(words) / 2 else "department"
    land = lexicon.folded(text) in lexicon.territories()
    return "name" if _name_like(text, words) else "address" if land else ""


_NO_NAME = (
    "organizations",
    "titles",
    "functions",
    "streets",
    "departments",
    "phrases",
    "address_words",
)


def _name_like(text: str, words: tuple[str, ...]) -> bool:
    """Two to four words, half of them known as names (a list never holds all), none known as something else."""
    bare = _bare_name(text, words)
    hits = sum(lexicon.is_given(w) or lexicon.is_family(w) for w in bare)
    return (
        len(bare) >= 2
        and hits >= len(bare) / 2
        and (hits == len(bare) or _could_be_name(text, words))
    )


def _could_be_name(text: str, words: tuple[str, ...]) -> bool:
    """Two to four capitalised words that no list knows as anything but a name."""
    bare = _bare_name(text, words)
    if len(bare) < 2 or any(
        c.islower() and a in " -" for a, c in zip(" " + text, text, strict=False)
    ):
        return False
    return not any(lexicon.keywords(k).holds(w) for k in _NO_NAME for w in bare)


def _bare_name(text: str, words: tuple[str, ...]) -> list[str]:
    """The words without degrees and particles; none when ``text`` cannot be a name."""
    if not 2 <= len(words) <= 5 or any(c.isdigit() for c in text) or "&" in words:
        return []
    if any(lexicon.keywords(k).holds(words[-1]) for k in _NO_NAME[:4]):
        return []
    degrees, particles = lexicon.keywords("degrees"), lexicon.keywords("particles")
    return [w for w in words if not degrees.holds(w) and not particles.holds(w)]


def _cut(segment: Segment, people: Sequence[str]) -> list[Segment]:
    """``segment`` at the separators whose two sides look different, and after a name before a title."""
    text = segment.text
    for gap in _BREAK.finditer(text):
        left, right = text[: gap.start()], text[gap.end() :]
        if len(left.strip(_TRIM)) < 2 or len(right.strip(_TRIM)) < 2:
            continue
        if _differ(left, _first(right), gap.group()) or _vouched(left, _first(right), people):
            return [
                _part(segment, 0, gap.start()),
                *_cut(_part(segment, gap.end(), len(text)), people),
            ]
    if (at := _title_after_name(text)) > 0:
        return [_part(segment, 0, at), _part(segment, at, len(text))]
    return [_part(segment, 0, len(text))]


def _first(text: str) -> str:
    gap = _BREAK.search(text)
    return text if gap is None or gap.start() < 2 else text[: gap.start()]


def _differ(left: str, right: str, gap: str) -> bool:
    """Are the two sides of ``gap`` of different kinds?"""
    bar = gap.strip() in ("|", "•", "·")
    match look(left), look(right):
        case ("name", "job_title" | "department" | "organization"):
            return True
        case ("job_title", "") if bar:
            return all(map(lexicon.keywords("functions").holds, lexicon.tokens(right)))
        case ("", "job_title"):
            return _could_be_name(left, lexicon.tokens(left))
        case (
            ("job_title", "name" | "organization" | "department")
            | ("department", "job_title")
            | ("organization", "address" | "name" | "department")
        ):
            return True
        case ("name", "name") | ("", "address") | ("department", "organization"):
            return "," not in gap
    return False


def _vouched(left: str, right: str, people: Sequence[str]) -> bool:
    """Does an e-mail's local part say that ``left`` is the whole name, and ``right`` something else?"""
    words, rest = lexicon.tokens(left), lexicon.tokens(right)
    degrees = lexicon.keywords("degrees")
    if (
        not 2 <= len(words) <= 5
        or not rest
        or all(degrees.holds(w) for w in rest)
        or any(c.isdigit() for c in left)
    ):
        return False
    return any(person_likeness(words, x) >= 0.8 and person_likeness(rest, x) < 0.3 for x in people)


def _title_after_name(text: str) -> int:
    """Where a title begins right after a name (``Anna Vega Sales Manager``), or 0."""
    starts = [m.start() for m in re.finditer(r"(?<=\s)\S", text)]
    for at in starts[1:4]:
        left, right = text[:at].strip(), text[at:]
        words = lexicon.tokens(right)
        titles, quals = lexicon.keywords("titles"), lexicon.keywords("title_words")
        if words and look(left) == "name" and look(right, words) == "job_title":
            first = words[0]
            rest = all(titles.holds(w) or quals.holds(w) for w in words)
            if rest and not lexicon.is_family(first) and words[-1] not in _SURNAMES:
                return at
    return 0


def _part(segment: Segment, start: int, end: int) -> Segment:
    """Characters ``start:end`` of the segment's text, trimmed of separators, with their share of its place."""
    text = segment.text
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    if (start, end) == (0, len(text)):
        return segment
    return Segment(
        line=segment.line,
        start=segment.start + start,
        end=segment.start + end,
        text=text[start:end],
        polygon=_slice(segment.polygon, start / max(len(text), 1), end / max(len(text), 1)),
    )


def _slice(polygon: Polygon, a: float, b: float) -> Polygon:
    if len(polygon) != 4:
        return polygon
    tl, tr, br, bl = polygon

    def along(p: tuple[float, float], q: tuple[float, float], t: float) -> tuple[float, float]:
        return (p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t)

    return (along(tl, tr, a), along(tl, tr, b), along(bl, br, b), along(bl, br, a))


def _height(polygon: Polygon) -> float:
    if len(polygon) != 4:
        return 1.0
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = polygon
    return float(
        (((x3 - x0) ** 2 + (y3 - y0) ** 2) ** 0.5 + ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5) / 2
    )
