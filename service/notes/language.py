"""The shipped word list into the language model of the beam search, with a card's own words added."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from service.notes import trie
from service.notes.beam import Words

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
    bare = unicodedata.normalize("NFKD", character.translate(_SPECIAL).casefold())
    return next((c for c in bare if not unicodedata.combining(c)), character)


def spelled(word: str) -> list[int] | None:
    """The letters of ``word`` by number; None where it holds what words are not made of."""
    found = [NUMBERS.get(folded(c), 0) for c in word]
    return found if found and all(found) else None


@dataclass(frozen=True, slots=True)
class Language:
    """A model of written words. ``nodes`` of the trie's arrays are used."""

    words: Words
    nodes: int

    def knowing(self, own: Mapping[str, float] | Iterable[str]) -> Language:
        """The same model with more words: natural log chances by word, or ``OWN`` for each."""
        chances = own if isinstance(own, Mapping) else dict.fromkeys(own, OWN)
        listed = [(s, c) for w, c in chances.items() if (s := spelled(w)) is not None]
        if not listed:
            return self
        room = sum(len(s) for s, _ in listed)
        w = self.words
        grown = [np.concatenate([a[: self.nodes], np.zeros(room, a.dtype)]) for a in
                 (w.child, w.sibling, w.letter, w.word, w.ahead)]  # fmt: skip
        chance = np.array([c for _, c in listed], np.float32)
        starts = np.cumsum([0, *(len(s) for s, _ in listed)]).astype(np.int32)
        letters = np.concatenate([np.array(s, np.int32) for s, _ in listed])
        used = trie.insert(*grown, self.nodes, letters, starts, chance, len(w.unigram))
        unigram = np.concatenate([w.unigram, chance])
        # A known word that stands on the card is as likely as the card makes it.
        unigram = _raised(unigram, grown, letters, starts, chance)
        return Language(w._replace(
            child=grown[0], sibling=grown[1], letter=grown[2], word=grown[3], ahead=grown[4],
            unigram=unigram,
        ), int(used))  # fmt: skip


def _raised(
    unigram: NDArray[np.float32],
    arrays: list[NDArray[np.int32]],
    letters: NDArray[np.int32],
    starts: NDArray[np.int32],
    chance: NDArray[np.float32],
) -> NDArray[np.float32]:
    child, sibling, letter, word = arrays[:4]
    for i in range(len(chance)):
        node = 0
        for k in range(starts[i], starts[i + 1]):
            node = int(child[node])
            while letter[node] != letters[k]:
                node = int(sibling[node])
        unigram[word[node]] = max(unigram[word[node]], chance[i])
    return unigram


@cache
def english() -> Language:
    """The shipped English model: 83,000 words, their bigrams, some 50 ms to load."""
    with np.load(DATA, allow_pickle=False) as stored:
        text = bytes(stored["words"]).decode("utf-8")
        unigram = stored["unigram"].astype(np.float32)
        begin = np.concatenate([[0], np.cumsum(stored["followers"].astype(np.int64))])
        follower = stored["follower"].astype(np.int32)
        bigram = stored["bigram"].astype(np.float32)
    listed = text.split("\n")
    numbers = [spelled(w) or [] for w in listed]
    starts = np.cumsum([0, *(len(n) for n in numbers)]).astype(np.int32)
    letters = np.array([n for word in numbers for n in word], np.int32)
    arrays = trie.empty(int(starts[-1]) + 2)
    used = int(trie.insert(*arrays, 1, letters, starts, unigram, 0))
    words = Words(
        *(a[:used] for a in arrays), unigram=unigram, begin=begin.astype(np.int32),
        follower=follower, bigram=bigram, character=characters(letters, starts, unigram),
    )  # fmt: skip
    return Language(words, used)


def characters(
    letters: NDArray[np.int32], starts: NDArray[np.int32], unigram: NDArray[np.float32]
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
    return np.log(np.maximum(out, 1e-9)).reshape((BASE,) * 4).astype(np.float32)
