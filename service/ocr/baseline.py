"""A picture into text by one plain pytesseract call: only what the service is compared with."""

from __future__ import annotations

import pytesseract

from service.ports import Pixels


def plain_text(pixels: Pixels) -> str:
    """``pytesseract.image_to_string`` of the whole upright picture, all settings its own.

    Empty where it cannot read the picture at all: a baseline never stops a comparison.
    """
    try:
        return str(pytesseract.image_to_string(pixels))
    except (OSError, RuntimeError, pytesseract.TesseractError):
        return ""
