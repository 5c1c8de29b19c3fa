"""Peers of the real adapters: a clock that is set, and readers that know their card by heart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from threading import Event, Lock

import numpy as np
from PIL import Image

from service import intake
from service.domain.card import CardReading, CardSide, Hints, Quality
from service.domain.contact import (
    Address,
    Contact,
    Email,
    Evidence,
    Name,
    Organization,
    Phone,
    Review,
    Side,
    Social,
    Text,
    Url,
)
from service.domain.geometry import box, mapped
from service.domain.note import Facet, Note, NoteLine, NoteWord, Opener, Span, When
from service.domain.text import CardWarning, Code, Line
from service.errors import EngineTimeout
from service.ports import ReadCard

START = datetime(2026, 3, 14, 15, 9, 26, tzinfo=UTC)


@dataclass
class SetClock:
    """A ``Clock`` that stands until it is put forward."""

    moment: datetime = START

    def now(self) -> datetime:
        return self.moment

    def forward(self, by: timedelta) -> None:
        self.moment += by


def picture(
    width: int = 300, height: int = 180, shade: int = 250, format: str = "JPEG", **save: object
) -> bytes:
    """A plain card with one dark bar, as a file."""
    pixels = np.full((height, width, 3), shade, np.uint8)
    pixels[height // 5 : height // 3, width // 10 : width // 2] = (20, 30, 90)
    out = BytesIO()
    Image.fromarray(pixels).save(out, format, **save)
    return out.getvalue()


def printed(side: Side = "front", width: float = 300, height: float = 180) -> Evidence:
    """Evidence on the dark bar of ``picture``."""
    return Evidence(side, box(width / 10, height / 5, width / 2, height / 3))


def full_contact(where: Evidence | None = None) -> Contact:
    """A fictional person with every field."""
    where = where or printed()

    def common(confidence: float = 0.99) -> dict[str, object]:
        return {"confidence": confidence, "evidence": where, "raw": "as printed"}

    return Contact(
        name=Name(
            full="Dr. Ana María López", prefix="Dr.", given="Ana María", family="López", **common()
        ),
        job_titles=(Text(value="Head of Sales, EMEA", **common()),),
        departments=(Text(value="Sales; Service", **common()),),
        organizations=(Organization(name="Ejemplo, Hijos y Cía. S.L.", **common()),),
        phones=(
            Phone(
                type="mobile",
                e164="+14155550132",
                national="(415) 555-0132",
                country="US",
                valid=True,
                **common(),
            ),
            Phone(
                type="work",
                e164="+442079460018",
                national="020 7946 0018",
                country="GB",
                valid=True,
                extension="12",
                **common(0.6),
            ),
            Phone(
                type="fax", e164=None, national="555-0199", country=None, valid=False, **common()
            ),
        ),
        emails=(Email(address="ana.lopez@ejemplo.example", **common()),),
        urls=(Url(url="https://www.ejemplo.example/a?b=1,2;3", **common()),),
        social=(
            Social(
                network="linkedin",
                handle="ana-lopez",
                url="https://www.linkedin.com/in/ana-lopez",
                **common(),
            ),
            Social(network="wechat", handle="ana_lopez", **common()),
        ),
        addresses=(
            Address(
                formatted="Calle del Ejemplo 1, 2º\n28000 Madrid\nEspaña",
                street="Calle del Ejemplo 1, 2º",
                locality="Madrid",
                postal_code="28000",
                country="ES",
                **common(),
            ),
        ),
        country="ES",
        review=Review("pending", ("phones/1",)),
    )


def written(text: str = "2 kids socer", confidence: float = 0.7) -> Note:
    """A note as ink gives it: one line on the dark bar of a back of ``picture``, and one fact."""
    where = printed("back")
    word = NoteWord(text.rsplit(maxsplit=1)[-1], confidence, where.polygon, ("soccer",))
    line = NoteLine(text, text.upper(), confidence, where, (word,))
    facet = Facet(
        id="f1", kind="family", value="2 kids", topic="soccer", span=Span(0, 6), sensitive=True,
        confidence=confidence, evidence=where,
    )  # fmt: skip
    opener = Opener("How are the kids?", ("f1",))
    return Note(text, confidence, "ink", "en", (line,), (facet,), (opener,))


@dataclass
class CommaNotes:
    """A ``NoteInterpreter`` to whom each part between commas is a promise for the day it was told."""

    days: list[date | None] = field(default_factory=list)

    def understood(self, transcript: str, contact: Contact, captured_at: date | None) -> Note:
        self.days.append(captured_at)
        when = None if captured_at is None else When("today", captured_at, captured_at)
        parts = list(re.finditer(r"[^\s,][^,]*", transcript))
        facets = [
            Facet(id=f"f{n}", kind="promise", value=p[0], span=Span(*p.span()), about="me", when=when)
            for n, p in enumerate(parts, 1)
        ]  # fmt: skip
        openers = tuple(Opener(f"I promised to {f.value}.", (f.id,)) for f in facets)
        return Note(transcript, 1.0, "human", "en", facets=tuple(facets), openers=openers)


@dataclass
class KnownReader:
    """A ``CardReader`` that decodes like the real one and reads the same person off every card.

    A picture darker than middle grey bears nothing; a back bears ``note`` in ink. ``gate`` holds
    readings up while it is clear; ``fault`` is raised instead of reading. ``calls`` counts.
    """

    gate: Event = field(default_factory=Event)
    fault: Exception | None = None
    calls: int = 0
    note: Note | None = None
    begun: Event = field(default_factory=Event)
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.gate.set()

    def read(self, photos: Mapping[Side, bytes], hints: Hints) -> ReadCard:
        with self._lock:
            self.calls += 1
        self.begun.set()
        if not self.gate.wait(20):
            raise EngineTimeout("held up for too long")
        if self.fault is not None:
            raise self.fault
        sides, straight, contact = [], {}, Contact()
        for side, data in photos.items():
            photo = intake.decoded(data, intake.Limits())
            straight[side] = photo.pixels
            whole = box(0, 0, photo.width, photo.height)
            blank = float(photo.pixels[0, 0].mean()) < 128
            where = printed(side, photo.width, photo.height)
            line = Line("Dr. Ana María López", 0.98, where.polygon, "ppocr")
            sides.append(
                CardSide(side, whole, 0, ("es",), Quality(0.9, 0.0), () if blank else (line,))
            )
            if not blank and contact == Contact():
                contact = full_contact(where)
        if "back" in photos and self.note is not None:
            contact = replace(contact, note=self.note)
            if self.note.confidence < 0.5:
                fields = (*contact.review.fields, "note")
                contact = replace(contact, review=Review("pending", fields))
        warnings = () if contact != Contact() else (CardWarning("no_text", "No text.", "Turn it."),)
        codes = (Code("QRCode", "https://ejemplo.example", mapped(whole, _SHRUNK)),)
        return ReadCard(CardReading(tuple(sides), codes, contact, warnings), straight)


_SHRUNK = (0.5, 0.0, 0.0, 0.0, 0.5, 0.0, 0.0, 0.0, 1.0)
