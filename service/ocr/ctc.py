"""A recogniser's posteriors into characters with places and confidences (greedy CTC)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from service.ocr.models import Floats
from service.ocr.scripts import BLANK, Alphabet, Indices

SPACE_WEIGHT = 20.0
"""On print the network is too shy of blanks; anything from 5 to 60 helps (measured)."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters of one strip. ``confidences`` are the network's own, one a character;
    ``spans`` are (start, end) shares, 0..1, of the strip's width, one a character."""

    text: str
    confidences: tuple[float, ...]
    spans: tuple[tuple[float, float], ...]

    @property
    def confidence(self) -> float:
        """Mean over the characters, 0 where there are none."""
        sure = [p for c, p in zip(self.text, self.confidences, strict=True) if c != " "]
        return float(np.mean(sure)) if sure else 0.0


def restricted(posteriors: Floats, classes: Indices) -> Floats:
    """Posteriors (T, C) of ``classes`` alone, (T, len(classes)), not normalised again."""
    return np.ascontiguousarray(posteriors[:, classes])


def read(posteriors: Floats, alphabet: Alphabet, share: float, space: float) -> Decoded:
    """Best path of ``posteriors`` (T, C) among the Latin classes, unless the line is confidently
    in another script. ``share``: steps per strip width (T times the unpadded part)."""
    best = posteriors.argmax(1)
    runs = collapsed(best)
    sure = [float(posteriors[s:e, c].max()) for s, e, c in runs]
    if alphabet.foreign([c for _, _, c in runs], sure):
        return decoded(posteriors, best, alphabet, share)
    latin = restricted(posteriors, alphabet.latin)
    latin[:, -1] *= space  # the space is the dictionary's last class, so the subset's too
    latin /= 1 + (posteriors[:, alphabet.space] * (space - 1))[:, np.newaxis]
    full = alphabet.latin[latin.argmax(1)]
    return decoded(latin, full, alphabet, share, alphabet.latin)


def collapsed(path: Indices) -> list[tuple[int, int, int]]:
    """Runs (first step, end step, class) of equal classes without the blank ones."""
    edges = np.flatnonzero(np.diff(path)) + 1
    starts = np.concatenate(([0], edges)) if len(path) else np.array([], int)
    ends = np.concatenate((edges, [len(path)]))
    return [
        (int(s), int(e), int(path[s]))
        for s, e in zip(starts, ends[: len(starts)], strict=True)
        if path[s] != BLANK
    ]


def decoded(
    scores: Floats, path: Indices, alphabet: Alphabet, share: float, classes: Indices | None = None
) -> Decoded:
    """The characters along ``path``; ``classes`` names the columns of ``scores`` if not all."""
    column = {int(c): i for i, c in enumerate(classes)} if classes is not None else None
    chars: list[str] = []
    sure: list[float] = []
    places: list[tuple[float, float]] = []
    for start, end, cls in collapsed(path):
        char = alphabet.characters[cls]
        if char == " " and (not chars or chars[-1] == " "):
            continue
        chars.append(char)
        at = column[cls] if column is not None else cls
        sure.append(min(1.0, float(scores[start:end, at].max())))
        places.append((min(1.0, start / share), min(1.0, end / share)))
    while chars and chars[-1] == " ":
        chars.pop()
        sure.pop()
        places.pop()
    # A dictionary entry may be several code points; each gets its own confidence and place.
    wide = [len(c) for c in chars]
    return Decoded(
        "".join(chars),
        tuple(p for p, n in zip(sure, wide, strict=True) for _ in range(n)),
        tuple(s for s, n in zip(places, wide, strict=True) for _ in range(n)),
    )
