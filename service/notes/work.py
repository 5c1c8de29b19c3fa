"""Clauses about jobs, firms, money and what a business needs."""

from __future__ import annotations

import re

from service.notes.lexicon import lexicon
from service.notes.part import Draft, Part

_ROLE = lexicon("work", "role")
_MATTER = lexicon("work", "matter")
_VERB = lexicon("work", "verb")
_WANTED = lexicon("promises", "wanted")
_SERVICE = lexicon("life", "service")
_MONEY = re.compile(r"[$€£¥]\s?\d|\d[\d.,]*[€$£]$|\d[\d.,]*(?:k|m|mio|bn)$", re.IGNORECASE)


def read(p: Part) -> list[Draft]:
    """``hiring 2 data engineers``, ``CFO since May``, ``budget 50k``, ``uses SAP``."""
    begin = p.begins()
    verb = p.has(_VERB)
    found = p.has(_ROLE) or p.has(_MATTER)
    money = any(_MONEY.search(t.text) for t in p.row)
    service = p.has(_SERVICE)
    led = (
        verb is not None
        and verb[0] <= begin + 2
        and (verb[1] < len(p.keys) or p.keys[verb[0]] in ("hiring", "recruiting", "raising"))
    )
    if not (led or found or money or service):
        return []
    negation = p.negation()
    first = begin
    denied = negation is not None and negation[0] <= begin + 1
    if denied and negation is not None and p.content(negation[1]):
        first = negation[1]
    return [Draft(kind="work", part=p, first=first, last=len(p.row), negated=denied, sure=0.8)]
