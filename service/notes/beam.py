"""A line's CTC posteriors into its likeliest texts: prefix beam search over words.

The prefix search is that of Graves et al. (ICML 2006, section 3.2) with the two path sums of Hannun
et al. (arXiv:1408.2873): a text's paths that end in a blank and those that end in its last
character. Beside them each text carries what a language model says of its words; a word under way
counts as the likeliest word that may still become of it, or as an unknown one. All texts of a step
are worked on at once, in arrays.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from service.notes.trie import Floats, Ints, Trie

BLANK, LETTER, DIGIT, MARK, STOP, SPACE = 0, 1, 2, 3, 4, 5
"""Kinds of classes. A STOP is a mark after which a sentence may begin."""
NO_CASE, LOWER, UPPER = 0, 1, 2
START, UNKNOWN = -2, -1
"""Stand for the word before: none yet, or one no list holds."""
NOTHING = -1e30
MOST_FOLLOWED = 12
"""Classes of one step that texts go on with, likeliest first."""
CERTAIN = -5e-4
"""Log probability of a blank above which a step says nothing else."""
BEHIND = 30.0
"""Texts so far behind the best are dropped before the beam is full."""
PAIR_DISCOUNT = 0.3

Doubles = NDArray[np.float64]


class Classes(NamedTuple):
    """What each of the C classes is: ``kinds``, folded ``letters`` (0: none), ``cases``; (C,)."""

    kinds: Ints
    letters: Ints
    cases: Ints


class Words(NamedTuple):
    """A word list and a model of unknown words; logarithms natural.

    ``unigram`` (V,). ``pair``: ``first * listed + second`` of every known pair of words, ascending,
    ``bigram`` its probability. ``character`` (L, L, L, L): of a letter after three others, 0 being
    the edge of a word.
    """

    trie: Trie
    unigram: Floats
    listed: int
    pair: Ints
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


class Found(NamedTuple):
    """The prefix tree of texts, as ``parent``, ``klass`` and ``step`` of each node, and of each text
    in the end, best first, its node (``ends``) and its score (``total``)."""

    parent: list[int]
    klass: list[int]
    step: list[int]
    ends: Ints
    total: Doubles


@dataclass(frozen=True, slots=True, eq=False)
class _Texts:
    """The texts alive, one entry each (n,). ``blank``, ``glyph``: log sums of the paths that end in
    a blank, and in the last character; ``settled``: score of the words so far; ``under_way``: of the
    word being written, ``spelled`` its spelling as an unknown one. ``node``: in the prefix tree;
    ``last``: class; ``at``: in the trie; ``before``: the word before; ``tail``: the last three
    letters; ``length``: of the word; ``cased``: 0 none, 1 small, 2 one capital, 3 capitals;
    ``loud``: the word before stood in capitals; ``prefix``: a hash of the whole text."""

    blank: Doubles
    glyph: Doubles
    settled: Doubles
    under_way: Doubles
    spelled: Doubles
    node: Ints
    last: Ints
    at: Ints
    before: Ints
    tail: Ints
    length: Ints
    cased: Ints
    loud: Ints
    prefix: Ints

    def take(self, which: Ints) -> _Texts:
        return _Texts(*(getattr(self, f.name)[which] for f in fields(self)))

    def joined(self, more: _Texts) -> _Texts:
        both = ((getattr(self, f.name), getattr(more, f.name)) for f in fields(self))
        return _Texts(*(np.concatenate(pair) for pair in both))

    @property
    def optics(self) -> Doubles:
        return np.logaddexp(self.blank, self.glyph)


def search(
    posteriors: Floats, classes: Classes, words: Words, weights: Weights, beam: int, floor: float
) -> Found:
    """The likeliest texts of ``posteriors`` (T, C), natural logarithms.

    Classes below ``floor`` at a step are not followed; ``beam`` texts are.
    """
    parent, klass, step = [-1], [0], [0]
    texts = _first()
    for t, row in enumerate(posteriors.astype(np.float64)):
        stay = replace(
            texts,
            blank=texts.optics + row[0],
            glyph=np.where(texts.last >= 0, texts.glyph + row[texts.last], NOTHING),
        )
        followed = np.argsort(-row)[: MOST_FOLLOWED + 1]
        followed = followed[(row[followed] > floor) & (followed != 0)]
        if row[0] > CERTAIN or not len(followed):
            texts = stay
            continue
        stay, fresh = _extended(texts, stay, followed, row, classes, words, weights)
        count = len(stay.last)
        both = stay.joined(fresh)
        scores = both.optics + both.settled + both.under_way
        kept = np.flatnonzero(scores > scores.max() - BEHIND)
        if len(kept) > beam:
            kept = kept[np.argpartition(-scores[kept], beam - 1)[:beam]]
        texts = both.take(kept)
        new = np.flatnonzero(kept >= count)
        nodes = texts.node.copy()
        nodes[new] = len(parent) + np.arange(len(new))
        parent += texts.node[new].tolist()
        klass += texts.last[new].tolist()
        step += [t] * len(new)
        texts = replace(texts, node=nodes)
    ended, _ = _ended(texts, words, weights)
    total = texts.optics + texts.settled
    total += np.where(texts.length > 0, weights.words * ended + weights.per_word, 0.0)
    order = np.argsort(-total)
    return Found(parent, klass, step, texts.node[order], total[order])


def _first() -> _Texts:
    """The empty text."""
    real, whole = np.zeros(1), np.zeros(1, np.int64)
    return _Texts(
        blank=real, glyph=np.full(1, NOTHING), settled=real, under_way=real, spelled=real,
        node=whole, last=np.full(1, -1), at=whole, before=np.full(1, START), tail=whole,
        length=whole, cased=whole, loud=whole, prefix=np.full(1, 1469598103934665603),
    )  # fmt: skip


def _extended(
    texts: _Texts, stay: _Texts, followed: Ints, row: Doubles,
    classes: Classes, words: Words, weights: Weights,
) -> tuple[_Texts, _Texts]:  # fmt: skip
    """Every text with every class of ``followed`` behind it: those that are texts already, with
    the paths gained, and the new ones."""
    count = len(texts.last)
    whose, c = np.repeat(np.arange(count), len(followed)), np.tile(followed, count)
    last = texts.last[whose]
    gained = np.where(last == c, texts.blank[whose], texts.optics[whose]) + row[c]
    kind = classes.kinds[c]
    doubled = (kind == SPACE) & ((last < 0) | (classes.kinds[last] == SPACE))
    good = np.flatnonzero((gained > NOTHING / 2) & ~doubled)
    whose, c, gained = whose[good], c[good], gained[good]
    # FNV-1a (Fowler, Noll, Vo) over the classes; wraps round on purpose.
    prefix = (texts.prefix[whose] ^ (c + 1)) * np.int64(1099511628211)
    order = np.argsort(texts.prefix)
    known = order[np.minimum(np.searchsorted(texts.prefix, prefix, sorter=order), count - 1)]
    same = texts.prefix[known] == prefix
    glyph = stay.glyph.copy()
    glyph[known[same]] = np.logaddexp(glyph[known[same]], gained[same])
    new = np.flatnonzero(~same)
    grown = _grown(texts.take(whose[new]), c[new], classes, words, weights)
    fresh = replace(
        grown, blank=np.full(len(new), NOTHING), glyph=gained[new], last=c[new], prefix=prefix[new]
    )
    return replace(stay, glyph=glyph), fresh


def _grown(texts: _Texts, c: Ints, classes: Classes, words: Words, weights: Weights) -> _Texts:
    """``texts`` with one more character ``c`` each: what the language model makes of it."""
    kind, letter, case = classes.kinds[c], classes.letters[c], classes.cases[c]
    to = words.trie.step(texts.at, letter)
    # A hyphen or slash that no known word holds here parts two words.
    inside = (kind == LETTER) & ((case != NO_CASE) | (to >= 0))
    base = words.character.shape[0]
    a, b, d = texts.tail // (base * base), (texts.tail // base) % base, texts.tail % base
    spelled = texts.spelled + words.character[a, b, d, letter]
    unknown = weights.unknown + weights.letters * spelled
    ahead = np.where(to >= 0, words.trie.ahead[to], NOTHING)
    under_way = weights.words * np.maximum(ahead, unknown)

    upper, lower, cased, quiet = case == UPPER, case == LOWER, texts.cased, texts.loud == 0
    cost = np.where(upper & (cased == 0) & (texts.before != START) & quiet, weights.capital, 0.0)
    cost += np.where((upper & (cased == 1)) | (lower & (cased == 3)), weights.inner_capital, 0.0)
    cost += np.where(upper & (cased == 2) & quiet, weights.capitals, 0.0)
    raised = np.where(cased == 0, 2, np.where(cased == 2, 3, cased))
    now = np.where(upper, raised, np.where(lower & (cased != 3), 1, cased))

    worth, word = _ended(texts, words, weights)
    done = texts.length > 0
    outside = np.where(done, weights.words * worth + weights.per_word, 0.0)
    outside += np.where(kind == DIGIT, weights.digit, np.where(kind == SPACE, 0.0, weights.mark))
    before = np.where(done, word, texts.before)
    before = np.where(kind == DIGIT, UNKNOWN, np.where(kind == STOP, START, before))
    loud = np.where(done, (cased == 3).astype(np.int64), texts.loud)
    return replace(
        texts,
        settled=texts.settled + np.where(inside, cost, outside),
        under_way=np.where(inside, under_way, 0.0),
        spelled=np.where(inside, spelled, 0.0),
        at=np.where(inside, to, 0),
        before=np.where(inside, texts.before, before),
        tail=np.where(inside, (texts.tail * base + letter) % base**3, 0),
        length=np.where(inside, texts.length + 1, 0),
        cased=np.where(inside, now, 0),
        loud=np.where(inside, texts.loud, loud),
    )


def _ended(texts: _Texts, words: Words, weights: Weights) -> tuple[Doubles, Ints]:
    """What the word under way is worth if it ends here, and which one it is (UNKNOWN: none)."""
    base = words.character.shape[0]
    a, b, c = texts.tail // (base * base), (texts.tail // base) % base, texts.tail % base
    unknown = weights.unknown + weights.letters * (texts.spelled + words.character[a, b, c, 0])
    word = np.where(texts.at >= 0, words.trie.word[texts.at], UNKNOWN)
    known = np.where(word >= 0, _probability(texts.before, word, words, weights), NOTHING)
    return np.maximum(known, unknown), np.where(known >= unknown, word, UNKNOWN)


def _probability(before: Ints, word: Ints, words: Words, weights: Weights) -> Doubles:
    """log P(word | before); pairs are interpolated with single words."""
    alone = words.unigram[word].astype(np.float64)
    key = before * words.listed + word
    at = np.minimum(np.searchsorted(words.pair, key), len(words.pair) - 1)
    seen = (words.pair[at] == key) & (before >= 0) & (word < words.listed)
    after = alone + weights.backoff
    together = np.logaddexp(words.bigram[at] - PAIR_DISCOUNT, after)
    return np.where(seen, together, np.where((before >= 0) & (before < words.listed), after, alone))
