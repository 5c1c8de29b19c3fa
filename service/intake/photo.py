"""A decoded upload: working pixels, and the way back to the picture that was uploaded."""

from __future__ import annotations

from dataclasses import dataclass

from service.domain.geometry import Homography, Quad, mapped
from service.domain.text import CardWarning
from service.ports import Pixels


@dataclass(frozen=True, slots=True)
class Photo:
    """``pixels`` stand upright and may be smaller than the upload; ``width`` and ``height`` are
    those of the uploaded picture once upright; ``to_upload`` maps the former onto the latter."""

    pixels: Pixels
    width: int
    height: int
    to_upload: Homography
    media_type: str
    warnings: tuple[CardWarning, ...] = ()

    def uploaded(self, quad: Quad) -> Quad:
        """``quad`` of the working pixels, in pixels of the uploaded, upright picture."""
        a, b, c, d = mapped(quad, self.to_upload)
        return (a, b, c, d)
