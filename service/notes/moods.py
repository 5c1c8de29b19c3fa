"""Clauses about how a meeting felt and what somebody thinks of the business."""

# A grammar is a list of cases: its rules branch and return as often as there are cases.
# ruff: noqa: PLR0911

from __future__ import annotations

from service.notes.lexicon import grammar, lexicon
from service.notes.part import Draft, Part

_GOOD = lexicon("moods", "good")
_BAD = lexicon("moods", "bad")
_DEGREE = lexicon("moods", "degree")
_STATE = lexicon("moods", "state")
_PLACE = lexicon("meeting", "place", "where")
_FEELS = grammar("moods.feels")
_PEOPLE = grammar("moods.people")


def prefers(p: Part) -> list[Draft]:
    """``prefers text``, ``would rather call``, ``thinks AI is overhyped``: ways and opinions."""
    begin = p.begins()
    word = p.keys[begin]
    if (
        word in ("prefer", "rather", "would")
        and p.content(begin + 1)
        and ("prefer" in p.keys or "rather" in p.keys)
    ) and not lexicon("food", "food", "drink").first(p.keys):
        return [Draft(kind="sentiment", part=p, first=begin, last=len(p.row))]
    if (
        word in grammar("moods.prefers")
        and any(k in grammar("moods.prefers.2") for k in p.keys[begin + 1 :])
        and p.row[begin].low.endswith("s")
    ):
        return [Draft(kind="sentiment", part=p, first=begin + 1, last=len(p.row))]
    return []


def read(p: Part) -> list[Draft]:
    """``great energy``, ``skeptical about price``, ``hot lead``, ``seems stressed``."""
    begin = p.begins()
    while (
        begin < len(p.keys)
        and _DEGREE.length(p.keys, begin)
        and begin + 1 < len(p.keys)
        and not (_GOOD.length(p.keys, begin) or _BAD.length(p.keys, begin))
    ):
        begin += _DEGREE.length(p.keys, begin)
    if begin >= len(p.keys):
        return []
    hit = max(_GOOD.length(p.keys, begin), _BAD.length(p.keys, begin))
    last = p.keys[-1]
    was = next(
        (
            i
            for i in range(1, len(p.keys) - 1)
            if p.keys[i] in ("was", "is", "were", "seem", "seemed")
        ),
        None,
    )
    if (
        not hit
        and was is not None
        and (_GOOD.first(p.keys[was:]) or _BAD.first(p.keys[was:]))
        and len(p.content()) <= 6
    ):
        return [Draft(kind="sentiment", part=p, first=p.begins(), last=len(p.row))]
    if not hit:
        found = p.has(_STATE)
        if found is not None and len(p.content()) <= 4:
            return [Draft(kind="sentiment", part=p, first=p.begins(), last=len(p.row))]
        complaint = p.has(_BAD)
        if (
            complaint is not None
            and complaint[0] <= begin + 4
            and len(p.content()) <= 7
            and complaint[1] - complaint[0] >= 1
            and p.keys[complaint[0]] not in _FEELS
        ):
            return [Draft(kind="sentiment", part=p, first=p.begins(), last=len(p.row))]
        return []
    rest = p.content(begin + hit)
    following = p.keys[begin + hit] if begin + hit < len(p.keys) else ""
    about = p.keys[begin + hit - 1] in grammar("moods.read")
    if (
        rest
        and not about
        and following not in grammar("moods.read.2")
        and not (any(k in _PEOPLE for k in p.keys[begin + hit :]))
        and last not in _PEOPLE
    ):
        return []
    if p.keys[begin] == "interested" and rest:
        return []
    place = _where(p, begin + hit)
    if place is not None:
        return [
            Draft(kind="sentiment", part=p, first=begin, last=place),
            Draft(kind="place_met", part=p, first=place + 1, last=len(p.row), time=False),
        ]
    start = 0 if p.language != "en" else begin
    while start and p.keys[start - 1] in grammar("moods.read.3"):
        start -= 1
    negation = p.negation()
    return [
        Draft(
            kind="sentiment", part=p, first=start, last=len(p.row),
            negated=negation is not None and negation[0] < begin,
        )
    ]  # fmt: skip


def _where(p: Part, first: int) -> int | None:
    """Where ``in the queue`` begins in ``nice chat in the queue``."""
    for i in range(first, len(p.keys) - 1):
        if p.keys[i] in grammar("moods.where") and p.ordinal <= 1:
            hit = _PLACE.first(p.keys[i + 1 :])
            if hit is not None and hit[0] <= 2:
                return i
    return None
