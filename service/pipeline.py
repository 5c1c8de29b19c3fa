"""The story of a card: photos in; lines, codes and a contact with its evidence out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from service import extraction, intake, notes, vision
from service.domain.card import CardReading, CardSide, Hints
from service.domain.contact import Contact, Review
from service.domain.evidence import Side
from service.domain.geometry import Homography, Polygon, composed, mapped
from service.domain.note import Note
from service.domain.note_places import placed
from service.domain.text import Code, Reading
from service.ports import CodeReader, InkStrip, OcrEngine, Pixels, ReadCard

LEAST_STRIP = 8
"""Pixels of the shorter side of a cut-out word."""
READABLE = 0.7
"""A note decoded with less belief than this goes to review."""


@dataclass(frozen=True, slots=True)
class ReadSide:
    """One side read. ``to_photo`` maps straight pixels into the uploaded, upright photo;
    ``ink``: its handwriting, in straight pixels."""

    side: CardSide
    reading: Reading
    codes: tuple[Code, ...]
    straight: Pixels
    to_photo: Homography
    ink: tuple[InkStrip, ...] = ()


@dataclass(frozen=True, slots=True)
class CardPipeline:
    """Reads cards with one engine, one code reader and the limits of intake."""

    ocr: OcrEngine
    codes: CodeReader
    limits: intake.Limits
    languages: tuple[str, ...]
    region: str | None
    error_budget: float

    def read(self, photos: Mapping[Side, bytes], hints: Hints) -> ReadCard:
        """The recipe. Raises ``BadUpload`` and ``EngineError``."""
        sides = {side: self.read_side(data, side, hints) for side, data in photos.items()}
        return self.understood(sides, hints)

    def understood(self, sides: Mapping[Side, ReadSide], hints: Hints) -> ReadCard:
        """The sides of one card, read, into its contact with the evidence on the photos."""
        contact, notices = extraction.contact(
            {side: read.reading for side, read in sides.items()},
            tuple(code for read in sides.values() for code in read.codes),
            replace(hints, region=hints.region or self.region),
            self.error_budget,
        )
        to_photo = {side: read.to_photo for side, read in sides.items()}
        contact = extraction.placed(contact, to_photo)
        note = notes.written({s: r.ink for s, r in sides.items()}, contact, hints.captured_on)
        if note is not None:
            contact = with_note(contact, placed(note, to_photo))
        warnings = tuple(w for read in sides.values() for w in read.reading.warnings) + notices
        reading = CardReading(
            sides=tuple(read.side for read in sides.values()),
            codes=tuple(code for read in sides.values() for code in read.codes),
            contact=contact,
            warnings=warnings,
        )
        return ReadCard(reading, {side: read.straight for side, read in sides.items()})

    def read_note(self, data: bytes, level: str, captured_at: date | None, hints: Hints) -> Note:
        """See ``NoteReader``: handwriting known to be such, or a card's back photographed."""
        hints = replace(hints, captured_on=captured_at)
        if level == "card_back":
            ink = self.read_side(data, "back", hints).ink
        else:
            photo = intake.decoded(data, replace(self.limits, least_side=LEAST_STRIP))
            pixels = photo.pixels
            places: tuple[Polygon, ...] = (vision.outline(pixels),)
            if level == "page":
                straight = vision.straightened(pixels, vision.whole(pixels))
                reading = self.ocr.read(straight.pixels, hints.languages or self.languages)
                pixels = straight.turned(reading.rotation).pixels
                places = tuple(line.polygon for line in reading.lines)
            ink = self.ocr.ink(pixels, places)
        known = level != "card_back"
        note = notes.written({"back": ink}, Contact(), captured_at, doubted=not known)
        return note or Note("", 0.0)

    def read_side(self, data: bytes, side: Side, hints: Hints) -> ReadSide:
        """One photo: upright pixels, the card in it, straight, read, judged."""
        photo = intake.decoded(data, self.limits)
        codes = self.codes.codes(photo.pixels)
        found = vision.card(photo.pixels, self.ocr.locate(photo.pixels))
        straight = vision.straightened(photo.pixels, found)
        reading = self.ocr.read(straight.pixels, hints.languages or self.languages)
        if vision.cuts_text(found, straight, reading):
            found = vision.whole(photo.pixels)
            straight = vision.straightened(photo.pixels, found)
            reading = self.ocr.read(straight.pixels, hints.languages or self.languages)
        straight = straight.turned(reading.rotation)
        reading = vision.told_apart(reading, side)
        pen = [line.polygon for line in reading.lines if line.ink == "handwriting"]
        strips = self.ocr.ink(straight.pixels, pen) if pen else ()
        quality, advice = vision.quality(straight.pixels, reading.lines)
        to_photo = composed(photo.to_upload, straight.to_photo)
        card_side = CardSide(
            side=side,
            quad=photo.uploaded(straight.outline),
            rotation=reading.rotation,
            languages=reading.languages,
            quality=quality,
            lines=tuple(
                replace(line, polygon=mapped(line.polygon, to_photo)) for line in reading.lines
            ),
        )
        reading = replace(
            reading, warnings=photo.warnings + found.warnings + advice + reading.warnings
        )
        codes = tuple(replace(c, polygon=mapped(c.polygon, photo.to_upload)) for c in codes)
        return ReadSide(card_side, reading, codes, straight.pixels, to_photo, strips)


def with_note(contact: Contact, note: Note) -> Contact:
    """``contact`` with ``note``, which wants a look where its ink was hard to read."""
    if note.confidence >= READABLE:
        return replace(contact, note=note)
    return replace(contact, note=note, review=Review("pending", (*contact.review.fields, "note")))
