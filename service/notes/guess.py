"""The kind of a clause that no list of ours knows, from the sort of thing its head word names."""

# A grammar is a list of cases: its rules branch and return as often as there are cases.
# ruff: noqa: PLR0911

from __future__ import annotations

from service.domain.note import FacetKind
from service.notes.lexicon import Lexicon, grammar, lexicon
from service.notes.meeting import telling
from service.notes.part import Draft, Part

_PLACE = ("place", "occasion")
_AFTER = grammar("guess.after")
_COLOUR = lexicon("looks", "colour")
_TRADE = lexicon("work", "role", "matter", "verb")
_HAVING = grammar("guess.having")
_SELLING = lexicon("promises", "thing", "meeting")


def _sort(name: str) -> Lexicon:
    return lexicon("wordnet", name)


def read(p: Part) -> list[Draft]:
    """A sport is a pastime, an upholsterer has a trade, a brooch was seen, an illness is private."""
    if p.language != "en":
        return []
    begin = p.begins()
    head = _head(p, begin)
    if head is None:
        return []
    business = any(_TRADE.length(p.keys, i) for i in range(len(p.keys)))
    length = len(p.content(begin))
    if length > 6:
        return []

    def named(kind: FacetKind, sensitive: bool = False, weak: bool = False) -> list[Draft]:
        return [
            Draft(
                kind=kind,
                part=p,
                first=begin,
                last=len(p.row),
                sensitive=sensitive,
                weak=weak,
                sure=0.65,
            )
        ]

    if _ends(p, "illness", begin, head) and not business:
        return named("other", sensitive=True)
    if _ends(p, "role", begin, head):
        return named("work")
    if business or (p.time is not None and _SELLING.first(p.keys)):
        return []
    if _ends(p, "sport", begin, head) or _ends(p, "instrument", begin, head):
        return named("interest")
    if length <= 4 and (_ends(p, "garment", begin, head) or _ends(p, "looks", begin, head)):
        return named("appearance")
    if length <= 3 and (_ends(p, "drink", begin, head) or _ends(p, "food", begin, head)):
        return named("food_drink")
    if length <= 4 and _ends(p, "breed", begin, head):
        return named("pet")
    if _ends(p, "faith", begin, head):
        return named("other", sensitive=True)
    if length == 2 and _COLOUR.length(p.keys, begin) and p.keys[begin] not in grammar("guess.read"):
        return named("appearance")
    return []


def mood(p: Part) -> list[Draft]:
    """Nothing but adjectives: how somebody was."""
    if p.language != "en":
        return []
    begin = p.begins()
    content = p.content(begin)
    quality = _sort("quality")
    if (
        content
        and len(content) <= 3
        and all(quality.length(p.keys, i) or p.keys[i].endswith("ly") for i in content)
        and not any(p.row[i].capital and i for i in content)
        and p.time is None
    ):
        return [
            Draft(
                kind="sentiment",
                part=p,
                first=begin,
                last=len(p.row),
                weak=len(content) == 1,
                sure=0.6,
            )
        ]
    return []


def deed(p: Part) -> list[Draft]:
    """A verb in its plain form before its object is an order to oneself: ``dig out the slides``."""
    if p.language != "en" or not p.row:
        return []
    first = p.row[0].low
    n = len(p.content())
    plain = (
        first == p.keys[0] and not first.endswith(("ed", "ing", "ed")) and p.row[0].text.isalpha()
    )
    # Before ``the``, ``him`` or ``out`` even a word that is a noun as often is a verb.
    led = len(p.keys) > 1 and p.keys[1] in grammar("guess.deed")
    if (
        not plain
        or (n < 2 and not led)
        or (not p.clause.firm and p.clause.lead not in ("-", "→", ","))
    ):
        return []
    if (
        (_sort("deed").length(p.keys, 0) or (led and _sort("verb").length(p.keys, 0)))
        and not _sort("quality").length(p.keys, 0)
        and not (
            _person(p)
            or (p.row[0].capital and any(k in ("is", "was", "has", "were") for k in p.keys))
            or (
                lexicon("likes", "like", "dislike").length(p.keys, 0)
                and p.keys[1] not in ("him", "her", "them")
            )
            or lexicon("work", "verb").length(p.keys, 0)
        )
    ):
        return [
            Draft(
                kind="promise",
                part=p,
                first=0,
                last=len(p.row),
                about="me",
                sure=0.75 if led else 0.6,
            )
        ]
    return []


def cued(p: Part) -> list[Draft]:
    """``park the merger idea``: said by the word after it, whatever the rest is about."""
    order = len(p.keys) > 2 and p.keys[1] in grammar("guess.deed")
    return deed(p) if order else []


def _person(p: Part) -> bool:
    """``foster carer``, ``podcast host``: a noun before somebody, not an order."""
    last = len(p.keys) - 1
    return any(
        sort.length(p.keys, last)
        for sort in (_sort("role"), _sort("kin"), lexicon("meeting", "kin"))
    ) or p.keys[last] in grammar("guess.person")


def place(p: Part) -> list[Draft]:
    """The first words of a note, where they name a building, a vehicle or a gathering."""
    if p.language != "en" or p.ordinal or p.certainty == "question" or p.negation() is not None:
        return []
    begin = p.begins()
    if telling(p, begin):
        return []
    if len(p.content(begin)) > 6 or any(_TRADE.length(p.keys, i) for i in range(len(p.keys))):
        return []
    host = p.row[begin].capital and p.row[begin].text.endswith(("'s", "’s"))
    if host and not lexicon("meeting", "kin").length(p.keys, begin + 1):  # Sam's leaving do
        return [Draft(kind="place_met", part=p, first=begin, last=len(p.row), time=False, sure=0.6)]
    at = next((i for i in range(begin + 1, len(p.keys) - 1) if p.keys[i] in ("@", "at")), None)
    if at is not None:  # chat at Vera's
        return [
            Draft(kind="place_met", part=p, first=at + 1, last=len(p.row), time=False, sure=0.6)
        ]
    if any(_sort(name).first(p.keys[begin:]) for name in _PLACE) or (
        begin < len(p.keys) and p.keys[0] in grammar("guess.place")
    ):
        return [Draft(kind="place_met", part=p, first=begin, last=len(p.row), time=False, sure=0.6)]
    return []


def _head(p: Part, begin: int) -> int | None:
    """The last word of the first noun phrase."""
    last = next((i for i in range(begin + 1, len(p.keys)) if p.keys[i] in _AFTER), len(p.keys))
    content = p.content(begin, last)
    return content[-1] if content else None


def _ends(p: Part, name: str, begin: int, head: int) -> bool:
    """Whether a phrase of that sort ends at the head."""
    sort = _sort(name)
    return any(
        sort.length(p.keys, i) == head + 1 - i for i in range(max(begin, head - 2), head + 1)
    )
