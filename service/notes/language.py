"""The shipped word list into the language model of the beam search, with a card's own words added."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from service.notes.beam import Words
from service.notes.trie import built

DATA = Path(__file__).parent / "data" / "english.npz"
LETTERS = "abcdefghijklmnopqrstuvwxyz'-/&."
"""What words are made of, once folded; letter i of it has the number i + 1, 0 is a word's edge."""
NUMBERS = {letter: i + 1 for i, letter in enumerate(LETTERS)}
BASE = len(LETTERS) + 1
OWN = -7.5
"""Natural log of the chance of a word that stands on the card: as common as ``school``."""

_SPECIAL = str.maketrans({"ß": "s", "ø": "o", "ł": "l", "æ": "a", "œ": "o", "đ": "d", "ı": "i", "’": "'", "‘": "'", "–": "-"})  # fmt: skip


@cache
def folded(character: str) -> str:
    """A character as the word list spells it: one small letter without marks, or itself."""
    bare = unicodedata.normalize("NFKD", character.casefold().translate(_SPECIAL))
    return next((c for c in bare if not unicodedata.combining(c)), character)


def spelled(word: str) -> NDArray[np.int64] | None:
    """The letters of ``word`` by number; None where it holds what words are not made of."""
    found = [NUMBERS.get(folded(c), 0) for c in word]
    return np.array(found, np.int64) if found and all(found) else None


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """A model of written words."""

    words: Words

    def knowing(self, own: Iterable[str]) -> Language:
        """The same model where each word of ``own`` is at least as likely as ``OWN``."""
        listed = [s for w in dict.fromkeys(own) if (s := spelled(w)) is not None]
        if not listed:
            return self
        trie, numbers = self.words.trie.with_words(listed, OWN, len(self.words.unigram))
        unigram = np.concatenate([self.words.unigram, np.full(len(listed), OWN, np.float32)])
        unigram[numbers] = np.maximum(unigram[numbers], OWN)
        return Language(self.words._replace(trie=trie, unigram=unigram))


@cache
def english() -> Language:
    """The shipped English model: some 100,000 words and their pairs. Takes about half a second
    the first time."""
    with np.load(DATA, allow_pickle=False) as stored:
        text = bytes(stored["words"])
        unigram = stored["unigram"].astype(np.float32)
        first = np.repeat(np.arange(len(unigram)), stored["followers"].astype(np.int64))
        pair = first * len(unigram) + stored["follower"].astype(np.int64)
        bigram = stored["bigram"].astype(np.float32)
    # The list is folded already: one byte a letter, a newline between words.
    number = np.zeros(256, np.int64)
    number[np.frombuffer(LETTERS.encode(), np.uint8)] = np.arange(1, BASE)
    line = number[np.frombuffer(text + b"\n", np.uint8)]
    ends = np.flatnonzero(line == 0)
    letters = line[line > 0]
    starts = np.concatenate([[0], ends - np.arange(len(ends))])
    trie = built(letters, starts, unigram, BASE)
    chances = characters(letters, starts, unigram)
    return Language(Words(trie, unigram, len(unigram), pair, bigram, chances))


def characters(
    letters: NDArray[np.int64], starts: NDArray[np.int64], unigram: NDArray[np.float32]
) -> NDArray[np.float32]:
    """log P(letter | the three before it), (BASE,) * 4, from the spelling of words.

    Each word counts by the third root of its frequency: unknown words resemble rare ones. Orders
    are interpolated as by Witten and Bell (Chen and Goodman 1999, section 2.4).
    """
    lengths = np.diff(starts)
    # words parted by three edges, so that every letter has three before it
    at = np.arange(len(letters)) + 3 * (np.repeat(np.arange(len(lengths)), lengths) + 1)
    line = np.zeros(len(letters) + 3 * (len(lengths) + 1), np.int64)
    line[at] = letters
    weight = np.zeros(len(line))
    share = np.exp(unigram[: len(lengths)] / 3)
    weight[at] = np.repeat(share, lengths)
    ends = at[starts[1:] - 1] + 1
    weight[ends] = share
    weight *= len(line) / weight.sum()
    out = np.full(BASE, 1.0 / BASE)
    for order in range(1, 5):
        index = np.zeros(len(line) - 3, np.int64)
        for k in range(order):
            index = index * BASE + line[3 - order + 1 + k : len(line) - order + 1 + k]
        count = np.bincount(index, weight[3:], BASE**order).reshape(-1, BASE)
        kinds = (count > 0).sum(axis=1, keepdims=True)
        lower = np.tile(out.reshape(-1, BASE), (len(count) // max(1, out.size // BASE), 1))
        total = count.sum(axis=1, keepdims=True)
        out = (count + kinds * lower) / np.maximum(total + kinds, 1e-9)
        out = np.where(total + kinds > 0, out, lower)
    return np.asarray(np.log(np.maximum(out, 1e-9)).reshape((BASE,) * 4), np.float32)
