"""What speaks for each quad into one score, by a small set of regression trees fitted on
photographs whose true quad is known."""

from __future__ import annotations

from functools import cache

import numpy as np

from service.vision.quads import FEATURES
from service.vision.scene import Floats
from service.vision.trees import Trees

# data/quads.json: 140 trees of 12 leaves (LambdaRank, monotone where a feature can only speak for
# or against), fitted on 4.2 million quads of 1,740 simulated photos, 800 of them a second time
# without their text.
FIRST_TREES = 16  # enough to tell the hopeless ones
FINALISTS = 500


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
    return Trees.stored("quads.json", FEATURES)
