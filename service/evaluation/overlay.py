"""A card as read into debug pictures: where it was found, its lines and what each became."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from service.domain.contact import Contact
from service.domain.geometry import Homography, Polygon, bounds, mapped
from service.domain.text import Line
from service.evaluation.values import FieldName, values_and_fields
from service.intake import Photo
from service.pipeline import ReadSide

COLOURS: dict[FieldName, str] = {
    "name": "#d62728",
    "job_title": "#ff7f0e",
    "organization": "#1f77b4",
    "department": "#bcbd22",
    "email": "#9467bd",
    "phone": "#2ca02c",
    "url": "#17becf",
    "address": "#8c564b",
    "social": "#e377c2",
}
_PLAIN = "#7f7f7f"


def inverse(h: Homography) -> Homography:
    """The homography that undoes ``h``."""
    a, b, c, d, e, f, g, i, j = np.linalg.inv(np.array(h).reshape(3, 3)).ravel().tolist()
    return (a, b, c, d, e, f, g, i, j)


def photo_overlay(photo: Photo, located: Sequence[Polygon], side: ReadSide) -> Image.Image:
    """The working pixels with the text first located (green), the lines read (blue) and the
    card's outline (red)."""
    image = Image.fromarray(photo.pixels)
    draw = ImageDraw.Draw(image)
    back = inverse(photo.to_upload)
    pen = max(2, max(image.size) // 500)
    for polygon in located:
        _outlined(draw, polygon, "#2ca02c", pen)
    for line in side.side.lines:
        _outlined(draw, mapped(line.polygon, back), "#1f77b4", pen)
    _outlined(draw, mapped(side.side.quad, back), "#d62728", 2 * pen)
    image.thumbnail((1600, 1600))
    return image


def card_overlay(side: ReadSide, contact: Contact) -> Image.Image:
    """The straight card with every line (grey) and every field's place (in its own colour),
    above the list of what was read.

    ``contact`` has its evidence on the photo, as the pipeline leaves it."""
    card = Image.fromarray(side.straight)
    draw = ImageDraw.Draw(card)
    pen = max(2, max(card.size) // 500)
    back = inverse(side.to_photo)
    for line in side.reading.lines:
        _outlined(draw, line.polygon, _PLAIN, pen)
    legend: list[tuple[str, str]] = []
    for value, read in values_and_fields(contact):
        colour = COLOURS[value.field]
        look = "" if value.accepted else "  LOOK"
        text = " / ".join(value.text.splitlines())
        legend.append((colour, f"{value.path} {read.confidence:.2f}{look}  {text}"))
        if read.evidence.side == side.side.side and read.evidence.polygon:
            place = mapped(read.evidence.polygon, back)
            _outlined(draw, place, colour, 2 * pen)
            left, top, *_ = bounds(place)
            draw.text((left, top - 18), value.path, fill=colour, font=_font(16))
    return _with_legend(card, legend)


def readers_apart(lines: Sequence[Line]) -> str:
    """Every line, and under it what the witness read where that differs."""
    out: list[str] = []
    for line in lines:
        out.append(f"{line.confidence:.3f}  {line.text}")
        if line.witness is None:
            out.append("       (no witness)")
        elif line.witness.text != line.text:
            out.append(f"{line.witness.confidence:.3f}~ {line.witness.text}")
    return "\n".join(out) + "\n"


def written(
    folder: Path, photo: Photo, located: Sequence[Polygon], side: ReadSide, contact: Contact
) -> None:
    """All debug files of one side into ``folder`` (made where missing)."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = side.side.side
    photo_overlay(photo, located, side).save(folder / f"{stem}-photo.jpg", quality=85)
    card_overlay(side, contact).save(folder / f"{stem}-card.jpg", quality=88)
    text = readers_apart(side.reading.lines)
    (folder / f"{stem}-lines.txt").write_text(text, encoding="utf-8")


def _outlined(draw: ImageDraw.ImageDraw, polygon: Polygon, colour: str, pen: int) -> None:
    points = [*polygon, polygon[0]]
    draw.line([(float(x), float(y)) for x, y in points], fill=colour, width=pen, joint="curve")


def _with_legend(card: Image.Image, legend: Sequence[tuple[str, str]]) -> Image.Image:
    step = 26
    width = max(card.width, 900)
    out = Image.new("RGB", (width, card.height + step * (len(legend) + 1)), "white")
    out.paste(card, (0, 0))
    draw = ImageDraw.Draw(out)
    for i, (colour, text) in enumerate(legend):
        draw.text((8, card.height + step * i + 6), text, fill=colour, font=_font(18))
    return out


def _font(size: int) -> ImageFont.ImageFont | ImageFont.FreeTypeFont:
    return ImageFont.load_default(size)
