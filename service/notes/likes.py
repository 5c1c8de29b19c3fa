"""Clauses about pastimes, and what somebody loves or cannot stand."""

# A grammar is a list of cases: its rules branch and return as often as there are cases.
# ruff: noqa: PLR0911

from __future__ import annotations

from service.notes.food import EDIBLE
from service.notes.lexicon import grammar, lexicon
from service.notes.part import Draft, Part

_LISTED = ("game", "sport", "music", "craft", "mind", "life", "more", "person")
_PASTIME = lexicon("interests", *_LISTED)
_SHY = lexicon("interests", "shy")
_TEAM = lexicon("interests", "team")
_DOER = lexicon("interests", "doer")
_FOREIGN = lexicon("interests", "foreign")
_LIKE = lexicon("likes", "like")
_DISLIKE = lexicon("likes", "dislike")
_TRADE = lexicon("work", "role", "matter")
_FIRM = grammar("likes.firm")
"""First words of phrases that make whatever follows a pastime; after others it must be listed."""
_BUSINESS_LIKES = grammar("likes.business_likes")
_ABROAD = grammar("likes.abroad")
_FOREIGN_TONGUES = ("de", "fr", "es", "it", "pt", "nl")


def read(p: Part) -> list[Draft]:
    begin = p.begins()
    negation = p.negation()
    dislike = p.has(_DISLIKE)
    if (
        dislike is not None
        and dislike[0] <= begin + 1
        and (dislike[0] == begin or p.keys[dislike[0]] not in ("not", "never", "over", "avoid"))
    ) and (p.keys[dislike[0]] not in ("not", "never", "over") or dislike[1] - dislike[0] > 2):
        return _disliked(p, dislike)
    foreign = p.has(lexicon("likes", p.language)) if p.language in _FOREIGN_TONGUES else None
    like = p.has(_LIKE) if p.language == "en" else foreign
    if negation is not None and (like is None or negation[0] <= like[0] or foreign):
        if like is not None and p.content(
            max(like[1], negation[1] if negation[0] <= like[1] else 0)
        ):
            after = max(like[1], negation[1] if negation[0] <= like[1] + 1 else 0)
            kind = (
                "interest"
                if _PASTIME.first(p.keys[after:]) and not _business(p, after)
                else "sentiment"
            )
            return [Draft(kind=kind, part=p, first=after, last=len(p.row), negated=True)]  # type: ignore[arg-type]
        if negation[1] < len(p.keys) and negation[1] - negation[0] <= 2:
            hit = p.has(_PASTIME, negation[1])
            if hit is not None and hit[0] <= negation[1] + 1 and hit[1] == len(p.keys):
                return [
                    Draft(kind="interest", part=p, first=negation[1], last=len(p.row), negated=True)
                ]
        return []
    acting = _acting(p, begin)
    if acting is not None:
        return [acting]
    if like is not None and like[0] <= begin + 2 and like[1] < len(p.keys):
        found = _liked(p, like)
        if found:
            return found
    return _bare(p, begin)


def _business(p: Part, first: int) -> bool:
    return any(k in _BUSINESS_LIKES for k in p.keys[first : first + 3])


def _disliked(p: Part, found: tuple[int, int]) -> list[Draft]:
    """``hates surprises`` is said, ``not a fan of calls`` denied."""
    first, last = found
    denies = p.keys[first] in grammar("likes.disliked")
    cannot = p.keys[first] in ("can't", "cant")
    if not p.content(last):
        return []
    edible = EDIBLE.first(p.keys[last:]) is not None
    pastime = _PASTIME.first(p.keys[last:]) is not None and not _business(p, last)
    kind = "food_drink" if edible else "interest" if pastime else "sentiment"
    if denies and not cannot:
        return [Draft(kind=kind, part=p, first=last, last=len(p.row), negated=True)]  # type: ignore[arg-type]
    return [Draft(kind=kind, part=p, first=first, last=len(p.row))]  # type: ignore[arg-type]


def _liked(p: Part, like: tuple[int, int]) -> list[Draft]:
    first, last = like
    words = p.keys[first:last]
    listed = (
        _PASTIME.first(p.keys[first:])
        or _FOREIGN.first(p.keys[last:])
        or _TEAM.first(p.keys[last:])
    )
    firm = words[0] in _FIRM or p.language != "en" or words[0] in grammar("likes.liked")
    if words == ("big",) and not (
        p.content() and p.keys[-1] in ("fan", "reader", "runner", "nerd", "cyclist")
    ):
        firm = False
    if not firm and (
        listed is None
        or (
            _SHY.first(p.keys[first:])
            and len(list(_PASTIME.hits(p.keys[last:]))) <= 1
            and p.keys[first] in ("run", "own", "start", "build", "teach")
        )
    ):
        return []
    if words[0] not in _FIRM and first != p.begins():
        return []
    if _business(p, last) and words[0] in _FIRM:
        return [Draft(kind="sentiment", part=p, first=first, last=len(p.row))]
    if (
        any(_TRADE.length(p.keys, i) for i in range(last, len(p.keys)))
        and (listed is None or words[0] in grammar("likes.liked.2"))
        and words[0] not in grammar("likes.liked.3")
    ):
        return []
    begin = last
    if words[0] not in grammar("likes.liked.4") or (words[0] == "play" and not p.content(last)):
        begin = first
    if p.language != "en" and words[0] not in _ABROAD:
        begin = last
    return _conjuncts(p, begin, len(p.row))


def _conjuncts(p: Part, first: int, last: int) -> list[Draft]:
    """``fly fishing and jazz`` are two, ``rock and roll`` one."""
    out, begin = [], first
    for i in range(first, last + 1):
        if i == last or p.keys[i] in grammar("likes.conjuncts"):
            whole = i < last and i + 1 < last and _PASTIME.length(p.keys, i - 1) > 2
            if whole:
                continue
            if i < last and not (
                _PASTIME.first(p.keys[begin:i])
                and (_PASTIME.first(p.keys[i + 1 : last]) or EDIBLE.first(p.keys[i + 1 : last]))
            ):
                continue
            if p.content(begin, i):
                edible = (
                    EDIBLE.first(p.keys[begin:i]) is not None
                    and _PASTIME.first(p.keys[begin:i]) is None
                )
                out.append(
                    Draft(kind="food_drink" if edible else "interest", part=p, first=begin, last=i)
                )
            begin = i + 1
    return out


def _surest(p: Part) -> tuple[int, int] | None:
    """The first pastime, one that is never a trade before others."""
    hits = list(_PASTIME.hits(p.keys))
    return next((h for h in hits if not _SHY.length(p.keys, h[0])), hits[0] if hits else None)


_ACTS = frozenset(
    "row rows rowed rowing swim swims swam run runs ran cycle cycles cycled cycling ride rides rode climb climbs climbed ski skis skied surf surfs surfed sail sails sailed kayak kayaks hike hikes hiked paint paints painted sing sings sang dance dances danced bake bakes knit knits crochet crochets crocheting crocheted sew sews garden gardens fish fishes fished hunt hunts skate skates box boxes wrestle wrestles fence fences act acts juggle juggles draw draws sculpt sculpts carve carves brew brews forage forages camp camps dive dives dived paddle paddles golf golfs bowl bowls jog jogs coach coaches coached referee referees refs ref'd umpire umpires volunteer volunteers restore restores restored tinker tinkers blog blogs photograph photographs compose composes djs busk busks whittle whittles climbing knitting quilting bouldering walk walks walked trek treks trekked backpack backpacks backpacked".split()
)
"""What people do for pleasure, where it is said of them."""
_PLAIN = grammar("likes.plain")


def _acting(p: Part, begin: int) -> Draft | None:
    """``rowed the Atlantic``, ``used to swim for Leeds``, ``walks 10 miles a day``."""
    if p.language != "en":
        return None
    at = begin
    if p.keys[at : at + 2] == ("used", "to"):
        at += 2
    if at >= len(p.row) or p.row[at].low not in _ACTS:
        return None
    plain = p.row[at].low == p.keys[at] and not p.row[at].low.endswith(
        ("ed", "ing", "am", "an", "ode", "ang")
    )
    if at == begin and plain and p.row[at].low not in ("volunteer",):
        return None
    rest = p.keys[at + 1 :]
    if (
        any(_TRADE.length(p.keys, i) for i in range(at + 1, len(p.keys)))
        and p.row[at].low in _PLAIN
    ):
        return None
    if (
        p.row[at].low in ("run", "runs", "ran")
        and not _PASTIME.first(rest)
        and not any(k.isdecimal() or k.endswith("k") for k in rest)
        and rest
    ):
        return None
    return Draft(kind="interest", part=p, first=begin, last=len(p.row))


def _clubbed(p: Part) -> bool:
    """``camera club pres``, ``improv troupe``, ``sings in a band``."""
    group = any(k in grammar("likes.clubbed") for k in p.keys)
    return (
        group and len(p.content()) <= 5 and not any(k in grammar("likes.clubbed.2") for k in p.keys)
    )


def _bare(p: Part, begin: int) -> list[Draft]:
    """A pastime with no verb: ``pilates``, ``marathon runner``, ``Liverpool fan``, ``kayaks at 5``."""
    doer = next((i for i in range(begin + 1, len(p.keys)) if p.keys[i] in _DOER), None)
    hit = _surest(p) if p.language == "en" else p.has(_FOREIGN) or p.has(_PASTIME)
    team = p.has(_TEAM)
    if (
        doer is not None
        and doer <= begin + 4
        and p.keys[doer] in grammar("likes.bare")
        and p.row[doer].low == p.keys[doer]
    ):
        return [Draft(kind="interest", part=p, first=begin, last=len(p.row))]
    if (
        team is not None
        and team[0] <= begin + 2
        and (p.row[team[0]].capital or len(p.content()) == 1)
        and not _TRADE.first(p.keys)
    ):
        return [Draft(kind="interest", part=p, first=begin, last=len(p.row))]
    if _clubbed(p):
        return [Draft(kind="interest", part=p, first=begin, last=len(p.row), sure=0.8)]
    if hit is None:
        return []
    if (
        _SHY.length(p.keys, hit[0]) >= hit[1] - hit[0]
        and len(p.content()) > 1
        and not (hit[0] == begin and p.row[begin].low.endswith(("s", "ing")))
    ):
        return []
    trade = [i for i in range(len(p.keys)) if _TRADE.length(p.keys, i) and not hit[0] <= i < hit[1]]
    if (
        trade
        and p.keys[trade[-1]] not in _DOER
        and p.keys[trade[-1]] not in grammar("likes.bare.2")
    ):
        return []
    if hit[0] <= begin + 3 and len(p.content()) <= 7:
        return [Draft(kind="interest", part=p, first=begin, last=len(p.row), sure=0.8)]
    return []
