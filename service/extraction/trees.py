"""Evaluates boosted decision trees from flat arrays: a table of features in, sums of leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Table: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Forest:
    """``trees`` of several outputs, node by node.

    ``feature``, ``threshold``, ``left``, ``right``, ``value``: one entry a node; a row goes left
    where its feature is at most the threshold; a leaf is its own child. ``roots``: the first node
    of each tree; tree ``t`` adds to output ``t % outputs``. ``depth``: the longest way down.
    """

    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float32]
    roots: NDArray[np.int32]
    depth: int
    outputs: int

    def scores(self, table: Table) -> Table:
        """Shape (rows, outputs): raw sums, before any softmax or logistic."""
        rows = np.arange(len(table))[:, None]
        data = table.astype(np.float32)
        at = np.broadcast_to(self.roots[None, :], (len(table), len(self.roots)))
        for _ in range(self.depth):
            goes_left = data[rows, self.feature[at]] <= self.threshold[at]
            at = np.where(goes_left, self.left[at], self.right[at])
        leaves = self.value[at].astype(np.float64)
        return np.asarray(
            leaves.reshape(len(table), len(self.roots) // self.outputs, self.outputs).sum(axis=1)
        )

    @classmethod
    def unpacked(cls, arrays: Mapping[str, NDArray[np.generic]], name: str) -> Forest:
        """The forest stored under the prefix ``name`` of an archive of arrays."""
        feature = arrays[f"{name}_feature"].astype(np.int16)
        here = np.arange(len(feature), dtype=np.int32)
        right = here + arrays[f"{name}_right"].astype(np.int32)
        leaf = right == here
        left = np.where(leaf, here, here + 1).astype(np.int32)
        number = arrays[f"{name}_number"].astype(np.float32)
        depth, outputs = (int(x) for x in arrays[f"{name}_shape"])
        return cls(
            feature=feature,
            threshold=np.where(leaf, np.float32(0), number).astype(np.float32),
            left=left,
            right=right,
            value=np.where(leaf, number, np.float32(0)).astype(np.float32),
            roots=arrays[f"{name}_roots"].astype(np.int32),
            depth=depth,
            outputs=outputs,
        )
