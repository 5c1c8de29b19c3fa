"""Clauses about animals that live with somebody."""

from __future__ import annotations

from service.notes.lexicon import grammar, lexicon
from service.notes.part import STOP, Draft, Part

_BREED = lexicon("pets", "breed")
_PET = lexicon("pets", "pet", "breed")
_OTHER = lexicon("pets", "other")
_AMBIGUOUS = grammar("pets.ambiguous")
_NOT = grammar("pets.not")


def read(p: Part) -> list[Draft]:
    """``2 cats``, ``dog Max``, ``Bruno (lab)``, ``no pets``."""
    found = p.has(_PET if p.language == "en" else _OTHER) or p.has(_BREED)
    if found is None or any(k in _NOT for k in p.keys):
        return []
    first, _ = found
    if (
        p.keys[first] in _AMBIGUOUS
        and not (
            first
            and (p.row[first - 1].low.isdecimal() or p.keys[first - 1] in grammar("pets.read"))
        )
        and not (first == 0 and p.keys[0] in ("rescue", "pet", "horse"))
    ):
        return []
    owned = grammar("pets.owned")
    size = lexicon("small", "size", "number")
    if any(
        p.keys[i] not in owned
        and not size.length(p.keys, i)
        and not p.row[i].capital
        and not p.row[i].low.isdecimal()
        and p.keys[i] not in STOP
        for i in range(p.begins(), first)
    ):
        return []
    denied = p.negation()
    begin = p.begins()
    if denied is not None and denied[0] <= first:
        return [Draft(kind="pet", part=p, first=first, last=len(p.row), negated=True)]
    while begin < first and p.keys[begin] in grammar("pets.read.2") and p.keys[begin] != "new":
        begin += 1
    if any(lexicon("promises", "verb").length(p.keys, i) for i in range(begin, first)):
        return []
    return [Draft(kind="pet", part=p, first=begin, last=len(p.row))]


def joined(last: Draft, first: Draft) -> Draft | None:
    """``lost cat, ginger, "Mango"`` and ``Bruno (lab)``: the rest of an animal."""
    lead = first.part.clause.lead
    if last.kind != "pet" or lead not in (",", "(", "-"):
        return None
    named = (
        len(first.part.row) == 1
        and first.part.row[0].capital
        and first.part.text[first.part.row[0].start - 1 : first.part.row[0].start]
        in ('"', "“", "'", "„", "«")
    )
    short = (len(first.part.content()) <= 2 and first.weak) or named
    quoted = all(t.capital for t in first.part.row)
    colour = len(first.part.row) == 1 and lexicon("small", "size").length(first.part.keys) > 0
    return last.joined(first) if (short and (quoted or lead != ",")) or colour else None
