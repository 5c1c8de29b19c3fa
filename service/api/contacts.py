"""``/v1/contacts``: contacts out, as JSON, vCard and jCard, with the evidence for each value and
their history, and corrections in."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Query, Response

from service.api.contact_schemas import ContactSchema, contact_schema, etag
from service.api.deps import ContactId, IfMatch, IfNoneMatch, TheService, conditional
from service.api.evidence import evidence_at, evidence_picture
from service.api.history_schemas import HistorySchema, history_schema
from service.api.negotiation import MediaType, chosen
from service.api.patches import BODY, AskedCorrection
from service.api.problems import documented
from service.errors import (
    Conflict,
    InvalidParameter,
    NotAcceptable,
    NotFound,
    PreconditionFailed,
    TooLarge,
    UnsupportedBody,
)
from service.export import Version, jcard, vcard

router = APIRouter(prefix="/v1/contacts", tags=["contacts"])

JSON = MediaType("application/json")
VCARD_4 = MediaType("text/vcard", {"version": "4.0"})
VCARD_3 = MediaType("text/vcard", {"version": "3.0"})
JCARD = MediaType("application/vcard+json")
OFFERS = (JSON, VCARD_4, VCARD_3, JCARD)

_TEXT: dict[str, Any] = {"schema": {"type": "string"}}
_TAGGED = {"ETag": {"description": "Its version.", "schema": {"type": "string"}}}
_TYPES: dict[int | str, dict[str, Any]] = {
    200: {
        "model": ContactSchema,
        "description": "The contact in the type that `Accept` prefers",
        "content": {
            "text/vcard; version=4.0": _TEXT,
            "text/vcard; version=3.0": _TEXT,
            "application/vcard+json": {"schema": {"type": "array", "items": {}}},
        },
        "headers": _TAGGED,
    },
    304: {"description": "The client has it"},
}
_CORRECTED: dict[int | str, dict[str, Any]] = {
    200: {"description": "The contact as corrected", "headers": _TAGGED}
}
_REFUSALS = (PreconditionFailed, Conflict, TooLarge, UnsupportedBody, InvalidParameter)
_PAGE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A page of the history",
        "headers": {
            "Link": {"description": "The next page, if any.", "schema": {"type": "string"}}
        },
    }
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


@router.patch(
    "/{contact_id}",
    response_model=ContactSchema,
    responses=_CORRECTED | documented(NotFound, *_REFUSALS),
    openapi_extra=BODY,
    summary="Correct a contact",
)
def patch_contact(
    service: TheService, contact_id: ContactId, versions: IfMatch, correction: AskedCorrection
) -> Response:
    """A JSON Merge Patch (RFC 7396). Today the note's transcript can be corrected, also where no
    note was read: facets and openers then follow from a person's words, which stay when the card
    is read again; the ink's own reading stays in `note.lines` and in the history."""
    stored = service.contacts.correct(contact_id, correction, versions)
    body = contact_schema(stored).model_dump_json()
    return Response(body, headers={"ETag": etag(stored.version)}, media_type=JSON.name)


@router.get(
    "/{contact_id}/history",
    response_model=HistorySchema,
    responses=_PAGE | documented(NotFound, InvalidParameter),
    summary="What became of a contact",
)
def get_history(
    service: TheService,
    contact_id: ContactId,
    cursor: Annotated[
        str | None, Query(pattern="^[0-9]{1,9}$", description="`next` of the page before.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> Response:
    """Every version of the contact, oldest first: who made it, and what it changed of the fields
    that a person can correct."""
    found = service.store.history(contact_id, int(cursor or 0), limit + 1)
    page = history_schema(found[:limit], more=len(found) > limit)
    headers = {}
    if page.next is not None:
        there = f"/v1/contacts/{contact_id}/history?cursor={page.next}&limit={limit}"
        headers["Link"] = f'<{there}>; rel="next"'
    return Response(page.model_dump_json(), headers=headers, media_type=JSON.name)


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
