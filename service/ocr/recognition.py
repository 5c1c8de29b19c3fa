"""Strips of text into posteriors over characters, by the CTC recogniser of PP-OCRv6."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from service.ocr.models import RECOGNISER, Floats, Model, model
from service.ocr.scripts import Alphabet, Indices
from service.ports import Pixels

HEIGHT = 48
NARROWEST = 160
BATCH_WIDTH = 2560
"""Widths of one batch added up: the posteriors take 9 kB for each of these pixels."""

R = TypeVar("R")
Visit = Callable[[Floats, float], R]
"""Takes one strip's posteriors (T, C) and how many of the T steps the strip itself spans."""


@dataclass(frozen=True, slots=True)
class Recogniser:
    """Reads strips 48 pixels high. Thread-safe."""

    model: Model
    alphabet: Alphabet

    @classmethod
    def loaded(cls, threads: int) -> Recogniser:
        """Raises ``EngineMissing`` or ``EngineCrashed``."""
        network = model(RECOGNISER, threads)
        return cls(network, Alphabet.of_metadata(network.metadata["character"]))

    def each(self, strips: Sequence[Pixels], visit: Visit[R]) -> list[R]:
        """``visit`` of every strip (48, W, 3), answers in the order of ``strips``.

        Posteriors are handed out one batch at a time and not kept: a card's worth of them
        over 18,710 classes would be hundreds of megabytes.
        """
        answers: dict[int, R] = {}
        for batch in batches([s.shape[1] for s in strips]):
            width = max(NARROWEST, *(strips[i].shape[1] for i in batch))
            pixels = np.zeros((len(batch), 3, HEIGHT, width), np.float32)
            for row, i in enumerate(batch):
                bgr = strips[i][:, :, ::-1].astype(np.float32)
                pixels[row, :, :, : bgr.shape[1]] = (bgr / 127.5 - 1).transpose(2, 0, 1)
            posteriors = self.model.run(pixels)
            for row, i in enumerate(batch):
                steps = posteriors.shape[1] * strips[i].shape[1] / width
                answers[i] = visit(posteriors[row], steps)
        return [answers[i] for i in range(len(strips))]

    def posteriors(self, line: Pixels, classes: Indices) -> Floats:
        """Raw posteriors (T, len(classes)) of one strip, for decoders of their own."""
        return self.each([line], lambda p, _: np.ascontiguousarray(p[:, classes]))[0]


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
