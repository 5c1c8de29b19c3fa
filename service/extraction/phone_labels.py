"""The words beside a number into what they say of it: work, mobile, fax, home, or no phone at all."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from service.extraction.data.phone_words import KINDS, LETTERS, NOT_PHONES, PHRASES

_KIND = {word: kind for kind, words in KINDS.items() for word in words.split()} | PHRASES


def _one(word: str) -> str:
    """A word of the tables as a pattern: its own dots and blanks may be missing or more."""
    return r"\s?[.\-]?\s?".join(re.escape(p) for p in re.split(r"[ .]", word))


_WORDS = "|".join(
    _one(w) for w in sorted(_KIND, key=len, reverse=True) if len(w) > 1 and w not in LETTERS
)
_LETTER = "|".join(sorted(LETTERS))
_GAP = r"(?:[\s.:/&+,|()\[\]-]+|\s+(?:and|und|et|y|e|en|or)\s+)"
_NUMBER = r"(?:\s*\.?\s*(?:no|nr|nbr|number|nummer|numero|n°|nº|n|#)(?![a-z]))?"
_SEVERAL = r"(?:\s?\(?s\)?|\s?\d{1,2}(?=\s*[.:)]))?"
_ANY = rf"(?:(?:{_WORDS}){_SEVERAL}|(?<![a-z]\.)(?:{_LETTER})(?![a-z]))"
_BEFORE = re.compile(
    rf"(?:^|(?<![a-z0-9@'])){_ANY}(?:{_GAP}{_ANY})*{_NUMBER}[\s.:;=)\]>\-_|*/°º•·,]*[(\[]?\s*$"
)
_AFTER = re.compile(
    rf"\s*[(\[\-,/|:]?\s*(?P<words>{_ANY}(?:{_GAP}{_ANY})*){_NUMBER}\.?\s*[)\]]?(?![a-z0-9])"
)
_ALONE = re.compile(rf"\W*{_ANY}(?:{_GAP}{_ANY})*{_NUMBER}\W*")
_EACH = re.compile(rf"(?<![a-z0-9])(?:{_WORDS}|(?:{_LETTER})(?![a-z]))")
_DENIED = re.compile(
    r"(?:^|(?<![a-z0-9]))(?:"
    + "|".join(sorted((re.escape(w) for w in NOT_PHONES), key=len, reverse=True))
    + r")(?:[\s.:#/°º,\-(]|nos?(?![a-z])|nr(?![a-z])|num(?:ber|mer|ero)?|code?|id|[a-z]{1,3}(?=[\s.:\d]))*$"
)


@dataclass(frozen=True, slots=True)
class Label:
    """``kinds`` in print order; ``start:end`` where the label stands in the text given;
    ``letter``: nothing but one-letter labels; ``slashed``: several joined by ``/`` or ``&``."""

    kinds: tuple[str, ...]
    start: int
    end: int
    letter: bool
    slashed: bool


@lru_cache(maxsize=2048)
def _folded(c: str) -> str:
    base = unicodedata.normalize("NFD", c)[0].lower()
    return base if len(base) == 1 else c


def folded(text: str) -> str:
    """Lower case without marks; every character keeps its index."""
    return text.lower() if text.isascii() else "".join(map(_folded, text))


def before(prefix: str) -> Label | None:
    """The label at the very end of ``prefix`` (folded)."""
    tail = prefix[-48:]
    m = _BEFORE.search(tail)
    return _label(tail, m.start(), m.end(), len(prefix) - len(tail)) if m else None


def after(suffix: str) -> Label | None:
    """The label at the very start of ``suffix`` (folded)."""
    m = _AFTER.match(suffix[:48])
    return _label(suffix, m.start("words"), m.end(), 0) if m else None


def alone(text: str) -> Label | None:
    """The label that is all of ``text`` (folded): a label's own line, above or beside its number."""
    m = _ALONE.fullmatch(text) if len(text) <= 48 else None
    return _label(text, m.start(), m.end(), 0) if m else None


def denied(prefix: str) -> bool:
    """Does ``prefix`` (folded) end in a word that opens a registration, tax, bank or box number?"""
    return _DENIED.search(prefix[-48:]) is not None


def _label(text: str, start: int, end: int, shift: int) -> Label:
    words = [re.sub(r"\s?[.\-]?\s?$", "", m.group()) for m in _EACH.finditer(text, start, end)]
    kinds = tuple(k for w in words if (k := _kind(w)))
    slashed = (
        re.search(r"[a-z]\.?\s*[/&+,]\s*[a-z]|\s(?:and|und|et|y|e|en|or)\s", text[start:end])
        is not None
    )
    return Label(
        kinds or ("tel",), start + shift, end + shift, all(len(w) == 1 for w in words), slashed
    )


@lru_cache(maxsize=2048)
def _kind(word: str) -> str | None:
    return (
        _KIND.get(word)
        or _KIND.get(re.sub(r"[\s.\-]+", " ", word).strip())
        or _KIND.get(re.sub(r"[\s.\-]+", "", word))
    )
