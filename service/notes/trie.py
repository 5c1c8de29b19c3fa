"""Spelled words into a trie of sorted edges, which whole arrays of walkers can follow at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
NOWHERE = -1
LEAST = np.float32(-1e9)


@dataclass(frozen=True, slots=True, eq=False)
class Trie:
    """Nodes 0 (the root) and up. ``edge``: ``node * base + letter`` of every edge, ascending, and
    ``target`` the node it leads to. ``word``: number of the word that ends at a node (-1: none);
    ``ahead``: natural log of the likeliest word at or below it."""

    base: int
    edge: Ints
    target: Ints
    word: Ints
    ahead: Floats

    def step(self, nodes: Ints, letters: Ints) -> Ints:
        """The nodes that ``letters`` lead to from ``nodes``, ``NOWHERE`` where none does."""
        key = nodes * self.base + letters
        at = np.minimum(np.searchsorted(self.edge, key), len(self.edge) - 1)
        return np.where((nodes >= 0) & (self.edge[at] == key), self.target[at], NOWHERE)

    def with_words(self, spelled: Sequence[Ints], chance: float, first: int) -> tuple[Trie, Ints]:
        """The same trie with a few more words, each at least as likely as ``chance``, and their
        numbers: ``first`` and up for new ones, their own for those that were there."""
        word, ahead = self.word.copy(), self.ahead.copy()
        ahead[0] = max(ahead[0], chance) if spelled else ahead[0]
        grown: dict[int, int] = {}
        new_word: dict[int, int] = {}
        numbers = np.empty(len(spelled), np.int64)
        for i, letters in enumerate(spelled):
            node = 0
            for letter in letters:
                key = node * self.base + int(letter)
                to = int(self.step(np.array([node]), np.array([letter]))[0])
                if to == NOWHERE:
                    to = grown.setdefault(key, len(word) + len(grown))
                else:
                    ahead[to] = max(ahead[to], chance)
                node = to
            if node < len(word):
                word[node] = first + i if word[node] < 0 else word[node]
                numbers[i] = word[node]
            else:
                numbers[i] = new_word.setdefault(node, first + i)
        fresh = [new_word.get(len(word) + k, -1) for k in range(len(grown))]
        keys = np.array(sorted(grown), np.int64)
        at = np.searchsorted(self.edge, keys)
        more = Trie(
            self.base,
            np.insert(self.edge, at, keys),
            np.insert(self.target, at, np.array([grown[int(k)] for k in keys], np.int64)),
            np.concatenate([word, np.array(fresh, np.int64)]),
            np.concatenate([ahead, np.full(len(grown), chance, np.float32)]),
        )
        return more, numbers


def built(letters: Ints, starts: Ints, chances: Floats, base: int) -> Trie:
    """The trie of words whose letters (1 to ``base`` - 1) stand one after another, those of word i
    being ``letters[starts[i]:starts[i + 1]]``; its number is i, its natural log ``chances[i]``."""
    lengths = np.diff(starts)
    node = np.zeros(len(lengths), np.int64)
    edges, targets = [], []
    ahead = [np.array([chances.max()], np.float32)]
    used = 1
    for depth in range(int(lengths.max())):
        alive = np.flatnonzero(lengths > depth)
        keys, which = np.unique(node[alive] * base + letters[starts[alive] + depth], return_inverse=True)  # fmt: skip
        best = np.full(len(keys), LEAST, np.float32)
        np.maximum.at(best, which, chances[alive])
        # Nodes are numbered by depth, so edges of one depth follow all of the depth above.
        edges.append(keys)
        targets.append(used + np.arange(len(keys)))
        ahead.append(best)
        node[alive] = used + which
        used += len(keys)
    word = np.full(used, -1, np.int64)
    word[node[::-1]] = np.arange(len(lengths))[::-1]
    return Trie(base, np.concatenate(edges), np.concatenate(targets), word, np.concatenate(ahead))
