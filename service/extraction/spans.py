"""A stretch of characters of a line into a Segment with its place on the card."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.domain.fields import Segment
from service.domain.geometry import Point, Polygon
from service.domain.text import Line

_ODD = {
    **{0xFF01 + i: chr(0x21 + i) for i in range(0x5E)},
    **dict.fromkeys(map(ord, "‐‑‒–—−﹣ー"), "-"),
    **dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\t\n\r"), " "),
    **dict.fromkeys(map(ord, "’‘´`"), "'"),
    ord("。"): ".",
    ord("︰"): ":",
    ord("│"): "|",
    ord("¦"): "|",
}


_SUFFIX_COLON = re.compile(
    r"(?<=[a-z]\.com)[:;](?=[a-z]{2}(?![a-z0-9/]))|(?<=[a-z]\.co)[:;](?=[a-z]{2}(?![a-z0-9/]))|(?<=\w)[:;](?=com(?:\.[a-z]{2})?(?![a-z0-9]))"
)
"""``acme.com:br``, ``acme:com``: a dot with a speck above it."""


def plain(text: str) -> str:
    """``text`` with wide forms, dashes, blanks and quotes as ASCII; every character keeps its index."""
    return _SUFFIX_COLON.sub(".", text.translate(_ODD))


def masked(text: str, taken: Sequence[tuple[int, int]]) -> str:
    """``text`` with the ``taken`` stretches blacked out by ``\\x00``; indices stay."""
    for start, end in taken:
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text


def segment(lines: Sequence[Line], index: int, start: int, end: int) -> Segment:
    """Characters ``start:end`` of line ``index``, with their polygon (clockwise, pixels)."""
    line = lines[index]
    return Segment(index, start, end, line.text[start:end], _outline(line, start, end))


def _outline(line: Line, start: int, end: int) -> Polygon:
    """From the words touched where the reader gives words that fit the text, else by share of width."""
    if start <= 0 and end >= len(line.text):
        return line.polygon
    if len(line.polygon) != 4 or not line.text:
        return line.polygon
    a, b = start / len(line.text), end / len(line.text)
    spots = [m.span() for m in re.finditer(r"\S+", line.text)]
    if len(spots) == len(line.words) and all(len(w.polygon) == 4 for w in line.words):
        a, b = _share(line, spots, start, False), _share(line, spots, end, True)
    tl, tr, br, bl = line.polygon
    return (_between(tl, tr, a), _between(tl, tr, b), _between(bl, br, b), _between(bl, br, a))


def _share(line: Line, spots: list[tuple[int, int]], at: int, closing: bool) -> float:
    """Where along the line, 0..1, the character boundary ``at`` lies."""
    tl, tr = line.polygon[0], line.polygon[1]
    dx, dy = tr[0] - tl[0], tr[1] - tl[1]
    norm = dx * dx + dy * dy or 1.0

    def along(p: Point) -> float:
        return ((p[0] - tl[0]) * dx + (p[1] - tl[1]) * dy) / norm

    for (s, e), word in zip(spots, line.words, strict=True):
        if (s < at <= e) if closing else (s <= at < e):
            left, right = along(word.polygon[0]), along(word.polygon[1])
            return min(1.0, max(0.0, left + (right - left) * (at - s) / (e - s)))
    return at / len(line.text)


def _between(a: Point, b: Point, t: float) -> Point:
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)


def sureness(line: Line, start: int, end: int) -> float:
    """The least sure character's confidence, 0..1 as the reader gives it, of ``start:end``."""
    if len(line.char_confidences) == len(line.text) and end > start:
        return min(line.char_confidences[start:end])
    return line.confidence
