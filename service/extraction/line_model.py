"""Turns a scene into learned probabilities: boosted trees, then trees that also see the neighbours' verdicts."""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from service.extraction import line_scores
from service.extraction.features import Scene
from service.extraction.lexicon import DATA
from service.extraction.trees import Forest

Table: TypeAlias = NDArray[np.float64]
PATH = DATA / "line_model.npz"
SCORES_SHARE = 0.4
"""The hand-set scores' part of the blend (EXTRACTION: mixing rules with learned scores pays)."""


@cache
def arrays() -> dict[str, NDArray[np.generic]]:
    """The shipped model's arrays; empty where none was built."""
    if not PATH.exists():
        return {}
    with np.load(PATH, allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}


@cache
def forest(name: str) -> Forest | None:
    """One forest of the shipped model, None where none was built."""
    return Forest.unpacked(arrays(), name) if f"{name}_feature" in arrays() else None


def judged(scene: Scene) -> Table:
    """Shape (pieces, kinds), rows adding to 1: hand-set and learned scores blended and calibrated."""
    by_hand = line_scores.scored(scene)
    first, second = forest("first"), forest("second")
    if first is None or second is None or not scene.pieces:
        return by_hand
    table = np.asarray(scene.table, dtype=np.float64)
    alone = line_scores.softmax(first.scores(table))
    seen = line_scores.softmax(second.scores(context(scene, table, alone, by_hand)))
    return calibrated(blended(by_hand, alone, seen))


def blended(by_hand: Table, alone: Table, seen: Table) -> Table:
    """The weighted mean of the three opinions."""
    return np.asarray(SCORES_SHARE * by_hand + (1 - SCORES_SHARE) * (0.3 * alone + 0.7 * seen))


def calibrated(table: Table) -> Table:
    """``table`` sharpened or softened by the fitted exponent, rows adding to 1."""
    power = float(np.asarray(arrays().get("power", np.ones(1)))[0])
    out = np.power(np.clip(table, 1e-6, 1.0), power)
    return np.asarray(out / out.sum(axis=1, keepdims=True))


def context(scene: Scene, table: Table, alone: Table, by_hand: Table) -> Table:
    """``table`` with each piece's first verdict, its neighbours', and the best claims elsewhere on the card."""
    n, kinds = alone.shape
    nobody = np.full(kinds, -1.0)
    around = np.stack(
        [np.concatenate([alone[j] if j is not None else nobody for j in near]) for near in scene.neighbours]
    ) if n else np.zeros((0, 3 * kinds))  # fmt: skip
    rivals = np.zeros_like(alone)
    for i in range(n):
        others = np.delete(alone, i, axis=0)
        rivals[i] = others.max(axis=0) if len(others) else 0.0
    return np.concatenate([table, alone, by_hand, around, rivals], axis=1)
