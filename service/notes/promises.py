"""Clauses about what one of the two will do, and about what is arranged."""

# A grammar is a list of cases: its rules branch and return as often as there are cases.
# ruff: noqa: PLR0911, PLR0912

from __future__ import annotations

import re

from service.notes.lexicon import Lexicon, grammar, lexicon
from service.notes.part import Draft, Part

_VERB = lexicon("promises", "verb", "strong")
_DEED = lexicon("promises", "deed")
_THING = lexicon("promises", "thing")
_MEETING = lexicon("promises", "meeting")
_SELF = lexicon("promises", "self")
_OWED = lexicon("promises", "owed")
_THEIRS = lexicon("promises", "theirs")
_WANTED = lexicon("promises", "wanted")
_NUDGE = lexicon("promises", "nudge")
_ROOMS = lexicon("promises", "rooms")
_GATHERING = lexicon("promises", "gathering")
_PLAY = lexicon("interests", "game", "sport", "music", "craft", "mind", "life")
_ROLE = lexicon("work", "role")
_MOODS = lexicon("moods", "good", "bad")
_HEALTH = lexicon("life", "health")
_ME = grammar("promises.me")
_FOREIGN = ("de", "fr", "es", "it", "pt", "nl")
_SOFT = grammar("promises.soft")
_NOUNS = grammar("promises.nouns")
_ROUTINE = grammar("promises.routine")
"""Deeds that make an order only in their plain form: ``runs``, ``sells`` tell of somebody."""


def read(p: Part) -> list[Draft]:
    for reader in (_theirs, _wished, _own, _named, _boxed):
        found = reader(p)
        if found:
            return found
    return []


def _draft(
    p: Part, first: int, last: int | None = None, about: str = "me", negated: bool = False
) -> Draft:
    last = len(p.row) if last is None else last
    first = min(first, last - 1)
    while last - 1 > first and p.keys[last - 1] in ("asap", "please", "pls"):
        last -= 1
    after = first + 1 if _VERB.length(p.keys, first) and last - first > 1 else first
    thing = _THING.first(p.keys[after:last]) or (
        None if p.keys[first] == "book" else _THING.first(p.keys[first:last])
    )
    if thing is not None and _THING.first(p.keys[after:last]) is None:
        after = first
    topic = p.value(thing[0] + after, thing[1] + after) if thing else None
    value = p.value(first, last)
    return Draft(kind="promise", part=p, first=first, last=last, about=about, negated=negated,
                 topic=topic if topic and topic != value else None)  # fmt: skip


def _theirs(p: Part) -> list[Draft]:
    """``will send CV``, ``owes me a pint``, ``can look at ours``, ``lend me the book``."""
    if p.language in grammar("promises.theirs"):
        return _theirs_abroad(p)
    subject = next(
        (i for i in range(min(2, len(p.keys))) if p.keys[i] in grammar("promises.theirs.2")),
        None,
    )
    found = p.has(_THEIRS)
    if found is not None and found[0] <= 3:
        first, last = found
        if p.keys[first] in ("waiting", "wait", "expect", "expecting"):
            return [_draft(p, first, about="contact")]
        if p.keys[0] in ("i", "we", "i'll", "we'll"):
            return []
        rest = p.content(last) or last - first > 1
        if (rest and p.keys[first] not in ("share",)) or subject is not None:
            skip = 1 if p.keys[first].endswith("'ll") else 0
            if p.keys[first] in ("he", "she", "they"):
                skip = 2
            return [_draft(p, first + skip, about="contact")]
    modal = next(
        (i for i in range(min(4, len(p.keys))) if p.keys[i] in grammar("promises.theirs.3")),
        None,
    )
    if (
        modal is not None
        and modal + 1 < len(p.keys)
        and p.keys[0] not in grammar("promises.theirs.4")
        and not (modal and _VERB.length(p.keys, 0))
    ):
        at = modal + 1
        while at < len(p.keys) and p.keys[at] in grammar("promises.theirs.5"):
            at += 1
        if (
            at < len(p.keys)
            and (_VERB.length(p.keys, at) or _DEED.length(p.keys, at))
            and p.keys[modal] != "wants"
            and p.keys[at] != "be"
        ):
            if modal == 0 and p.keys[0] in ("promised", "will") and subject is None:
                pass
            elif p.keys[modal] != "said" or at > modal + 1:
                return [_draft(p, at, about="contact")]
    me = next((i for i in range(1, min(5, len(p.keys))) if p.keys[i] in ("me", "us")), None)
    begun = p.row[p.begins()].low.endswith("ing")
    if me is not None and begun and (me == 1 or p.keys[me - 1] == "to"):  # getting back to me
        return [_draft(p, p.begins(), about="contact")]
    if (
        me is not None
        and p.keys[me - 1] not in grammar("promises.theirs.6")
        and (
            _VERB.length(p.keys, me - 1)
            or _DEED.length(p.keys, me - 1)
            or p.keys[me - 1] in grammar("promises.theirs.7")
        )
    ):
        return [_draft(p, me - 1, about="contact")]
    return []


def _theirs_abroad(p: Part) -> list[Draft]:
    if any(k in _ME for k in p.keys) and any(
        p.keys[i] in grammar("promises.theirs_abroad") for i in range(min(3, len(p.keys)))
    ):
        return [_draft(p, p.begins(), about="contact")]
    return []


def _wished(p: Part) -> list[Draft]:
    """``wants intro to Lucas``, ``asked for pricing``: taken on by the writer."""
    found = p.has(_WANTED)
    if found is None or found[0] > p.begins() + 2:
        return []
    at = found[1]
    while at < len(p.keys) and p.keys[at] in grammar("promises.wished"):
        at += 1
    noun = _first_noun(p, at)
    if noun is not None and noun <= at + 2 and not _ROLE.length(p.keys, noun + 1):
        if p.keys[found[0]] in ("need", "looking") and p.keys[noun] not in grammar(
            "promises.wished.2"
        ):
            return []
        return [_draft(p, at)]
    return []


def _first_noun(p: Part, at: int) -> int | None:
    return next(
        (
            i
            for i in range(at, min(at + 4, len(p.keys)))
            if _THING.length(p.keys, i) or _MEETING.length(p.keys, i)
        ),
        None,
    )


def _own(p: Part) -> list[Draft]:
    """``send deck``, ``I'll call``, ``pls forward``, ``don't mention to Claire``."""
    if p.keys[:3] == ("put", "in", "touch") and "by" in p.keys:
        return []
    if p.keys[0] == "remember" or p.keys[:2] == ("don't", "forget"):
        rest = 1 if p.keys[0] == "remember" else 2
        while rest < len(p.keys) - 1 and p.keys[rest] in ("to", "the"):
            rest += 1
        if p.content(rest):
            return [_draft(p, rest)]
    owed = _OWED.length(p.keys, 0)
    if (
        owed
        and p.language == "en"
        and p.content(owed)
        and (p.keys[owed - 1] in ("him", "her", "them") or p.keys[owed] in ("him", "her", "them"))
    ):
        return [_draft(p, owed + (p.keys[owed] in ("him", "her", "them")))]
    at, denied = 0, False
    me = p.keys[0] in grammar("promises.own")
    while at < len(p.keys) - 1 and p.keys[at] in _SOFT and not _strong(p, at):
        if p.keys[at] in ("need", "want") and not (me and p.row[at].low == p.keys[at]):
            return []
        denied = denied or p.keys[at] in ("don't", "dont", "not", "never")
        if p.keys[at] in ("forget",):
            denied = False
        at += 1
    if p.keys[0] in ("we", "i") and p.has(lexicon("meeting", "met")):
        return []
    verbs: Lexicon = _VERB
    n = _VERB.length(p.keys, at)
    deed = 0 if n else _DEED.length(p.keys, at)
    if p.language in _FOREIGN:
        verbs = lexicon("promises", p.language)
        n = verbs.length(p.keys, at)
        if not n:
            inner = verbs.first(p.keys)
            if inner is not None and inner[0] in (len(p.keys) - 1, len(p.keys) - 2):
                return [_draft(p, 0)]
        return [_draft(p, at)] if n or _infinitive(p) else []
    if not (n or deed):
        return []
    if p.row[at].low.endswith("s") and not p.key_plain(at):
        return []
    if _elsewhere(p, at, max(n, deed)):
        return []
    if p.row[at].low.endswith(("ing", "ed")) and p.row[at].low not in grammar("promises.own.2"):
        return []
    nxt = p.keys[at + max(n, deed)] if at + max(n, deed) < len(p.keys) else ""
    if nxt in ("from", "by", "via", "through") and p.keys[at] in (
        "intro",
        "refer",
        "intros",
        "lift",
    ):
        return []
    if deed and nxt in grammar("promises.own.3") and p.keys[at] in _NOUNS:
        return []
    alone = at + max(n, deed) >= len(p.keys)
    if (
        deed
        and alone
        and p.time is None
        and not me
        and not p.box
        and p.keys[at] not in ("sort", "chase")
    ):
        return []
    if (
        deed
        and p.keys[at] in _ROUTINE
        and not me
        and p.time is None
        and not p.box
        and not p.clause.firm
    ):
        return []
    if (
        p.keys[at] in _NOUNS
        and at == 0
        and not me
        and not p.box
        and alone
        and p.time is None
        and p.certainty == "stated"
        and p.keys[at] not in grammar("promises.own.4")
    ):
        return []
    return [_draft(p, at, negated=denied)]


_INFINITIVE = {
    "de": re.compile(r"[a-zäöü]{3,}(?:en|eln|ern)$"), "nl": re.compile(r"[a-z]{4,}en$"),
    "fr": re.compile(r"[a-zéèêç]{3,}(?:er|ir|re)$"), "es": re.compile(r"[a-zñ]{3,}(?:ar|er|ir)$"),
    "it": re.compile(r"[a-z]{3,}(?:are|ere|ire)$"), "pt": re.compile(r"[a-zç]{3,}(?:ar|er|ir)$"),
}  # fmt: skip


def _infinitive(p: Part) -> bool:
    """An order to oneself as other languages note it: ``Kontakt herstellen``, ``pedir precio``."""
    form = _INFINITIVE.get(p.language)
    last = p.row[-1] if p.language in ("de", "nl") else p.row[0]
    verb = (form is not None and last.text.islower()) or (last is p.row[0] and form is not None)
    if not verb or form is None or form.match(last.low) is None or len(p.content()) < 2:
        return False
    if p.language in ("de", "nl") and not p.row[-2].capital and p.language == "de":
        return False
    return lexicon("interests", "foreign").length((last.key,)) == 0


def _strong(p: Part, at: int) -> bool:
    return p.keys[at] in ("ask",) and at + 1 < len(p.keys)


def _elsewhere(p: Part, at: int, n: int) -> bool:
    """Whether the same words are a longer phrase of another kind: ``book club``, ``call centre``."""
    for lexicon_ in (
        _PLAY,
        _MOODS,
        _HEALTH,
        lexicon("work", "matter"),
        lexicon("food", "food", "drink"),
        lexicon("looks", "garment"),
    ):
        if lexicon_.length(p.keys, at) > n:
            return True
    nxt = p.keys[at + n] if at + n < len(p.keys) else ""
    if nxt in grammar("promises.elsewhere"):
        return p.keys[at] in _NOUNS
    last = p.keys[-1]
    return (
        p.keys[at] in _NOUNS
        and len(p.keys) > at + 1
        and bool(_ROLE.length(p.keys, len(p.keys) - 1))
        and p.keys[at + 1] not in grammar("promises.elsewhere.2")
        and last not in grammar("promises.elsewhere.3")
        and p.time is None
        and not p.row[-1].capital
    )


def _named(p: Part) -> list[Draft]:
    """``deck by Fri``, ``intro to Priya``, ``quote Mon``, ``2 tickets for us``."""
    begin = p.begins()
    if len(p.keys) > begin + 1 and p.keys[begin + 1] in ("from", "by", "via", "through"):
        return []
    if p.keys[begin] in ("intro", "introduction", "intros") and begin + 1 < len(p.keys):
        return [_draft(p, begin)]
    noun = _first_noun(p, begin)
    if (
        noun is not None
        and noun + 1 < len(p.keys)
        and p.keys[noun + 1] in grammar("promises.named")
    ):
        return []
    if noun is not None and _PLAY.length(p.keys, noun) > 1:  # book club
        return []
    due = p.time is not None and (
        p.time.start is not None or p.time.end is not None or p.time.text == "asap"
    )
    if noun is None or noun > begin + 2:
        return []
    if (
        due
        and p.time is not None
        and not p.time.text.startswith(("since", "last", "from"))
        and len(p.content()) <= 6
    ):
        if (
            _ROOMS.length(p.keys, noun)
            and _THING.length(p.keys, noun) == 0
            and p.keys[noun] not in ("call", "demo")
        ):
            return []
        if _GATHERING.length(p.keys, noun):
            return []
        return [_draft(p, begin)]
    if (
        p.clause.lead in ("→", "bullet")
        and _THING.length(p.keys, noun)
        and len(p.content()) <= 4
        and not any(p.row[i].capital for i in p.content())
    ):
        return [_draft(p, begin)]
    if (
        p.certainty == "question"
        and p.clause.asked
        and len(p.content()) <= 3
        and (_MEETING.length(p.keys, noun) or _THING.length(p.keys, noun))
    ):
        return [_draft(p, begin)]
    return []


def _boxed(p: Part) -> list[Draft]:
    """A check box or ``todo:`` makes whatever follows a promise."""
    return (
        [_draft(p, 0)]
        if p.box or (p.clause.lead == "arrow" and len(p.content()) <= 4 and not p.row[0].capital)
        else []
    )


def arranged(p: Part) -> list[Draft]:
    """Appointments and days to remember: ``bday 9 May``, ``lunch 3rd March``, ``back Jan 6``."""
    begin = p.begins()
    found = p.has(_ROOMS)
    if found is None or found[0] > begin + 3 or len(p.content()) > 7:
        return []
    birthday = any(k in grammar("promises.arranged") for k in p.keys)
    if (
        p.time is None
        and not birthday
        and not (p.clause.asked and _MEETING.length(p.keys, found[0]))
    ):
        return []
    if (
        p.clock
        and p.time is not None
        and p.time.start is None
        and not _MEETING.length(p.keys, found[0])
    ):
        return []
    if (
        p.keys[found[0]] in grammar("promises.arranged.2")
        and found[0] != begin
        and p.keys[begin] not in ("on", "not")
    ):
        return []
    if _GATHERING.length(p.keys, found[0]) and not birthday:
        return []
    kind = "date"
    return [Draft(kind=kind, part=p, first=begin, last=len(p.row))]  # type: ignore[arg-type]
