"""Turns a card's pieces into numbers: letters, words known, place, size, likeness to e-mail and site."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from service.domain.fields import Segment
from service.domain.geometry import bounds
from service.domain.text import Line
from service.extraction import lexicon
from service.extraction.anchors import Anchors
from service.extraction.likeness import Cues, cues, person_likeness, site_likeness
from service.extraction.pieces import Piece

_POSTAL = re.compile(
    r"\b(?:[A-Z]{1,2}-? ?)?\d{4,6}\b|\b\d{5}-\d{3,4}\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b\d{3} \d{2,3}\b|\b\d{2}-\d{3}\b"
)
_NUMBERED = re.compile(
    r"^\d+[a-zA-Z]?[ ,]|\b\d{1,5}[a-zA-Z]?(?:[-/]\d+)?$|, ?\d+|\bn[º°o.]", re.IGNORECASE
)
_LINKS = r"and|of|for|und|für|et|de|des|du|y|e|di|del|della|do|da|dos|en|van|voor|och|og|i|a|à|in|im|der|für"
OPEN_END = re.compile(rf"(?:[,&/+–-]|\b(?:{_LINKS}|the|la|le|les|el))$", re.IGNORECASE)
"""Text that must go on."""
OPEN_START = re.compile(rf"^(?:[&/+]|(?:{_LINKS})\b|[dl]['’])", re.IGNORECASE)
"""Text that something must stand before."""
_HOURS = re.compile(r"\b\d{1,2}[:h.]\d{2}\b|\b\d{1,2} ?(?:am|pm|uhr|h)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Scene:
    """One card: its pieces, cues, frame (left, top, right, bottom) and the table of features.

    ``table``: one row per piece, columns as ``NAMES``. ``neighbours``: for each piece the nearest
    one above, below and beside it.
    """

    pieces: tuple[Piece, ...]
    cues: Cues
    frame: tuple[float, float, float, float]
    table: tuple[tuple[float, ...], ...] = field(default=())
    neighbours: tuple[tuple[int | None, int | None, int | None], ...] = field(default=())


def scene(lines: Sequence[Line], anchors: Anchors, pieces: tuple[Piece, ...]) -> Scene:
    """The card of ``lines`` seen as its ``pieces``."""
    boxes = [bounds(line.polygon) for line in lines if line.polygon] or [(0.0, 0.0, 1.0, 1.0)]
    frame = (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )
    bare = Scene(pieces, cues(anchors), frame)
    card = Survey(bare, lines, anchors)
    rows = tuple(
        tuple(row[name] for name in NAMES) for row in (card.row(i) for i in range(len(pieces)))
    )
    return Scene(pieces, bare.cues, frame, rows, tuple(card.near))


class Survey:
    """Everything a row of features is counted from."""

    def __init__(self, bare: Scene, lines: Sequence[Line], anchors: Anchors) -> None:
        self.scene = bare
        self.lines = lines
        self.anchors = anchors
        self.heights = [p.height for p in bare.pieces]
        self.mid = median(self.heights) if self.heights else 1.0
        self.words = [_lexical(p) for p in bare.pieces]
        self.spots = [
            bounds(s.polygon)
            for c in (*anchors.emails, *anchors.urls, *anchors.phones)
            for s in c.segments
            if s.polygon
        ]
        hints = bare.cues
        self.alike = [
            (
                max((person_likeness(p.words, x) for x in hints.locals), default=0.0),
                max((site_likeness(p.text, x) for x in hints.sites), default=0.0),
                max((site_likeness(p.text, x) for x in hints.shops), default=0.0),
            )
            for p in bare.pieces
        ]
        self.near = [self._neighbours(i) for i in range(len(bare.pieces))]
        self.order = sorted(range(len(bare.pieces)), key=lambda i: -self.heights[i])

    def row(self, i: int) -> dict[str, float]:
        p = self.scene.pieces[i]
        out = dict(self.words[i])
        out.update(self._place(i, p))
        out.update(self._likeness(i))
        for side, j in zip(("above", "below", "beside"), self.near[i], strict=True):
            out.update(self._neighbour(side, p, j))
        return out

    def _place(self, i: int, p: Piece) -> dict[str, float]:
        left, top, right, bottom = self.scene.frame
        width, tall = max(right - left, 1.0), max(bottom - top, 1.0)
        base = self.scene.cues.anchor_height or self.mid
        above = sum(1 for q in self.scene.pieces if q.height > p.height * 1.15)
        gap = [abs((s[1] + s[3]) / 2 - (p.box[1] + p.box[3]) / 2) / p.height for s in self.spots]
        line = self.lines[p.row]
        seg = p.segment
        chars = line.char_confidences
        sure = (
            min(chars[seg.start : seg.end], default=line.confidence)
            if len(chars) == len(line.text)
            else line.confidence
        )
        return {
            "height": min(p.height / base, 6.0),
            "height_mid": min(p.height / self.mid, 6.0),
            "taller": above / max(len(self.scene.pieces), 1),
            "tallest": float(self.order[0] == i),
            "lead": min(
                p.height / max([h for j, h in enumerate(self.heights) if j != i], default=p.height),
                4.0,
            ),
            "x": (p.box[0] - left) / width,
            "x_mid": ((p.box[0] + p.box[2]) / 2 - left) / width,
            "y": ((p.box[1] + p.box[3]) / 2 - top) / tall,
            "wide": (p.box[2] - p.box[0]) / width,
            "pitch": min((p.box[2] - p.box[0]) / max(len(p.text), 1) / p.height, 3.0),
            "order": p.row / max(len(self.lines) - 1, 1),
            "first": float(p.row == 0),
            "last": float(p.row == len(self.lines) - 1),
            "anchor_gap": min(gap, default=20.0) if gap else 20.0,
            "whole": float(seg.end - seg.start >= len(line.text.strip())),
            "starts": float(seg.start == 0),
            "lines": float(min(len(self.lines), 20)),
            "rest": float(min(len(self.scene.pieces), 15)),
            "sure": float(sure),
            "mails": float(min(len(self.anchors.emails), 3)),
            "sites": float(min(len(self.scene.cues.sites), 3)),
            "personal": float(bool(self.scene.cues.locals)),
        }

    def _likeness(self, i: int) -> dict[str, float]:
        person, site, shop = self.alike[i]
        rivals = [a for k, a in enumerate(self.alike) if k != i]
        return {
            "person": person,
            "site": site,
            "shop": shop,
            "person_lead": person - max((a[0] for a in rivals), default=0.0),
            "site_lead": site - max((a[1] for a in rivals), default=0.0),
        }

    def _neighbours(self, i: int) -> tuple[int | None, int | None, int | None]:
        """The nearest piece above, below and on the same row."""
        p = self.scene.pieces[i]
        best: dict[str, tuple[float, int]] = {}
        for j, q in enumerate(self.scene.pieces):
            if j == i:
                continue
            overlap = min(p.box[2], q.box[2]) - max(p.box[0], q.box[0])
            dy = (q.box[1] + q.box[3] - p.box[1] - p.box[3]) / 2
            if abs(dy) < 0.5 * min(p.height, q.height) or q.row == p.row:
                side, far = "beside", max(-overlap, 0.0)
            elif overlap > 0:
                side, far = ("below" if dy > 0 else "above"), abs(dy)
            else:
                continue
            if side not in best or far < best[side][0]:
                best[side] = (far, j)
        above, below, beside = (
            best[s][1] if s in best else None for s in ("above", "below", "beside")
        )
        return above, below, beside

    def _neighbour(self, side: str, p: Piece, j: int | None) -> dict[str, float]:
        if j is None:
            return {f"{side}_{k}": v for k, v in _NOBODY.items()}
        q, w = self.scene.pieces[j], self.words[j]
        gap = (
            max(q.box[1] - p.box[3], p.box[1] - q.box[3], 0.0)
            if side != "beside"
            else max(q.box[0] - p.box[2], p.box[0] - q.box[2])
        )
        return {
            f"{side}_gap": min(gap / p.height, 8.0),
            f"{side}_ratio": min(q.height / p.height, 4.0),
            f"{side}_align": min(
                abs(q.box[0] - p.box[0]),
                abs(q.box[2] - p.box[2]),
                abs(q.box[0] + q.box[2] - p.box[0] - p.box[2]) / 2,
            )
            / p.height,
            f"{side}_title": w["title"],
            f"{side}_name": w["name_share"],
            f"{side}_org": max(w["org"], w["legal"]),
            f"{side}_address": max(w["street"], w["postal"], w["city"]),
            f"{side}_part": w["department"],
            f"{side}_open": w["open_end"] if side == "above" else w["open_start"],
            f"{side}_caps": w["caps"],
            f"{side}_phrase": w["phrase"],
        }


_NOBODY = {"gap": 9.0, "ratio": 0.0, "align": 9.0, "title": -1.0, "name": -1.0, "org": -1.0, "address": -1.0, "part": -1.0,
           "open": -1.0, "caps": -1.0, "phrase": -1.0}  # fmt: skip


def _lexical(p: Piece) -> dict[str, float]:
    """The features that letters and words alone give."""
    text, words = p.text, p.words
    n = max(len(words), 1)
    raw = text.split()
    letters = [c for c in text if c.isalpha()]
    digits = sum(c.isdigit() for c in text)
    hits = {k: sum(lexicon.keywords(k).holds(w) for w in words) for k in
            ("titles", "title_words", "departments", "functions", "organizations", "streets", "address_words", "phrases", "degrees", "particles")}  # fmt: skip
    spoken = {
        k: lexicon.keywords(k).spoken(words)
        for k in ("titles", "departments", "organizations", "address_words", "phrases")
    }
    bare = [w.rstrip(".") for w in words if not lexicon.keywords("degrees").holds(w)]
    core = [w for w in bare if not lexicon.keywords("particles").holds(w)] or bare or [""]
    given, family = [lexicon.is_given(w) for w in core], [lexicon.is_family(w) for w in core]
    titled = [lexicon.keywords("titles").holds(w) for w in words] or [False]
    towns, cities, lands = _grams(words), lexicon.cities(), lexicon.territories()
    latin = sum(c < "\u0250" for c in letters)
    return {
        "n": float(min(n, 12)), "chars": float(min(len(text), 80)), "digits": float(min(digits, 12)), "digit_share": digits / max(len(text), 1),
        "caps": sum(c.isupper() for c in letters) / max(len(letters), 1),
        "title_case": sum(w[:1].isupper() and w[1:].islower() for w in raw) / max(len(raw), 1),
        "lower_first": float(text[:1].islower()), "word_length": sum(map(len, words)) / n,
        "latin": latin / max(len(letters), 1),
        "comma": float(text.count(",")), "amp": float("&" in text or "+" in text), "stop": float(text.rstrip().endswith((".", "!", "?"))),
        "dash": float(" - " in text or " – " in text), "paren": float("(" in text or ")" in text), "colon": float(":" in text),
        "quote": float(any(c in text for c in "\"“”«»„!?")), "mark": float(any(c in text for c in "®™©")), "slash": float("/" in text),
        "bullets": float(sum(text.count(c) for c in "•·|*")),
        "starts_digit": float(text[:1].isdigit()), "postal": float(bool(_POSTAL.search(text))),
        "numbered": float(bool(_NUMBERED.search(text))), "hours": float(bool(_HOURS.search(text))),
        "title": min(hits["titles"] + spoken["titles"], 4) / 1.0, "title_share": (hits["titles"] + hits["title_words"]) / n,
        "title_last": float(titled[-1]), "title_first": float(titled[0]), "title_word": float(hits["title_words"]),
        "department": float(hits["departments"] + spoken["departments"]), "function": hits["functions"] / n,
        "open_end": float(bool(OPEN_END.search(text.strip()))), "open_start": float(bool(OPEN_START.search(text.strip()))),
        "department_last": float(bool(words) and lexicon.keywords("departments").holds(words[-1])),
        "department_first": float(bool(words) and lexicon.keywords("departments").holds(words[0])),
        "org": float(hits["organizations"] + spoken["organizations"]), "org_share": hits["organizations"] / n,
        "legal": float(lexicon.legal_form(text, words)), "street": float(hits["streets"]),
        "street_first": float(bool(words) and lexicon.keywords("streets").holds(words[0])),
        "address_word": float(hits["address_words"] + spoken["address_words"]),
        "phrase": float(hits["phrases"] + 2 * spoken["phrases"]), "phrase_share": hits["phrases"] / n,
        "degree": float(hits["degrees"]), "particle": float(hits["particles"]),
        "given": sum(given) / len(core), "family": sum(family) / len(core), "given_first": float(given[0]), "given_last": float(given[-1]),
        "family_last": float(family[-1]), "family_first": float(family[0]),
        "name_share": sum(g or f for g, f in zip(given, family, strict=True)) / len(core), "core": float(min(len(core), 8)),
        "initial": float(sum(len(w) == 1 and w.isalpha() for w in bare)),
        "glued": float(len(core) == 1 and _glued_name(core[0])),
        "city": float(any(t in cities for t in towns)), "city_whole": float(lexicon.folded(text) in cities),
        "land": float(any(t in lands for t in towns)), "land_whole": float(lexicon.folded(text.rstrip(".")) in lands),
        "vowels": sum(c in "aeiouy" for c in lexicon.folded(text)) / max(len(letters), 1),
    }  # fmt: skip


def _grams(words: Sequence[str]) -> set[str]:
    bare = [w.rstrip(".") for w in words]
    return {
        " ".join(bare[i : i + k])
        for k in (1, 2, 3)
        for i in range(len(bare) - k + 1)
        if k > 1 or len(bare[i]) > 3
    }


def _glued_name(word: str) -> bool:
    """Is ``word`` a given and a family name with the blank lost?"""
    if len(word) < 7 or not word.isalpha() or lexicon.is_given(word) or lexicon.is_family(word):
        return False
    return any(
        lexicon.names().get(word[:k]) in {"g", "b"} and lexicon.names().get(word[k:]) in {"f", "b"}
        for k in range(3, len(word) - 2)
    )


def _names() -> tuple[str, ...]:
    probe = Piece(Segment(0, 0, 1, "x", ()), ("x",), (0.0, 0.0, 1.0, 1.0), 1.0)
    line = Line("x", 1.0, ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)), "ppocr")
    return tuple(Survey(Scene((probe,), Cues(), (0.0, 0.0, 1.0, 1.0)), (line,), Anchors()).row(0))


NAMES: tuple[str, ...] = _names()
"""The columns of ``Scene.table``, in order."""
