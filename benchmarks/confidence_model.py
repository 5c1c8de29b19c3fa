"""Judged values → for each kind two logistic models, that it was taken rightly and read rightly.

A value is right when both hold, so its probability is the product of the two. That is fitted as a
whole, by the likelihood of right and wrong: no one says of a wrong value which of the two failed.
What a reader says of a value (agreement, sureness, edges) weighs alike on all kinds; what stands
round it and what it is made of weighs by kind.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.confidence_rows import Row

Array = NDArray[np.float64]
POOLS: dict[str, tuple[str, ...]] = {
    "anchors": ("email", "url", "social", "phone"),
    "texts": ("name", "job_title", "department", "organization", "address"),
}
"""Kinds that share the weights of ``SHARED``: each alone has too few errors."""
SHARED: dict[str, tuple[str, ...]] = {
    "anchors": ("score",),
    "texts": ("score", "margin", "near", "unsure", "partly", "open", "single", "others", "inside"),
}
READ: dict[str, float] = {
    "disagree": -3.5, "unseen": -1.5, "alike": 0.0, "low": 0.7, "mean": 0.7, "length": 0.0, "bare": -1.0, "calm": 0.7,
    "clear": 0.0, "several": 0.0, "edge": -1.0, "edges": 0.0, "crowd": -0.7, "texts": 0.0,
}  # fmt: skip
"""Signals of reading, each with the weight it is drawn towards, as generated cards are not real
ones. That of ``disagree`` comes from real e-mails (READERS.md: the witness disagreed on 3 of 4
wrong ones and 8 of 55 right ones: log odds 2.9); the others are guesses of the right sign."""
LEFT_OUT = ("back", "coded", "conflict", "twice", "reader", "weakest_character", "agreement",
            "witness", "chars", "agree", "street_coded")  # fmt: skip
"""Said again by another signal, or too rare on generated cards to be learnt there."""
RISING = frozenset({"score", "margin", "valid", "plus", "region", "postal", "email_vote",
                    "domain_vote", "alike", "low", "mean", "calm", "clear"})  # fmt: skip
FALLING = frozenset({"near", "unsure", "partly", "others", "open", "rival", "disagree", "unseen",
                     "length", "bare", "edge", "edges", "crowd", "alien", "odd"})  # fmt: skip
"""Signals that can only help, or only harm: their weights keep that sign, so that chance among
generated cards teaches nothing absurd of real ones."""
STRENGTH = 1.0
"""How many squared units of weight a unit of log likelihood buys, doubled."""
FREE = 0.05
"""How much less than other weights a kind's or pool's own bias is drawn to zero."""


@dataclasses.dataclass(frozen=True)
class Model:
    """``columns`` of the first table (``pool|signal`` or ``kind:signal``, a bias without signal) with
    their weights, and the weights of ``READ`` and its bias."""

    columns: tuple[str, ...]
    taken: Array
    read: Array

    def probabilities(self, some: Sequence[Row]) -> Array:
        return sigmoid(_taken(some, self.columns) @ self.taken) * sigmoid(_read(some) @ self.read)

    def of_kind(self, kind: str) -> dict[str, Any]:
        """What the service needs for one kind: the two models' bias and weights."""
        bias, weights = 0.0, dict[str, float]()
        for column, weight in zip(self.columns, self.taken, strict=True):
            owner, signal = _parts(column)
            if owner in (kind, POOL_OF[kind]):
                bias += 0.0 if signal else float(weight)
                if signal:
                    weights[signal] = weights.get(signal, 0.0) + float(weight)
        seen = dict(zip((*READ, ""), map(float, self.read), strict=True))
        texts = seen.pop("texts") if kind in POOLS["texts"] else seen.pop("texts") * 0
        return {
            "taken": {"bias": round(bias, 4), "weights": _rounded(weights)},
            "read": {"bias": round(seen.pop("") + texts, 4), "weights": _rounded(seen)},
        }


POOL_OF = {kind: pool for pool, kinds in POOLS.items() for kind in kinds}


def fitted(some: Sequence[Row]) -> Model:
    """The likeliest model of ``some``; rows as printed tell nothing of reading."""
    columns = _columns(some)
    x, z = _taken(some, columns), _read(some)
    y = np.array([float(r.right) for r in some])
    weight = np.array([r.weight for r in some])
    printed = np.array([r.printed for r in some])
    signals = [_parts(c)[1] for c in columns] + [*READ, ""]
    goal = np.array([0.0] * len(columns) + [*READ.values(), 0.0])
    pull = np.array([(1.0 if s else FREE) / STRENGTH for s in signals])
    n = len(columns)

    def loss(w: Array) -> tuple[float, Array]:
        a = sigmoid(x @ w[:n])
        r = np.where(printed, 1.0, sigmoid(z @ w[n:]))
        p = np.clip(a * r, 1e-9, 1 - 1e-9)
        value = -(weight * (y * np.log(p) + (1 - y) * np.log(1 - p))).sum()
        slope = weight * (p - y) / (1 - p)
        gradient = np.concatenate(
            [x.T @ (slope * (1 - a)), z.T @ np.where(printed, 0.0, slope * (1 - r))]
        )
        away = w - goal
        return float(value + 0.5 * (pull * away * away).sum()), gradient + pull * away

    bounds = [
        (0.0, None) if s in RISING else (None, 0.0) if s in FALLING else (None, None)
        for s in signals
    ]
    start = goal.copy()
    start[-1] = 2.0
    options = {"maxiter": 3000}
    found = minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B", options=options)
    return Model(columns, np.asarray(found.x[:n]), np.asarray(found.x[n:]))


def _columns(some: Sequence[Row]) -> tuple[str, ...]:
    out: list[str] = []
    for pool, kinds in POOLS.items():
        skip = {*SHARED[pool], *READ, *LEFT_OUT}
        own = {f"{r.kind}:{s}" for r in some if r.kind in kinds for s in r.signals if s not in skip}
        out += [*(f"{pool}|{s}" for s in SHARED[pool]), f"{pool}|", *sorted(own)]
        out += [f"{kind}:" for kind in kinds]
    return tuple(out)


def _parts(column: str) -> tuple[str, str]:
    owner, _, signal = column.replace("|", ":").partition(":")
    return owner, signal


def _taken(some: Sequence[Row], columns: Sequence[str]) -> Array:
    """Shape (rows, columns)."""
    places: dict[str, list[tuple[int, str]]] = {}
    for i, column in enumerate(columns):
        owner, signal = _parts(column)
        places.setdefault(owner, []).append((i, signal))
    out = np.zeros((len(some), len(columns)))
    for i, row in enumerate(some):
        for j, signal in (*places[POOL_OF[row.kind]], *places[row.kind]):
            out[i, j] = row.signals.get(signal, 0.0) if signal else 1.0
    return out


def _read(some: Sequence[Row]) -> Array:
    """Shape (rows, signals of reading and a bias)."""

    def cell(row: Row, signal: str) -> float:
        if signal == "texts":
            return float(row.kind in POOLS["texts"])
        return row.signals.get(signal, 0.0)

    return np.array([[*(cell(r, s) for s in READ), 1.0] for r in some], dtype=float)


def sigmoid(x: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))))


def _rounded(weights: dict[str, float]) -> dict[str, float]:
    return {k: round(v, 4) for k, v in weights.items() if abs(v) > 1e-3}
