"""The tagger's network in torch, for fitting; ``service/notes/encoder.py`` is the same in numpy."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from service.notes.encoder import HEADS
from service.notes.tagger import FLAGS, TAGS

WIDTH, INNER, PLACES = 384, 1536, 512
DROPOUT = 0.1
BASE = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "o": "attention.output.dense", "ln1": "attention.output.LayerNorm",
    "up": "intermediate.dense", "down": "output.dense", "ln2": "output.LayerNorm",
}  # fmt: skip
"""What BERT's files call the parts of a layer."""


class Layer(nn.Module):
    """See ``service.notes.encoder.Layer``."""

    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.ln1, self.ln2 = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)

    def forward(self, x: Tensor, known: Tensor) -> Tensor:
        """(N, T, D); ``known`` (N, T): which of the T are no padding."""
        n, t, _ = x.shape
        q, k, v = (f(x).view(n, t, HEADS, -1).transpose(1, 2) for f in (self.q, self.k, self.v))
        drop = DROPOUT if self.training else 0.0
        seen = functional.scaled_dot_product_attention(
            q, k, v, attn_mask=known[:, None, None, :], dropout_p=drop
        )
        mixed = self.o(seen.transpose(1, 2).reshape(n, t, WIDTH))
        x = self.ln1(x + functional.dropout(mixed, DROPOUT, self.training))
        inner = functional.gelu(self.up(x), approximate="tanh")
        out: Tensor = self.ln2(x + functional.dropout(self.down(inner), DROPOUT, self.training))
        return out


class Network(nn.Module):
    """Ids and cases of pieces into logits of tags, flags and times."""

    def __init__(self, vocabulary: int, layers: int) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, WIDTH)
        self.pos, self.case = nn.Embedding(PLACES, WIDTH), nn.Embedding(3, WIDTH)
        self.ln = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.tag, self.flag = nn.Linear(WIDTH, len(TAGS)), nn.Linear(WIDTH, len(FLAGS))
        self.time = nn.Linear(WIDTH, 3)
        nn.init.zeros_(self.case.weight)

    def forward(self, ids: Tensor, cases: Tensor, known: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """(N, T) each."""
        x = self.ln(self.word(ids) + self.pos(torch.arange(ids.shape[1]))[None] + self.case(cases))
        x = functional.dropout(x, DROPOUT, self.training)
        for layer in self.layers:
            x = layer(x, known)
        return self.tag(x), self.flag(x), self.time(x)

    def start_from(self, base: dict[str, Tensor]) -> None:
        """Take the weights of a BERT of this width (``base`` by its own names)."""
        self.word.weight.data = base["embeddings.word_embeddings.weight"].clone()
        first = base["embeddings.token_type_embeddings.weight"][0]
        self.pos.weight.data = base["embeddings.position_embeddings.weight"] + first
        self._take(self.ln, base, "embeddings.LayerNorm")
        for i, layer in enumerate(self.layers):
            for name, there in BASE.items():
                self._take(getattr(layer, name), base, f"encoder.layer.{i}.{there}")

    def _take(self, part: Any, base: dict[str, Tensor], name: str) -> None:
        part.weight.data = base[f"{name}.weight"].clone()
        part.bias.data = base[f"{name}.bias"].clone()
