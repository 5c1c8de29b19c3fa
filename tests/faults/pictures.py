"""A small card drawn with Pillow's own face, so that no font has to be installed."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from service.ports import Pixels

LINES = (
    "Zephyrine Holloway",
    "Head of Cartography",
    "zephyrine@holloway.example",
    "+44 20 7946 0123",
)


def drawn(lines: tuple[str, ...] = LINES) -> Pixels:
    """``lines`` in black on white, 900 x 520, upright."""
    image = Image.new("RGB", (900, 520), "white")
    pen = ImageDraw.Draw(image)
    for n, line in enumerate(lines):
        pen.text((60, 50 + 110 * n), line, font=ImageFont.load_default(44), fill="black")
    return np.ascontiguousarray(np.asarray(image, np.uint8))
