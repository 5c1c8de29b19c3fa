"""Letters with marks that the network nearly saw: where a bare letter won by a little.

Of 9,458 letters of real and generated cards that are bare in print, 1 had a marked sibling
beyond 15 % (an initial); of 9 that had lost their mark, 4 (``PECAS`` for ``PEÇAS``, ``ZANKER``):
the detector cuts at the height of the capitals, through the marks above and below them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from service.ocr.models import Floats

NEARLY = 0.15
"""A mark at least this probable is there, in a word."""
THINKABLE = 0.01
"""An unlikely mark gives way to a likely one that is at least this probable."""
SHORTEST = 3
"""Letters of the shortest word that may gain a mark: initials (``S.P.A.``) never have one."""
WANTED = "áàâãäåçéèêëíîïñóòôõöøúùûüąćęłńśźżčěřšžýů"
"""Letters a bare one may turn into; the rest of the marks are too rare to win by a doubt."""
UNLIKELY = "āēīōū"
"""Macrons are tildes and circumflexes in the languages we read."""
_OVERLAID = {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O"}


def bare(char: str) -> str:
    """``char`` without its marks, one character."""
    return _OVERLAID.get(char) or unicodedata.normalize("NFD", char)[0]


def siblings(characters: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """The classes that a letter read may stand for instead: marked ones for a bare letter, all
    likely ones for an unlikely mark."""
    wanted = set(WANTED) | set(WANTED.upper())
    found: dict[str, list[int]] = {}
    for i, char in enumerate(characters):
        if len(char) == 1 and char in wanted and bare(char) != char:
            found.setdefault(bare(char), []).append(i)
    for char in UNLIKELY + UNLIKELY.upper():
        found[char] = found.get(bare(char), [])
    return {char: tuple(classes) for char, classes in found.items() if classes}


def likeliest(
    steps: Floats, char: str, known: Mapping[str, tuple[int, ...]], characters: Sequence[str]
) -> tuple[str, float]:
    """The likeliest sibling of ``char`` over ``steps`` (T, C), and its probability; ("", 0)
    where it has none."""
    classes = known.get(char)
    if not classes:
        return "", 0.0
    best = steps[:, classes].max(0)
    at = int(best.argmax())
    return characters[classes[at]], float(best[at])


def restored(text: str, nearly: Sequence[tuple[str, float]]) -> str:
    """``text`` with the marks that its words nearly had; ``nearly``: each character's likeliest
    sibling and its probability. Addresses (e-mail, web) and numbers stay as they are."""
    chars = list(text)
    start = 0
    for word in text.split(" "):
        letters = sum(c.isalpha() for c in word)
        plain = letters >= SHORTEST and not any(c in "@_/" or c.isdigit() for c in word)
        if plain and "." not in word.rstrip(".,:;)"):
            for i in range(start, start + len(word)):
                sibling, probability = nearly[i]
                least = THINKABLE if text[i].lower() in UNLIKELY else NEARLY
                if probability >= least:
                    chars[i] = sibling
        start += len(word) + 1
    return "".join(chars)
