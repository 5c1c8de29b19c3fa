"""One line's posteriors into its words, each with how sure it is and what else it may be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from service.domain.evidence import Evidence, Side
from service.domain.geometry import Polygon
from service.domain.note import NoteLine, NoteWord
from service.notes import beam
from service.notes.language import NUMBERS, Language, folded
from service.ports import InkStrip

BEAM = 96
FLOOR = -9.0
"""Natural log of a character's probability below which no text follows it."""
SPACE = 2.1
"""Added to the log probability of a blank: the recogniser is shy of them."""
WEIGHTS = beam.Weights(
    words=0.47, backoff=-1.3, unknown=-9.0, letters=0.92, per_word=4.0, digit=-2.5, mark=-1.0,
    capital=-0.6, capitals=-1.0, inner_capital=-3.5,
)  # fmt: skip
"""Found by random search for the least CER, word loss and wrong capitals on some 370 rendered lines
of the 28 hands of the part ``tune``."""
BELIEF = 0.5
"""How far a difference of scores is believed: scores of whole texts are over-confident."""
ALTERNATIVES = 3
_ZERO = re.compile(r"(?<=\d)[oO]+(?=[\d,.]|[kKmM%]?\b)")
_ONE = re.compile(r"(?<=\d)[lI|](?=\d|:\d|[ap]m\b)")
_EXACT = re.compile(r"\S+@\S+\.\S+|(?:https?://|www\.)\S+|[+(]?\d[\d()./:,+-]{2,}\d")
"""What a word list only spoils: addresses and long numbers stay as the recogniser read them."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of one text and the steps it covers, first and last."""

    text: str
    first: int
    last: int


def line(strip: InkStrip, language: Language, side: Side = "back") -> NoteLine:
    """What ``strip`` of this ``side`` most likely says in ``language``; no words where it says
    nothing."""
    where = Evidence(side, strip.polygon)
    raw = greedy(strip)
    found = texts(strip, language)
    if not found:
        return NoteLine("", " ".join(t.text for t in raw), 0.0, where)
    words = [_word(t, found, strip, t in raw) for t in kept(found[0][0], raw)]
    sure = sum(w.confidence * len(w.text) for w in words) / max(1, sum(len(w.text) for w in words))
    return NoteLine(
        text=" ".join(w.text for w in words),
        raw=" ".join(t.text for t in raw),
        confidence=sure,
        evidence=where,
        words=tuple(words),
    )


def texts(strip: InkStrip, language: Language) -> list[tuple[tuple[Token, ...], float]]:
    """The likeliest texts with their shares of belief, best first; what the shares lack of 1 is
    the belief in no text at all."""
    posteriors = np.array(strip.log_posteriors, np.float32)
    if not len(posteriors):
        return []
    posteriors[:, strip.characters.index(" ")] += SPACE
    parent, klass, step, ends, total = beam.search(
        posteriors, classes(strip.characters), language.words, WEIGHTS, BEAM, FLOOR
    )
    share = np.exp(BELIEF * (total - total[0]))
    share /= share.sum()
    found = []
    for end, part in zip(ends, share, strict=True):
        characters: list[tuple[str, int]] = []
        node = int(end)
        while node > 0:
            characters.append((strip.characters[klass[node]], int(step[node])))
            node = int(parent[node])
        found.append((tokens(characters[::-1]), float(part)))
    return [f for f in found if f[0]]


@cache
def classes(characters: tuple[str, ...]) -> beam.Classes:
    """What the search must know of each class of a recogniser's alphabet."""
    kinds, letters, cases = (np.zeros(len(characters), np.int64) for _ in range(3))
    for i, character in enumerate(characters[1:], 1):
        number = NUMBERS.get(folded(character), 0)
        if character == " ":
            kinds[i] = beam.SPACE
        elif character.isdigit():
            kinds[i] = beam.DIGIT
        elif number and character != ".":
            kinds[i], letters[i] = beam.LETTER, number
            cases[i] = beam.UPPER if character.isupper() else beam.LOWER if character.islower() else beam.NO_CASE  # fmt: skip
        else:
            kinds[i] = beam.STOP if character in ".!?" else beam.MARK
    return beam.Classes(kinds, letters, cases)


def tokens(characters: Sequence[tuple[str, int]]) -> tuple[Token, ...]:
    """Words of ``characters`` (each with its step), parted at blanks."""
    found: list[Token] = []
    text, first, last = "", 0, 0
    for character, step in [*characters, (" ", 0)]:
        if character == " ":
            if text:
                found.append(Token(text, first, last))
            text = ""
        else:
            first = step if not text else first
            text, last = text + character, step
    return tuple(found)


def greedy(strip: InkStrip) -> tuple[Token, ...]:
    """The recogniser's own best path, no word list asked."""
    path: NDArray[np.int64] = np.asarray(strip.log_posteriors).argmax(axis=1)
    starts = np.flatnonzero(np.diff(path, prepend=-1))
    return tokens([(strip.characters[path[s]], int(s)) for s in starts if path[s] != beam.BLANK])


def kept(best: Sequence[Token], raw: Sequence[Token]) -> list[Token]:
    """``best`` with addresses and long numbers as ``raw`` has them."""
    out = list(best)
    for exact in raw:
        if not _exact(exact.text):
            continue
        inside = [i for i, t in enumerate(out) if t.last >= exact.first and t.first <= exact.last]
        if inside and abs(sum(len(out[i].text) for i in inside) - len(exact.text)) <= 3:
            out[inside[0] : inside[-1] + 1] = [exact]
    return out


def numeral(word: str) -> str:
    """``word`` with the o of ``$5ok`` and the l of ``1l:30`` as the digits they stand for."""
    return _ZERO.sub(lambda o: "0" * len(o[0]), _ONE.sub("1", word))


def _exact(word: str) -> bool:
    return bool(_EXACT.fullmatch(word.strip(".,;")))


def _word(
    token: Token,
    found: Sequence[tuple[Sequence[Token], float]],
    strip: InkStrip,
    as_read: bool,
) -> NoteWord:
    """``token`` with the belief in it, and in other words for the same ink. ``as_read``: it stands
    so on the recogniser's own path."""
    belief: dict[str, float] = {}
    middle = (token.first + token.last) / 2
    for text, share in found:
        there = next((t.text for t in text if t.first - 0.5 <= middle <= t.last + 0.5), "")
        there = numeral(there)
        belief[there] = belief.get(there, 0.0) + share
    mine = belief.pop(numeral(token.text), 0.0)
    if as_read and _exact(token.text):
        # a search over words may not hold it at all
        path = strip.log_posteriors[token.first : token.last + 1].max(axis=1)
        mine = max(mine, float(np.exp(BELIEF * path.sum())))
    others = sorted((w for w in belief if w), key=lambda w: -belief[w])[:ALTERNATIVES]
    steps = max(1, len(strip.log_posteriors))
    return NoteWord(
        text=numeral(token.text),
        confidence=min(1.0, mine),
        polygon=_stretch(strip.polygon, token.first / steps, (token.last + 1) / steps),
        alternatives=tuple(others),
    )


def _stretch(quad: Polygon, start: float, end: float) -> Polygon:
    """The part of ``quad`` between two shares, 0..1, of its length."""
    a, b, c, d = quad

    def between(p: tuple[float, float], q: tuple[float, float], t: float) -> tuple[float, float]:
        return (p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t)

    return (between(a, b, start), between(a, b, end), between(d, c, end), between(d, c, start))
