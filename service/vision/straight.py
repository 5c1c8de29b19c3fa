"""A found quad into the straight picture of its card, and the way back to the photo."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from service.domain.geometry import (
    Homography,
    Quad,
    area,
    composed,
    mapped,
    quarter_turn,
)
from service.domain.text import Reading
from service.ports import Pixels
from service.vision.aspect import aspect
from service.vision.found import Found
from service.vision.ink import TEXT

CARD_LONG_SIDE = 1500  # px: 7 pt type on an 85 mm card gets an x-height of about 21 px
WHOLE_LONG_SIDE = 2200  # px: the card may fill only a part of the picture
MARGIN = 0.02  # of the long side, kept round the card: a side a little off cuts nothing


@dataclass(frozen=True, slots=True)
class Straight:
    """``pixels``: the card seen from straight above, standing at any of the four rotations,
    with a margin round it (none amid print). ``to_photo`` maps its pixels to those of the photo it was taken
    from; ``outline`` is the card in pixels of that photo, clockwise from the corner at the top
    left of ``pixels``. ``card``: the same outline in ``pixels``."""

    pixels: Pixels
    to_photo: Homography
    outline: Quad
    card: Quad

    def turned(self, degrees: int) -> Straight:
        """The same card turned clockwise by 0, 90, 180 or 270 degrees."""
        if degrees == 0:
            return self
        height, width = self.pixels.shape[:2]
        steps = degrees // 90
        new_width, new_height = (height, width) if steps % 2 else (width, height)
        back = quarter_turn(new_width, new_height, (360 - degrees) % 360)
        forth = quarter_turn(width, height, degrees)
        return Straight(
            pixels=np.ascontiguousarray(np.rot90(self.pixels, -steps)),
            to_photo=composed(self.to_photo, back),
            outline=_rolled(self.outline, steps),
            card=_rolled(_quad(mapped(self.card, forth)), steps),
        )


def straightened(pixels: Pixels, found: Found) -> Straight:
    """The card of ``found`` cut out of ``pixels`` and seen from straight above.

    The long side is at most ``CARD_LONG_SIDE`` pixels (``WHOLE_LONG_SIDE`` where the whole
    picture was taken) and never more than the photo shows.
    """
    if not found.trusted:
        return _scaled(pixels, found)
    width, height = _size(pixels, found.quad)
    # Letters of a newspaper beside the card would be read along with it.
    margin = 0 if found.amid_print else round(MARGIN * max(width, height))
    inner = np.array(
        [
            (margin, margin),
            (margin + width, margin),
            (margin + width, margin + height),
            (margin, margin + height),
        ],
        np.float32,
    )
    quad = np.array(found.quad, np.float32)
    size = (width + 2 * margin, height + 2 * margin)
    to_photo = np.asarray(cv2.getPerspectiveTransform(inner, quad), np.float64)
    straight = _warped(pixels, to_photo, size, quad, max(width, height))
    return Straight(straight, _homography(to_photo), found.quad, _quad(inner.tolist()))


def cuts_text(found: Found, straight: Straight, reading: Reading) -> bool:
    """Whether lines of ``reading`` (of ``straight``) run into the border of a cropped card.

    A line that reaches the picture's border, margin and all, was cut there; two of them, or
    one of a short reading, mean that the quad is wrong. What can hardly be read may be no text.
    """
    if not found.trusted or not reading.lines:
        return False
    near = 0.25 * MARGIN * max(straight.pixels.shape[:2])
    cut = 0
    for line in reading.lines:
        xs = [x for x, _ in line.polygon]
        ys = [y for _, y in line.polygon]
        inside = (
            min(xs) > near
            and min(ys) > near
            and max(xs) < reading.width - near
            and max(ys) < reading.height - near
        )
        if not inside and line.confidence >= TEXT and any(c.isalnum() for c in line.text):
            cut += 1
    return cut >= 2 or (cut == 1 and len(reading.lines) <= 4)


def _scaled(pixels: Pixels, found: Found) -> Straight:
    height, width = pixels.shape[:2]
    scale = min(1.0, WHOLE_LONG_SIDE / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA) if scale < 1.0 else pixels
    to_photo = (width / size[0], 0.0, 0.0, 0.0, height / size[1], 0.0, 0.0, 0.0, 1.0)
    x, y = float(size[0]), float(size[1])
    return Straight(
        np.ascontiguousarray(small, dtype=np.uint8),
        to_photo,
        found.quad,
        ((0.0, 0.0), (x, 0.0), (x, y), (0.0, y)),
    )


def _size(pixels: Pixels, quad: Quad) -> tuple[int, int]:
    """Width and height of the straight card: true aspect, the photo's own resolution at most."""
    p = np.array(quad, np.float64)
    top, right, bottom, left = np.linalg.norm(np.roll(p, -1, axis=0) - p, axis=1)
    height, width = pixels.shape[:2]
    ratio = aspect(quad, (width / 2.0, height / 2.0), max(width, height))
    seen_width, seen_height = max(top, bottom), max(left, right)
    # The side seen best sets the scale; a foreshortened one is stretched to it.
    width_px = max(seen_width, seen_height * ratio)
    width_px = min(width_px, 1.3 * (area(quad) * ratio) ** 0.5)
    height_px = width_px / ratio
    shrink = min(1.0, CARD_LONG_SIDE / max(width_px, height_px, 1.0))
    return max(16, round(width_px * shrink)), max(16, round(height_px * shrink))


def _warped(
    pixels: Pixels,
    to_photo: NDArray[np.float64],
    size: tuple[int, int],
    quad: NDArray[np.float32],
    long_side: int,
) -> Pixels:
    """The warp; a photo much finer than the result is averaged down first, against aliasing."""
    sides = np.linalg.norm(np.roll(quad, -1, axis=0) - quad, axis=1)
    factor = float(max(sides)) / long_side
    source = pixels
    h = to_photo
    if factor > 1.35:
        # Only the part of the photo that the result shows.
        corners = np.array([[(0, 0), (size[0], 0), size, (0, size[1])]], np.float32)
        seen = cv2.perspectiveTransform(corners, to_photo)[0]
        height, width = pixels.shape[:2]
        x0, y0 = (int(max(0, v)) for v in np.floor(seen.min(axis=0)) - 2)
        x1, y1 = (int(v) for v in np.ceil(seen.max(axis=0)) + 2)
        part = pixels[y0 : min(y1, height), x0 : min(x1, width)]
        if part.size:
            small = (max(1, round(part.shape[1] / factor)), max(1, round(part.shape[0] / factor)))
            source = np.ascontiguousarray(
                cv2.resize(part, small, interpolation=cv2.INTER_AREA), dtype=np.uint8
            )
            sx, sy = small[0] / part.shape[1], small[1] / part.shape[0]
            h = np.array([[sx, 0, -x0 * sx], [0, sy, -y0 * sy], [0, 0, 1]]) @ to_photo
    # OpenCV's pixel centres are whole numbers, ours lie at one half.
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
    out = cv2.warpPerspective(
        source,
        np.linalg.inv(half) @ h @ half,
        size,
        flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.ascontiguousarray(out, dtype=np.uint8)


def _homography(m: NDArray[np.float64]) -> Homography:
    a, b, c, d, e, f, g, h, i = (float(v) for v in m.ravel())
    return (a, b, c, d, e, f, g, h, i)


def _quad(points: object) -> Quad:
    a, b, c, d = ((float(x), float(y)) for x, y in points)  # type: ignore[attr-defined]
    return (a, b, c, d)


def _rolled(quad: Quad, steps: int) -> Quad:
    """The quad named from another corner after ``steps`` clockwise quarter turns."""
    k = -steps % 4
    a, b, c, d = quad[k:] + quad[:k]
    return (a, b, c, d)
