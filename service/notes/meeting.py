"""Clauses about where somebody was met, at what gathering, and through whom."""

# A grammar is a list of cases: its rules branch and return as often as there are cases.
# ruff: noqa: PLR0911

from __future__ import annotations

from dataclasses import replace

from service.notes.lexicon import grammar, lexicon
from service.notes.part import Draft, Part

_MET = lexicon("meeting", "met")
_WHERE = lexicon("meeting", "where")
_PLACE = lexicon("meeting", "place")
_AT = lexicon("meeting", "at")
_EVENT = lexicon("meeting", "event")
_KNOWS = lexicon("meeting", "knows")
_VIA = lexicon("meeting", "via")
_POINT = lexicon("meeting", "point")
_KIN = lexicon("meeting", "kin")
_GATHERING = lexicon("promises", "gathering")
_TRADE = lexicon("work", "role", "matter", "verb")
_ROLE = lexicon("work", "role")
_THROUGH = grammar("meeting.through")


def read(p: Part) -> list[Draft]:
    for reader in (_met, _referral):
        found = reader(p)
        if found:
            return found
    return []


def _met(p: Part) -> list[Draft]:
    """``met @ SXSW hotel bar``, ``sat next to her on flight LX 318``, ``@ booth 12``."""
    begin = p.begins()
    found = p.has(_MET)
    if found is not None and found[0] <= begin + 2:
        first = found[1]
        if p.keys[found[0]] == "meet" and (p.time is not None or p.box):
            return []
        if first < len(p.keys) and p.keys[first] in _THROUGH:
            return [_named(p, first + 1)]
        while first < len(p.keys) and (
            _AT.length(p.keys, first) or p.keys[first] in grammar("meeting.met")
        ):
            first += _AT.length(p.keys, first) or 1
        at = next((i for i in range(found[1], len(p.keys)) if _AT.length(p.keys, i)), None)
        if at is not None and p.row[found[1]].capital and not _WHERE.length(p.keys, found[1]):
            first = at + _AT.length(p.keys, at)
        if not p.content(first):
            return []
        kind = "place_met"
        if p.keys[found[0]] in grammar("meeting.met.2") and not _WHERE.first(p.keys[first:]):
            return []
        begin = first if p.keys[found[0]] not in ("shared",) else found[0]
        return [Draft(kind=kind, part=p, first=begin, last=len(p.row), about="contact", time=False)]  # type: ignore[arg-type]
    if (
        p.keys[begin] in ("@", "at", "in", "on", "from")
        and _WHERE.first(p.keys[begin:]) is not None
        and len(p.content()) <= 6
    ) and (p.keys[begin] == "@" or p.ordinal <= 1):
        return [Draft(kind="place_met", part=p, first=begin + 1, last=len(p.row), time=False)]
    if p.keys[begin] == "@" and p.ordinal <= 1 and p.content(begin + 1):
        return [Draft(kind="place_met", part=p, first=begin + 1, last=len(p.row), time=False)]
    return []


def _named(p: Part, first: int) -> Draft:
    who = next(p.names(first), None)
    about = p.row[who].text if who is not None else "contact"
    last = len(p.row)
    return Draft(kind="referral", part=p, first=first, last=last, about=about, time=False)


def _referral(p: Part) -> list[Draft]:
    """``knows Priya at Acme``, ``intro'd by Farid``, ``Imran's uncle``, ``ask for Lina``."""
    begin = p.begins()
    knows = p.has(_KNOWS)
    if knows is not None and knows[0] <= begin + 3 and p.content(knows[1]):
        first = knows[1] if p.keys[knows[0]] in grammar("meeting.referral") else knows[0]
        who = next(p.names(knows[1]), None)
        if (
            who is not None
            or "someone" in p.keys
            or "people" in p.keys
            or "lot" in p.keys
            or knows[1] - knows[0] > 1
            or p.language != "en"
            or p.keys[knows[0]] == "mutual"
        ):
            negation = p.negation()
            return [
                Draft(
                    kind="referral", part=p, first=first, last=len(p.row),
                    about=p.row[who].text if who is not None else "contact",
                    negated=negation is not None and negation[0] < knows[0],
                )
            ]  # fmt: skip
    via = p.has(_VIA)
    if (
        via is not None
        and via[0] <= begin + 2
        and p.content(via[1])
        and next(p.names(via[1]), None) is not None
    ) and (p.keys[via[0]] not in ("over", "came") or p.language != "en"):
        return [_named(p, via[1])]
    own = _possessive(p, begin)
    if own:
        return own
    point = p.has(_POINT)
    if point is not None and p.keys[point[0]] in (
        "recommend",
        "recommended",
        "suggest",
        "suggested",
    ):
        given = lexicon("names", "given")
        if not any(p.keys[i] in given for i in p.names(point[1])):
            point = None
    if (
        point is not None
        and point[0] <= begin + 1
        and p.content(point[1])
        and next(p.names(point[1]), None) is not None
    ):
        return [_named(p, point[1])]
    if (
        p.row[begin].key in grammar("meeting.referral.2")
        and begin + 1 < len(p.row)
        and (
            p.row[begin + 1].capital
            and p.row[begin + 1].text != "IT"
            and not p.row[begin + 1].text.isupper()
        )
    ):
        return [
            Draft(
                kind="referral",
                part=p,
                first=begin if p.row[begin].after == ":" else begin + 1,
                last=len(p.row),
                about=p.row[begin + 1].text,
            )
        ]
    if p.keys[begin] == "says" or (
        p.keys[begin] == "say" and begin + 2 < len(p.keys) and p.row[begin + 1].capital
    ):
        return [_named(p, begin + 1)]
    return []


def _possessive(p: Part, begin: int) -> list[Draft]:
    """``Imran's uncle``, ``friend of Paul``, ``neighbour of the Smiths``."""
    row = p.row
    if p.keys[begin] == "ex" and begin + 1 < len(row):
        return [replace(d, first=begin) for d in _possessive(p, begin + 1)]
    for i in range(begin, min(begin + 2, len(row))):
        if (
            row[i].capital
            and row[i].text.endswith(("'s", "’s"))
            and i + 1 < len(row)
            and _KIN.length(p.keys, i + 1)
        ):
            if _parent(p, i + 1):
                return []
            return [Draft(kind="referral", part=p, first=i, last=len(row), about=row[i].text[:-2])]
    n = _KIN.length(p.keys, begin)
    if n and begin + n + 1 < len(row) and p.keys[begin + n] in ("of", "von", "de", "di", "van"):
        who = next(p.names(begin + n), None)
        if who is not None and not _parent(p, begin):
            return [Draft(kind="referral", part=p, first=begin, last=len(row), about=row[who].text)]
    return []


def _parent(p: Part, at: int) -> bool:
    """``Otis's mum`` has a child: a matter of family."""
    return p.keys[at] in grammar("meeting.parent")


def opening(p: Part) -> list[Draft]:
    """The note's first words, where they end in a place: ``salsa night``, ``train buddy``."""
    if p.ordinal or p.negation() is not None or (p.time is not None and p.time.start is not None):
        return []
    last = len(p.row)
    while last > 1 and p.keys[last - 1] in grammar("meeting.opening"):
        last -= 1
    if telling(p, begin := p.begins()):
        return []
    hits = [h for h in _PLACE.hits(p.keys[:last]) if h[1] == last]
    begin = p.begins()
    if (
        not hits
        or len(p.content()) > 4
        or (lexicon("promises", "verb").length(p.keys, 0) and begin == 0 and p.keys[0] != "bar")
    ):
        return []
    if (
        _ROLE.first(p.keys[begin:last]) is not None
        or lexicon("wordnet", "role").length(p.keys, begin)
        or lexicon("work", "verb").length(p.keys, begin)
        or (
            lexicon("likes", "like", "dislike").length(p.keys, begin)
            and p.keys[0] not in ("salsa",)
        )
    ):
        return []
    return [Draft(kind="place_met", part=p, first=begin, last=last, time=False, sure=0.7)]


def telling(p: Part, begin: int) -> bool:
    """Whether a verb opens the clause, so that it tells of somebody and names no place."""
    word = p.row[begin].low
    return word in grammar("meeting.told") or (
        word.endswith("s")
        and word != p.keys[begin]
        and not p.row[begin].text.endswith("'s")
        and (
            lexicon("wordnet", "deed").length(p.keys, begin) > 0
            or lexicon("promises", "verb", "deed").length(p.keys, begin) > 0
        )
    )


def joined(last: Draft, first: Draft) -> Draft | None:
    """``espresso cart, hall C``: a place goes on after its comma."""
    lead = first.part.clause.lead
    if last.kind != "place_met" or last.extra or lead not in (",", "(", ":"):
        return None
    if first.kind == "place_met" or (first.weak and len(first.part.content()) <= 3):
        return last.joined(first)
    return None


def shape(p: Part) -> list[Draft]:
    """A place or gathering with no verb, as the first words of notes often are."""
    begin = p.begins()
    found = p.has(_PLACE)
    event = p.has(_EVENT)
    if (
        p.time is not None
        and p.time.start is not None
        and p.has(_GATHERING) is not None
        and len(p.content()) <= 5
    ):
        return [Draft(kind="event", part=p, first=begin, last=len(p.row))]
    early = p.ordinal == 0 or (p.ordinal == 1 and p.clause.lead in (",", "/"))
    if event is not None and event[0] <= begin + 1 and len(p.content()) <= 4:
        return [Draft(kind="place_met" if early else "event", part=p, first=begin, last=len(p.row))]
    if (
        found is not None
        and early
        and not telling(p, begin)
        and p.certainty == "stated"
        and p.negation() is None
        and len(p.content()) <= 6
        and not any(
            _TRADE.length(p.keys, i) for i in range(len(p.keys)) if not found[0] <= i < found[1]
        )
    ):
        last = len(p.row)
        while last > found[1] and p.keys[last - 1] in ("chat", "buddy", "friend", "talk"):
            last -= 1
        return [Draft(kind="place_met", part=p, first=begin, last=last, time=False, sure=0.7)]
    return []
