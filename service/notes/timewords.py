"""The words of time that dates are read by, from ``data/times.txt`` and short lists here."""

from __future__ import annotations

from functools import cache

from service.notes.lexicon import sections
from service.notes.tokens import folded, key


def _keyed(words: str) -> frozenset[str]:
    return frozenset(key(w) for w in words.split())


@cache
def DAYS(language: str) -> dict[str, int]:  # noqa: N802 (tables by language, read like constants)
    """Weekday numbers, Monday 0, by word; English ones always."""
    listed = sections("times")
    out: dict[str, int] = {}
    for name in ("days", "days_short"):
        out |= {key(w): i for i, w in enumerate(listed[name])}
    out |= {"tues": 1, "tue": 1, "wed": 2, "weds": 2, "thur": 3, "thurs": 3, "thu": 3}
    for tongue in ("de", "fr", "es", "it", "pt", "nl"):
        if tongue in (language, "de") and tongue in listed:
            out |= {key(w): i for i, w in enumerate(listed[tongue][:7])}
    if language == "de":
        out |= {"mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6}
    if language == "fr":
        out |= {"lun": 0, "mar": 1, "mer": 2, "jeu": 3, "ven": 4, "sam": 5, "dim": 6}
    if language in ("es", "it", "pt"):
        out |= {"lun": 0, "mie": 2, "jue": 3, "vie": 4, "gio": 3, "ven": 4, "seg": 0, "qui": 3}
    return out


@cache
def MONTHS(language: str) -> dict[str, int]:  # noqa: N802
    """Month numbers by word, whole or in three letters."""
    listed = sections("times")
    out: dict[str, int] = {}
    for i, name in enumerate(listed["months"]):
        out |= {key(name): i + 1, name[:3]: i + 1}
    out |= {"sept": 9}
    for tongue in ("de", "fr", "es", "it", "pt", "nl"):
        if tongue == language:
            for i, name in enumerate(listed[tongue][7:]):
                folded = key(name)
                out |= {folded: i + 1}
                if len(folded) > 4 and tongue != "fr":
                    out |= {folded[:3]: i + 1}
    return out


WHICH = {"next": "next", "nxt": "next", "last": "last", "this": "this", "coming": "coming", "following": "next", "past": "last", "nachste": "next", "nachsten": "next", "nachster": "next", "kommende": "next", "kommenden": "next", "letzte": "last", "letztes": "last", "diese": "this", "diesen": "this", "prochain": "next", "prochaine": "next", "dernier": "last", "derniere": "last", "cette": "this", "ce": "this", "proximo": "next", "proxima": "next", "que viene": "next", "pasado": "last", "pasada": "last", "prossimo": "next", "prossima": "next", "scorso": "last", "scorsa": "last", "volgende": "next", "komende": "next", "vorige": "last", "deze": "this", "passado": "last", "passada": "last", "ubernachste": "after", "ubernachsten": "after"}  # fmt: skip
UNITS = {"week": "week", "wk": "week", "month": "month", "mth": "month", "mo": "month", "quarter": "quarter", "qtr": "quarter", "year": "year", "yr": "year", "day": "day", "weekend": "weekend", "wkend": "weekend", "wknd": "weekend", "we": "weekend", "woche": "week", "wochen": "week", "monat": "month", "monate": "month", "jahr": "year", "tage": "day", "tagen": "day", "wochenende": "weekend", "semaine": "week", "moi": "month", "mois": "month", "annee": "year", "jour": "day", "semana": "week", "mes": "month", "ano": "year", "dia": "day", "settimana": "week", "mese": "month", "anno": "year", "giorno": "day", "giorni": "day", "week-end": "weekend", "weken": "week", "maand": "month", "jaar": "year", "dagen": "day", "fin de semana": "weekend", "mesi": "month", "settimane": "week", "fortnight": "fortnight", "w/c": "week", "w/e": "week", "kw": "week", "quartal": "quarter", "trimestre": "quarter", "monaten": "month"}  # fmt: skip
BOUNDS = {"by": "by", "before": "before", "until": "until", "till": "until", "after": "after", "from": "from", "since": "from", "starting": "from", "bis": "by", "vor": "before", "nach": "after", "seit": "from", "ab": "from", "avant": "before", "apre": "after", "apres": "after", "depui": "from", "depuis": "from", "ante": "before", "antes": "before", "despue": "after", "despues": "after", "hasta": "until", "desde": "from", "entro": "by", "prima": "before", "dopo": "after", "ate": "by", "depoi": "after", "depois": "after", "voor": "before", "na": "after", "tot": "until", "vanaf": "from", "due": "by", "through": "until", "jusqu'au": "until"}  # fmt: skip
FILLERS = _keyed("on in the at around over during about of de del dell della am im an au à le el il the zum en w/c no na em den der la du op aan next vers circa ca gegen per da das dos")  # fmt: skip
FILLERS = FILLERS - {"next"}
EVERY = _keyed("every each jeden jede jeder chaque cada ogni iedere elke most")
PARTS = _keyed("morning am pm a.m. p.m. afternoon evening eve night noon lunch lunchtime früh vormittag nachmittag abend matin soir midi mañana tarde noche mattina sera manhã noite ochtend middag avond morgen")  # fmt: skip
WORDS_TODAY = {key(w): n for w, n in (("today", 0), ("tonight", 0), ("tomorrow", 1), ("tomorow", 1), ("yesterday", -1), ("heute", 0), ("morgen", 1), ("übermorgen", 2), ("gestern", -1), ("demain", 1), ("hier", -1), ("mañana", 1), ("hoy", 0), ("ayer", -1), ("domani", 1), ("oggi", 0), ("amanhã", 1), ("hoje", 0), ("vandaag", 0), ("overmorgen", 2), ("dopodomani", 2), ("aujourd'hui", 0))}  # fmt: skip
EDGES = {"eod": "day", "cob": "day", "eow": "week", "eom": "month", "eoq": "quarter", "eoy": "year", "month end": "month", "year end": "year", "monatsende": "month", "jahresende": "year"}  # fmt: skip
SEASONS = _keyed("spring summer autumn fall winter frühling frühjahr sommer herbst été automne hiver printemps primavera verano otoño invierno estate autunno inverno verão outono lente zomer herfst holidays vacation")  # fmt: skip
FEASTS = {key(w): folded(w) for w in "christmas xmas easter thanksgiving halloween valentine nye weihnachten ostern noël pâques natale navidad kerst natal pasqua pasen páscoa".split()} | {"new year": "new year", "labor day": "labor day"}  # fmt: skip
NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "zwei": 2, "drei": 3, "einer": 1, "deux": 2, "trois": 3, "dos": 2, "tres": 3, "due": 2, "tre": 3, "duas": 2, "dois": 2, "twee": 2, "drie": 3, "una": 1, "une": 1}  # fmt: skip
PAST = frozenset(
    "born broke broken lost left returned quit sold met had was were died graduated won moved came went saw joined bought ran got married launched started".split()
)
"""Verbs after which a bare month is the last one, not the next."""
ABROAD = frozenset(
    "op en de del dell della am im au à el il le la zum em na no der aan vers gegen du".split()
)
"""Fillers that no English time has before it."""
SINCE = frozenset({"since", "seit", "depui", "depuis", "desde", "sinds", "dal"})
"""Bounds after which a month or a day is the last one."""
VAGUE = frozenset(
    {
        "bank holiday",
        "half term",
        "summer break",
        "spring break",
        "winter break",
        "semana santa",
        "school holiday",
    }
)
"""Times whose days nobody can tell."""
COUNTS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": 5,
}
WHICH.update({key(k): v for k, v in WHICH.items()})
UNITS.update({key(k): v for k, v in UNITS.items()})
BOUNDS.update({key(k): v for k, v in BOUNDS.items()})
NUMBERS.update({key(k): v for k, v in NUMBERS.items()})
