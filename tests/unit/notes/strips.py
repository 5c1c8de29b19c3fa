"""Texts into the strips of ink that a recogniser would have made of them."""

from __future__ import annotations

import re

import numpy as np

from service.domain.geometry import Polygon, box
from service.ports import InkStrip

CHARACTERS = ("", *(chr(c) for c in range(33, 127)), "é", " ")
"""The CTC blank, what English is written with, and a space."""
STEP = 10.0
"""Pixels of a step."""
_PLACE = re.compile(r"\[(.)(.)\]|(.)", re.DOTALL)


def strip(
    text: str, sure: float = 0.999, first: float = 0.55, polygon: Polygon | None = None
) -> InkStrip:
    """``text`` read clearly: two steps a character, the second mostly blank. ``[ab]`` is one
    character that the recogniser takes for an ``a`` (``first`` of its belief) or a ``b``."""
    rows = []
    for one, other, plain in _PLACE.findall(text):
        row = np.full(len(CHARACTERS), (1 - sure) / 1e4)
        if plain:
            row[CHARACTERS.index(plain)] = sure
            row[0] = 1 - sure
        else:
            row[CHARACTERS.index(one)] = sure * first
            row[CHARACTERS.index(other)] = sure * (1 - first)
        gap = np.full(len(CHARACTERS), (1 - sure) / 1e4)
        gap[0] = sure
        rows += [row, gap]
    seen = np.array(rows, np.float64).reshape(-1, len(CHARACTERS))
    seen /= np.maximum(1.0, seen.sum(axis=1, keepdims=True))
    where = polygon or box(0, 0, STEP * len(rows), 40)
    return InkStrip(where, np.log(seen).astype(np.float32), CHARACTERS)


def flat(steps: int, characters: str, polygon: Polygon | None = None) -> InkStrip:
    """A scrawl: at each of ``steps`` each of ``characters``, or a blank, may stand."""
    seen = np.full((steps, len(CHARACTERS)), 1e-7)
    seen[:, [0, *(CHARACTERS.index(c) for c in characters)]] = 1 / (len(characters) + 1)
    where = polygon or box(0, 0, STEP * steps, 40)
    return InkStrip(where, np.log(seen).astype(np.float32), CHARACTERS)
