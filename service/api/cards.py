"""``/v1/cards``: photos in, cards out."""

from __future__ import annotations

import asyncio
import hashlib
import time
from typing import Annotated, Any, Literal, TypeAlias

from fastapi import APIRouter, File, Form, Header, Query, Request, Response, UploadFile
from fastapi.concurrency import run_in_threadpool

from service import intake
from service.api.card_schemas import CardSchema, card_etag, card_schema, card_url
from service.api.deps import CardId, IfNoneMatch, TheService, conditional
from service.api.forms import Id, Language, Moment, Region
from service.api.idempotency import IdempotencyKey, OnlyOnce
from service.api.preferences import Preferences, preferences
from service.api.problems import documented, error_named
from service.domain.card import Card, CardStatus, Hints
from service.domain.contact import Side
from service.errors import (
    BacknoteError,
    EmptyUpload,
    EngineCrashed,
    EngineMissing,
    EngineTimeout,
    IdempotencyMismatch,
    InvalidParameter,
    NotFound,
    StillInFlight,
    StoreUnavailable,
    TooLarge,
    UnreadableImage,
    UnsupportedMedia,
)
from service.jobs import Upload
from service.ports import Answer, StoredCard, StoredContact
from service.wiring import Service

router = APIRouter(prefix="/v1/cards", tags=["cards"])

_REFUSALS = (TooLarge, UnsupportedMedia, EmptyUpload, UnreadableImage, InvalidParameter)
_ENGINES = (EngineMissing, EngineTimeout, EngineCrashed, StoreUnavailable)
_FINAL: frozenset[CardStatus] = frozenset({"done", "needs_review", "failed"})

PreferHeader: TypeAlias = Annotated[
    str | None,
    Header(
        description="`respond-async`: answer 202 at once. `wait=N`: wait at most N seconds (RFC 7240).",
        examples=["respond-async"],
    ),
]
_HEADERS = {
    "Location": {"description": "The card.", "schema": {"type": "string"}},
    "ETag": {"description": "Its version.", "schema": {"type": "string"}},
    "Preference-Applied": {"description": "What of `Prefer` was heeded.", "schema": {"type": "string"}},
}  # fmt: skip
_LATER: dict[int | str, dict[str, Any]] = {
    202: {"model": CardSchema, "description": "Taken in, not read yet", "headers": _HEADERS}
}
_JPEG: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}},
        "description": "The picture; originals keep the media type they came with",
    }
}
_NOT_MODIFIED: dict[int | str, dict[str, Any]] = {304: {"description": "The client has it"}}


@router.post(
    "",
    status_code=201,
    response_model=CardSchema,
    responses=_LATER
    | {201: {"description": "Read", "headers": _HEADERS}}
    | documented(*_REFUSALS, *_ENGINES, StillInFlight, IdempotencyMismatch),
    summary="Read a card",
)
async def post_card(
    request: Request,
    service: TheService,
    *,
    front: Annotated[UploadFile | None, File(description="Photo of the front")] = None,
    back: Annotated[UploadFile | None, File(description="Photo of the back")] = None,
    event_id: Annotated[Id | None, Form(description="Where it was handed over")] = None,
    captured_at: Annotated[Moment | None, Form()] = None,
    language: Annotated[
        list[Language] | None,
        Form(description="BCP 47, repeatable: what to expect on the card", examples=[["de", "en"]]),
    ] = None,
    region: Annotated[Region | None, Form()] = None,
    external_id: Annotated[Id | None, Form(description="What the sender calls it")] = None,
    prefer: PreferHeader = None,  # noqa: ARG001 - read as a list below, declared for the contract
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Upload a front, a back or both. Waits for the reading unless `Prefer` says otherwise."""
    files: dict[Side, UploadFile] = {}
    if front is not None:
        files["front"] = front
    if back is not None:
        files["back"] = back
    if not files:
        raise InvalidParameter("neither 'front' nor 'back' holds a file", remedy="Send a photo.")
    wanted = preferences(request.headers.getlist("prefer"))
    once = OnlyOnce(service.answers, service.clock, request, idempotency_key)
    hints = Hints(tuple(language or ()), region)
    async with _slots(request):
        photos = {side: await _bytes(service, file) for side, file in files.items()}
        asked: dict[str, object] = {
            **{side: hashlib.sha256(data).hexdigest() for side, data in photos.items()},
            "event_id": event_id,
            "captured_at": None if captured_at is None else captured_at.isoformat(),
            "language": hints.languages,
            "region": region,
            "external_id": external_id,
        }
        first = await run_in_threadpool(once.first_answer, asked)
        if first is not None:
            return await run_in_threadpool(_again, service, first)
        try:
            upload = Upload(photos, captured_at, event_id, external_id, hints)
            card_id = await run_in_threadpool(_accepted, service, upload, once.key)
        except BaseException:
            await run_in_threadpool(once.release)
            raise
        del photos, upload
    settled = await _settled(service, card_id, wanted)
    return await run_in_threadpool(_answered, service, card_id, settled, wanted, once)


@router.get(
    "/{card_id}",
    response_model=CardSchema,
    responses=_NOT_MODIFIED | documented(NotFound),
    summary="A card",
)
def get_card(service: TheService, card_id: CardId, if_none_match: IfNoneMatch = None) -> Response:
    """The card with what was read and the contact it gave."""
    stored, contact = _card(service, card_id)
    body = card_schema(stored, contact).model_dump_json()
    return conditional(body, "application/json", card_etag(stored, contact), if_none_match)


@router.get(
    "/{card_id}/{side}.jpg",
    response_class=Response,
    responses=_JPEG | _NOT_MODIFIED | documented(NotFound, InvalidParameter),
    summary="A side of a card as a picture",
)
def get_side(
    service: TheService,
    card_id: CardId,
    side: Literal["front", "back"],
    original: Annotated[bool, Query(description="The photo as uploaded")] = False,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """The straightened card, or with `original=true` the photo as it was uploaded."""
    files = service.store.card(card_id).files
    key = (files.originals if original else files.straightened).get(side)
    if key is None:
        kept = "photo" if original else "straightened picture"
        raise NotFound(f"the card has no {kept} of its {side}")
    data = service.blobs.get(key)
    media_type = intake.checked(data, service.limits) if original else "image/jpeg"
    name = f"{side}.{media_type.rpartition('/')[2]}"
    return conditional(
        data,
        media_type,
        f'"{key[-40:]}"',
        if_none_match,
        {"Content-Disposition": f'inline; filename="{name}"'},
    )


@router.put(
    "/{card_id}/back",
    response_model=CardSchema,
    responses=_LATER | documented(NotFound, *_REFUSALS, *_ENGINES),
    summary="Add the back of a card",
)
async def put_back(
    request: Request,
    service: TheService,
    card_id: CardId,
    back: Annotated[UploadFile, File(description="Photo of the back")],
    prefer: PreferHeader = None,  # noqa: ARG001 - read as a list below, declared for the contract
) -> Response:
    """Reads the card anew with both sides; its contact keeps its id."""
    wanted = preferences(request.headers.getlist("prefer"))
    async with _slots(request):
        data = await _bytes(service, back)
        await run_in_threadpool(_added_back, service, card_id, data)
        del data
    settled = await _settled(service, card_id, wanted)
    return await run_in_threadpool(_answered, service, card_id, settled, wanted, None)


@router.delete(
    "/{card_id}",
    status_code=204,
    response_class=Response,
    responses=documented(NotFound, StoreUnavailable),
    summary="Delete a card",
)
def delete_card(service: TheService, card_id: CardId) -> Response:
    """The card, its pictures, and its contact if no other card supports it."""
    service.desk.delete(card_id)
    return Response(status_code=204)


def _slots(request: Request) -> asyncio.Semaphore:
    """Bounds how many uploads stand in memory at once."""
    slots: asyncio.Semaphore = request.app.state.upload_slots
    return slots


async def _bytes(service: Service, file: UploadFile) -> bytes:
    """The file, unless it is too large to be worth reading."""
    most = service.limits.max_bytes
    if (file.size or 0) > most:
        raise TooLarge(f"the file has {file.size} bytes; at most {most} are taken")
    return await file.read()


def _accepted(service: Service, upload: Upload, key: str | None) -> str:
    """The id of a card taken in; what no picture can be is refused before anything is kept."""
    for data in upload.photos.values():
        intake.checked(data, service.limits)
    return service.desk.accept(upload, service.queue, key)


def _added_back(service: Service, card_id: str, data: bytes) -> None:
    """Decoded in full first: a picture that cannot be read must not spoil a card that could."""
    service.store.status(card_id)
    intake.decoded(data, service.limits)
    service.desk.add_side(card_id, "back", data, service.queue)


async def _settled(service: Service, card_id: str, wanted: Preferences) -> bool:
    """Whether the card is read (or has failed) within the time the client gives it.

    The row is asked again and again: it is the truth, whichever process does the reading.
    """
    deadline = time.monotonic() + wanted.seconds
    pause = 0.02
    while time.monotonic() < deadline:
        if await run_in_threadpool(service.store.status, card_id) in _FINAL:
            return True
        await asyncio.sleep(min(pause, max(0.0, deadline - time.monotonic())))
        pause = min(pause * 1.2, 0.25)
    return False


def _card(service: Service, card_id: str) -> tuple[StoredCard, StoredContact | None]:
    stored = service.store.card(card_id)
    contact_id = stored.card.contact_id
    return stored, None if contact_id is None else service.store.contact(contact_id)


def _answered(
    service: Service, card_id: str, settled: bool, wanted: Preferences, once: OnlyOnce | None
) -> Response:
    """201 (200 for an added side) or 202 with the card; a fresh card that failed is a problem
    and leaves nothing behind. ``once`` is None where the card was there before."""
    stored, contact = _card(service, card_id)
    if settled and stored.card.status == "failed":
        if once is not None:
            once.release()
            service.desk.delete(card_id)
        raise _failure(stored.card)
    status = 202 if not settled else 200 if once is None else 201
    headers = {"Location": card_url(card_id), "ETag": card_etag(stored, contact)}
    if wanted.applied is not None:
        headers["Preference-Applied"] = wanted.applied
    body = card_schema(stored, contact).model_dump_json()
    if once is not None:
        once.settle(Answer(status, headers, body, card_id))
    return Response(body, status, headers, media_type="application/json")


def _failure(card: Card) -> BacknoteError:
    why = card.warnings[0]
    return error_named(why.code, why.detail, why.remedy)


def _again(service: Service, first: Answer) -> Response:
    """The first answer; of a request that a stop of the service cut short, what became of it."""
    body, status, headers = first.body, first.status, dict(first.headers)
    if body is None:
        stored, contact = _card(service, first.card_id or "")
        if stored.card.status == "failed":
            raise _failure(stored.card)
        body = card_schema(stored, contact).model_dump_json()
        status = 201 if stored.card.status in _FINAL else 202
        headers = {"Location": card_url(stored.card.id), "ETag": card_etag(stored, contact)}
    return Response(body, status, headers, media_type="application/json")
