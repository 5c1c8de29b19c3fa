"""A picture into the QR and other codes on it, by ZXing-C++."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import zxingcpp

from service.domain.text import Code
from service.errors import EngineCrashed
from service.ports import Pixels


@dataclass(frozen=True, slots=True)
class ZxingReader:
    """Every format ZXing knows. Thread-safe."""

    def codes(self, pixels: Pixels) -> tuple[Code, ...]:
        """See ``CodeReader``."""
        grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
        return found(grey, 1.0)


def found(grey: np.ndarray, scale: float) -> tuple[Code, ...]:
    try:
        barcodes = zxingcpp.read_barcodes(grey)
    except Exception as e:
        raise EngineCrashed(f"ZXing failed: {type(e).__name__}") from e
    return tuple(
        Code(
            format=str(b.format).rpartition(".")[2],
            text=b.text,
            polygon=tuple(
                (float(p.x) * scale, float(p.y) * scale)
                for p in (
                    b.position.top_left,
                    b.position.top_right,
                    b.position.bottom_right,
                    b.position.bottom_left,
                )
            ),
        )
        for b in barcodes
    )
