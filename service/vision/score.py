"""What speaks for each quad into one score, by a small set of regression trees fitted on
photographs whose true quad is known."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from service.vision.quads import FEATURES
from service.vision.scene import Floats

# data/quads.json: 140 trees of 12 leaves (LambdaRank, monotone where a feature can only speak for
# or against), fitted on 4.2 million quads of 1,740 simulated photos, 800 of them a second time
# without their text.
FIRST_TREES = 16  # enough to tell the hopeless ones
FINALISTS = 500


@dataclass(frozen=True, slots=True)
class Trees:
    """Nodes of all trees, (trees, nodes) each; a leaf leads to itself. ``slope`` and ``shift``
    turn the sum of leaves into the likelihood that the quad is the card."""

    feature: NDArray[np.intp]
    threshold: Floats
    low: NDArray[np.intp]
    high: NDArray[np.intp]
    value: Floats
    depth: int
    slope: float
    shift: float

    def sums(self, features: Floats, first: int, last: int) -> Floats:
        """Sum of the leaves that trees ``first``..``last`` - 1 give each row."""
        # Flat look-ups: numpy takes half the time over them that it takes over pairs of indices.
        flat = np.ascontiguousarray(features, np.float64).ravel()
        row = (np.arange(len(features)) * features.shape[1])[:, None]
        tree = (np.arange(first, last) * self.feature.shape[1])[None]
        at = np.broadcast_to(tree, (len(features), last - first))
        for _ in range(self.depth):
            left = flat.take(row + self.feature.take(at)) <= self.threshold.take(at)
            at = tree + np.where(left, self.low.take(at), self.high.take(at))
        return np.asarray(self.value.take(at).sum(axis=1), np.float64)


def scores(features: Floats) -> Floats:
    """(n,) likelihoods, 0..1, that each quad is the card; quads far behind get 0."""
    trees = _trees()
    count = len(trees.feature)
    first = min(FIRST_TREES, count)
    total = trees.sums(features, 0, first)
    out = np.zeros(len(features))
    ahead = np.argsort(-total)[:FINALISTS]
    total = total[ahead] + trees.sums(features[ahead], first, count)
    out[ahead] = 1.0 / (1.0 + np.exp(-(trees.slope * total + trees.shift)))
    return out


@cache
def _trees() -> Trees:
    stored = json.loads(Path(__file__).with_name("data").joinpath("quads.json").read_text())
    if tuple(stored["features"]) != FEATURES:
        raise ValueError("quads.json was fitted on other features: fit it again")
    return Trees(
        feature=np.array(stored["feature"], np.intp),
        threshold=np.array(stored["threshold"], np.float64),
        low=np.array(stored["low"], np.intp),
        high=np.array(stored["high"], np.intp),
        value=np.array(stored["value"], np.float64),
        depth=int(stored["depth"]),
        slope=float(stored["slope"]),
        shift=float(stored["shift"]),
    )
