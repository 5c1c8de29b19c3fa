"""A recogniser's posteriors into characters with places and confidences (greedy CTC)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from service.ocr.marks import likeliest, restored
from service.ocr.models import Floats
from service.ocr.scripts import BLANK, Alphabet, Indices
from service.ocr.spacing import parted

SPACE_WEIGHT = 20.0
"""How much a weighed space counts against characters in confidences (not in decisions)."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters of one strip, blanks included.

    ``confidences``: the network's own, 0..1; ``spans``: (start, end) shares, 0..1, of the
    strip's width; ``blanks``: the greatest probability of a blank just before the character.
    One entry a character each. ``penned``: the likelihood that a pen wrote the strip, 0..1.
    """

    text: str
    confidences: tuple[float, ...]
    spans: tuple[tuple[float, float], ...]
    blanks: tuple[float, ...]
    penned: float = 0.0

    @property
    def confidence(self) -> float:
        """Mean over the characters, 0 where there are none."""
        sure = [p for c, p in zip(self.text, self.confidences, strict=True) if c != " "]
        return float(np.mean(sure)) if sure else 0.0


def read(posteriors: Floats, alphabet: Alphabet, steps: float) -> Decoded:
    """Best path of ``posteriors`` (T, C) among the Latin classes, unless the line is confidently
    in another script. ``steps``: how many of the T steps the unpadded strip spans."""
    path = posteriors.argmax(1)
    runs = collapsed(path)
    sure = [float(posteriors[s:e, c].max()) for s, e, c in runs]
    if not alphabet.foreign([c for _, _, c in runs], sure):
        path = alphabet.latin[restricted(posteriors, alphabet.latin).argmax(1)]
    return decoded(posteriors, path, alphabet, steps)


def restricted(posteriors: Floats, classes: Indices) -> Floats:
    """Posteriors (T, C) of ``classes`` alone, (T, len(classes)), not normalised again."""
    return np.ascontiguousarray(posteriors[:, classes])


def collapsed(path: Indices) -> list[tuple[int, int, int]]:
    """Runs (first step, end step, class) of equal classes without the CTC blanks."""
    edges = np.flatnonzero(np.diff(path)) + 1
    starts = np.concatenate(([0], edges)) if len(path) else np.array([], int)
    ends = np.concatenate((edges, [len(path)]))
    return [
        (int(s), int(e), int(path[s]))
        for s, e in zip(starts, ends[: len(starts)], strict=True)
        if path[s] != BLANK
    ]


def decoded(posteriors: Floats, path: Indices, alphabet: Alphabet, steps: float) -> Decoded:
    """The characters along ``path`` (T,), with blanks put where ``spacing`` wants them
    and the marks that words nearly had."""
    runs = [run for run in collapsed(path) if run[2] != alphabet.space]
    space = posteriors[:, alphabet.space]
    gaps = [0.0] + [float(space[a[1] - 1 : b[0] + 1].max()) for a, b in pairwise(runs)]
    chars: list[str] = []
    sure: list[float] = []
    places: list[tuple[float, float]] = []
    blanks: list[float] = []
    nearly: list[tuple[str, float]] = []
    for n, (start, end, cls) in enumerate(runs):
        glyph = alphabet.characters[cls]
        if n and parted(chars[-1], glyph[0], gaps[n]):
            chars.append(" ")
            sure.append(SPACE_WEIGHT * gaps[n] / (1 + (SPACE_WEIGHT - 1) * gaps[n]))
            places.append((min(1.0, runs[n - 1][1] / steps), min(1.0, start / steps)))
            blanks.append(gaps[n])
            nearly.append(("", 0.0))
        for char in glyph:
            chars.append(char)
            sure.append(float(posteriors[start:end, cls].max()))
            places.append((min(1.0, start / steps), min(1.0, end / steps)))
            blanks.append(gaps[n])
            nearly.append(
                likeliest(posteriors[start:end], char, alphabet.siblings, alphabet.characters)
            )
    text = restored("".join(chars), nearly)
    return Decoded(text, tuple(sure), tuple(places), tuple(blanks))
