"""A card that lies on a newspaper or among other print into its quad.

Print all round leads the usual search astray: every side of the card, prolonged, runs through
text, and the card holds but a part of all text. So quads are proposed by their edges alone,
and each is judged by the text that it holds as if there were no other.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from service.vision.propose import Proposal, proposed
from service.vision.scene import Floats, Scene

CROWDED = 40  # outlines of text; a card has ten lines at the median and 26 at most
LEAST_AROUND = 25  # of them outside the card, lest a panel of a dense card be taken for a card
FEWEST, MOST = 3, 60  # on the card: print without edges is no card, nor is a page
SURER = 0.85  # more than amid blank surroundings: there are more quads to mistake for a card
SURE = 0.93
MOST_TRIES = 8  # each costs as much as the search amid blank surroundings
MOST_BY_EDGES = 16

Members = NDArray[np.bool_]


def amid_print(small: Scene) -> Proposal | None:
    """The quad that is a card by the text in it alone, if its likelihood is at least ``SURER``."""
    bare = replace(small, text=small.text[:0], weight=small.weight[:0])
    waiting = [held(small, p) for p in proposed(bare, MOST_BY_EDGES)]
    seen: set[bytes] = set()
    best: Proposal | None = None
    while waiting and len(seen) < MOST_TRIES:
        members = waiting.pop(0)
        if members.tobytes() in seen or not _may_be_a_card(members):
            continue
        seen.add(members.tobytes())
        weight = small.weight[members]
        own = replace(small, text=small.text[members], weight=weight / max(weight.sum(), 1e-6))
        found = next(iter(proposed(own, 1)), None)
        if found is None or found.score < SURER:
            continue
        within = held(small, found)
        if within.tobytes() != members.tobytes():
            waiting.insert(0, within)  # the quad holds other text than it was judged by
        elif best is None or found.score > best.score:
            best = found
            if best.score >= SURE:
                break
    return best


def held(small: Scene, proposal: Proposal) -> Members:
    """Which text boxes have their middle inside the quad."""
    corners: Floats = np.array(proposal.quad, np.float64) * small.scale
    side = np.roll(corners, -1, axis=0) - corners
    off = small.text.mean(axis=1)[:, None] - corners
    turn = side[:, 0] * off[..., 1] - side[:, 1] * off[..., 0]
    return np.asarray((turn > 0).all(axis=1) | (turn < 0).all(axis=1))


def _may_be_a_card(members: Members) -> bool:
    count = int(members.sum())
    return FEWEST <= count <= MOST and len(members) - count >= LEAST_AROUND
