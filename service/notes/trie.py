"""Folded words into the arrays of a trie that the beam search walks, compiled."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]


@njit(cache=True)  # type: ignore[untyped-decorator]
def insert(
    child: Ints, sibling: Ints, letter: Ints, word: Ints, ahead: Floats, used: int,
    spelled: Ints, starts: Ints, chances: Floats, first: int,
) -> int:  # fmt: skip
    """Adds words to a trie of ``used`` nodes whose arrays have room left; answers how many it has.

    ``spelled``: letters of all words one after another, those of word i being
    ``starts[i]:starts[i + 1]``; it gets the number ``first + i`` and the unigram ``chances[i]``
    (natural logarithm). A word that is there already keeps its number and the better chance.
    """
    for i in range(len(starts) - 1):
        node = 0
        if chances[i] > ahead[0]:
            ahead[0] = chances[i]
        for k in range(starts[i], starts[i + 1]):
            at = child[node]
            while at != 0 and letter[at] != spelled[k]:
                at = sibling[at]
            if at == 0:
                at = used
                used += 1
                letter[at], word[at], ahead[at] = spelled[k], -1, chances[i]
                child[at], sibling[at] = 0, child[node]
                child[node] = at
            if chances[i] > ahead[at]:
                ahead[at] = chances[i]
            node = at
        if node != 0 and word[node] < 0:
            word[node] = first + i
    return used


def empty(room: int) -> tuple[Any, ...]:
    """Arrays of a trie with a root and ``room`` nodes."""
    return (
        np.zeros(room, np.int32),
        np.zeros(room, np.int32),
        np.zeros(room, np.int32),
        np.full(room, -1, np.int32),
        np.full(room, -1e9, np.float32),
    )
