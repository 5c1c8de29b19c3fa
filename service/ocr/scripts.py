"""Which of the recogniser's characters a card may hold: its classes by script."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from service.ocr.marks import siblings

Indices: TypeAlias = NDArray[np.int64]

BLANK = 0
COMMON = set("0123456789!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ £¢€¥₹§©®™°ºª«»‘’“”„‚…–—·•×÷½¼¾¹²³±¡¿№&")
LATIN_LANGUAGES = "áàâäãåæąăāéèêëęěēėíìîïīįıóòôöõøœőōúùûüűūųůýÿñńňçćčďđéğģķłļľĺńņňřŕśšşșťţțźżžßðþ"
"""Letters with marks of the European, Turkish and Vietnamese-free Latin alphabets. The network
knows 550 Latin letters; the rarer ones only ever win by mistake on a card."""


def script(char: str) -> str:
    """LATIN, GREEK, CYRILLIC, CJK (with kana), … of a letter; "" for anything else."""
    if not char or not char[0].isalpha():
        return ""
    name = unicodedata.name(char[0], "")
    first = name.partition(" ")[0]
    if first in {"CJK", "KATAKANA", "HIRAGANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC", "HALFWIDTH"}:
        return "CJK"
    if first == "FULLWIDTH":
        return "CJK"
    return first


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The recogniser's dictionary: character of each class, blank first and space last.

    ``siblings``: see ``marks.siblings``.
    """

    characters: tuple[str, ...]
    latin: Indices
    scripts: tuple[str, ...]
    siblings: Mapping[str, tuple[int, ...]]

    @classmethod
    def of_metadata(cls, listed: str) -> Alphabet:
        """From the model's ``character`` entry, one character a line."""
        characters = ("", *listed.split("\n"), " ")
        wanted = COMMON | set(LATIN_LANGUAGES) | set(LATIN_LANGUAGES.upper())
        latin = [
            i
            for i, c in enumerate(characters)
            if i == BLANK or c in wanted or (len(c) == 1 and c.isascii() and c.isprintable())
        ]
        scripts = tuple(script(c) for c in characters)
        return cls(characters, np.array(latin, np.int64), scripts, siblings(characters))

    def part(self, classes: Indices) -> Alphabet:
        """The alphabet of ``classes`` alone, which are ascending and hold the Latin ones."""
        characters = tuple(self.characters[i] for i in classes)
        return Alphabet(
            characters,
            np.searchsorted(classes, self.latin),
            tuple(self.scripts[i] for i in classes),
            siblings(characters),
        )

    @property
    def near(self) -> Indices:
        """Classes that are not ideographs or kana: one in seven."""
        return np.array([i for i, s in enumerate(self.scripts) if s != "CJK"], np.int64)

    @property
    def space(self) -> int:
        return len(self.characters) - 1

    def foreign(self, classes: Sequence[int], confidences: Sequence[float]) -> bool:
        """True where an unrestricted reading is confidently in a script other than Latin.

        Most of its letters must be foreign and sure; one stray ideograph for an icon is not.
        """
        letters = [(self.scripts[c], p) for c, p in zip(classes, confidences, strict=True)]
        letters = [(s, p) for s, p in letters if s]
        other = [p for s, p in letters if s != "LATIN"]
        if len(other) < 2 or len(other) < 0.5 * len(letters):
            return False
        return float(np.mean(other)) >= 0.8
