"""Any mode of picture (16 bits, CMYK, palette, alpha, float) into plain 8-bit RGB over white."""

from __future__ import annotations

import numpy as np
from PIL import Image

_WITH_ALPHA = {"RGBA", "LA", "PA", "La", "RGBa"}


def rgb(image: Image.Image) -> Image.Image:
    """``image`` as mode RGB; transparent parts become white paper."""
    mode = image.mode
    if mode == "RGB" and "transparency" not in image.info:
        return image
    if mode in _WITH_ALPHA or "transparency" in image.info:
        return _over_white(image)
    if mode in {"I", "F"} or mode.startswith("I;16"):
        return _eight_bits(image)
    if mode == "LAB":
        return image.getchannel("L").convert("RGB")
    return image.convert("RGB")


def _over_white(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        return _eight_bits(image)
    if image.mode == "La":
        image = image.convert("LA")
    straight = image.convert("RGBA")
    paper = Image.new("RGB", straight.size, (255, 255, 255))
    paper.paste(straight, mask=straight.getchannel("A"))
    return paper


def _eight_bits(image: Image.Image) -> Image.Image:
    """Grey of 16 or 32 bits or float, scaled by the range its values show they use."""
    values = np.nan_to_num(np.asarray(image).astype(np.float32), posinf=0.0, neginf=0.0)
    top = float(values.max(initial=0.0))
    if image.mode == "F":
        white = 1.0 if top <= 1.0 else 255.0 if top <= 255.0 else top
    else:
        white = 65535.0 if top <= 65535.0 else top
    grey = np.clip(values * (255.0 / white), 0.0, 255.0).astype(np.uint8)
    return Image.fromarray(grey).convert("RGB")
