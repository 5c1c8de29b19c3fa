"""Clauses about what somebody looked or sounded like."""

# A grammar is a list of cases: its rules branch and return as often as there are cases.
# ruff: noqa: PLR0911

from __future__ import annotations

from service.notes.lexicon import grammar, lexicon
from service.notes.part import Draft, Part

_GARMENT = lexicon("looks", "garment")
_BODY = lexicon("looks", "body")
_VERB = lexicon("looks", "verb")
_COLOUR = lexicon("looks", "colour")
_TALL = grammar("looks.tall")
_AMBIGUOUS = grammar("looks.ambiguous")
_TRADE = grammar("looks.trade")


def read(p: Part) -> list[Draft]:
    """``tall, green glasses``, ``wearing a kilt``, ``love her brooch``, ``no shoes``."""
    if any(k in _TRADE for k in p.keys):
        return []
    begin = p.begins()
    if "about" in p.keys:
        return []
    verb = p.has(_VERB)
    if (
        verb is not None
        and verb[0] <= begin + 1
        and verb[1] < len(p.keys)
        and p.keys[verb[0]] != "with"
    ):
        return [Draft(kind="appearance", part=p, first=verb[1], last=len(p.row))]
    hit = p.has(_GARMENT) or p.has(_BODY)
    colour = p.has(_COLOUR)
    if hit is None:
        tall = next((i for i, k in enumerate(p.keys) if k in _TALL), None)
        if (
            tall is not None
            and (
                p.keys[tall] not in ("alto", "alta", "grand", "lang", "gross") or p.language != "en"
            )
            and len(p.content()) <= 3
        ):
            return [
                Draft(
                    kind="appearance",
                    part=p,
                    first=0 if p.language != "en" else begin,
                    last=len(p.row),
                )
            ]
        return []
    first, _ = hit
    bare = len(p.content()) <= 4
    seen = p.keys[first] in grammar("looks.read.2") or _GARMENT.length(p.keys, first)
    if p.keys[begin] in grammar("looks.read") and bare and seen:
        begin = begin + 1 if p.keys[begin] == "love" else begin
        return [Draft(kind="appearance", part=p, first=begin, last=len(p.row))]
    if first > begin + 4 or (not bare and p.keys[first] in _AMBIGUOUS and colour is None):
        return []
    return [Draft(kind="appearance", part=p, first=begin, last=len(p.row))]
