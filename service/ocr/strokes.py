"""What the recogniser's own view of strokes says beyond letters: pen or print, crossed out or not.

Half way through, the recogniser holds 384 numbers for each step of 8 pixels, which it needs to tell
letters of any make. A weighted sum of them tells whether a pen made the strokes far better than
any measure of ours (docs/accuracy.md), at no cost, since the network has run anyway.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from service.ocr.models import Floats

REACH = 2
"""A step is judged with so many on either side: a crossing-out is wider than a stroke."""
LOW, HIGH, LEAST = 0.0, 4.0, 3
"""A crossing-out are at least ``LEAST`` steps in a row of logits above ``LOW``, one of them above
``HIGH``: of generated ones in hands not fitted on 82 of 100 steps, and of other words 2 in 1000."""
DATA = Path(__file__).parent / "data" / "strokes.json"


@dataclass(frozen=True, slots=True)
class Head:
    """``looks @ weights + bias`` is the logit: (T, F) and (F,)."""

    weights: Floats
    bias: float

    def __call__(self, looks: Floats) -> Floats:
        return np.asarray(looks @ self.weights + np.float32(self.bias), np.float32)


@dataclass(frozen=True, slots=True)
class Strokes:
    """Fitted by ``benchmarks/fit_strokes.py`` on generated cards and notes."""

    pen: Head
    struck: Head

    def penned(self, looks: Floats) -> float:
        """The likelihood, 0..1, that a pen wrote what ``looks`` (T, F) show."""
        return float(1 / (1 + np.exp(-self.pen(looks).mean())))

    def struck_out(self, looks: Floats) -> NDArray[np.bool_]:
        """(T,) whether each step of handwriting lies in a word that was crossed out."""
        logits = self.struck(beside(looks))
        edges = np.flatnonzero(np.diff(np.concatenate(([0], logits > LOW, [0]))))
        out = np.zeros(len(logits), np.bool_)
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            out[start:end] = end - start >= LEAST and logits[start:end].max() > HIGH
        return out


def beside(looks: Floats) -> Floats:
    """(T, F): each step's mean with its neighbours."""
    padded = np.pad(looks, ((REACH, REACH), (0, 0)), mode="edge")
    shifted = [padded[i : i + len(looks)] for i in range(2 * REACH + 1)]
    return np.asarray(np.mean(shifted, axis=0), np.float32)


def stored() -> Strokes:
    """The shipped weights."""
    listed = json.loads(DATA.read_text(encoding="utf-8"))
    heads = {k: Head(np.array(v["weights"], np.float32), v["bias"]) for k, v in listed.items()}
    return Strokes(**heads)
