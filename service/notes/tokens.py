"""Text into words with their places, abbreviations, numbers and marks kept whole."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_ABBREVIATIONS = r"w/o|w/[ce](?![^\W_])|w/|f/u|b/c|n/a|c/o|r&d|q&a|b&b|p&l|m&a|at&t|f&b|d&d|g&t|e\.g\.|i\.e\.|a\.m\.|p\.m\."
_TOKEN = re.compile(
    rf"""(?P<word>
      (?<![^\W_])(?:{_ABBREVIATIONS})                 # w/ f/u b/c
    | [\w.+-]+@[\w-]+\.[\w.]+                           # e-mail
    | https?://\S+ | www\.\S+
    | [$€£¥]\s?\d[\d.,]*\d?\s?[kKmM]?(?![^\W\d_])         # money
    | \d+(?:[.,:/\-–]\d+)*(?:[^\W\d_]+(?:['’][^\W\d_]+)*|%|\+)?[€$£]? # 3/15 3pm 50k 10-12 4th
    | '\d\d(?!\d)                                       # '27
    | [^\W\d_]\.(?:[^\W\d_]\.)+                          # U.S.
    | [^\W_]+(?:['’`´][^\W_]+)*                          # words, he'll, Q2
    | [&+@]
    )
    | (?P<mark>\[[ xX✓✔]?\]|[☐☑✓✔□]|->|=>|--+|\.\.+|[^\w\s])""",
    re.VERBOSE | re.IGNORECASE,
)
_GLUED = re.compile(r"(\d+)([^\W\d_]{3,}.*)", re.DOTALL)
"""``2kids``: a number and a word without a space; ``4th`` and ``10km`` stay whole."""
_ELIDED = re.compile(r"(?:[dljncsmt]|qu)['’](?=[^\W\d_]{3})", re.IGNORECASE)
"""French and Italian articles and pronouns before a vowel: ``d'enfants``, ``l'hôtel``."""
_UNITS = {"min", "mins", "hrs", "yrs", "days", "wks", "pcs", "ppl", "mio", "mth"}
_SPECIAL = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ı": "i", "’": "'", "`": "'", "´": "'"})  # fmt: skip
_SAME = {"w": "w/", "abt": "about", "tmrw": "tomorrow", "tmw": "tomorrow", "tmr": "tomorrow", "tomorow": "tomorrow", "n": "&", "u": "you", "wks": "wk", "yrs": "yr", "hrs": "hr", "mos": "mo", "tix": "ticket", "wkshop": "workshop", "mkt": "market", "mgr": "manager", "nr": "near", "b4": "before", "til": "until", "till": "until", "prev": "previously", "xmas": "christmas", "bday": "birthday", "cos": "because", "thru": "through", "ppl": "people", "fave": "favourite", "pls": "please", "plz": "please", "pl": "please", "invit": "invitation", "appt": "appointment", "intros": "intro", "childrens": "child", "kiddies": "kid", "thx": "thanks"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the transcript at characters ``start:end``.

    ``key``: how lexicons spell it (folded, singular). ``after``: a mark glued to its end that
    parts no clause: ``-`` or ``/`` before the next word, ``:``. ``mark``: it is no word.
    """

    text: str
    start: int
    end: int
    key: str
    after: str = ""
    mark: bool = False
    confidence: float = 1.0

    @property
    def low(self) -> str:
        return self.text.casefold()

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()


def folded(text: str) -> str:
    """Small letters without marks."""
    bare = unicodedata.normalize("NFKD", text.casefold().translate(_SPECIAL))
    return "".join(c for c in bare if not unicodedata.combining(c))


def key(word: str) -> str:
    """What a lexicon knows a word by: folded, without possessive or plural ending."""
    low = folded(word)
    low = _SAME.get(low, low)
    if low.endswith(("'s", "s'")):
        low = low[:-2] if low.endswith("'s") else low[:-1]
    if len(low) <= 3 or not low.isalpha() or low.endswith(("ss", "us", "is")):
        return low
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith("ie") and len(low) > 4:
        return low[:-2] + "y"
    if low.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return low[:-2]
    return low[:-1] if low.endswith("s") else low


def tokens(text: str) -> tuple[Token, ...]:
    """Words and marks in order. Hyphens and slashes inside words part them (``after``)."""
    out: list[Token] = []
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        if found.lastgroup != "word":
            mark = found.group()
            if mark in "-–/:" and out and not out[-1].mark and out[-1].end == start:
                glued = end < len(text) and (text[end].isalnum() or mark == ":")
                if glued or mark == ":" or (mark == "-" and text[end : end + 1] == "\n"):
                    last = out[-1]
                    out[-1] = Token(last.text, last.start, last.end, last.key, mark)
                    continue
            out.append(Token(mark, start, end, mark, mark=True))
            continue
        word = found.group()
        split = _GLUED.fullmatch(word)
        if split and split.group(2).casefold() not in _UNITS:
            middle = start + len(split.group(1))
            out.append(Token(word[: middle - start], start, middle, word[: middle - start]))
            out.append(Token(word[middle - start :], middle, end, key(word[middle - start :])))
            continue
        elided = _ELIDED.match(word)
        if elided:
            start, word = start + elided.end(), word[elided.end() :]
        out.append(Token(word, start, end, key(word)))
    return tuple(out)
