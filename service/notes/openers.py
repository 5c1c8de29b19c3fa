"""Facets into sentences to begin a follow-up with.

The sentences are those of ``data/openers.toml``; a facet fills their slots. What was seen
(``appearance``), health, belief and what is doubted or denied make none. Children make one by
what they do for fun (``soccer``, ``ballet``), never by name, age, school or health.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from service.domain.note import Facet, Opener
from service.notes.lexicon import common, grammar, lexicon
from service.notes.tokens import key, tokens
from service.notes.traced import DAYS, GERUND, published, untraceable

_GAME = lexicon("interests", "game")
_PLAY = lexicon("interests", "game", "sport", "music", "craft")
_PASTIME = lexicon("interests", "game", "sport", "music", "craft", "mind")
_TEAM = lexicon("interests", "team")
_TUNES = lexicon("wordnet", "instrument")
_EDIBLE = lexicon("food", "food", "drink")
_THING = lexicon("promises", "thing")
_MEETING = lexicon("promises", "meeting")
_PLACE = lexicon("meeting", "place", "where")
_PET = lexicon("pets", "pet", "breed")
_WHOSE = {
    "kid": "the kids'", "child": "the kids'", "children": "the kids'", "son": "your son's",
    "daughter": "your daughter's", "boy": "your son's", "girl": "your daughter's",
    "twin": "the twins'", "grandkid": "your grandkids'", "grandchild": "your grandkids'",
    "grandson": "your grandson's", "granddaughter": "your granddaughter's",
    "nephew": "your nephew's", "niece": "your niece's", "teenager": "the kids'", "teen": "the kids'",
}  # fmt: skip
_MANY = {"son": "your sons'", "daughter": "your daughters'", "boy": "the boys'", "girl": "the girls'"}  # fmt: skip
_ON = grammar("openers.on")
_IN = grammar("openers.in")
_OUT = grammar("openers.out")


@dataclass(frozen=True, slots=True)
class _Said:
    name: str
    facet: Facet
    slots: dict[str, str]


def openers(
    facets: Sequence[Facet],
    language: str = "en",
    given_name: str | None = None,
    today: date | None = None,
) -> tuple[Opener, ...]:
    """At most five sentences, best first; none in a language that has no sentences.

    ``given_name``: the contact's, so that nobody is asked to greet themselves. ``today``: the day
    they are said, for what is over by then.
    """
    listed = published()
    spoken = listed.get(language.split("-", maxsplit=1)[0])
    if not isinstance(spoken, dict):
        return ()
    floor, most = float(str(listed["floor"])), int(str(listed["most"]))
    said = [
        s
        for f in facets
        if f.confidence >= floor and f.certainty == "stated" and not f.negated
        for s in _of(f, given_name, today)
    ]
    said.sort(key=lambda s: spoken["order"][s.name])
    out: list[Opener] = []
    used: dict[str, int] = {}
    for s in said:
        if used.get(s.name, 0) >= 2 or any(s.facet.id in o.because for o in out):
            continue
        text = spoken["sentences"][s.name].format(**s.slots)
        opener = Opener(text[:1].upper() + text[1:], (s.facet.id,))
        if not untraceable(opener, facets, language):
            used[s.name] = used.get(s.name, 0) + 1
            out.append(opener)
    return tuple(out[:most])


def _of(f: Facet, given_name: str | None, today: date | None) -> Iterator[_Said]:
    """The one sentence that a facet can make, if any."""
    makers = {
        "family": _family, "pet": _pet, "interest": _interest, "food_drink": _taste,
        "topic": _topic, "work": _work, "other": _other, "place_met": _met,
    }  # fmt: skip
    if f.sensitive and f.kind != "family":
        return
    if f.kind in ("promise", "date"):
        yield from _promise(f, today)
    elif f.kind == "referral":
        yield from _referral(f, given_name)
    elif f.kind in makers:
        yield from makers[f.kind](f)


def _keys(text: str) -> tuple[str, ...]:
    return tuple(t.key for t in tokens(text) if not t.mark)


def _family(f: Facet) -> Iterator[_Said]:
    """What the children play. Their names, ages, schools and health stay out."""
    topic = (f.topic or "").strip()
    keys = _keys(topic)
    if not topic or topic != topic.lower() or not _PLAY.whole(keys):
        return
    member = next((k for k in _keys(f.value) if k in _WHOSE), None)
    if member is None:
        return
    many = member in _MANY and re.search(rf"{member}s\b", f.value.casefold()) is not None
    topic = GERUND.get(keys[-1], topic) if len(keys) == 1 else topic
    slots = {"whose": _MANY[member] if many else _WHOSE[member], "topic": topic}
    if _GAME.whole(keys) and not topic.endswith("ing") and topic != "golf":
        yield _Said("kids_games", f, slots)
    else:
        yield _Said("kids_plural" if topic.endswith(" lessons") else "kids_doing", f, slots)


def _pet(f: Facet) -> Iterator[_Said]:
    words = [t for t in tokens(f.value) if not t.mark]
    hits = next(reversed(list(_PET.hits([t.key for t in words]))), None)
    if hits is None or any(t.key in grammar("openers.pet") for t in words):
        return
    names = [
        t.text for t in words if t.capital and not t.text.isupper() and not _PET.length([t.key])
    ]
    if len(names) == 1 and words[0].text != names[0] and len(words) <= 4:
        yield _Said("pet_named", f, {"topic": names[0]})
        return
    first, last = hits
    noun = " ".join(t.text.lower() for t in words[first:last])
    if noun.endswith("s"):
        yield _Said("pets", f, {"topic": noun})
    elif noun.split()[-1] not in ("person", "lover", "lady", "dad", "mom"):
        yield _Said("pet", f, {"topic": noun})


def _interest(f: Facet) -> Iterator[_Said]:
    value = f.value.strip()
    keys = _keys(value)
    if not keys or len(keys) > 5:
        return
    lowered = value[:1].lower() + value[1:] if value[1:] == value[1:].lower() else value
    fan = re.fullmatch(
        r"(?:(?:huge|big|avid|massive|lifelong|die hard|die-hard) )?(.+?) (?:fan|supporter)",
        value,
        re.IGNORECASE,
    )
    club = fan.group(1) if fan else value
    if _TEAM.whole(_keys(club)) and club[:1].isupper():
        yield _Said("team", f, {"topic": club})
    elif match := re.fullmatch(r"(?:training|trains) for (?:the |a )?(.+)", value, re.IGNORECASE):
        named = match.group(1)
        yield _Said("training", f, {"topic": named if named[:1].isupper() else f"the {named}"})
    elif keys[-1] in _OUT and _PASTIME.whole(keys):
        yield _Said("outdoors", f, {"topic": lowered})
    elif _instrument(lowered) is not None:
        yield _Said("instrument", f, {"topic": _instrument(lowered) or ""})
    elif _PASTIME.whole(keys) and not _person(keys):
        yield _Said("pastime", f, {"topic": lowered})


def _instrument(value: str) -> str | None:
    found = re.fullmatch(r"(?:plays? |playing )?(?:the )?(.+)", value)
    word = found.group(1) if found else value
    known = _TUNES.whole(_keys(word)) or word in ("guitar", "piano", "drums", "bass guitar")
    return word if known and word not in ("bass", "organ", "horn") else None


def _person(keys: Sequence[str]) -> bool:
    """``runner``, ``ran``, ``paints``: who or what somebody does, which ``time for`` cannot take."""
    last = keys[-1]
    noun = last.endswith(
        (
            "ing",
            "ball",
            "golf",
            "tennis",
            "chess",
            "music",
            "opera",
            "jazz",
            "yoga",
            "pilates",
            "games",
            "game",
            "poetry",
            "bridge",
            "hockey",
            "squash",
            "soccer",
            "rugby",
            "cricket",
            "puzzle",
            "crossword",
            "karate",
            "judo",
            "padel",
            "ballet",
            "history",
            "anime",
            "manga",
            "theatre",
            "theater",
            "astronomy",
            "calligraphy",
            "origami",
            "philosophy",
            "photography",
            "karaoke",
            "salsa",
            "tango",
            "crossfit",
            "pottery",
            "ceramic",
        )
    )
    return not noun


def _taste(f: Facet) -> Iterator[_Said]:
    keys = _keys(f.value)
    if (
        _EDIBLE.whole(keys)
        and f.value == f.value.lower()
        and keys[-1] not in grammar("openers.taste")
    ):
        yield _Said("taste", f, {"topic": f.value})


def _day(f: Facet, today: date | None) -> str | None:
    """The day of the week meant, where the note named it by its own name."""
    if f.when is None or f.when.end is None:
        return None
    if f.when.start is not None and f.when.start != f.when.end:
        return None
    name = DAYS[f.when.end.weekday()]
    spoken = {key(w) for w in re.findall(r"[^\W\d_]+", f.when.text)}
    if not any(w and name.casefold().startswith(w) and len(w) >= 2 for w in spoken):
        return None
    if today is not None and abs(f.when.end - today) > timedelta(7):
        return None
    return name


def _promise(f: Facet, today: date | None) -> Iterator[_Said]:
    keys = _keys(f.value)
    day = _day(f, today)
    over = (
        today is not None and f.when is not None and f.when.end is not None and f.when.end < today
    )
    if (
        f.kind == "date"
        and keys
        and keys[-1] in ("birthday", "bday")
        and f.when
        and f.when.end
        and today
    ):
        if len(keys) == 1 and abs((f.when.end - today).days) <= 1:
            yield _Said("birthday", f, {})
        return
    meeting = _MEETING.length(keys)
    if meeting == len(keys) and keys[0] not in grammar("openers.promise"):
        if day is not None and today is not None and not over:
            noun = f.value[:1].lower() + f.value[1:]
            yield _Said("arranged", f, {"day": day, "our": "our", "topic": _spelled(noun)})
        return
    if f.kind == "date":
        return
    intro = re.fullmatch(
        r"(?:intro|introduce|introduction)(?: (?:him|her|them))?(?: to)? ((?-i:[A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+){0,2}))\b.*",
        f.value,
        re.IGNORECASE,
    )
    due = f" by {day}" if day is not None else ""
    if f.about == "me" and intro and intro.group(1)[:1].isupper():
        yield _Said("promised_intro", f, {"who": intro.group(1), "due": due})
        return
    thing = (f.topic or f.value).strip()
    if (
        not thing
        or (thing != thing.lower() and not thing.isupper())
        or not _THING.whole(_keys(thing))
    ):
        return
    if f.about == "contact":
        if keys[0] in grammar("openers.promise.2"):
            yield _Said("awaited", f, {"the": "the", "topic": thing})
    elif (
        f.about == "me"
        and not f.value.casefold().startswith(thing.casefold())
        and keys[0] in _GIVES
    ):
        whole = _object(f.value, thing)
        yield _Said("promised", f, {"the": "the", "topic": whole, "due": due})
    elif f.about == "me" and _asked_for(f, thing) and keys[0] not in ("intro", "call", "book"):
        yield _Said("remembered", f, {"the": "the", "topic": thing})


def _asked_for(f: Facet, thing: str) -> bool:
    """``deck by Fri``, ``paper on RAMS``: promised or only wished for."""
    rest = _keys(f.value)[len(_keys(thing)) :]
    return f.value.casefold().startswith(thing.casefold()) and (
        not rest or rest[0] in grammar("openers.asked_for")
    )


_GIVES = grammar("openers.gives")


def _object(value: str, thing: str) -> str:
    """``pricing deck`` of ``send pricing deck``: the thing with the lower-case words before it."""
    at = value.find(thing)
    before = [] if at < 0 else value[:at].split()[1:]
    kept: list[str] = []
    for word in reversed(before):
        if not word.isalpha() or word.casefold() in grammar("openers.object"):
            break
        kept.insert(0, word)
    return " ".join([*kept, thing]) if len(kept) <= 2 else thing


def _spelled(noun: str) -> str:
    return {"mtg": "meeting", "appt": "appointment", "f/u": "follow-up"}.get(noun, noun)


def _referral(f: Facet, given_name: str | None) -> Iterator[_Said]:
    name = f.about
    if name in ("contact", "me") or not name[:1].isupper() or not name.isalpha() or name.isupper():
        return
    if given_name is not None and name.casefold() == given_name.casefold():
        return
    if (
        f.value.casefold().startswith(name.casefold())
        and "not" not in _keys(f.value)
        and _keys(name)[0] in lexicon("names", "given")
    ):
        yield _Said("regards", f, {"who": name})


def _topic(f: Facet) -> Iterator[_Said]:
    words = f.value.split()
    if (
        1 <= len(words) <= 3
        and f.value[:1].isalpha()
        and all(re.fullmatch(r"[\w'’\-]+", w) for w in words)
    ) and not any(k in grammar("openers.verbish") for k in _keys(f.value)):
        yield _Said("topic", f, {"topic": f.value})


def _work(f: Facet) -> Iterator[_Said]:
    value = f.value
    if match := re.fullmatch(
        r"(?:is )?hiring (?:an? |some )?((?:\d+ )?[a-z][a-z \-]{2,28}s)", value, re.IGNORECASE
    ):
        yield _Said("hiring", f, {"topic": match.group(1)})
    elif match := re.fullmatch(
        r"raising (?:an? )?((?:seed round|series [a-d])(?: round)?)", value, re.IGNORECASE
    ):
        yield _Said("raising", f, {"topic": match.group(1)})


def _other(f: Facet) -> Iterator[_Said]:
    found = re.fullmatch(
        r"(?:just )?(?:moving|relocating|moves|relocates|moved) to ([A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+){0,2})",
        f.value,
        re.IGNORECASE,
    )
    if found and found.group(1)[:1].isupper():
        yield _Said("moving", f, {"place": found.group(1)})


def _met(f: Facet) -> Iterator[_Said]:
    words = f.value.split()
    keys = _keys(f.value)
    if not 1 <= len(words) <= 4 or not all(re.fullmatch(r"[\w\-&]+", w) for w in words):
        return
    number = words[-1].isdecimal()
    noun = keys[-2] if number and len(keys) > 1 else keys[-1]
    if words[-1].islower() or number:
        odd = noun in grammar("openers.met") or set(keys) & grammar("openers.met.2")
        # A word cut short (``mkt``) is no sentence's.
        short = any(w.islower() and not common(w) for w in words)
        if not _PLACE.length([noun]) or odd or short:
            return
        at = "on" if noun in _ON else "in" if noun in _IN else "at"
        yield _Said("met", f, {"at": at if number else f"{at} the", "place": f.value})
    elif all(w[:1].isupper() or w[:1].isdecimal() for w in words) and (
        words[0].isupper() or len(words) > 1
    ):
        yield _Said("met", f, {"at": "at", "place": f.value})
