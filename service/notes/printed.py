"""Tells what is printed, or is no writing at all, from what somebody noted."""

# A grammar is a list of cases: its rules branch and return as often as there are cases.
# ruff: noqa: PLR0911

from __future__ import annotations

import re
from collections.abc import Sequence

from service.notes.lexicon import common, grammar, lexicon, vocabulary
from service.notes.part import Part
from service.notes.tokens import Token

_WHOLE = lexicon("printed", "whole", "single")
_WEB = re.compile(r"https?://|www\.|^[\w-]+(\.[\w-]+)+$|@[\w-]+\.")
_PRINT = re.compile(
    r"_{3,}|^page \d+|^your \w+ \w+|\blot \d+\b|\bpart no\b|\b\d+ days net\b|(?-i:^[A-Z]{5,}[.!]?$)|\.{5,}|[©®™]|\b\d+ ?% off\b|\bbuy \d+\b|\bget \w+ free\b|\b(?:VAT|IBAN|SIRET)\b[ :.]*(?:no|nr|reg|number|gb|[a-z]{0,2}\d)"
    r"|\b(?:tel|fax|phone|tél|telefon|mobile|e-?mail)\b\.?:? ?\(?[+\d][\d ()/.\-]{6,}"
    r"|\b(?:mon|mo|tue|lun|ma|seg|monday|montag|lundi|lunes)(?:day|tag|di|es|unda)?s?\.?(?: ?[-–] ?| (?:to|bis|à|a|au|t/m) )(?:fri|fr|sat|sa|ven|vr|vie|sun|so|dim|dom|sex|friday|saturday|freitag|samstag|vendredi|samedi|viernes)"
    r"|\b\d{1,2}(?:[:.h]\d\d)?\s?(?:am|h|uhr)? ?[-–] ?\d{1,2}(?:[:.h]\d\d)?\s?(?:pm|h\b|uhr)",
    re.IGNORECASE,
)
"""Blanks to fill in, marks of trade, offers, numbers to call, opening hours."""
_VOWELS = set("aeiouyäöüáéíóúàèìòùâêîôûãõåæø")


def whole(text: str, found: Sequence[Token]) -> bool:
    """Whether a text is boilerplate: a phrase that only print has, or nothing but addresses."""
    words = [t for t in found if not t.mark]
    if not words:
        return True
    if all(_WEB.search(t.text) or t.text[:1].isdecimal() for t in words):
        return True
    keys = [t.key for t in words]
    lines = [line for line in text.splitlines() if line.strip()]
    hits = list(_WHOLE.hits(keys))
    telling = any(b - a > 1 for a, b in hits) or len(hits) > 1 or (bool(hits) and len(words) <= 4)
    known = sum(_meant(t, "en") or t.capital for t in words) if text.isascii() else len(words)
    return (len(lines) <= 3 and (telling or _PRINT.search(text) is not None)) or (
        len(words) > 2 and known * 3 < len(words)
    )


def junk(ready: Part) -> bool:
    """Whether a clause holds no words that somebody could have meant."""
    content = ready.content()
    if not any(c.isalpha() for i in content for c in ready.row[i].text):
        return True
    if any(_WEB.search(ready.row[i].text) for i in content) and len(content) <= 2:
        return True
    words = [ready.row[i] for i in content if any(c.isalpha() for c in ready.row[i].text)]
    words = [t for t in words if not (t.capital and len(t.text) <= 2)] or words
    good = [t for t in words if _meant(t, ready.language)]
    return len(good) * 2 < len(words) or (bool(words) and not good)


def _meant(token: Token, language: str) -> bool:
    low = token.low
    if len(token.key) == 1:
        return False
    if token.key in vocabulary() or (token.text.isupper() and 2 <= len(low) <= 5):
        return True
    if any(c.isdecimal() for c in low):
        return True
    letters = [c for c in low if c.isalpha()]
    if len(letters) > 3 and not _VOWELS & set(letters):
        return False
    if common(low) or common(token.key):
        return len(low) > 2 or low in _SHORT
    if language == "en" and low in vocabulary():
        return True
    return (
        len(letters) >= (6 if language == "en" and not token.capital else 4)
        and bool(_VOWELS & set(letters))
        and not re.search(r"(.)\1\1", low)
    )


_SHORT = grammar("printed.short")
