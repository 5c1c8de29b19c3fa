"""Characters of a printed address that a reader confuses → those that its form asks for."""

from __future__ import annotations

import re

ORDINAL_COUNTRIES = frozenset(
    "PT BR ES MX AR CL CO PE EC UY PY BO VE CR PA DO GT HN SV NI CU".split()
)
"""Where a raised o is the ordinal sign (``nº 12``, ``3º andar``), never the degree sign."""
_DEGREE = re.compile(
    r"(?<=[nN])°(?=\s?\d)|(?<=\d)°(?=\s?[^\W\d])|(?<=\d)°(?=[\s,;.-]*$)", re.MULTILINE
)
_BOX = re.compile(r"\b([Pp])\.\s?0\.(?=\s?[Bb][Oo][Xx]\b)")
_CAPITAL_O = re.compile(r"\b0(?=[a-zà-ž]{3})|(?<=[A-Z])0(?=[A-Z]{2})")
_CAPITAL_I = re.compile(r"\bl(?=[bcdfgkmnpqrstvz][a-zà-ž])")
"""No word of Europe begins with these consonants behind an l: ``lpês`` is ``Ipês``."""
_FLOOR = re.compile(r"(?<=\d\.)(\s?)0(?=G\b)")
_PREFIX = re.compile(r"\bFl(?=[ -]?\d{5}\b)")
_BRITISH = re.compile(
    r"\b((?:[A-Z]{1,2})(?:\d|[oO](?=[ \d]| ?[\doOlI][A-Z]{2}\b))[A-Z\doO]?) ?([\doOlI])([A-Z]{2})\b"
)
_HOUSE = re.compile(r"(?<=\d)[oO](?=\d|$|[,;])|(?<=\d)[lI](?=\d|$|[,;])", re.MULTILINE)


def settled(text: str, country: str | None) -> str:
    """``text`` with look-alikes settled where an address leaves one reading only.

    ``country`` is the card's (ISO 3166-1 alpha-2), where known.
    """
    if country in ORDINAL_COUNTRIES:
        text = _DEGREE.sub("º", text)
    text = _BOX.sub(r"\1.O.", text)
    text = _CAPITAL_I.sub("I", _CAPITAL_O.sub("O", text))
    text = _FLOOR.sub(r"\1O", text)
    text = _PREFIX.sub("FI", text)
    text = _HOUSE.sub(lambda m: "0" if m.group() in "oO" else "1", text)
    return _BRITISH.sub(_code, text) if country in ("GB", None) else text


def _code(m: re.Match[str]) -> str:
    outward = re.sub(r"(?<=[A-Z])[oO](?=[oO\d]?$)", "0", m[1])
    inward = m[2].translate(str.maketrans("oOlI", "0011"))
    between = m.group()[len(m[1]) : -3]
    return f"{outward}{between}{inward}{m[3]}"
