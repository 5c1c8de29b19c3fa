"""Contacts into the JSON of the HTTP contract."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import ConfigDict, Field

from service.api.note_schemas import NoteSchema
from service.api.value_schemas import EvidenceSchema, Schema, Share, absent
from service.domain.contact import PhoneType
from service.ports import StoredContact


class FieldSchema(Schema):
    """What every value carries."""

    confidence: Share = Field(
        description="Calibrated probability that the value is exactly what is printed."
    )
    raw: str = Field(description="The characters it was made of, as read.")
    evidence: EvidenceSchema


class NameSchema(FieldSchema):
    full: str
    prefix: str | None
    given: str | None
    additional: str | None
    family: str | None
    suffix: str | None


class TextSchema(FieldSchema):
    value: str


class OrganizationSchema(FieldSchema):
    name: str


class PhoneSchema(FieldSchema):
    type: PhoneType
    e164: str | None = Field(description="ITU-T E.164; null where no country could be learnt.")
    extension: str | None
    national: str
    country: str | None = Field(description="ISO 3166-1 alpha-2.")
    valid: bool = Field(description="Whether such a number can exist.")


class EmailSchema(FieldSchema):
    address: str


class UrlSchema(FieldSchema):
    url: str


class SocialSchema(FieldSchema):
    network: str
    handle: str
    url: str | None


class AddressSchema(FieldSchema):
    formatted: str = Field(description="The printed lines, joined by newlines.")
    street: str | None
    locality: str | None
    region: str | None
    postal_code: str | None
    country: str | None = Field(description="ISO 3166-1 alpha-2.")


class PersonSchema(Schema):
    """A further person of a shared card."""

    name: NameSchema
    job_titles: list[TextSchema]
    phones: list[PhoneSchema]
    emails: list[EmailSchema]


class ReviewSchema(Schema):
    status: Literal["pending", "done"]
    fields: list[str] = Field(
        description="Paths such as `phones/0` that want a look, least certain first."
    )


class FactSchema(Schema):
    """Something a provider adds beside what was read."""

    about: str
    value: str
    provider: str
    url: str | None
    fetched_at: datetime


_EXAMPLE: dict[str, Any] = {
    "id": "01890a5d-ac96-774b-bcce-b302099a8057",
    "etag": '"1"',
    "name": {
        "full": "Dr. Ana María López",
        "prefix": "Dr.",
        "given": "Ana María",
        "additional": None,
        "family": "López",
        "suffix": None,
        "confidence": 0.96,
        "raw": "Dr. Ana María López",
        "evidence": {
            "card_id": "01890a5d-ac96-774b-bcce-b302099a8056",
            "side": "front",
            "polygon": [[210, 340], [820, 338], [821, 402], [211, 404]],
            "source": "ocr",
            "reader": "ppocr",
        },
    },
    "job_titles": [],
    "departments": [],
    "organizations": [],
    "phones": [],
    "emails": [],
    "urls": [],
    "social": [],
    "addresses": [],
    "people": [],
    "note": {
        "transcript": "send deck by 20 March",
        "source": "human",
        "language": "en",
        "confidence": 1.0,
        "facets": [
            {
                "id": "f1",
                "kind": "promise",
                "value": "send deck",
                "topic": "deck",
                "about": "me",
                "when": {"text": "by 20 March", "start": None, "end": "2026-03-20"},
                "certainty": "stated",
                "negated": False,
                "sensitive": False,
                "confidence": 1.0,
                "span": {"start": 0, "end": 21},
                "evidence": {
                    "card_id": None,
                    "side": None,
                    "polygon": [],
                    "source": "human",
                    "reader": "human",
                },
                "who": "me",
                "due": "2026-03-20",
                "certain": True,
            }
        ],
        "openers": [{"text": "I promised you the deck by 20 March.", "because": ["f1"]}],
        "lines": [],
    },
    "facts": [],
    "card_ids": ["01890a5d-ac96-774b-bcce-b302099a8056"],
    "event_ids": [],
    "tags": [],
    "review": {"status": "done", "fields": []},
    "created_at": "2026-03-14T15:09:26Z",
    "updated_at": "2026-03-14T15:09:26Z",
}


class ContactSchema(Schema):
    """A contact. What nobody printed is absent or empty."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    id: str
    etag: str
    name: NameSchema | None = Field(default=None, exclude_if=absent)
    job_titles: list[TextSchema]
    departments: list[TextSchema]
    organizations: list[OrganizationSchema]
    phones: list[PhoneSchema]
    emails: list[EmailSchema]
    urls: list[UrlSchema]
    social: list[SocialSchema]
    addresses: list[AddressSchema]
    country: str | None = Field(
        default=None, exclude_if=absent, description="The card's country, ISO 3166-1 alpha-2."
    )
    people: list[PersonSchema] = Field(description="Further persons on the same card.")
    note: NoteSchema | None = Field(default=None, exclude_if=absent)
    facts: list[FactSchema] = Field(default_factory=list)
    card_ids: list[str]
    event_ids: list[str]
    tags: list[str]
    review: ReviewSchema
    created_at: datetime
    updated_at: datetime


def etag(version: int) -> str:
    """The entity tag of a contact of this version, as JSON."""
    return f'"{version}"'


def contact_schema(stored: StoredContact) -> ContactSchema:
    """The contact as the HTTP contract shows it."""
    names = (n for n in ContactSchema.model_fields if hasattr(stored.contact, n))
    values = {name: getattr(stored.contact, name) for name in names}
    return ContactSchema.model_validate(
        {**values, "etag": etag(stored.version)}, from_attributes=True
    )
