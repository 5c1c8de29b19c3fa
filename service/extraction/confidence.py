"""Signals of a value → calibrated probability that it is right, and what wants a person's look."""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

FieldKind: TypeAlias = Literal[
    "name", "job_title", "department", "organization", "phone", "email", "url", "social", "address"
]
CODED, CONFLICTING = 0.995, 0.5
DATA = Path(__file__).parent / "data" / "confidence.json"


@dataclass(frozen=True, slots=True)
class KindModel:
    """A logistic model over signals, then a rising curve (isotonic, linear between knots)."""

    bias: float
    weights: Mapping[str, float]
    knots: tuple[tuple[float, float], ...]

    def probability(self, signals: Mapping[str, float]) -> float:
        raw = self.bias + sum(w * signals.get(name, 0.0) for name, w in self.weights.items())
        return _interpolated(1 / (1 + math.exp(-max(-30.0, min(30.0, raw)))), self.knots)


@dataclass(frozen=True, slots=True)
class ConfidenceModel:
    """``thresholds``: (error budget, lowest probability to accept unseen), by field kind."""

    kinds: Mapping[str, KindModel]
    thresholds: Mapping[str, tuple[tuple[float, float], ...]]

    def probability(self, kind: FieldKind, signals: Mapping[str, float]) -> float:
        """Calibrated, 0..1: that the normalised value is exactly what is printed.

        What a code states too needs no model: two readings that cannot share an error agree. A
        value that print and code tell differently is a toss-up.
        """
        fitted = self.kinds[kind].probability(signals)
        if signals.get("conflict"):
            fitted = min(fitted, CONFLICTING)
        elif signals.get("coded"):
            fitted = max(fitted, CODED)
        return min(0.999, max(0.001, fitted))

    def threshold(self, kind: FieldKind, budget: float) -> float:
        """The probability from which values are accepted at this ``budget`` (share of wrong ones
        among those accepted). Between fitted budgets the stricter one counts; a budget below
        all fitted ones accepts nothing."""
        fitted = self.thresholds[kind]
        best = 1.01
        for allowed, floor in fitted:
            if allowed <= budget + 1e-12:
                best = min(best, floor)
        return best


@cache
def model() -> ConfidenceModel:
    """The model shipped as data, with the numbers it was fitted on beside it."""
    return loaded(json.loads(DATA.read_text("utf-8")))


def loaded(document: Mapping[str, Mapping[str, Mapping[str, object]]]) -> ConfidenceModel:
    """The model of a parsed ``confidence.json``."""
    kinds: dict[str, KindModel] = {}
    thresholds: dict[str, tuple[tuple[float, float], ...]] = {}
    for kind, entry in document["kinds"].items():
        kinds[kind] = KindModel(
            bias=_number(entry["bias"]),
            weights={k: _number(v) for k, v in _items(entry["weights"])},
            knots=_pairs(entry["knots"]),
        )
        thresholds[kind] = _pairs(entry["thresholds"])
    return ConfidenceModel(kinds, thresholds)


def _number(value: object) -> float:
    if not isinstance(value, int | float):
        raise TypeError(f"not a number in confidence.json: {value!r}")
    return float(value)


def _items(value: object) -> Sequence[tuple[str, object]]:
    return tuple(value.items()) if isinstance(value, dict) else ()


def _pairs(value: object) -> tuple[tuple[float, float], ...]:
    return tuple((_number(a), _number(b)) for a, b in value) if isinstance(value, list) else ()


def _interpolated(x: float, knots: Sequence[tuple[float, float]]) -> float:
    """``x`` through the piecewise linear curve of ``knots``; unchanged where there are none."""
    if not knots:
        return x
    i = bisect_right([k[0] for k in knots], x)
    if i == 0:
        return knots[0][1]
    if i == len(knots):
        return knots[-1][1]
    (x0, y0), (x1, y1) = knots[i - 1], knots[i]
    return y0 + (y1 - y0) * (x - x0) / (x1 - x0) if x1 > x0 else y1
