"""Boxes of text, and those of a look from twice as far, into boxes of display type too.

The detector learnt on text of ordinary size: of letters taller than about a fifteenth of the
card it sees a part (``EPORT`` of ``STONEPORT``) or nothing, and all of them at half the scale.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from service.ocr.boxes import Box

TALL = 0.045
"""Least height of display type, as a share of the picture's long side."""
TELLING = 0.055
"""The same for a sign that there may be more of it: half of all cards have such a box, and all
on which the far look found anything (109 cards, real and generated)."""
OF_ITS_LINE = 0.55
"""A piece of a line has at least this share of the line's height; smaller text is text of its
own that the far look took in."""
WHOLE = 0.92
"""A near box that covers this share of the far one's length has lost nothing."""
GRAZED = 0.25
"""Boxes of neighbouring lines overlap by less than this share of themselves."""
SURE = 0.6
"""Least score of a box that only the far look saw: texture scores less."""


def expected(near: Sequence[Box], long_side: int) -> bool:
    """Whether a picture ``long_side`` long with text in ``near`` deserves the far look."""
    return any(b.height >= TELLING * long_side for b in near)


def merged(near: Sequence[Box], far: Sequence[Box], long_side: int) -> tuple[Box, ...]:
    """``near``, with the boxes of display type that are whole in ``far`` only taken from there.

    Both in pixels of one picture ``long_side`` long.
    """
    kept = list(near)
    for box in sorted(far, key=lambda b: -b.height):
        if box.height < TALL * long_side:
            continue
        touched = [b for b in kept if _shared(b, box) > GRAZED]
        inside = [b for b in touched if _shared(b, box) > 0.5]
        if not touched and box.score >= SURE and all(_shared(box, b) <= GRAZED for b in kept):
            kept.append(box)
        elif inside and _pieces(touched, inside, box):
            kept = [b for b in kept if b not in inside]
            kept.append(box)
    return tuple(kept)


def _pieces(touched: Sequence[Box], inside: Sequence[Box], line: Box) -> bool:
    """Whether the boxes ``inside`` are pieces of ``line``, and not the whole of it."""
    if len(touched) > len(inside) or line.stands or any(b.stands for b in inside):
        return False
    if any(b.height < OF_ITS_LINE * line.height for b in inside):
        return False
    if any(b.height > line.height / OF_ITS_LINE for b in inside):
        return False
    return len(inside) > 1 or inside[0].length < WHOLE * line.length


def _shared(box: Box, other: Box) -> float:
    """The share of ``box`` (0..1) inside ``other``, measured along the sides of ``other``."""
    corner, along, down = (np.array(other.quad[i], float) for i in (0, 1, 3))
    points = np.array(box.quad, float) - corner
    share = 1.0
    for side in (along - corner, down - corner):
        places: NDArray[np.floating] = points @ side / max(float(side @ side), 1e-9)
        low, high = float(places.min()), float(places.max())
        share *= max(0.0, min(high, 1) - max(low, 0)) / max(high - low, 1e-9)
    return share
