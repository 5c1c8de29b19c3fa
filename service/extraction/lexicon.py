"""Turns the packed lists under ``data/`` into sets of folded words that recognisers can ask."""

from __future__ import annotations

import lzma
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
_SPECIAL = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "æ": "ae",
        "œ": "oe",
        "đ": "d",
        "ı": "i",
        "þ": "th",
        "ð": "d",
        "’": "'",
        "`": "'",
        "´": "'",
    }
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_TOKEN = re.compile(r"[^\W_]+(?:[.'’&/-][^\W_]+)*\.?|&", re.UNICODE)
_CAMEL = re.compile(r"(?<=[a-zà-ÿ]{2})(?=[A-ZÀ-Þ][a-zà-ÿ])")


@cache
def folded(text: str) -> str:
    """``text`` case folded, without marks on its letters: what survives a careless reader."""
    bare = unicodedata.normalize("NFKD", text.casefold().translate(_SPECIAL))
    return "".join(c for c in bare if not unicodedata.combining(c)).strip()


def squeezed(text: str) -> str:
    """The folded letters and digits of ``text``, nothing between them."""
    return "".join(c for c in folded(text) if c.isalnum())


def tokens(text: str) -> tuple[str, ...]:
    """The folded words of ``text``; ``SalesManager`` is two, closing dots stay on (``jr.``)."""
    return tuple(folded(t) for t in _TOKEN.findall(_CAMEL.sub(" ", text)))


@dataclass(frozen=True, slots=True)
class Words:
    """A keyword list: whole words, word beginnings, word endings and phrases."""

    exact: frozenset[str]
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    phrases: frozenset[str]

    def holds(self, token: str) -> bool:
        """Is the folded ``token`` in the list, with or without its dots; or both parts of a joined one?"""
        bare = token.rstrip(".")
        if token in self.exact or bare in self.exact or bare.replace(".", "") in self.exact:
            return True
        if len(bare) > 4 and (bare.endswith(self.suffixes) or bare.startswith(self.prefixes)):
            return True
        parts = re.split(r"[-/]", bare)
        return len(parts) == 2 and all(len(p) > 2 and self.holds(p) for p in parts)

    def spoken(self, words: tuple[str, ...]) -> int:
        """How many phrases of the list stand in ``words``."""
        pairs = {" ".join(words[i : i + n]) for n in (2, 3) for i in range(len(words) - n + 1)}
        return len(pairs & self.phrases)


@cache
def keywords(name: str) -> Words:
    """The keyword list ``data/keywords/<name>.txt``."""
    exact: set[str] = set()
    prefixes: set[str] = set()
    suffixes: set[str] = set()
    phrases: set[str] = set()
    for row in (DATA / "keywords" / f"{name}.txt").read_text("utf-8").splitlines():
        for word in () if row.startswith("#") else row.split():
            for form in {folded(word), folded(word.casefold().translate(_UMLAUTS))}:
                if "_" in form.strip("_"):
                    phrases.add(form.replace("_", " "))
                elif form.endswith("*"):
                    prefixes.add(form.strip("*"))
                elif form.startswith("*"):
                    suffixes.add(form.strip("*"))
                    exact.add(form.strip("*"))
                else:
                    exact.add(form)
    return Words(
        frozenset(exact), tuple(sorted(prefixes)), tuple(sorted(suffixes)), frozenset(phrases)
    )


def _rows(name: str) -> list[list[str]]:
    text = lzma.decompress((DATA / name).read_bytes()).decode()
    return [row.split("\t") for row in text.split("\n")]


@cache
def names() -> Mapping[str, str]:
    """Folded name → ``g`` (given), ``f`` (family) or ``b`` (both)."""
    return {row[0]: row[1] for row in _rows("names.txt.xz")}


def is_given(token: str) -> bool:
    """Is the folded token a given name? A hyphenated one is when its first part is."""
    known = names().get(token.rstrip(".")) or names().get(token.split("-", maxsplit=1)[0])
    return known in {"g", "b"}


def is_family(token: str) -> bool:
    """Is the folded token a family name? A hyphenated one is when a part of it is."""
    if names().get(token.rstrip(".")) in {"f", "b"}:
        return True
    return "-" in token and any(names().get(part) in {"f", "b"} for part in token.split("-"))


@cache
def cities() -> Mapping[str, tuple[str, ...]]:
    """Folded city name → ISO 3166-1 alpha-2 of the countries that have one, largest city first."""
    return {row[0]: tuple(row[1].split()) for row in _rows("cities.txt.xz")}


@cache
def territories() -> Mapping[str, str]:
    """Folded country name, in some eighteen languages → ISO 3166-1 alpha-2."""
    return {row[0]: row[1] for row in _rows("territories.txt.xz")}


@cache
def _legal_forms() -> frozenset[str]:
    return frozenset(squeezed(w) for w in keywords("legal").exact)


def legal_form(text: str, words: tuple[str, ...]) -> bool:
    """Does ``text`` (folded ``words``) end with a legal form (``GmbH``, ``S. A.``, ``Co. Ltd.``)?

    Two letters after a comma or a dash are a state's (``Denver, CO``), none in small letters.
    """
    if len(words) < 2:
        return False
    ends = [
        n for n in (1, 2, 3) if n < len(words) and squeezed("".join(words[-n:])) in _legal_forms()
    ]
    if not ends:
        return False
    tail = text.rstrip(" .,)")
    if max(ends) == 1 and len(words[-1].rstrip(".")) <= 2:
        return bool(re.search(r"(?:[^\s,–-]\s+|, ?(?=S\.?A|A\.?G))[A-Z]\.?[A-Z]$", tail)) or words[
            -1
        ].rstrip(".") in {"sa", "ag", "kg", "nv", "bv"}
    return True
