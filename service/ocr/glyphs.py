"""Look-alike characters (l I 1, o O 0) settled by the characters around them.

In most sans-serif faces a small l and a capital I are the same stroke, so no recogniser can
tell them by shape; what stands beside them can, in the cases below and no others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_TOKEN = re.compile(r"\S+")
_ADDRESS = re.compile(r"@|^www\.|^https?:|\.[a-zI]{2,6}(?:/|$)", re.IGNORECASE)

_SECOND = re.compile(r"Il[,;.)]+")
"""``Dom Pedro Il,``: the article Il has a word behind it, the numeral II may have a comma."""


_DEGREE = re.compile(r"(?<=\d)°(?! ?[CFK]\b)|(?<=\b[nN])°")
ORDINAL_LANGUAGES = frozenset({"pt", "es"})
"""Where a raised o after a number or an n is the ordinal º; French and Italian type a degree."""


def with_ordinals(text: str, languages: Sequence[str]) -> str:
    """``text`` with its degree signs as º where the first of ``languages`` prints that."""
    if not languages or languages[0] not in ORDINAL_LANGUAGES:
        return text
    return _DEGREE.sub("º", text)


def settled(text: str) -> str:
    """``text`` with look-alikes settled where their neighbours leave no doubt; same length."""
    return _TOKEN.sub(lambda m: _token(m.group()), text)


def _token(token: str) -> str:
    if _ADDRESS.search(token) and any(c.islower() for c in token):
        return _address(token)
    if _SECOND.fullmatch(token):
        return token.replace("Il", "II")
    chars = list(token)
    for i, char in enumerate(chars):
        before = chars[i - 1] if i else ""
        after = chars[i + 1] if i + 1 < len(chars) else ""
        if char in "lI|" and before.isdigit() and after.isdigit():
            chars[i] = "1"
        elif char in "oO" and before.isdigit() and after.isdigit():
            chars[i] = "0"
        elif char == "|" and before.isalpha():
            chars[i] = "l" if before.islower() else "I"
        elif char == "I" and _small_l(chars, i):
            chars[i] = "l"
        elif char == "l" and _capital_i(chars, i):
            chars[i] = "I"
    return "".join(chars)


def _address(token: str) -> str:
    """Addresses are printed in one case: an I among small letters is an l."""
    others = [c for c in token if c.isalpha() and c != "I"]
    if any(c.isupper() for c in others):
        return token
    # 1.lopes@…: a lone first 1 is an initial
    return re.sub(r"^1(?=[._][a-z]+@)", "l", token.replace("I", "l"))


def _small_l(chars: list[str], i: int) -> bool:
    """An I is an l after a small letter (``KohI``), except in ``McIntyre`` and ``MacInnes``."""
    before = chars[i - 1] if i else ""
    if before.islower():
        word = "".join(chars[:i])
        return not word.endswith(("Mc", "Mac"))
    # s.r.I.: one-letter abbreviations keep one case
    return (
        i >= 2
        and before == "."
        and chars[i - 2].islower()
        and (i + 1 >= len(chars) or chars[i + 1] == ".")
    )


def _capital_i(chars: list[str], i: int) -> bool:
    """An l is an I between capitals (``SOClAL``, ``lNSURANCE``) and before a consonant that no
    word has after an l at its start (``lnstitute``)."""
    before = chars[i - 1] if i else ""
    after = chars[i + 1] if i + 1 < len(chars) else ""
    if before.isupper() and (after.isupper() or (not after and i >= 2 and chars[i - 2].isupper())):
        return True
    if before.isalnum() or (before and before in "'’.@_-/"):
        return False
    if after.isupper() and i + 2 < len(chars) and chars[i + 2].isupper():
        return True
    return after in {"n", "t", "s", "m", "r", "b", "d", "v"} and len(chars) - i > 2
