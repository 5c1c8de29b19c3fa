"""Signals of a value → calibrated probability that it is right, and what wants a person's look."""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

FieldKind: TypeAlias = Literal[
    "name", "job_title", "department", "organization", "phone", "email", "url", "social", "address"
]
CODED, CONFLICTING = 0.995, 0.5
NOTHING = 1.01
"""A floor that no probability reaches."""
DATA = Path(__file__).parent / "data" / "confidence.json"


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic model over signals; those it does not know weigh nothing."""

    bias: float
    weights: Mapping[str, float]

    def probability(self, signals: Mapping[str, float]) -> float:
        raw = self.bias + sum(w * signals.get(name, 0.0) for name, w in self.weights.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, raw))))


@dataclass(frozen=True, slots=True)
class KindModel:
    """A value is right if it was taken rightly (what it is, where it begins and ends) and read
    rightly."""

    taken: Logistic
    read: Logistic

    def probability(self, signals: Mapping[str, float]) -> float:
        return self.taken.probability(signals) * self.read.probability(signals)


@dataclass(frozen=True, slots=True)
class ConfidenceModel:
    """``curve``: rising, linear between its knots, from what the kinds' models say to calibrated
    probabilities; ``floors``: (error budget, lowest probability to accept unseen), for all kinds.

    The budget is one for everything that is accepted together: kinds that are hardly ever wrong
    leave room for surer values of the others.
    """

    kinds: Mapping[str, KindModel]
    curve: tuple[tuple[float, float], ...]
    floors: tuple[tuple[float, float], ...]

    def probability(self, kind: FieldKind, signals: Mapping[str, float]) -> float:
        """Calibrated, 0..1: that the normalised value is exactly what is printed.

        What a code states too needs no model: two readings that cannot share an error agree. A
        value that print and code tell differently is a toss-up.
        """
        fitted = _interpolated(self.kinds[kind].probability(signals), self.curve)
        if signals.get("conflict"):
            fitted = min(fitted, CONFLICTING)
        elif signals.get("coded"):
            fitted = max(fitted, CODED)
        return min(0.999, max(0.001, fitted))

    def threshold(self, budget: float) -> float:
        """The probability from which values are accepted at this ``budget`` (share of wrong ones
        among those accepted). Between fitted budgets the stricter one counts; a budget below
        all fitted ones accepts nothing."""
        allowed = (floor for most, floor in self.floors if most <= budget + 1e-12)
        return min(allowed, default=NOTHING)


@cache
def model() -> ConfidenceModel:
    """The model shipped as data, with the numbers it was fitted on beside it."""
    return loaded(json.loads(DATA.read_text("utf-8")))


def loaded(document: Mapping[str, Any]) -> ConfidenceModel:
    """The model of a parsed ``confidence.json``."""
    kinds = {
        kind: KindModel(_logistic(entry["taken"]), _logistic(entry["read"]))
        for kind, entry in document["kinds"].items()
    }
    return ConfidenceModel(kinds, _pairs(document["curve"]), _pairs(document["floors"]))


def _logistic(entry: Mapping[str, Any]) -> Logistic:
    weights = {name: _number(weight) for name, weight in entry["weights"].items()}
    return Logistic(_number(entry["bias"]), weights)


def _number(value: object) -> float:
    if not isinstance(value, int | float):
        raise TypeError(f"not a number in confidence.json: {value!r}")
    return float(value)


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
