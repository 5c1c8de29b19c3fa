"""Where the card is in a photo, or that no edge could be trusted."""

from __future__ import annotations

from dataclasses import dataclass

from service.domain.geometry import Quad, box
from service.domain.text import CardWarning
from service.ports import Pixels

NO_EDGE = CardWarning(
    "no_card_edge",
    "The edges of the card could not be told from their surroundings; the whole picture was read.",
    "Lay the card on a plain surface of another colour and photograph it from above.",
)


@dataclass(frozen=True, slots=True)
class Found:
    """``quad``: pixels of the given picture, clockwise from the card's top left as seen (corners
    may lie a little outside the picture). ``trusted``: all four sides rest on evidence.
    ``score``: 0..1, the finder's own likelihood that the quad is the card. ``amid_print``: the
    surroundings are full of text, so that nothing outside the quad is to be read."""

    quad: Quad
    trusted: bool
    warnings: tuple[CardWarning, ...] = ()
    score: float = 0.0
    amid_print: bool = False


def whole(pixels: Pixels, warnings: tuple[CardWarning, ...] = (NO_EDGE,)) -> Found:
    """The whole picture as the card."""
    height, width = pixels.shape[:2]
    return Found(box(0.0, 0.0, float(width), float(height)), False, warnings)
