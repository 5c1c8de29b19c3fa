"""``/v1/contacts``: contacts out, as JSON, vCard and jCard, with the evidence for each value."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Response

from service.api.contact_schemas import ContactSchema, contact_schema, etag
from service.api.deps import ContactId, IfNoneMatch, TheService, conditional
from service.api.evidence import evidence_at, evidence_picture
from service.api.negotiation import MediaType, chosen
from service.api.problems import documented
from service.errors import NotAcceptable, NotFound
from service.export import Version, jcard, vcard

router = APIRouter(prefix="/v1/contacts", tags=["contacts"])

JSON = MediaType("application/json")
VCARD_4 = MediaType("text/vcard", {"version": "4.0"})
VCARD_3 = MediaType("text/vcard", {"version": "3.0"})
JCARD = MediaType("application/vcard+json")
OFFERS = (JSON, VCARD_4, VCARD_3, JCARD)

_TEXT: dict[str, Any] = {"schema": {"type": "string"}}
_TYPES: dict[int | str, dict[str, Any]] = {
    200: {
        "model": ContactSchema,
        "description": "The contact in the type that `Accept` prefers",
        "content": {
            "text/vcard; version=4.0": _TEXT,
            "text/vcard; version=3.0": _TEXT,
            "application/vcard+json": {"schema": {"type": "array", "items": {}}},
        },
        "headers": {"ETag": {"description": "Its version.", "schema": {"type": "string"}}},
    },
    304: {"description": "The client has it"},
}
_JPEG: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}},
        "description": "The piece of the photo",
    }
}


@router.get(
    "/{contact_id}",
    response_model=ContactSchema,
    responses=_TYPES | documented(NotFound, NotAcceptable),
    summary="A contact",
)
def get_contact(
    service: TheService,
    contact_id: ContactId,
    # OpenAPI tells the types by the answers; a parameter of this name it would ignore.
    accept: Annotated[str, Header(include_in_schema=False)] = "*/*",
    if_none_match: IfNoneMatch = None,
) -> Response:
    """As JSON, vCard 4.0 (RFC 6350), vCard 3.0 (RFC 2426) or jCard (RFC 7095), by `Accept`."""
    wanted = chosen(accept, OFFERS)
    stored = service.store.contact(contact_id)
    headers, tag = {"Vary": "Accept"}, etag(stored.version)
    if wanted == JSON:
        body = contact_schema(stored).model_dump_json()
        return conditional(body, JSON.name, tag, if_none_match, headers)
    if wanted == JCARD:
        tag = f'{tag[:-1]}-jcard"'
        return conditional(jcard(stored.contact), JCARD.name, tag, if_none_match, headers)
    version: Version = "3.0" if wanted == VCARD_3 else "4.0"
    headers["Content-Disposition"] = f'inline; filename="{contact_id}.vcf"'
    return conditional(
        vcard(stored.contact, version),
        f"{wanted}; charset=utf-8",
        f'{tag[:-1]}-vcard{version}"',
        if_none_match,
        headers,
    )


@router.get(
    "/{contact_id}/evidence/{field_path:path}",
    response_class=Response,
    responses=_JPEG | documented(NotFound),
    summary="Where a value was read",
)
def get_evidence(
    service: TheService,
    contact_id: ContactId,
    field_path: Annotated[
        str, Path(description="Such as `name`, `phones/0`, `note/facets/0`.", examples=["phones/0"])
    ],
) -> Response:
    """The piece of the uploaded photo that a value was read from, turned upright."""
    stored = service.store.contact(contact_id)
    evidence = evidence_at(stored.contact, field_path)
    return Response(evidence_picture(service, evidence), media_type="image/jpeg")
