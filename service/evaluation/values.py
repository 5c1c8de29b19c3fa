"""A contact into the flat list of values that are judged, each with its path and confidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from service.domain.contact import Contact, Email, Field, Phone, Text

FieldName: TypeAlias = Literal[
    "name", "job_title", "organization", "department",
    "email", "phone", "url", "address", "social",
]  # fmt: skip
MAIN: tuple[FieldName, ...] = (
    "name", "job_title", "organization", "email", "phone", "url", "address",
)  # fmt: skip
"""The fields that "every field of the card right" asks for; the department stands apart."""
FIELDS: tuple[FieldName, ...] = (*MAIN, "department", "social")


@dataclass(frozen=True, slots=True)
class Value:
    """One value read. ``forms``: the texts any of which may be the printed one. ``accepted``:
    the service does not ask a person to look at it. ``confidence`` is None without a claim."""

    field: FieldName
    path: str
    forms: tuple[str, ...]
    raw: str = ""
    confidence: float | None = None
    accepted: bool = True
    e164: str | None = None
    phone_type: str | None = None

    @property
    def text(self) -> str:
        return self.forms[0]


def values_of(contact: Contact) -> tuple[Value, ...]:
    """Every value of ``contact``, those of a second person after the first one's."""
    return tuple(value for value, _ in values_and_fields(contact))


def values_and_fields(contact: Contact) -> Iterator[tuple[Value, Field]]:
    """Every value with the field it was made of, in the order of ``values_of``."""
    asked = frozenset(contact.review.fields)
    for field, path, forms, read in _fields(contact):
        phone = read if isinstance(read, Phone) else None
        value = Value(
            field=field,
            path=path,
            forms=forms,
            raw=read.raw,
            confidence=read.confidence,
            accepted=path not in asked,
            e164=phone.e164 if phone else None,
            phone_type=phone.type if phone else None,
        )
        yield value, read


def _fields(c: Contact) -> Iterator[tuple[FieldName, str, tuple[str, ...], Field]]:
    if c.name is not None:
        parts = (c.name.given, c.name.additional, c.name.family)
        bare = " ".join(p for p in parts if p)
        whole = c.name.full.removeprefix(c.name.prefix or "").removesuffix(c.name.suffix or "")
        # Labels give a name without its degrees, in the order that the card prints.
        yield "name", "name", (c.name.full, bare, whole.strip(" ,")), c.name
    yield from _texts("", c.job_titles)
    for i, department in enumerate(c.departments):
        yield "department", f"departments/{i}", (department.value,), department
    for i, organization in enumerate(c.organizations):
        yield "organization", f"organizations/{i}", (organization.name,), organization
    yield from _reached("", c.phones, c.emails)
    for i, url in enumerate(c.urls):
        yield "url", f"urls/{i}", (url.url,), url
    for i, social in enumerate(c.social):
        yield "social", f"social/{i}", (social.handle, social.url or social.handle), social
    for i, address in enumerate(c.addresses):
        yield "address", f"addresses/{i}", (address.formatted,), address
    for p, person in enumerate(c.people):
        yield from _texts(f"people/{p}/", person.job_titles)
        yield from _reached(f"people/{p}/", person.phones, person.emails)


def _texts(
    of: str, titles: tuple[Text, ...]
) -> Iterator[tuple[FieldName, str, tuple[str, ...], Field]]:
    for i, title in enumerate(titles):
        yield "job_title", f"{of}job_titles/{i}", (title.value,), title


def _reached(
    of: str, phones: tuple[Phone, ...], emails: tuple[Email, ...]
) -> Iterator[tuple[FieldName, str, tuple[str, ...], Field]]:
    for i, phone in enumerate(phones):
        yield "phone", f"{of}phones/{i}", (phone.e164 or phone.national, phone.national), phone
    for i, email in enumerate(emails):
        yield "email", f"{of}emails/{i}", (email.address,), email
