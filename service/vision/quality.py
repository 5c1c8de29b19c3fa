"""A straight card and its lines into how good the photo is and what a person can do about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from service.domain.card import Quality
from service.domain.geometry import Polygon, bounds
from service.domain.text import CardWarning, Line
from service.ports import Pixels
from service.vision.glare import glare_mask
from service.vision.scene import Floats

X_HEIGHT = 0.45  # of a detected line's height, which spans ascenders, descenders and some air
LEAST_X_HEIGHT = 7.5  # px; below, readers drop letters
CRISP, SMEARED = 0.12, 0.62  # width of an edge over the x-height: a scan; letters run together
TOO_BLURRED = 0.15  # sharpness
LEAST_CONTRAST = 22.0  # grey levels between print and paper
COVERED = 0.1  # share of a line under glare
MUCH_GLARE = 0.05  # share of the card
MOST_LINES = 16  # a look at these is enough


@dataclass(frozen=True, slots=True)
class _Print:
    """One line's print: px height of small letters, width of its edges over it, contrast."""

    x_height: float
    smear: float
    contrast: float


def quality(pixels: Pixels, lines: Sequence[Line]) -> tuple[Quality, tuple[CardWarning, ...]]:
    """How sharp and how free of glare ``pixels`` are where their ``lines`` stand, and advice.

    ``lines``: of the reading of ``pixels``, polygons in its pixels. The warnings' codes are
    ``no_text``, ``blurred``, ``low_resolution``, ``low_contrast`` and ``glare``.
    """
    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.float32)
    mask = glare_mask(pixels)
    glare = float(mask.mean())
    warnings: list[CardWarning] = []
    prints = [p for p in (_print(grey, line.polygon) for line in _telling(lines)) if p]
    if not lines:
        warnings.append(
            CardWarning(
                "no_text",
                "No text was found in the picture.",
                "Check that the printed side faces the camera and fills most of the picture.",
            )
        )
        return Quality(_sharpness(_whole(grey)), glare, _advice(warnings)), tuple(warnings)
    sharpness = _sharpness(float(np.median([p.smear for p in prints]))) if prints else 0.5
    if sharpness < TOO_BLURRED:
        warnings.append(
            CardWarning(
                "blurred",
                "The photo is too blurred to be read reliably.",
                "Hold the phone still, tap on the card to focus, and take the photo again.",
            )
        )
    elif prints and np.percentile([p.x_height for p in prints], 30) < LEAST_X_HEIGHT:
        warnings.append(
            CardWarning(
                "low_resolution",
                "The letters are too small in the picture to be read reliably.",
                "Move closer until the card fills most of the picture, or scan at 300 dpi.",
            )
        )
    if prints and np.median([p.contrast for p in prints]) < LEAST_CONTRAST:
        warnings.append(
            CardWarning(
                "low_contrast",
                "The print hardly stands out from the card.",
                "Photograph the card in brighter, even light.",
            )
        )
    covered = _covered(mask, lines)
    if covered or glare > MUCH_GLARE:
        warnings.append(
            CardWarning(
                "glare",
                f"There is glare over {' and '.join(covered) or 'a part of the card'}.",
                "Tilt the card or the phone a little, or switch the flash off.",
            )
        )
    return Quality(sharpness, glare, _advice(warnings)), tuple(warnings)


def _advice(warnings: Sequence[CardWarning]) -> str | None:
    return " ".join(f"{w.detail} {w.remedy}" for w in warnings) or None


def _telling(lines: Sequence[Line]) -> list[Line]:
    """Lines with letters or digits, the smallest print first: it suffers first."""
    worded = [line for line in lines if sum(c.isalnum() for c in line.text) >= 3]
    return sorted(worded, key=lambda line: _height(line.polygon))[:MOST_LINES]


def _height(polygon: Polygon) -> float:
    """The shorter side of a line's box."""
    if len(polygon) < 3:
        return 0.0
    return float(min(cv2.minAreaRect(np.array(polygon, np.float32))[1]))


def _print(grey: Floats, polygon: Polygon) -> _Print | None:
    height = _height(polygon)
    if height < 3:
        return None
    left, top, right, bottom = (int(v) for v in bounds(polygon))
    crop = grey[max(0, top) : bottom + 1, max(0, left) : right + 1]
    if min(crop.shape) < 4:
        return None
    contrast = float(np.percentile(crop, 97) - np.percentile(crop, 3))
    x_height = X_HEIGHT * height
    return _Print(x_height, _edge_width(crop, contrast) / x_height, contrast)


def _edge_width(crop: Floats, contrast: float) -> float:
    """Pixels that the steepest edges take from paper to ink (2.5 sigma of a Gaussian blur)."""
    dx = cv2.Sobel(crop, cv2.CV_32F, 1, 0, ksize=3) / 8
    dy = cv2.Sobel(crop, cv2.CV_32F, 0, 1, ksize=3) / 8
    steep = float(np.percentile(np.hypot(dx, dy), 97))
    return float(contrast / max(steep, 0.5))


def _whole(grey: Floats) -> float:
    """Smear of a picture without lines, as if its print were of the usual size."""
    contrast = float(np.percentile(grey, 99.5) - np.percentile(grey, 0.5))
    return _edge_width(grey, contrast) / (0.042 * float(max(grey.shape)))


def _sharpness(smear: float) -> float:
    return float(np.clip((SMEARED - smear) / (SMEARED - CRISP), 0.0, 1.0))


_PHONE = re.compile(r"(?:\d[\s().+/-]*){7,}")
_WEB = re.compile(r"\bwww\.|https?:|\b[\w-]{2,}\.[a-z]{2,}(?:/|\b)", re.IGNORECASE)


def _kind(text: str) -> str:
    """What a person would call the line; never its content."""
    if "@" in text:
        return "the e-mail address"
    if _PHONE.search(text):
        return "the phone number"
    if _WEB.search(text):
        return "the web address"
    return "the text"


def _covered(mask: NDArray[np.bool_], lines: Sequence[Line]) -> list[str]:
    """What lies under glare, the most useful first; "the text" only where nothing else does."""
    kinds: set[str] = set()
    for line in lines:
        if len(line.polygon) < 3:
            continue
        left, top, right, bottom = (int(v) for v in bounds(line.polygon))
        crop = mask[max(0, top) : bottom + 1, max(0, left) : right + 1]
        if crop.size and float(crop.mean()) > COVERED:
            kinds.add(_kind(line.text))
    order = ("the phone number", "the e-mail address", "the web address", "the text")
    named = [k for k in order if k in kinds]
    return named[:-1] if len(named) > 1 and named[-1] == "the text" else named
