"""Where the facts of a note stand, which kind each is, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from service.domain.note import FacetKind
from service.notes.encoder import Encoder, Floats, softmax
from service.notes.wordpiece import Piece, pieces

KINDS: tuple[FacetKind, ...] = get_args(FacetKind)
TAGS = ("O", *(f"{place}-{kind}" for kind in KINDS for place in "BI"))
"""Outside, begin and inside of each kind (Ramshaw & Marcus 1995)."""
FLAGS = ("negated", "question", "sensitive", "theirs", "third")
MODEL = Path(__file__).parent / "data" / "tagger.npz"
_NEVER = -1e9


@dataclass(frozen=True, slots=True)
class Tagged:
    """Characters ``start:end`` are one fact. ``sure``: the network's mean belief in its kind, 0..1.
    ``flags``: its belief in each of ``FLAGS``: ``theirs``, a promise of the contact; ``third``, a
    fact about somebody else."""

    kind: FacetKind
    start: int
    end: int
    sure: float
    flags: dict[str, float]


@cache
def encoder() -> Encoder:
    """The shipped network."""
    return Encoder.stored(MODEL)


def tagged(text: str) -> tuple[Tagged, ...]:
    """The facts of ``text`` in its order, none over another."""
    return tagged_by(encoder(), text)


def tagged_by(network: Encoder, text: str) -> tuple[Tagged, ...]:
    """The facts of ``text`` as ``network`` sees them."""
    row = pieces(text, network.vocabulary)
    if not row:
        return ()
    said = network(row)
    shares = softmax(said["tag"])
    flags = np.asarray(1 / (1 + np.exp(-said["flag"])), np.float32)
    path = best_path(np.log(np.maximum(shares, 1e-12)))
    return tuple(
        _fact(row[first:last], path[first], shares[first:last], flags[first:last])
        for first, last in _runs(path)
    )


@cache
def _allowed() -> NDArray[np.float32]:
    """(from, to): 0 where one tag may follow another, far below where not."""
    follows = [
        [not b.startswith("I-") or (a != "O" and a[2:] == b[2:]) for b in TAGS] for a in TAGS
    ]
    return np.where(np.array(follows), 0.0, _NEVER).astype(np.float32)


def best_path(scores: Floats) -> list[int]:
    """The likeliest tags for (T, len(TAGS)) log-probabilities that can stand in a row
    (Viterbi 1967): no fact begins with its inside."""
    steps = _allowed()
    best = scores[0] + np.where([t.startswith("I-") for t in TAGS], _NEVER, 0.0)
    back: list[NDArray[np.int64]] = []
    for row in scores[1:]:
        through = best[:, None] + steps
        came = through.argmax(0)
        back.append(came)
        best = through[came, np.arange(len(TAGS))] + row
    path = [int(best.argmax())]
    for came in reversed(back):
        path.append(int(came[path[-1]]))
    return path[::-1]


def _runs(path: list[int]) -> list[tuple[int, int]]:
    """(first, last) pieces of each fact."""
    starts = [i for i, tag in enumerate(path) if TAGS[tag].startswith("B-")]
    out: list[tuple[int, int]] = []
    for start in starts:
        end = start + 1
        while end < len(path) and TAGS[path[end]].startswith("I-"):
            end += 1
        out.append((start, end))
    return out


def _fact(row: Sequence[Piece], begun: int, shares: Floats, flags: Floats) -> Tagged:
    """The fact over ``row``, whose first tag is ``begun``."""
    of_kind = shares[:, begun : begun + 2].sum(1)
    return Tagged(
        kind=KINDS[(begun - 1) // 2],
        start=row[0].start,
        end=row[-1].end,
        sure=float(of_kind.mean()),
        flags={name: float(p) for name, p in zip(FLAGS, flags.mean(0), strict=True)},
    )
