"""Blanks that a designer's spacing put inside words → closed again: ``A C M E``, ``T echnik``."""

from __future__ import annotations

import re

_SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_] ){3,}[^\W\d_](?![^\W_])")
"""Four single letters or more, one blank between each."""
_BIG_FIRST = re.compile(
    r"(?<![^\W_])(?<![.&+'’] )(?<![.&+'’])([B-DF-HJ-NP-TV-XZ]) (?=[a-zß-öø-ÿ]{4})"
)
"""A large consonant cut off the small letters it begins; vowels may be words themselves."""


def closed(text: str) -> str:
    """``text`` with spaced-out words closed; two blanks or more end a word."""
    if " " not in text:
        return text
    text = _SPACED.sub(lambda m: m.group().replace(" ", ""), text)
    return _BIG_FIRST.sub(r"\1", text)
