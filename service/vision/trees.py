"""Small fitted regression trees, kept as JSON, asked in whole arrays."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from service.vision.scene import Floats

DATA = Path(__file__).with_name("data")


@dataclass(frozen=True, slots=True)
class Trees:
    """Nodes of all trees, (trees, nodes) each; a leaf leads to itself. ``slope`` and ``shift``
    turn the sum of leaves into a likelihood."""

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

    @classmethod
    def stored(cls, name: str, features: tuple[str, ...]) -> Trees:
        """The trees in ``data/name``; ValueError where they were fitted on other ``features``."""
        stored = json.loads((DATA / name).read_text("utf-8"))
        if tuple(stored["features"]) != features:
            raise ValueError(f"{name} was fitted on other features: fit it again")
        return cls(
            feature=np.array(stored["feature"], np.intp),
            threshold=np.array(stored["threshold"], np.float64),
            low=np.array(stored["low"], np.intp),
            high=np.array(stored["high"], np.intp),
            value=np.array(stored["value"], np.float64),
            depth=int(stored["depth"]),
            slope=float(stored["slope"]),
            shift=float(stored["shift"]),
        )
