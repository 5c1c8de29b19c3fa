"""Text into the pieces of words that the tagger knows, each with its place.

The scheme is that of BERT's uncased models (Devlin et al. 2019; Wu et al. 2016 for WordPiece):
small letters without marks, apart at blanks and at every sign, then the longest known piece first.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

LINE_END, BOX, TICKED = "[unused1]", "[unused2]", "[unused3]"
_SPECIAL = {"\n": LINE_END, "☐": BOX, "□": BOX, "☑": TICKED}
"""Signs that mean something in notes and that the vocabulary lacks."""
_LONGEST = 100
"""Letters of a word, beyond which it is none."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters ``start:end`` of the text. ``case``: of the whole word, 0 small, 1 with a capital,
    2 in capitals."""

    id: int
    start: int
    end: int
    case: int = 0


def pieces(text: str, vocabulary: Mapping[str, int]) -> tuple[Piece, ...]:
    """All pieces of ``text`` in order, none for blanks."""
    return tuple(p for start, end in _words(text) for p in _parts(text, start, end, vocabulary))


def _words(text: str) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for at, char in enumerate(text):
        alone = char in _SPECIAL or _sign(char)
        if alone or char.isspace() or _hidden(char):
            if start is not None:
                yield start, at
                start = None
            if alone:
                yield at, at + 1
        elif start is None:
            start = at
    if start is not None:
        yield start, len(text)


def _sign(char: str) -> bool:
    category = unicodedata.category(char)
    ideograph = "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff"
    return category[0] == "P" or (char.isascii() and category[0] == "S") or ideograph


def _hidden(char: str) -> bool:
    return unicodedata.category(char)[0] == "C"


def _parts(text: str, start: int, end: int, vocabulary: Mapping[str, int]) -> Iterator[Piece]:
    word = text[start:end]
    if word in _SPECIAL:
        yield Piece(vocabulary[_SPECIAL[word]], start, end)
        return
    plain, places = _folded(word)
    case = _case(text, start, end)
    found: list[Piece] = []
    at = 0
    while at < len(plain):
        for until in range(len(plain), at, -1):
            known = vocabulary.get(("##" if at else "") + plain[at:until])
            if known is not None:
                break
        else:
            found = []
            break
        found.append(Piece(known, start + places[at], start + places[until - 1] + 1, case))
        at = until
    if found and len(plain) <= _LONGEST:
        yield from found
    elif plain:
        yield Piece(vocabulary["[UNK]"], start, end, case)


def _folded(word: str) -> tuple[str, list[int]]:
    """Small letters without marks, and which letter of ``word`` each came from."""
    letters = [
        (c, i)
        for i, char in enumerate(word)
        for c in unicodedata.normalize("NFD", char.lower())
        if unicodedata.category(c) != "Mn"
    ]
    return "".join(c for c, _ in letters), [i for _, i in letters]


def _case(text: str, start: int, end: int) -> int:
    """Of the letters and digits that stand together round ``start:end``."""
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    word = text[start:end]
    if len(word) > 1 and word.isupper():
        return 2
    return int(word[:1].isupper())
