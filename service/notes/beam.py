"""A line's CTC posteriors into its likeliest texts: prefix beam search over words, compiled.

The prefix search is that of Graves et al. (ICML 2006, section 3.2) with the two path sums of Hannun
et al. (arXiv:1408.2873): a text's paths that end in a blank and those that end in its last
character. Beside them each text carries what a language model says of its words; a word under way
counts as the likeliest word that may still become of it, or as an unknown one.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from service.notes.compiled import compiled
from service.notes.trie import Floats, Ints, Nodes

BLANK, LETTER, DIGIT, MARK, STOP, SPACE = 0, 1, 2, 3, 4, 5
"""Kinds of classes. A STOP is a mark after which a sentence may begin."""
NO_CASE, LOWER, UPPER = 0, 1, 2
START, UNKNOWN = -2, -1
"""Stand for the word before: none yet, or one no list holds."""
NOTHING = -1e30


class Classes(NamedTuple):
    """What each of the C classes is: ``kinds``, folded ``letters`` (0: none), ``cases``; (C,)."""

    kinds: Ints
    letters: Ints
    cases: Ints


class Words(NamedTuple):
    """A word list as a trie, its probabilities, and a model of unknown words; logarithms natural.

    ``unigram`` (V,). Bigrams of word w: ``follower[begin[w]:begin[w + 1]]``, ascending, with ``bigram`` as their
    probability. ``character`` (L, L, L, L): of a letter after three others, 0 being the edge.
    """

    nodes: Nodes
    unigram: Floats
    begin: Ints
    follower: Ints
    bigram: Floats
    character: Floats


class Weights(NamedTuple):
    """How much each opinion counts against the recogniser's. Costs are added logarithms."""

    words: float = 0.45
    backoff: float = -0.9
    unknown: float = -5.0
    letters: float = 0.75
    per_word: float = 1.0
    digit: float = -0.9
    mark: float = -1.5
    capital: float = -0.8
    capitals: float = -1.2
    inner_capital: float = -2.5
    optics: float = 1.0


@compiled
def _added(a: float, b: float) -> float:
    """log(exp(a) + exp(b))."""
    if a < b:
        a, b = b, a
    return a if b <= NOTHING else a + math.log1p(math.exp(b - a))


@compiled
def _step(words: Words, node: int, letter: int) -> int:
    """The node that ``letter`` leads to, -1 where no word goes on so."""
    if node < 0:
        return -1
    at = words.nodes.child[node]
    while at != 0:
        if words.nodes.letter[at] == letter:
            return int(at)
        at = words.nodes.sibling[at]
    return -1


@compiled
def _probability(words: Words, weights: Weights, before: int, word: int) -> float:
    """log P(word | before)."""
    alone = float(words.unigram[word])
    if before < 0 or before >= len(words.begin) - 1:
        return alone
    low, high = words.begin[before], words.begin[before + 1]
    while low < high:
        middle = (low + high) // 2
        if words.follower[middle] < word:
            low = middle + 1
        else:
            high = middle
    if low < words.begin[before + 1] and words.follower[low] == word:
        return _added(float(words.bigram[low]) - 0.3, alone + weights.backoff)
    return alone + weights.backoff


@compiled
def _ended(
    words: Words, weights: Weights, node: int, before: int, spelled: float, last3: int, base: int
) -> tuple[float, int]:
    """What a finished word is worth, and which one it is (UNKNOWN: none of the list)."""
    a, b, c = last3 // (base * base), (last3 // base) % base, last3 % base
    unknown = weights.unknown + weights.letters * (spelled + words.character[a, b, c, 0])
    if node >= 0 and words.nodes.word[node] >= 0:
        known = _probability(words, weights, before, words.nodes.word[node])
        if known >= unknown:
            return known, int(words.nodes.word[node])
    return unknown, UNKNOWN


@compiled
def search(
    posteriors: Floats, classes: Classes, words: Words, weights: Weights, beam: int, floor: float
) -> tuple[Any, Any, Any, Any, Any, Any]:
    """The likeliest texts of ``posteriors`` (T, C), natural logarithms.

    Classes below ``floor`` at a step are not followed; ``beam`` texts are. Answers the prefix tree
    of texts as (parent, class, step) of each node, then of each text in the end, best first: its
    node, its whole score and the recogniser's share of it.
    """
    steps, count = posteriors.shape
    base = words.character.shape[0]
    room = beam * 40
    table_size = 1
    while table_size < 4 * room:
        table_size *= 2
    keys = np.zeros(table_size, np.int64)
    slots = np.zeros(table_size, np.int32)
    stamps = np.zeros(table_size, np.int32)

    tree_parent = np.full(steps * beam + 1, -1, np.int32)
    tree_class = np.zeros(steps * beam + 1, np.int32)
    tree_step = np.zeros(steps * beam + 1, np.int32)
    grown = 1

    # columns of a text: 0 pb, 1 pnb, 2 settled score, 3 of the word under way, 4 its spelling
    real = np.zeros((room, 5))
    fresh_real = np.zeros((room, 5))
    # columns: 0 tree node, 1 last class, 2 trie node, 3 word before, 4 last three letters,
    # 5 letters so far, 6 case so far, 7 whether the word before stood in capitals
    whole = np.zeros((room, 8), np.int64)
    fresh = np.zeros((room, 8), np.int64)
    prefix = np.zeros(room, np.int64)
    fresh_prefix = np.zeros(room, np.int64)
    scores = np.zeros(room)
    followed = np.zeros(count, np.int32)

    real[0, 0], real[0, 1] = 0.0, NOTHING
    whole[0, 0], whole[0, 1], whole[0, 3] = 0, -1, START
    prefix[0] = 1469598103934665603
    alive = 1
    for t in range(steps):
        n_followed = 0
        for c in range(1, count):
            if posteriors[t, c] > floor and classes.kinds[c] != BLANK:
                followed[n_followed] = c
                n_followed += 1
        # every text stays: by a blank, or by its last character going on
        blank = float(posteriors[t, 0])
        for i in range(alive):
            total = _added(real[i, 0], real[i, 1])
            fresh_real[i] = real[i]
            fresh[i] = whole[i]
            fresh_prefix[i] = prefix[i]
            fresh_real[i, 0] = total + blank
            last = whole[i, 1]
            fresh_real[i, 1] = (
                real[i, 1] + posteriors[t, last] if last >= 0 and real[i, 1] > NOTHING else NOTHING
            )
            at = prefix[i] & (table_size - 1)
            while stamps[at] == t + 1:
                at = (at + 1) & (table_size - 1)
            stamps[at], keys[at], slots[at] = t + 1, prefix[i], i
        n = alive
        for i in range(alive):
            for k in range(n_followed):
                c = followed[k]
                kind = classes.kinds[c]
                last = whole[i, 1]
                if last == c:
                    gained = real[i, 0] + posteriors[t, c]
                else:
                    gained = _added(real[i, 0], real[i, 1]) + posteriors[t, c]
                if gained <= NOTHING / 2:
                    continue
                if kind == SPACE and (last < 0 or classes.kinds[last] == SPACE):
                    continue
                key = (prefix[i] ^ (c + 1)) * 1099511628211
                at = key & (table_size - 1)
                while stamps[at] == t + 1 and keys[at] != key:
                    at = (at + 1) & (table_size - 1)
                if stamps[at] == t + 1:
                    j = slots[at]
                    fresh_real[j, 1] = _added(fresh_real[j, 1], gained)
                    continue
                if n == room:
                    continue
                stamps[at], keys[at], slots[at] = t + 1, key, n
                j = n
                n += 1
                fresh_prefix[j] = key
                fresh_real[j, 0], fresh_real[j, 1] = NOTHING, gained
                _grow(real[i], whole[i], fresh_real[j], fresh[j], c, classes, words, weights, base)
        # the best go on
        for j in range(n):
            scores[j] = (
                weights.optics * _added(fresh_real[j, 0], fresh_real[j, 1])
                + fresh_real[j, 2]
                + fresh_real[j, 3]
            )
        least = NOTHING
        if n > beam:
            least = np.partition(scores[:n], n - beam)[n - beam]
        alive_now = 0
        for j in range(n):
            if scores[j] >= least and alive_now < beam:
                if j >= alive:
                    tree_parent[grown] = fresh[j, 0]
                    tree_class[grown] = fresh[j, 1]
                    tree_step[grown] = t
                    fresh[j, 0] = grown
                    grown += 1
                real[alive_now] = fresh_real[j]
                whole[alive_now] = fresh[j]
                prefix[alive_now] = fresh_prefix[j]
                alive_now += 1
        alive = alive_now
    return _finished(real, whole, alive, words, weights, base, tree_parent[:grown], tree_class[:grown], tree_step[:grown])  # fmt: skip


@compiled
def _grow(
    real: Any, whole: Any, to_real: Any, to: Any, c: int,
    classes: Classes, words: Words, weights: Weights, base: int,
) -> None:  # fmt: skip
    """Write into ``to_real`` and ``to`` the state of a text after one more character ``c``."""
    to[0], to[1] = whole[0], c
    kind, letter, case = classes.kinds[c], classes.letters[c], classes.cases[c]
    settled = real[2]
    node, before, last3, length, cased, loud = whole[2], whole[3], whole[4], whole[5], whole[6], whole[7]  # fmt: skip
    spelled = real[4]
    inside = kind == LETTER
    if inside and case == NO_CASE and _step(words, node, letter) < 0:
        inside = False  # a hyphen or slash that no known word holds here parts two words
    if inside:
        if length == 0:
            node, last3, spelled = 0, 0, 0.0
        a, b, d = last3 // (base * base), (last3 // base) % base, last3 % base
        spelled += words.character[a, b, d, letter]
        node = _step(words, node, letter)
        last3 = (last3 * base + letter) % (base * base * base)
        length += 1
        if case == UPPER:
            if cased == 0:
                settled += weights.capital if before != START and loud == 0 else 0.0
                cased = 2
            elif cased == 1:
                settled += weights.inner_capital
            elif cased == 2:
                settled += weights.capitals if loud == 0 else 0.0
                cased = 3
        elif case == LOWER:
            if cased == 3:
                settled += weights.inner_capital
            if cased != 3:
                cased = 1
        unknown = weights.unknown + weights.letters * spelled
        likely = float(words.nodes.ahead[node]) if node >= 0 else NOTHING
        to_real[3] = weights.words * max(likely, unknown)
    else:
        if length > 0:
            worth, before = _ended(words, weights, node, before, spelled, last3, base)
            settled += weights.words * worth + weights.per_word
            loud = 1 if cased == 3 else 0
        if kind == DIGIT:
            settled += weights.digit
            before = UNKNOWN
        elif kind != SPACE:
            settled += weights.mark
            if kind == STOP:
                before = START
        node, last3, length, cased, spelled = 0, 0, 0, 0, 0.0
        to_real[3] = 0.0
    to_real[2], to_real[4] = settled, spelled
    to[2], to[3], to[4], to[5], to[6], to[7] = node, before, last3, length, cased, loud


@compiled
def _finished(
    real: Any, whole: Any, alive: int, words: Words, weights: Weights, base: int,
    parent: Any, klass: Any, step: Any,
) -> tuple[Any, Any, Any, Any, Any, Any]:  # fmt: skip
    ends = np.zeros(alive, np.int32)
    total = np.zeros(alive)
    optics = np.zeros(alive)
    for i in range(alive):
        settled = real[i, 2]
        if whole[i, 5] > 0:
            worth, _ = _ended(
                words, weights, whole[i, 2], whole[i, 3], real[i, 4], whole[i, 4], base
            )
            settled += weights.words * worth + weights.per_word
        ends[i] = whole[i, 0]
        optics[i] = _added(real[i, 0], real[i, 1])
        total[i] = weights.optics * optics[i] + settled
    order = np.argsort(-total)
    return parent, klass, step, ends[order], total[order], optics[order]
