"""The lists under ``data/*.txt`` as phrases that can be found in a row of words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from service.notes.tokens import Token, key, tokens

DATA = Path(__file__).parent / "data"
_LONG = 6
"""Letters from which one wrong letter is forgiven: shorter words have too many neighbours."""
_ENGLISH = 60_000
"""The commonest words of the word list, never taken for a misspelling."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases by their first word, longest first."""

    phrases: dict[str, tuple[tuple[str, ...], ...]]

    def length(self, keys: Sequence[str], at: int = 0) -> int:
        """How many words from ``at`` on are one phrase; 0 where none begins."""
        if at >= len(keys):
            return 0
        for phrase in self.phrases.get(keys[at], ()):
            if tuple(keys[at : at + len(phrase)]) == phrase:
                return len(phrase)
        return 0

    def hits(self, keys: Sequence[str]) -> Iterator[tuple[int, int]]:
        """``(from, to)`` of the phrases met from left to right, none over another."""
        at = 0
        while at < len(keys):
            n = self.length(keys, at)
            if n:
                yield at, at + n
            at += n or 1

    def first(self, keys: Sequence[str]) -> tuple[int, int] | None:
        return next(self.hits(keys), None)

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and (word,) in self.phrases.get(word, ())

    def whole(self, keys: Sequence[str]) -> bool:
        return bool(keys) and self.length(keys) == len(keys)


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """The entries of ``data/<name>.txt`` by section: ``[section]`` lines, then entries parted by
    commas; ``#`` opens a remark."""
    out: dict[str, list[str]] = {}
    section = ""
    for line in (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        bare = line.strip()
        if not bare or bare.startswith("#"):
            continue
        if bare.startswith("[") and bare.endswith("]"):
            section = bare[1:-1]
        else:
            out.setdefault(section, []).extend(e for p in bare.split(",") if (e := p.strip()))
    return {name: tuple(entries) for name, entries in out.items()}


@cache
def lexicon(name: str, *chosen: str) -> Lexicon:
    """One lexicon of a file's chosen sections, of all of them where none is chosen."""
    listed = sections(name)
    return of(e for s in chosen or tuple(listed) for e in listed[s])


def of(entries: Iterable[str]) -> Lexicon:
    found: dict[str, set[tuple[str, ...]]] = {}
    for entry in entries:
        keys = tuple(t.key for t in tokens(entry) if not t.mark)
        if keys:
            found.setdefault(keys[0], set()).add(keys)
    return Lexicon({k: tuple(sorted(v, key=lambda p: (-len(p), p))) for k, v in found.items()})


@cache
def grammar(name: str) -> frozenset[str]:
    """A small set of keys that a rule asks for: ``data/grammar.txt``."""
    return frozenset(sections("grammar")[name])


FILES = ("family", "pets", "interests", "likes", "food", "looks", "promises", "work", "meeting", "moods", "topics", "life", "small", "times")  # fmt: skip


@cache
def vocabulary() -> frozenset[str]:
    """Every word of every list."""
    return frozenset(
        t.key
        for name in FILES
        for entries in sections(name).values()
        for e in entries
        for t in tokens(e)
    )


@cache
def english() -> frozenset[str]:
    """Common English words, by key."""
    with np.load(DATA / "english.npz", allow_pickle=False) as stored:
        listed = bytes(stored["words"]).decode("utf-8").split("\n")[:_ENGLISH]
    return frozenset({*listed, *(key(w) for w in listed)})


@cache
def _ranks() -> dict[str, int]:
    with np.load(DATA / "english.npz", allow_pickle=False) as stored:
        listed = bytes(stored["words"]).decode("utf-8").split("\n")
    return {w: i for i, w in reversed(list(enumerate(listed)))}


def common(word: str) -> bool:
    """Whether a folded word is common enough for its length: any three letters are some word."""
    return _ranks().get(word, 1_000_000) < {2: 300, 3: 5_000, 4: 20_000}.get(len(word), _ENGLISH)


def _shortened(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


@cache
def _neighbours() -> dict[str, set[str]]:
    out: dict[str, set[str]] = {}
    for word in vocabulary():
        if len(word) >= _LONG and word.isalpha():
            for short in _shortened(word):
                out.setdefault(short, set()).add(word)
    return out


@cache
def _mended(word: str) -> str:
    near = {w for s in _shortened(word) for w in _neighbours().get(s, ()) if _near(word, w)}
    if len(near) > 1:  # one of them an English word, the others of another language
        near = {w for w in near if common(w)}
    return near.pop() if len(near) == 1 else word


def _near(a: str, b: str) -> bool:
    """Whether one letter changed, added, dropped or swapped with its neighbour parts the two."""
    if len(a) == len(b):
        wrong = [i for i in range(len(a)) if a[i] != b[i]]
        if len(wrong) == 2:
            i, j = wrong
            return j == i + 1 and a[i] == b[j] and a[j] == b[i]
        return len(wrong) <= 1
    return abs(len(a) - len(b)) == 1


def mended(token: Token) -> Token:
    """The token under the key of the one listed word a letter away, where it is no word itself."""
    word = token.key
    if token.mark or len(word) < _LONG or not word.isalpha() or token.capital:
        return token
    if word in vocabulary() or word in english():
        return token
    better = _mended(word)
    return token if better == word else Token(
        token.text, token.start, token.end, better, token.after, token.mark, token.confidence
    )  # fmt: skip
