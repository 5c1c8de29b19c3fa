"""The normalised contact record, every value of which carries its confidence and evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from service.domain.evidence import Evidence, Side, Source
from service.domain.note import Note

__all__ = [
    "Address", "Contact", "Email", "Evidence", "Field", "Name", "Organization", "Person", "Phone",
    "PhoneType", "Review", "Side", "Social", "Source", "Text", "Url",
]  # fmt: skip

PhoneType: TypeAlias = Literal["work", "mobile", "fax", "home", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """``confidence``: calibrated probability, 0..1, that the normalised value is exactly what
    is printed. ``raw``: the characters it came from, as read."""

    confidence: float
    evidence: Evidence
    raw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Field):
    full: str
    prefix: str | None = None
    given: str | None = None
    additional: str | None = None
    family: str | None = None
    suffix: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Field):
    """A job title or a department."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization(Field):
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone(Field):
    """``e164`` is None only where no country could be learnt; ``valid`` is libphonenumber's verdict."""

    type: PhoneType
    e164: str | None
    national: str
    country: str | None
    valid: bool
    extension: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Email(Field):
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Url(Field):
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Social(Field):
    network: str
    handle: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Address(Field):
    """``formatted``: the printed lines joined by newlines; parts are None where not known."""

    formatted: str
    street: str | None = None
    locality: str | None = None
    region: str | None = None
    postal_code: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """``fields``: paths such as ``phones/0`` that want a look, least certain first."""

    status: Literal["pending", "done"] = "done"
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Who else stands on the card: a second person of a shared card."""

    name: Name
    job_titles: tuple[Text, ...] = ()
    phones: tuple[Phone, ...] = ()
    emails: tuple[Email, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact. A field nobody printed is None or empty, never invented."""

    name: Name | None = None
    job_titles: tuple[Text, ...] = ()
    departments: tuple[Text, ...] = ()
    organizations: tuple[Organization, ...] = ()
    phones: tuple[Phone, ...] = ()
    emails: tuple[Email, ...] = ()
    urls: tuple[Url, ...] = ()
    social: tuple[Social, ...] = ()
    addresses: tuple[Address, ...] = ()
    country: str | None = None
    people: tuple[Person, ...] = ()
    note: Note | None = None
    review: Review = field(default_factory=Review)
    id: str | None = None
    card_ids: tuple[str, ...] = ()
    event_ids: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    created_at: datetime | None = None
    updated_at: datetime | None = None
