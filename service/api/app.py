"""A service into an ASGI application, and the routes into their OpenAPI document."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from fastapi.concurrency import run_in_threadpool
from starlette.types import ASGIApp

from service import __version__
from service.api import cards, contacts, operations, problems
from service.api.auth import OPEN, Guarded
from service.api.limits import FORM_BYTES, Bounded
from service.api.observed import Observed
from service.api.patches import ContactPatch
from service.api.problems import documented
from service.errors import (
    BacknoteError,
    BadRequest,
    Forbidden,
    InvalidParameter,
    TooManyRequests,
    Unauthorized,
)
from service.wiring import Service

UPLOADS_AT_ONCE = 3
"""How many uploads may stand in memory; the others wait on disk for their turn."""

_ABOUT = """Business cards, front and back, into contacts you can act on.

Every value carries `confidence` (a calibrated probability) and `evidence` (where it was read).
Errors are problems as of RFC 9457, with a `remedy` where there is one."""


def application(service: Service) -> ASGIApp:
    """All of HTTP over ``service``, which is closed when the application stops."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(service.close)

    app = _routes(lifespan)
    app.state.service = service
    app.state.upload_slots = asyncio.Semaphore(UPLOADS_AT_ONCE)
    bounded = Bounded(app, 2 * service.settings.max_upload_bytes + FORM_BYTES)
    guarded = Guarded(bounded, service.settings, service.keys)
    return Observed(guarded, service.metrics)


def schema() -> dict[str, Any]:
    """The OpenAPI 3.1 document; needs no service."""
    return _routes(None).openapi()


def _routes(lifespan: Any) -> FastAPI:
    app = FastAPI(
        title="Backnote",
        version=__version__,
        description=_ABOUT,
        lifespan=lifespan,
        docs_url=None,  # their pages load scripts from the network
        redoc_url=None,
        openapi_tags=[
            {"name": "cards", "description": "One physical card, front and back."},
            {"name": "contacts", "description": "The normalised record a card gave."},
            {"name": "operations", "description": "The service itself."},
        ],
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        responses=documented(BacknoteError),
    )
    routers = (cards.router, contacts.router, operations.router)
    for router in routers:
        app.include_router(router)
    problems.install(app, [route for router in routers for route in router.routes])
    made = app.openapi

    def openapi() -> dict[str, Any]:
        return _completed(made())

    app.openapi = openapi  # type: ignore[method-assign]
    return app


def _completed(document: dict[str, Any]) -> dict[str, Any]:
    """What the framework does not say by itself: shapes it does not read or write, keys, what
    all answer."""
    components = document.setdefault("components", {})
    for model in (problems.Problem, ContactPatch):
        shape = model.model_json_schema(ref_template="#/components/schemas/{model}")
        components.setdefault("schemas", {}).update(shape.pop("$defs", {}))
        components["schemas"][model.__name__] = shape
    components["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
    for name in ("HTTPValidationError", "ValidationError"):
        components["schemas"].pop(name, None)
    for name, body in components["schemas"].items():
        if name.startswith("Body_"):
            _say_form(body)
    for path, item in document["paths"].items():
        for operation in item.values():
            invalid = operation["responses"].get("422", {})
            if "application/json" in invalid.get("content", {}):
                operation["responses"]["422"] = documented(InvalidParameter)[422]
            if "requestBody" in operation:
                broken = documented(BadRequest)[400]
                operation["responses"].setdefault("400", broken)
            if path in OPEN:
                continue
            operation["security"] = [{"key": []}]
            told = documented(Unauthorized, Forbidden, TooManyRequests)
            for status, response in told.items():
                operation["responses"].setdefault(str(status), response)
    return document


def _say_form(body: dict[str, Any]) -> None:
    """A part of a form is there or not there, never null; of two sides one must be."""
    for name, shape in body["properties"].items():
        kinds = [kind for kind in shape.pop("anyOf", []) if kind != {"type": "null"}]
        for kind in kinds:
            body["properties"][name] = {**kind, **shape}
    if {"front", "back"} <= set(body["properties"]):
        body["anyOf"] = [{"required": ["front"]}, {"required": ["back"]}]
