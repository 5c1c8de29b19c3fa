"""The tagger's network in numpy: pieces of words in, what each of them says out.

A transformer encoder (Vaswani et al. 2017) of the size of MiniLM-L6 (Wang et al. 2020), whose
weights ``benchmarks/fit_tagger.py`` fitted on from those of all-MiniLM-L6-v2. It is small enough
for plain matrix products: a note takes some ten milliseconds, and no engine has to be loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from service.notes.wordpiece import Piece

Floats: TypeAlias = NDArray[np.float32]
HEADS = 12
"""Of attention, in every layer."""
_TINY = 1e-12
"""Added to variances, as in the model fitted on from."""
MOST = 400
"""Pieces read of a text; the rest is left out."""


@dataclass(frozen=True, slots=True)
class Dense:
    """``x @ weight + bias``: (in, out) and (out,)."""

    weight: Floats
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        return np.asarray(x @ self.weight + self.bias, np.float32)


@dataclass(frozen=True, slots=True)
class Norm:
    """Layer normalisation (Ba et al. 2016)."""

    weight: Floats
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        centred = x - x.mean(-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(-1, keepdims=True) + _TINY)
        return np.asarray(centred / spread * self.weight + self.bias, np.float32)


@dataclass(frozen=True, slots=True)
class Layer:
    """Self-attention, then two dense layers, each added to what went in and normalised."""

    query: Dense
    key: Dense
    value: Dense
    out: Dense
    norm: Norm
    up: Dense
    down: Dense
    norm_out: Norm

    def __call__(self, x: Floats) -> Floats:
        x = self.norm(x + self.out(_attended(self.query(x), self.key(x), self.value(x))))
        return self.norm_out(x + self.down(_gelu(self.up(x))))


def _attended(query: Floats, key: Floats, value: Floats) -> Floats:
    steps, width = query.shape
    q, k, v = (a.reshape(steps, HEADS, -1).transpose(1, 0, 2) for a in (query, key, value))
    weights = softmax(q @ k.transpose(0, 2, 1) / np.float32(np.sqrt(width / HEADS)))
    return np.asarray((weights @ v).transpose(1, 0, 2).reshape(steps, width), np.float32)


def softmax(x: Floats) -> Floats:
    """Shares along the last axis."""
    x = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(x / x.sum(-1, keepdims=True), np.float32)


def _gelu(x: Floats) -> Floats:
    """By the hyperbolic tangent (Hendrycks & Gimpel 2016), as it was fitted."""
    return np.asarray(0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x**3))), np.float32)


@dataclass(frozen=True, slots=True)
class Encoder:
    """``words`` (V, D) int8 with one scale a row; ``ends``: ids that open and close a text."""

    words: NDArray[np.int8]
    scales: Floats
    places: Floats
    cases: Floats
    norm: Norm
    layers: tuple[Layer, ...]
    heads: dict[str, Dense]
    vocabulary: dict[str, int]

    @classmethod
    def stored(cls, path: Path) -> Encoder:
        """Of the file that ``benchmarks/fit_tagger.py`` wrote."""
        with np.load(path, allow_pickle=False) as file:
            vocabulary = bytes(file["vocabulary"]).decode("utf-8").split("\n")

            def matrix(name: str) -> Floats:
                scale = file[f"{name}.scale"].astype(np.float32)
                return np.ascontiguousarray((file[name].astype(np.float32) * scale[:, None]).T)

            def dense(name: str) -> Dense:
                return Dense(matrix(f"{name}.weight"), file[f"{name}.bias"].astype(np.float32))

            def norm(name: str) -> Norm:
                parts = (file[f"{name}.{part}"].astype(np.float32) for part in ("weight", "bias"))
                return Norm(*parts)

            def layer(at: str) -> Layer:
                q, k, v, o, up, down = (dense(at + n) for n in ("q", "k", "v", "o", "up", "down"))
                return Layer(q, k, v, o, norm(at + "ln1"), up, down, norm(at + "ln2"))

            return cls(
                words=file["word.weight"],
                scales=file["word.weight.scale"].astype(np.float32),
                places=file["pos.weight"].astype(np.float32),
                cases=file["case.weight"].astype(np.float32),
                norm=norm("ln"),
                layers=tuple(layer(f"layers.{i}.") for i in range(int(file["layers"]))),
                heads={name: dense(name) for name in ("tag", "flag")},
                vocabulary={word: i for i, word in enumerate(vocabulary)},
            )

    def __call__(self, row: Sequence[Piece]) -> dict[str, Floats]:
        """(len(row), C) logits of each head; of ``MOST`` pieces where there are more."""
        row = row[:MOST]
        ids = [self.vocabulary["[CLS]"], *(p.id for p in row), self.vocabulary["[SEP]"]]
        cases = [0, *(p.case for p in row), 0]
        words = self.words[ids].astype(np.float32) * self.scales[ids, None]
        x = self.norm(words + self.places[: len(ids)] + self.cases[cases])
        for layer in self.layers:
            x = layer(x)
        return {name: head(x[1:-1]) for name, head in self.heads.items()}
