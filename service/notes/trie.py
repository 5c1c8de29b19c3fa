"""Folded words into the arrays of a trie that the beam search walks, compiled."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from service.notes.compiled import compiled

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]


class Nodes(NamedTuple):
    """Nodes of a trie, the first being its root: first ``child`` and next ``sibling`` (0: none)
    of each, the ``letter`` that leads to it, the ``word`` that ends there (-1: none) and ``ahead``,
    the natural log of the likeliest word at or below it. Each (n,)."""

    child: Ints
    sibling: Ints
    letter: Ints
    word: Ints
    ahead: Floats

    def with_room(self, used: int, room: int) -> Nodes:
        """The first ``used`` nodes, copied, with ``room`` for more."""

        def grown(array: NDArray[np.generic]) -> NDArray[np.generic]:
            return np.concatenate([array[:used], np.zeros(room, array.dtype)])

        return Nodes(*map(grown, self))  # type: ignore[arg-type]


def root() -> Nodes:
    """A trie of no words."""
    none = np.zeros(1, np.int32)
    return Nodes(none, none, none, np.full(1, -1, np.int32), np.full(1, -1e9, np.float32))


@compiled
def insert(
    nodes: Nodes, used: int, spelled: Ints, starts: Ints, chances: Floats, first: int
) -> tuple[int, Ints]:
    """Adds words to ``nodes``, of which ``used`` are taken; answers how many are now, and the
    number of each word.

    ``spelled``: letters of all words one after another, those of word i being
    ``starts[i]:starts[i + 1]``; it gets the number ``first + i``, or keeps the one it has, and the
    chance ``chances[i]`` (natural logarithm) if that is better.
    """
    numbers = np.zeros(len(starts) - 1, np.int32)
    for i in range(len(starts) - 1):
        node = 0
        nodes.ahead[0] = max(nodes.ahead[0], chances[i])
        for k in range(starts[i], starts[i + 1]):
            at = nodes.child[node]
            while at != 0 and nodes.letter[at] != spelled[k]:
                at = nodes.sibling[at]
            if at == 0:
                at = used
                used += 1
                nodes.letter[at], nodes.word[at], nodes.ahead[at] = spelled[k], -1, chances[i]
                nodes.child[at], nodes.sibling[at] = 0, nodes.child[node]
                nodes.child[node] = at
            nodes.ahead[at] = max(nodes.ahead[at], chances[i])
            node = at
        if nodes.word[node] < 0:
            nodes.word[node] = first + i
        numbers[i] = nodes.word[node]
    return used, numbers
