"""Places of handwriting into posteriors that a decoder of words can read.

What the recogniser was trained on is print. Handwriting packs its letters closer than one network
step of 8 pixels, so strips are stretched before they are read; hard-edged strokes are softened
(READERS.md, "Handwriting, in order of gain").
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from service.domain.geometry import Polygon, Quad
from service.ocr.crops import strip
from service.ocr.recognition import HEIGHT, Recogniser
from service.ports import InkStrip, Pixels

STRETCH = 1.25
SOFTENED_AT = 96
SIGMA = 1.5
"""Pixels, of a strip ``SOFTENED_AT`` high."""
LEAST = 1e-9


def strips(
    recogniser: Recogniser, pixels: Pixels, places: Sequence[Polygon]
) -> tuple[InkStrip, ...]:
    """The handwriting at ``places`` of ``pixels``, in their order."""
    near = recogniser.near
    characters = tuple(near.characters[i] for i in near.latin)
    cut = [softened(pixels, (p[0], p[1], p[2], p[3])) for p in places]
    found = recogniser.posteriors(cut, near.latin)
    return tuple(
        InkStrip(place, np.log(np.maximum(seen, LEAST)), characters)
        for place, seen in zip(places, found, strict=True)
    )


def softened(pixels: Pixels, quad: Quad) -> Pixels:
    """The part of ``pixels`` inside ``quad``, stretched, soft, (48, W, 3)."""
    large = cv2.GaussianBlur(strip(pixels, quad, SOFTENED_AT, STRETCH), (0, 0), SIGMA)
    size = (max(4, large.shape[1] * HEIGHT // SOFTENED_AT), HEIGHT)
    return np.ascontiguousarray(cv2.resize(large, size, interpolation=cv2.INTER_AREA), np.uint8)
