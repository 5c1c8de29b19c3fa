"""Strips of text into characters, by the CTC recogniser of PP-OCRv6."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from service.errors import EngineCrashed
from service.ocr import ctc
from service.ocr.models import RECOGNISER, Floats, Model, model, weights
from service.ocr.onnx_file import Layer, last_layer, metadata, narrowed, pooled
from service.ocr.scripts import Alphabet
from service.ocr.strokes import Strokes, stored
from service.ports import Pixels

HEIGHT = 48
NARROWEST = 160
BATCH_WIDTH = 2560
"""Widths of one batch added up."""
SURE = 0.93
"""A line that reads worse among letters, digits and signs is read among ideographs too."""
STEPS_A_CHARACTER = 12
"""A line with fewer characters than one in so many steps is as well."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the network saw on one of the strips, number ``index``: ``posteriors`` (T, C),
    ``features`` (T, F) that they follow from, ``looks`` (T, 384) of its strokes; the strip spans
    ``steps`` of the T."""

    index: int
    posteriors: Floats
    features: Floats
    looks: Floats
    steps: float

    @property
    def whole_steps(self) -> int:
        return max(1, round(self.steps))


@dataclass(frozen=True, slots=True)
class Recogniser:
    """Reads strips 48 pixels high. Thread-safe.

    The network gives posteriors over the classes of ``near``, which are enough for nearly every
    line of a card. For the rest ``layer`` takes its features to those of ``whole``.
    """

    model: Model
    near: Alphabet
    whole: Alphabet
    layer: Layer
    strokes: Strokes

    @classmethod
    def loaded(cls, threads: int) -> Recogniser:
        """Raises ``EngineMissing`` or ``EngineCrashed``."""
        path = weights(RECOGNISER)
        try:
            data = path.read_bytes()
            layer = last_layer(data)
            whole = Alphabet.of_metadata(metadata(data)["character"])
            body = narrowed(data, layer, whole.near, also=(pooled(data),))
        except (OSError, LookupError, ValueError, StopIteration) as e:
            raise EngineCrashed(f"{RECOGNISER} is not as expected: {type(e).__name__}") from e
        network = model(RECOGNISER, threads, body)
        return cls(network, whole.part(whole.near), whole, layer, stored())

    def read(self, strips: Sequence[Pixels]) -> list[ctc.Decoded]:
        """The characters on every strip (48, W, 3), in the order of ``strips``."""
        answers = {s.index: self.decoded(s) for s in self.seen(strips)}
        return [answers[i] for i in range(len(strips))]

    def seen(self, strips: Sequence[Pixels]) -> Iterator[Seen]:
        """The strips in no order, batch by batch, so that no more than one batch is held."""
        for batch in batches([s.shape[1] for s in strips]):
            width = max(NARROWEST, *(strips[i].shape[1] for i in batch))
            pixels = np.zeros((len(batch), 3, HEIGHT, width), np.float32)
            for row, i in enumerate(batch):
                bgr = strips[i][:, :, ::-1].astype(np.float32)
                pixels[row, :, :, : bgr.shape[1]] = (bgr / 127.5 - 1).transpose(2, 0, 1)
            posteriors, features, looks = self.model.outputs(pixels)
            for row, i in enumerate(batch):
                steps = posteriors.shape[1] * strips[i].shape[1] / width
                yield Seen(i, posteriors[row], features[row], looks[row, :, 0].T, steps)

    def decoded(self, seen: Seen) -> ctc.Decoded:
        """The characters of one strip, and whether a pen wrote them."""
        read = ctc.read(seen.posteriors, self.near, seen.steps)
        if read.confidence < SURE or len(read.text) * STEPS_A_CHARACTER < seen.steps:
            logits = seen.features @ self.layer.weights + self.layer.bias
            logits -= logits.max(1, keepdims=True)
            np.exp(logits, out=logits)
            read = ctc.read(logits / logits.sum(1, keepdims=True), self.whole, seen.steps)
        return replace(read, penned=self.strokes.penned(seen.looks[: seen.whole_steps]))


def batches(widths: Sequence[int]) -> list[list[int]]:
    """Indices in groups of like width, each group's padded widths bounded by BATCH_WIDTH."""
    groups: list[list[int]] = []
    for i in sorted(range(len(widths)), key=lambda i: -widths[i]):
        group = groups[-1] if groups else []
        widest = max(NARROWEST, widths[group[0]]) if group else 0
        if group and (len(group) + 1) * widest <= BATCH_WIDTH and widths[i] > 0.6 * widest - 64:
            group.append(i)
        else:
            groups.append([i])
    return groups
