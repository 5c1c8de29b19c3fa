"""Cards into the JSON of the HTTP contract."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from service.api.contact_schemas import ContactSchema, contact_schema
from service.api.value_schemas import Point, Schema, Share
from service.domain.card import CardStatus
from service.domain.text import Ink, ReaderName
from service.ports import StoredCard, StoredContact


class QualitySchema(Schema):
    sharpness: Share = Field(description="1 is crisp.")
    glare: Share = Field(description="1 is all glare.")
    advice: str | None = Field(description="What a person can do for a better picture.")


class LineSchema(Schema):
    text: str
    confidence: Share = Field(description="The reader's own, not calibrated.")
    polygon: list[Point] = Field(description="Pixels of the uploaded, upright photo, clockwise.")
    ink: Ink
    reader: ReaderName


class SideSchema(Schema):
    side: Literal["front", "back"]
    image_url: str
    quad: tuple[Point, Point, Point, Point] = Field(
        description="The card's corners in pixels of the uploaded, upright photo, clockwise from "
        "the card's own top left."
    )
    rotation: Literal[0, 90, 180, 270] = Field(description="Clockwise turn that made it readable.")
    languages: list[str] = Field(description="BCP 47 tags seen, most first.")
    quality: QualitySchema
    lines: list[LineSchema]


class CodeSchema(Schema):
    format: str
    text: str
    polygon: list[Point]


class WarningSchema(Schema):
    code: str
    detail: str
    remedy: str | None


class CardSchema(Schema):
    """One physical card. `contact` is null and `sides` is empty until it has been read."""

    id: str
    status: CardStatus
    created_at: datetime
    captured_at: datetime | None
    event_id: str | None
    external_id: str | None
    sides: list[SideSchema]
    codes: list[CodeSchema]
    contact: ContactSchema | None
    warnings: list[WarningSchema]


def card_url(card_id: str) -> str:
    """Where the card is."""
    return f"/v1/cards/{card_id}"


def card_etag(stored: StoredCard, contact: StoredContact | None) -> str:
    """Changes with the card and with the contact it shows."""
    return f'"{stored.version}.{contact.version if contact else 0}"'


def card_schema(stored: StoredCard, contact: StoredContact | None) -> CardSchema:
    """The card as the HTTP contract shows it."""
    card, reading = stored.card, stored.card.reading
    sides = [] if reading is None else reading.sides
    return CardSchema(
        id=card.id,
        status=card.status,
        created_at=card.created_at,
        captured_at=card.captured_at,
        event_id=card.event_id,
        external_id=card.external_id,
        sides=[
            SideSchema.model_validate(
                {
                    **{n: getattr(s, n) for n in SideSchema.model_fields if n != "image_url"},
                    "image_url": f"{card_url(card.id)}/{s.side}.jpg",
                },
                from_attributes=True,
            )
            for s in sides
        ],
        codes=[CodeSchema.model_validate(c) for c in (reading.codes if reading else ())],
        contact=None if contact is None else contact_schema(contact),
        warnings=[WarningSchema.model_validate(w) for w in card.warnings],
    )
