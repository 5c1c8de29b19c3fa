"""Places of handwriting into posteriors that a decoder of words can read.

What the recogniser was trained on is print. Handwriting packs its letters closer than one network
step of 8 pixels, so strips are stretched before they are read; hard-edged strokes are softened
(READERS.md, "Handwriting, in order of gain").
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from service.domain.geometry import Polygon, Quad
from service.ocr.crops import strip
from service.ocr.models import Floats
from service.ocr.recognition import HEIGHT, Recogniser
from service.ocr.scripts import BLANK
from service.ports import InkStrip, Pixels

STRETCH = 1.25
SOFTENED_AT = 96
SIGMA = 1.5
"""Pixels, of a strip ``SOFTENED_AT`` high."""
LEAST = 1e-9
MARKS = {
    "●": "•",
    "□": "☐",
    "☐": "☐",
    "☑": "☑",
    "☒": "☑",
    "✓": "✓",
    "✔": "✓",
    "→": "→",
    "➔": "→",
    "➜": "→",
}
"""What pens put before the words of a list beside the characters of Latin lines, and what each is
taken for."""


def strips(
    recogniser: Recogniser, pixels: Pixels, places: Sequence[Polygon]
) -> tuple[InkStrip, ...]:
    """The handwriting at ``places`` of ``pixels``, in their order."""
    near = recogniser.near
    classes = [*near.latin, *(i for i, c in enumerate(near.characters) if c in MARKS)]
    characters = tuple(MARKS.get(near.characters[i], near.characters[i]) for i in classes)
    cut = [softened(pixels, (p[0], p[1], p[2], p[3])) for p in places]
    found = {
        s.index: unstruck(
            s.posteriors[: s.whole_steps, classes],
            recogniser.strokes.struck_out(s.looks[: s.whole_steps]),
            characters.index(" "),
        )
        for s in recogniser.seen(cut)
    }
    return tuple(
        InkStrip(place, np.log(np.maximum(found[i], LEAST)), characters)
        for i, place in enumerate(places)
    )


def unstruck(posteriors: Floats, struck: NDArray[np.bool_], space: int) -> Floats:
    """``posteriors`` (T, C) with a gap, class ``space``, where a word was ``struck`` (T,) out."""
    out = np.array(posteriors, np.float32)
    out[struck] = 0.0
    out[struck, BLANK] = out[struck, space] = 0.5
    return out


def softened(pixels: Pixels, quad: Quad) -> Pixels:
    """The part of ``pixels`` inside ``quad``, stretched, soft, (48, W, 3)."""
    large = cv2.GaussianBlur(strip(pixels, quad, SOFTENED_AT, STRETCH), (0, 0), SIGMA)
    size = (max(4, large.shape[1] * HEIGHT // SOFTENED_AT), HEIGHT)
    return np.ascontiguousarray(cv2.resize(large, size, interpolation=cv2.INTER_AREA), np.uint8)
