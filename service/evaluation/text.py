"""True lines and the lines read into word recall and line character error rate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

_EDGE = " .,;:!?()[]{}<>\"'|/\\-–—•·*"


@dataclass(frozen=True, slots=True)
class TextScore:
    """Sums over pictures: true words and those found; true characters and edits needed."""

    words: int = 0
    words_found: int = 0
    characters: int = 0
    edits: int = 0

    def plus(self, other: TextScore) -> TextScore:
        return TextScore(
            self.words + other.words,
            self.words_found + other.words_found,
            self.characters + other.characters,
            self.edits + other.edits,
        )

    @property
    def word_recall(self) -> float:
        return self.words_found / self.words if self.words else 1.0

    @property
    def line_cer(self) -> float:
        return self.edits / self.characters if self.characters else 0.0


def words(lines: Sequence[str]) -> Counter[str]:
    """Case-folded words without the punctuation around them."""
    out: Counter[str] = Counter()
    for line in lines:
        for token in line.casefold().split():
            if word := token.strip(_EDGE):
                out[word] += 1
    return out


def text_score(true: Sequence[str], read: Sequence[str]) -> TextScore:
    """One picture. Line CER: each true line against its best stretch of the whole output."""
    expected, found = words(true), words(read)
    output = _flat(" ".join(read))
    lines = [_flat(line) for line in true]
    return TextScore(
        words=expected.total(),
        words_found=(expected & found).total(),
        characters=sum(len(line) for line in lines),
        edits=sum(best_stretch(line, output)[0] for line in lines),
    )


def misread(true: Sequence[str], read: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """(edits, true line, its best stretch of the output) of each line not read as printed."""
    output = _flat(" ".join(read))
    for line in true:
        edits, end = best_stretch(_flat(line), output)
        if edits:
            yield edits, line, output[max(0, end - len(line)) : end]


def _flat(text: str) -> str:
    return " ".join(text.casefold().split())


def best_stretch(needle: str, hay: str) -> tuple[int, int]:
    """(edits, end): the least Levenshtein distance of ``needle`` to any stretch of ``hay``, and
    where that stretch ends (Sellers 1980, a row at a time)."""
    if not needle or not hay:
        return len(needle), 0
    letters = np.frombuffer(hay.encode("utf-32-le"), dtype=np.uint32)
    steps = np.arange(len(hay) + 1)
    row = np.zeros(len(hay) + 1, dtype=np.int64)
    for i, c in enumerate(needle, 1):
        substituted = row[:-1] + (letters != ord(c))
        nxt = row + 1
        nxt[0] = i
        nxt[1:] = np.minimum(nxt[1:], substituted)
        row = np.minimum.accumulate(nxt - steps) + steps
    end = int(row.argmin())
    return int(row[end]), end
