"""``/healthz``, ``/readyz``, ``/metrics``: how the service itself is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel, Field

from service.api.deps import TheService
from service.errors import BacknoteError

router = APIRouter(tags=["operations"])


class Alive(BaseModel):
    status: Literal["alive"] = "alive"


class PartState(BaseModel):
    """One part of the service."""

    state: Literal["ok", "failing"]
    version: str | None = Field(default=None, description="What it is, with its version.")
    detail: str | None = Field(default=None, description="Why it is failing.")
    remedy: str | None = None
    depth: int | None = Field(default=None, description="Cards waiting or being read (queue).")


class Readiness(BaseModel):
    """`ready` only if every part is `ok`."""

    status: Literal["ready", "not ready"]
    parts: dict[str, PartState] = Field(description="reader, database, blobs, queue")


@router.get("/healthz", summary="Whether the process answers")
async def healthz() -> Alive:
    """Needs no key. Touches nothing, so it is quick however busy the service is."""
    return Alive()


@router.get(
    "/readyz",
    response_model=Readiness,
    response_model_exclude_none=True,
    responses={503: {"model": Readiness, "description": "A part fails"}},
    summary="Whether cards can be read, part by part",
)
def readyz(service: TheService) -> Response:
    """The readers, the database, the pictures and the queue, each with its state and version."""
    parts = {
        "reader": _state(service.reader_state),
        "database": _state(service.store.check),
        "blobs": _state(service.blobs.check),
        "queue": PartState(state="ok", version="inline", depth=service.queue.depth()),
    }
    ready = all(part.state == "ok" for part in parts.values())
    told = Readiness(status="ready" if ready else "not ready", parts=parts)
    return Response(
        told.model_dump_json(exclude_none=True),
        200 if ready else 503,
        media_type="application/json",
    )


@router.get(
    "/metrics",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
    summary="Figures for Prometheus",
)
def metrics(service: TheService) -> Response:
    """Prometheus' text format 0.0.4."""
    return Response(service.metrics.exposed(), media_type=CONTENT_TYPE_LATEST)


def _state(check: Callable[[], str]) -> PartState:
    try:
        return PartState(state="ok", version=check())
    except BacknoteError as e:
        return PartState(state="failing", detail=e.detail, remedy=e.remedy)
