"""One physical card: its sides as photographed, what was read, and the contact it gave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from service.domain.contact import Contact, Side
from service.domain.geometry import Quad
from service.domain.text import CardWarning, Code, Line

CardStatus: TypeAlias = Literal["queued", "reading", "done", "needs_review", "failed"]


@dataclass(frozen=True, slots=True)
class Quality:
    """``sharpness`` and ``glare`` are 0..1 (1 = crisp; 1 = all glare); ``advice`` is for a person."""

    sharpness: float
    glare: float
    advice: str | None = None


@dataclass(frozen=True, slots=True)
class CardSide:
    """One photographed side. ``quad``, and the polygons of ``lines``, are pixels of the uploaded,
    upright photo; ``rotation`` is the clockwise turn (0, 90, 180, 270) that made it readable."""

    side: Side
    quad: Quad
    rotation: int
    languages: tuple[str, ...]
    quality: Quality
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Hints:
    """What the uploader knows. ``languages`` BCP 47; ``region`` ISO 3166-1 alpha-2, the default
    country of phone numbers printed nationally; ``captured_on``: the day from which a note's
    "Tue" and "next wk" count."""

    languages: tuple[str, ...] = ()
    region: str | None = None
    captured_on: date | None = None


@dataclass(frozen=True, slots=True)
class CardReading:
    """What the pipeline makes of the photos of one card."""

    sides: tuple[CardSide, ...]
    codes: tuple[Code, ...]
    contact: Contact
    warnings: tuple[CardWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A card as kept: its reading (None until done) and its state."""

    id: str
    status: CardStatus
    created_at: datetime
    captured_at: datetime | None = None
    event_id: str | None = None
    external_id: str | None = None
    hints: Hints = Hints()
    reading: CardReading | None = None
    contact_id: str | None = None
    warnings: tuple[CardWarning, ...] = ()
