"""Words of a name → what their capitals tell: which are all capitals, and the order they stand in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.extraction.name_words import PARTICLES

INITIAL = re.compile(r"(?:[^\W\d_]\.?|(?:[^\W\d_]\.-?){2,3})$")
"""One letter, or two or three with dots or hyphens between."""


def letters(token: str) -> str:
    """Only the letters of ``token``."""
    return "".join(c for c in token if c.isalpha())


def is_capitals(token: str) -> bool:
    """All capitals, of two letters at least; ``McDONALD`` counts."""
    rest = re.sub(r"^(Mc|Mac|van|von|de|d|O)(?=[A-ZÀ-Þ]{2})", "", letters(token))
    return len(rest) > 1 and rest.isupper()


def order_by_capitals(tokens: Sequence[str]) -> str:
    """``family_first``, ``given_first`` or ``""`` where capitals tell nothing."""
    telling = [t for t in tokens if not INITIAL.match(t) and t.casefold() not in PARTICLES]
    marks = [is_capitals(t) for t in telling]
    if len(marks) < 2 or all(marks) or not any(marks):
        return ""
    if marks[0] and not marks[-1]:
        return "family_first" if marks == sorted(marks, reverse=True) else ""
    return "given_first" if marks == sorted(marks) else ""


def capital_run(tokens: Sequence[str]) -> int:
    """How many words from the first are in capitals, particles between them included."""
    size = 0
    for i, token in enumerate(tokens):
        if is_capitals(token):
            size = i + 1
        elif token.casefold() not in PARTICLES:
            break
    return size


def trailing_capital_run(tokens: Sequence[str]) -> int:
    """How many words up to the last are in capitals, particles between them included."""
    size = 0
    for i, token in enumerate(reversed(tokens)):
        if is_capitals(token) or (size and token.casefold() in PARTICLES):
            size = i + 1
        else:
            break
    return size


_CAPITAL_I = re.compile(r"^([A-Z])I(?=[a-zà-ÿ])")
_SMALL_L = re.compile(r"^l(?=[a-zà-ÿ]{2})")


def look_alikes(text: str) -> str:
    """``EIfie`` and ``lan`` among capitalised words: in most faces l and I are one stroke."""
    words = text.split()
    if not any(w[:1].isupper() for w in words):
        return text
    return " ".join(
        w if w in PARTICLES else _SMALL_L.sub("I", _CAPITAL_I.sub(r"\1l", w)) for w in words
    )
