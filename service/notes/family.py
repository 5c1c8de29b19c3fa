"""Clauses about partners, children, parents and kin."""

from __future__ import annotations

import re
from dataclasses import replace

from service.notes.lexicon import Lexicon, grammar, lexicon
from service.notes.part import Draft, Part

_CHILD = lexicon("family", "child")
_CLOSE = lexicon("family", "spouse", "child", "relative")
_STATE = lexicon("family", "state", "expecting")
_EXPECTING = lexicon("family", "expecting")
_DEED = lexicon("family", "deed")
_PLAY = lexicon("interests", "game", "sport", "music")
_KIN = lexicon("meeting", "kin")
_SIZE = lexicon("small", "size", "number")
_GIVEN = lexicon("names", "given")
_SPEAKS_OF = grammar("family.speaks_of")
_VERBS = grammar("family.verbs")
_AGE = re.compile(r"\d{1,2}(?:yo|y|yrs?|mo|m|months?)?$|\(?\d{1,2}\)?$")
_CHILDREN_FOREIGN = frozenset("kind kinder sohn sohne tochter tochter tochter zwilling zwillinge junge madchen enkel enkelin enkelkind enkelkinder enfant fil fille fils filles jumeaux jumelle bebe garcon hijo hija nino nina gemelo mellizo nieto nieta figlio figlia figli figlie bambino bambina bambini gemelli filho filha neto neta kinderen zoon zoon dochter tweeling kleinkind kleinkinderen petit".split())  # fmt: skip


def _tongue(language: str) -> Lexicon:
    return lexicon("family", language) if language in grammar("family.tongue") else _CLOSE


def _whom(p: Part, at: int) -> int:
    """How many words from ``at`` on name a member of a family."""
    n = (
        _CLOSE.length(p.keys, at)
        if p.language == "en" or p.keys[at] in ("baby", "papa", "mama")
        else 0
    )
    if p.language != "en":
        n = max(n, _tongue(p.language).length(p.keys, at))
    return n


def child(p: Part, at: int, n: int) -> bool:
    if n > 1 and lexicon("family", "relative").length(p.keys, at) == n:  # twin sister
        return False
    if p.language == "en" or p.keys[at] in ("baby",):
        return any(_CHILD.length(p.keys, i) for i in range(at, at + n))
    return any(p.keys[i] in _CHILDREN_FOREIGN for i in range(at, at + n))


def read(p: Part) -> list[Draft]:
    """``2 kids soccer``, ``wife Anna is a nurse``, ``no kids``, ``expecting in May``."""
    out: list[Draft] = []
    aged = _aged(p) if p.language == "en" else None
    if aged is not None:
        return [aged]
    places = _places(p)
    state = p.has(_STATE) if p.language == "en" else None
    if not places and state is None:
        return []
    if state is not None and (not places or state[0] <= places[0][0]):
        return [_state(p, state)]
    starts = [_opening(p, at) for at, _ in places]
    for k, (at, n) in enumerate(places):
        last = starts[k + 1] if k + 1 < len(starts) else len(p.row)
        while last > at + n and p.keys[last - 1] in grammar("family.read"):
            last -= 1
        out.append(_member(p, starts[k], at, n, last))
    return out


def _aged(p: Part) -> Draft | None:
    """``2 yr old not sleeping``, ``family of 5``, ``3rd time dad``, ``water polo mum``."""
    begin = p.begins()
    keys = p.keys
    for i in range(begin, min(begin + 2, len(keys) - 1)):
        if (
            p.row[i].low.isdecimal()
            and keys[i + 1 : i + 3]
            in (
                ("yr", "old"),
                ("year", "old"),
                ("mo", "old"),
                ("month", "old"),
            )
            and not lexicon("life", "origin").first(keys)
            and "company" not in keys
        ):
            return Draft(kind="family", part=p, first=begin, last=len(p.row), sensitive=True)
    if (
        "family" in keys[begin : begin + 2]
        and "of" in keys[begin : begin + 3]
        and p.row[-1].low[:1].isdecimal()
    ):
        return Draft(kind="family", part=p, first=begin, last=len(p.row), sensitive=True)
    parent = keys[-1] in ("dad", "mum", "mom", "mama", "papa") and 1 < len(keys) <= 4
    if (
        parent
        and not _SPEAKS_OF & set(keys[begin:-1])
        and not any(k in grammar("family.aged") for k in keys)
    ):
        return Draft(kind="family", part=p, first=begin, last=len(p.row), sensitive=True)
    return None


def _places(p: Part) -> list[tuple[int, int]]:
    """Where members are named as the clause's matter: at its beginning, or after ``and``."""
    out: list[tuple[int, int]] = []
    at = p.begins()
    if at and not _whom(p, at) and any(_whom(p, i) for i in range(at)):
        at = next(i for i in range(at) if _whom(p, i))
    i, loose = at, True
    while i < len(p.keys):
        n = _whom(p, i)
        if n and loose and not (i + n < len(p.keys) and _foreign_kin(p, i, n)):
            out.append((i, n))
            i += n
            loose = False
            continue
        word, joint = p.keys[i], p.keys[i - 1] if i else ""
        if (
            word in _SPEAKS_OF
            or _SIZE.length(p.keys, i)
            or _AGE.match(p.row[i].low)
            or word == "yr"
        ):
            loose = loose or word in _SPEAKS_OF
        elif (
            (out and joint in grammar("family.places") and False)
            or (
                not out
                and i == at
                and (p.row[i].capital and p.row[i].text.endswith(("'s", "’s", "'")))
            )
            or (not out and p.row[i].capital and word in _GIVEN and i == at)
            or (
                (not out and word in ("married", "lost", "sat", "of"))
                or (p.certainty == "question" and i == at)
            )
        ):
            loose = True
        else:
            loose = (
                not out
                and i < at + 2
                and i + 1 < len(p.keys)
                and bool(_whom(p, i + 1))
                and _PLAY.length(p.keys, at) > 0
            )
        i += 1
    if out and out[0][0] > at:
        blocked = p.keys[at : out[0][0]]
        if "my" in p.keys[: out[0][0]] or "our" in p.keys[: out[0][0]]:
            return []
        if any(k in grammar("family.places.2") for k in blocked):
            return []
    return out


def _foreign_kin(p: Part, at: int, n: int) -> bool:
    """``son of my boss``, ``family business``: no family of theirs."""
    after = p.keys[at + n]
    if after in grammar("family.foreign_kin"):
        return True
    return after == "of" and p.keys[at] in grammar("family.foreign_kin.2") and at == 0


def _opening(p: Part, at: int) -> int:
    """Where the phrase round a member begins: ``2 older`` of ``2 older sisters``."""
    i = at
    while i > 0 and (
        _SIZE.length(p.keys, i - 1)
        or _AGE.match(p.row[i - 1].low)
        or p.keys[i - 1] in grammar("family.opening")
        or (p.row[i - 1].capital and p.row[i - 1].text.endswith(("'s", "’s")))
    ):
        i -= 1
    return i


def _member(p: Part, first: int, at: int, n: int, last: int) -> Draft:
    denied = any(p.keys[i] in grammar("family.member") for i in range(max(0, first - 2), at))
    if denied:
        first = at
    head = at + n
    while head < last and (
        _named(p, head)
        or _AGE.match(p.row[head].low)
        or (
            p.keys[head] in ("&", "and", "yr", "old", "aged")
            and head + 1 < last
            and (
                _named(p, head + 1) or _AGE.match(p.row[head + 1].low) or p.keys[head + 1] == "old"
            )
        )
    ):
        head += 1
    topic = _topic(p, head, last)
    young = child(p, at, n)
    health = lexicon("life", "health").first(p.keys[head:last]) is not None
    return Draft(
        kind="family", part=p, first=first, last=last, topic=topic,
        negated=denied, sensitive=young or health,
    )  # fmt: skip


def _named(p: Part, at: int) -> bool:
    token = p.row[at]
    return token.capital and not token.text.isupper() and token.key not in lexicon("likes", "like")


def _topic(p: Part, first: int, last: int) -> str | None:
    while first < last and (
        p.keys[first] in _VERBS or p.row[first].low in _VERBS or p.keys[first] in ("love", "study")
    ):
        first += 1
    first, last = p.trimmed(first, last)
    return p.value(first, last) or None


def _state(p: Part, found: tuple[int, int]) -> Draft:
    first, last = found
    denied = any(k in ("not", "no", "never", "isn't") for k in p.keys[:first])
    begin = first
    while begin and p.keys[begin - 1] in grammar("family.state"):
        begin -= 1
    young = (
        _EXPECTING.first(p.keys[first:]) is not None
        or "kid" in p.keys
        or any(k in grammar("family.state.2") for k in p.keys[first:last])
    )
    return Draft(
        kind="family", part=p, first=begin if not denied else first, last=len(p.row),
        negated=denied, sensitive=young,
    )  # fmt: skip


def joined(last: Draft, first: Draft) -> Draft | None:
    """``2 girls, both swim``; ``2 kids, soccer``; ``wife Anna (nurse)``: the rest of a member."""
    if (
        last.kind != "family"
        or last.negated
        or first.kind not in ("interest", "work", "other", "family", "topic")
    ):
        return None
    lead, keys = first.part.clause.lead, first.part.keys
    if lead not in (",", "(", "-", "/", ":", "→"):
        return None
    if first.part.certainty != last.part.certainty:
        return None
    both = keys[0] in grammar("family.joined") or (
        first.part.row[0].low.isdecimal() and len(keys) == 1
    )
    bare = (
        last.sensitive
        and len(first.part.content()) <= 2
        and first.kind in ("interest", "work", "other")
        and (
            _PLAY.whole(keys) or _DEED.whole(keys) or bool(_PLAY.first(keys) and keys[0] == "play")
        )
    )
    reiten = bool(last.sensitive and first.kind == "interest" and keys[-1] == "beide")
    names = all(t.capital or t.key in ("&", "and") or _AGE.match(t.low) for t in first.part.row)
    bracket = lead in ("(", "-") and first.weak
    if both or bare or reiten:
        topic = _topic(first.part, 0, len(keys)) or first.value
        return replace(last, topic=last.topic or topic.removesuffix(" beide"))
    if (names and first.weak and lead in (",", "(", "/")) or bracket:
        return last.joined(first)
    return None


def goes_on(last: Draft, first: Draft) -> bool:
    """``daughter (9) plays violin``: what follows the bracket is hers."""
    return last.kind == "family" and last.topic is None and first.kind in ("interest", "work")


def going_on(last: Draft, first: Draft) -> Draft:
    return replace(last, topic=_topic(first.part, 0, len(first.part.row)))
