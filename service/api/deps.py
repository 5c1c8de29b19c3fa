"""What routes ask for: the service, ids, conditional answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, TypeAlias

from fastapi import Depends, Header, Path, Request, Response

from service.errors import NotFound
from service.wiring import Service

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_TAG = re.compile(r'"([0-9]{1,9})"', re.ASCII)
EXAMPLE_ID = "01890a5d-ac96-774b-bcce-b302099a8056"


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


def _card_id(card_id: Annotated[str, Path(examples=[EXAMPLE_ID])]) -> str:
    """What is no id is no record."""
    if not _ID.fullmatch(card_id):
        raise NotFound("no card has this id")
    return card_id


def _contact_id(contact_id: Annotated[str, Path(examples=[EXAMPLE_ID])]) -> str:
    if not _ID.fullmatch(contact_id):
        raise NotFound("no contact has this id")
    return contact_id


def _versions(
    if_match: Annotated[
        str | None, Header(description="ETags of the record that the change is meant for.")
    ] = None,
) -> frozenset[int] | None:
    """Versions in ``If-Match``, None for any. Weak tags fit nothing (RFC 9110, 13.1.1)."""
    if if_match is None or if_match.strip() == "*":
        return None
    tags = (_TAG.fullmatch(tag.strip()) for tag in if_match.split(","))
    return frozenset(int(tag[1]) for tag in tags if tag)


TheService: TypeAlias = Annotated[Service, Depends(_service)]
CardId: TypeAlias = Annotated[str, Depends(_card_id)]
ContactId: TypeAlias = Annotated[str, Depends(_contact_id)]
IfMatch: TypeAlias = Annotated[frozenset[int] | None, Depends(_versions)]
IfNoneMatch: TypeAlias = Annotated[
    str | None, Header(description="ETags the client has; if one fits, the answer is 304.")
]


def conditional(
    content: bytes | str,
    media_type: str,
    etag: str,
    if_none_match: str | None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """200 with ``content``, or 304 where the client has it (weak comparison, RFC 9110, 13.1.2)."""
    told = {"ETag": etag, **(headers or {})}
    held = {tag.strip().removeprefix("W/") for tag in (if_none_match or "").split(",")}
    if held & {etag, "*"}:
        return Response(status_code=304, headers=told)
    return Response(content, headers=told, media_type=media_type)
