"""A contact into the properties of a vCard, before any of its three spellings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, TypeAlias

from service.domain.contact import Address, Contact, Name, Phone, PhoneType, Social

Kind: TypeAlias = Literal["text", "uri", "timestamp"]

UNNAMED = "Unnamed contact"
"""FN is mandatory (RFC 6350, 6.2.1); this stands for a card on which nothing was read."""

# RFC 6350, 6.4.1; a number of unknown type is a voice line.
TEL_TYPES: dict[PhoneType, tuple[str, ...]] = {
    "work": ("work", "voice"),
    "mobile": ("cell", "voice"),
    "fax": ("work", "fax"),
    "home": ("home", "voice"),
    "other": ("voice",),
}


@dataclass(frozen=True, slots=True)
class Property:
    """One property. ``value`` is a text, or the components of a structured value, each a tuple
    of texts. All texts are plain: no control characters but the newline, nothing escaped."""

    name: str
    value: str | tuple[tuple[str, ...], ...]
    kind: Kind = "text"
    parameters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def plain(text: str) -> str:
    """``text`` in NFC with line ends as newlines, without control characters and lone surrogates."""
    lines = re.sub(r"\r\n?|[\v\f\x85\u2028\u2029]", "\n", text)
    kept = (c for c in lines if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def line(text: str) -> str:
    """``text`` on one line."""
    return " ".join(plain(text).split())


def properties(contact: Contact) -> tuple[Property, ...]:
    """Everything of ``contact`` that a vCard can say, in a customary order. Versions differ only
    in how they are written."""
    return tuple(p for p in _all(contact) if p.value not in ("", ()))


def _all(contact: Contact) -> Iterator[Property]:
    if contact.id is not None:
        yield Property("UID", f"urn:uuid:{contact.id}", "uri")
    yield Property("FN", formatted_name(contact))
    yield Property("N", _name_parts(contact.name))
    if contact.name is None and contact.organizations:
        yield Property("KIND", "org")
    yield from _organizations(contact)
    for title in contact.job_titles:
        yield Property("TITLE", line(title.value))
    for phone in contact.phones:
        yield _phone(phone)
    for email in contact.emails:
        yield Property("EMAIL", line(email.address), parameters={"TYPE": ("work",)})
    for address in contact.addresses:
        yield _address(address)
    for url in contact.urls:
        yield Property("URL", line(url.url), "uri")
    for social in contact.social:
        yield _social(social)
    if contact.note is not None and (words := contact.note.shareable().strip()):
        yield Property("NOTE", plain(words.replace("\t", " ")))
    if contact.tags:
        yield Property("CATEGORIES", (tuple(line(tag) for tag in contact.tags),))
    if contact.updated_at is not None:
        yield Property("REV", basic_time(contact.updated_at), "timestamp")


def formatted_name(contact: Contact) -> str:
    """The name, or else what comes nearest to one."""
    candidates = [
        *([contact.name.full] if contact.name else []),
        *(o.name for o in contact.organizations),
        *(e.address for e in contact.emails),
        *(p.e164 or p.national for p in contact.phones),
        *(u.url for u in contact.urls),
    ]
    return next((found for c in candidates if (found := line(c))), UNNAMED)


def basic_time(moment: datetime) -> str:
    """ISO 8601 basic format in UTC, which vCard 3.0 and 4.0 both take."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _name_parts(name: Name | None) -> tuple[tuple[str, ...], ...]:
    """Family, given, additional, prefixes, suffixes (RFC 6350, 6.2.2)."""
    if name is None:
        return ((), (), (), (), ())
    parts = (name.family, name.given, name.additional, name.prefix, name.suffix)
    if not any(parts):
        parts = (name.full, None, None, None, None)
    return tuple(_some(part) for part in parts)


def _organizations(contact: Contact) -> Iterator[Property]:
    """Departments are units of the first organisation; without one its name stays empty."""
    names = [line(o.name) for o in contact.organizations]
    units = [(unit,) for d in contact.departments if (unit := line(d.value))]
    if names or units:
        yield Property("ORG", (_some(names[0] if names else None), *units))
    for name in names[1:]:
        yield Property("ORG", (_some(name),))


def _phone(phone: Phone) -> Property:
    """An RFC 3966 URI where the country is known, else the printed digits as text."""
    parameters = {"TYPE": TEL_TYPES[phone.type]}
    extension = re.sub(r"[^0-9]", "", phone.extension or "")
    if phone.e164:
        number = line(phone.e164) + (f";ext={extension}" if extension else "")
        return Property("TEL", f"tel:{number}", "uri", parameters)
    number = line(phone.national) + (f" ext. {extension}" if extension else "")
    return Property("TEL", number, "text", parameters)


def _social(social: Social) -> Property:
    parameters = {"SERVICE-TYPE": (line(social.network),), "USERNAME": (line(social.handle),)}
    if social.url:
        return Property("SOCIALPROFILE", line(social.url), "uri", parameters)
    return Property("SOCIALPROFILE", line(social.handle), "text", parameters)


def _address(address: Address) -> Property:
    """Post office box, extended, street, locality, region, code, country (RFC 6350, 6.3.1)."""
    known = (address.street, address.locality, address.region, address.postal_code)
    street = address.street
    if not any(known):
        street = plain(address.formatted).replace("\n", ", ")
    parts = (
        None, None, street, address.locality, address.region, address.postal_code, address.country,
    )  # fmt: skip
    label = "\n".join(line(row) for row in plain(address.formatted).split("\n"))
    parameters: dict[str, tuple[str, ...]] = {"TYPE": ("work",)}
    if label:
        parameters["LABEL"] = (label,)
    return Property("ADR", tuple(_some(part) for part in parts), parameters=parameters)


def _some(text: str | None) -> tuple[str, ...]:
    found = line(text or "")
    return (found,) if found else ()
