"""Clauses about what was spoken of, and the facts of a life that are no other kind."""

# A grammar is a list of cases: its rules branch and return as often as there are cases.
# ruff: noqa: PLR0911

from __future__ import annotations

from dataclasses import replace

from service.notes.lexicon import grammar, lexicon
from service.notes.part import Draft, Part

_TALK = lexicon("topics", "talk")
_NEWS = lexicon("topics", "news")
_ORIGIN = lexicon("life", "origin")
_SCHOOL = lexicon("life", "school")
_SERVICE = lexicon("life", "service")
HEALTH = lexicon("life", "health")
BELIEF = lexicon("life", "belief")
_TRADE = lexicon("work", "role")
_LIFE = lexicon("life", "thing")
_DEEDS = lexicon("life", "deed")
_BUSINESS = lexicon("work", "role", "matter", "verb")
_GIVEN = lexicon("names", "given")
_TRAIT = lexicon("life", "trait")
_LETTERS = grammar("topics.letters")
_NATIONS = frozenset("aussie brit scot dane swede pole finn yank northerner southerner londoner parisian berliner kiwi turk greek iranian saudi emirati qatari afghan kurdish tibetan hawaiian midwesterner deutscher deutsche schweizer schweizerin österreicher österreicherin français française espagnol italien italienne belge suisse español española american british english scottish welsh irish french german dutch belgian swiss austrian italian spanish portuguese greek turkish polish czech slovak hungarian romanian bulgarian croatian serbian slovenian ukrainian russian lithuanian latvian estonian finnish swedish norwegian danish icelandic canadian mexican brazilian argentinian argentine chilean peruvian colombian venezuelan cuban chinese japanese korean vietnamese thai indonesian malaysian filipino indian pakistani bangladeshi nepali iranian persian iraqi israeli lebanese syrian egyptian moroccan tunisian algerian nigerian ghanaian kenyan ethiopian south-african australian kiwi texan californian new-yorker bavarian catalan basque sicilian maltese cypriot albanian bosnian georgian armenian kazakh taiwanese singaporean jamaican".split())  # fmt: skip
_CHANNELS = grammar("topics.channels")
_STUDY = grammar("topics.study")
_LIFE_MOVE = ("lived", "back", "moving", "move", "moved", "relocating", "relocated", "commute", "commuting", "speak", "fluent", "live", "living", "based", "born", "grew", "raised", "hail", "originally", "native", "expat", "bilingual", "trilingual", "house", "bought", "hometown", "left", "just", "umzug", "zieht", "wohnt", "spricht", "parle", "habla", "parla", "fala", "spreekt", "habite", "vive", "mora", "woont", "komt", "kommt", "lebt", "abita", "originaire", "reside", "local", "new", "from", "aus", "half", "multilingual", "verhuist", "se", "si", "demenage")  # fmt: skip


def talked(p: Part) -> list[Draft]:
    """``talked about``, ``re:``, ``topic =``: nothing else that follows counts."""
    found = p.has(_TALK)
    if found is None or found[0] > p.begins() or not p.content(found[1]) or p.box:
        return []
    words = p.keys[found[0] : found[1]]
    if words[0] in grammar("topics.talked") and (
        len(words) > 1 or words[0] not in ("talked", "about")
    ):
        return [replace(d, listing=True) for d in contrasted(p, found[1])]
    return []


def _professional(p: Part, found: tuple[int, int]) -> bool:
    """Whether health or faith is somebody's work: ``hospice nurse``, ``church organ builder``."""
    if any(k in _STUDY or k in grammar("topics.professional") for k in p.keys):
        return True
    last = len(p.keys) - 1
    role = _TRADE.length(p.keys, last) or lexicon("wordnet", "role").length(p.keys, last)
    return bool(role) and not found[0] <= last < found[1]


def life(p: Part) -> list[Draft]:
    """Health and beliefs (sensitive), origin, school, service."""
    begin = p.begins()
    short = len(p.content()) <= 7
    health = p.has(HEALTH)
    if health is not None and short and health[0] <= begin + 4 and not _professional(p, health):
        negation = p.negation()
        denied = negation is not None and negation[0] < health[0]
        return [
            Draft(
                kind="other",
                part=p,
                first=negation[1] if denied and negation else begin,
                last=len(p.row),
                sensitive=True,
                negated=denied,
            )
        ]
    if any(t.text in _LETTERS for t in p.row) and short and not any(k in _STUDY for k in p.keys):
        return [Draft(kind="other", part=p, first=begin, last=len(p.row), sensitive=True)]
    if p.has(_TRAIT) is not None and short and (p.has(_TRAIT) or (9, 9))[0] <= begin + 2:
        return [Draft(kind="other", part=p, first=0, last=len(p.row))]
    belief = p.has(BELIEF)
    if belief is not None and short and belief[0] <= begin + 3 and not _professional(p, belief):
        return [Draft(kind="other", part=p, first=begin, last=len(p.row), sensitive=True)]
    of = grammar("topics.descent")
    if any(k in _NATIONS for k in p.keys) and all(
        p.keys[i] in _NATIONS or p.keys[i] in of for i in p.content()
    ):
        return [Draft(kind="other", part=p, first=begin, last=len(p.row))]
    origin = p.has(_ORIGIN)
    if (
        (
            origin is not None
            and (
                origin[0] == begin
                or (origin[0] == begin + 1 and p.keys[origin[0]] not in grammar("topics.life"))
            )
            and "office" not in p.keys
            and p.keys[origin[0]] in _LIFE_MOVE
            and short
        )
        and (
            p.content(origin[1])
            or origin[1] - origin[0] > 1
            or p.keys[origin[0]] in grammar("topics.life.2")
        )
        and not (
            p.keys[origin[0]] == "moving"
            and p.content()
            and any(k in grammar("topics.life.3") for k in p.keys)
        )
    ):
        return [Draft(kind="other", part=p, first=begin, last=len(p.row))]
    school = p.has(_SCHOOL)
    learns = school is not None and (
        p.keys[school[0]] in grammar("topics.learns") or p.keys[-1] in ("alum", "alumni", "grad")
    )
    if school is not None and learns and school[0] <= begin + 2 and short and not p.has(_TRADE):
        return [Draft(kind="other", part=p, first=begin, last=len(p.row))]
    return []


def read(p: Part) -> list[Draft]:
    """``talked about hydrogen``, ``re: pricing``, ``interested in the API not the app``."""
    if (
        any(t.key in ("talk", "wants", "want") for t in p.row[:1])
        and len(p.row) > 1
        and p.row[1].key in ("to", "at")
    ):
        return []
    begin = p.begins()
    found = p.has(_TALK)
    if found is None:
        found = p.has(_NEWS)
        if found is None:
            return []
        return [Draft(kind="topic", part=p, first=found[0], last=len(p.row))]
    if (
        found[0] > begin
        and found[1] - found[0] == 1
        and p.keys[found[0]] in ("about", "re", "said", "say")
    ):
        return []
    if p.keys[found[0]] in ("say", "said", "idea", "interested") and not p.content(found[1]):
        return []
    if found[0] > begin + 2 or not p.content(found[1]):
        return []
    first = found[1]
    while first < len(p.keys) and (n := _TALK.length(p.keys, first)):
        if not p.content(first + n):
            break
        first += n
    if p.keys[found[0]] in ("interested", "curious") and p.keys[found[0] : found[1]] != (
        "interested",
    ):
        first = found[1]
    return contrasted(p, first)


def contrasted(p: Part, first: int) -> list[Draft]:
    """``API not app``: one wanted, one denied."""
    negation = next((i for i in range(first + 1, len(p.keys)) if p.keys[i] == "not"), None)
    if negation is not None and p.content(first, negation) and p.content(negation + 1):
        return [
            Draft(kind="topic", part=p, first=first, last=negation),
            Draft(kind="topic", part=p, first=negation + 1, last=len(p.row), negated=True),
        ]
    denied = p.negation()
    return [
        Draft(
            kind="topic",
            part=p,
            first=first,
            last=len(p.row),
            negated=denied is not None and denied[0] < first,
        )
    ]


def asked(p: Part) -> list[Draft]:
    """A thing with a question mark and no verb is something to come back to."""
    if p.certainty != "question" or not p.clause.asked or (p.ordinal == 0 and p.row[0].capital):
        return []
    return [Draft(kind="topic", part=p, first=p.begins(), last=len(p.row), sure=0.6)]


def shape(p: Part) -> list[Draft]:
    """Anything else that says something: a matter of business, as most that is noted is."""
    if not p.content():
        return []
    begin = p.begins()
    if (
        p.ordinal == 0
        and len(p.row) <= 2
        and all(t.low in _GIVEN for t in p.row[:1])
        and all(t.capital for t in p.row)
    ):
        return []
    negation = p.negation()
    if p.language == "en" and any(
        k in ("recommend", "recommended", "suggest", "mention") for k in p.keys[: begin + 1]
    ):
        return [Draft(kind="topic", part=p, first=begin + 1, last=len(p.row))]
    if negation is not None and negation[0] <= begin and p.content(negation[1]):
        if any(k in _CHANNELS for k in p.keys):
            return [
                Draft(kind="sentiment", part=p, first=negation[1], last=len(p.row), negated=True)
            ]
        return [
            Draft(kind="other", part=p, first=negation[1], last=len(p.row), negated=True, weak=True)
        ]
    private = _LIFE.first(p.keys)
    trade = _BUSINESS.first(p.keys) is not None
    if (
        p.language == "en"
        and not trade
        and (_DEEDS.length(p.keys, begin) or (private is not None and private[0] <= begin + 3))
    ):
        return [Draft(kind="other", part=p, first=begin, last=len(p.row), weak=True)]
    often = p.keys[begin] in ("always", "never", "usually", "often", "seldom", "rarely")
    if p.language == "en" and often and len(p.content()) > 1:
        return [Draft(kind="sentiment", part=p, first=begin, last=len(p.row), sure=0.6)]
    if p.clause.lead == "→" and len(p.content()) <= 3:
        return [Draft(kind="work", part=p, first=0, last=len(p.row), weak=True)]
    return [Draft(kind="work", part=p, first=begin, last=len(p.row), weak=True)]
