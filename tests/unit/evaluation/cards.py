"""Contacts as the pipeline would give them, made by hand."""

from service.domain.contact import Contact, Email, Evidence, Name, Organization, Phone, Review, Text
from service.domain.geometry import box
from service.evaluation.values import Value, values_of

SEEN = Evidence("front", box(0, 0, 10, 10))


def name(full: str, confidence: float = 0.9, **parts: str) -> Name:
    return Name(confidence=confidence, evidence=SEEN, raw=full, full=full, **parts)


def organization(text: str, confidence: float = 0.9) -> Organization:
    return Organization(confidence=confidence, evidence=SEEN, raw=text, name=text)


def title(text: str) -> Text:
    return Text(confidence=0.9, evidence=SEEN, raw=text, value=text)


def email(address: str, confidence: float = 0.9) -> Email:
    return Email(confidence=confidence, evidence=SEEN, raw=address, address=address)


def phone(e164: str, kind: str = "work", raw: str = "") -> Phone:
    return Phone(
        confidence=0.9, evidence=SEEN, raw=raw or e164, type=kind, e164=e164, national=e164,
        country=None, valid=True,
    )  # fmt: skip


def values(*review: str, **fields: object) -> tuple[Value, ...]:
    return values_of(Contact(**fields, review=Review("pending", review)))
