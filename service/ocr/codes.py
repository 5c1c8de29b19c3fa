"""A picture into the QR and other codes on it, by ZXing-C++."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from service.domain.text import Code
from service.errors import EngineCrashed
from service.ports import Pixels

GLANCE_SIDE = 1600
"""Every format is looked for on a copy this long: 12 MP of all formats take 0.2 s, this 0.02 s."""
CLOSE_SIDE = 4000
"""QR codes alone are cheap enough (0.02 s) at up to this size, where small modules survive."""

SMALLEST = 8


@dataclass(frozen=True, slots=True)
class ZxingReader:
    """Reads every format ZXing knows, in this process. Thread-safe. Raises ``EngineCrashed``."""

    def codes(self, pixels: Pixels) -> tuple[Code, ...]:
        """See ``CodeReader``."""
        grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
        found = list(_read(grey, GLANCE_SIDE, None))
        if max(grey.shape) > GLANCE_SIDE:
            seen = {(c.format, c.text) for c in found}
            closer = _read(grey, CLOSE_SIDE, zxingcpp.BarcodeFormat.QRCode)
            found += [c for c in closer if (c.format, c.text) not in seen]
        return tuple(found)


def _read(grey: NDArray[np.uint8], side: int, formats: Any) -> tuple[Code, ...]:
    """Codes of ``formats`` (None: all) on a copy about ``side`` long, in pixels of ``grey``."""
    # Whole steps only: averaging 2 x 2 or 3 x 3 pixels is ten times faster than any other ratio.
    step = max(1, round(max(grey.shape) / side))
    size = (grey.shape[1] // step, grey.shape[0] // step)
    if min(size) < SMALLEST:
        return ()
    if step > 1:
        even = grey[: size[1] * step, : size[0] * step]
        grey = np.asarray(cv2.resize(even, size, interpolation=cv2.INTER_AREA), np.uint8)
    # A small picture is cheap, and codes in it may still want shrinking (screen moiré).
    options: dict[str, Any] = {"try_downscale": step == 1 and formats is None}
    if formats is not None:
        options["formats"] = formats
    try:
        barcodes = zxingcpp.read_barcodes(grey, **options)
    except Exception as e:  # the binding documents no error type of its own
        raise EngineCrashed(f"ZXing failed: {type(e).__name__}") from e
    return tuple(_code(b, step) for b in barcodes if b.valid and b.text)


def _code(barcode: Any, step: int) -> Code:
    at = barcode.position
    corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
    return Code(
        format=str(barcode.format.name),
        text=str(barcode.text),
        polygon=tuple((float(p.x) * step, float(p.y) * step) for p in corners),
    )
