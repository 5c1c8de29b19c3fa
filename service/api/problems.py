"""Errors into RFC 9457 problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Route

from service.errors import BacknoteError, InvalidParameter, TooLarge

MEDIA_TYPE = "application/problem+json"


class ProblemPlace(BaseModel):
    """One parameter that is not valid."""

    parameter: str = Field(description="Its name, after the place it stands in: `body/region`.")
    detail: str


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="Stable, one for each kind of problem.")
    title: str
    status: int
    detail: str
    remedy: str | None = Field(default=None, description="What a person can do about it.")
    errors: list[ProblemPlace] | None = Field(
        default=None, description="Parameters that are not valid."
    )

    def response(self, headers: Mapping[str, str] | None = None) -> Response:
        return Response(
            self.model_dump_json(exclude_none=True),
            self.status,
            dict(headers or {}),
            media_type=MEDIA_TYPE,
        )


def problem(error: BacknoteError) -> Problem:
    """The outward face of ``error``."""
    return Problem(
        type=f"urn:backnote:problem:{error.slug}",
        title=error.title,
        status=error.status,
        detail=error.detail,
        remedy=error.remedy,
    )


def error_named(slug: str, detail: str, remedy: str | None) -> BacknoteError:
    """The error of this slug anew; the plain root if there is none."""
    kind = next((c for c in _tree(BacknoteError) if c.slug == slug), BacknoteError)
    return kind(detail, remedy=remedy)


def documented(*kinds: type[BacknoteError]) -> dict[int | str, dict[str, Any]]:
    """``kinds`` (and what every route may answer) as ``responses`` of a route."""
    by_status: dict[int | str, list[type[BacknoteError]]] = {}
    for kind in kinds:
        by_status.setdefault(kind.status, []).append(kind)
    out: dict[int | str, dict[str, Any]] = {}
    for status, group in sorted(by_status.items(), key=lambda item: int(item[0])):
        examples = {
            kind.slug: {
                "summary": kind.title,
                "value": problem(kind("…")).model_dump(exclude_none=True),
            }
            for kind in group
        }
        out[status] = {
            "description": "; ".join(kind.title for kind in group),
            "content": {
                MEDIA_TYPE: {
                    "schema": {"$ref": "#/components/schemas/Problem"},
                    "examples": examples,
                }
            },
        }
    return out


def install(app: FastAPI, routes: Sequence[BaseRoute]) -> None:
    """Answer every error of ``app``, which has ``routes``, with a problem."""
    app.state.routes = [route for route in routes if isinstance(route, Route)]
    app.add_exception_handler(BacknoteError, _known)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _plain)
    app.add_exception_handler(Exception, _unknown)


def _known(_request: Request, error: Exception) -> Response:
    assert isinstance(error, BacknoteError)
    return problem(error).response()


def _invalid(_request: Request, error: Exception) -> Response:
    """The values themselves are left out: they may be contact data."""
    assert isinstance(error, RequestValidationError)
    places = [
        ProblemPlace(parameter="/".join(str(p) for p in e["loc"]), detail=str(e["msg"]))
        for e in error.errors()
    ]
    named = ", ".join(sorted({p.parameter for p in places}))
    told = problem(InvalidParameter(f"not valid: {named}", remedy="See 'errors'."))
    return told.model_copy(update={"errors": places}).response()


def _plain(request: Request, error: Exception) -> Response:
    """What the framework answers by itself: no such route, no such method, a broken form."""
    assert isinstance(error, HTTPException)
    if isinstance(error.__cause__, BacknoteError):
        return problem(error.__cause__).response()
    if error.status_code == TooLarge.status:
        return problem(TooLarge("the request is larger than this service takes")).response()
    status = HTTPStatus(error.status_code)
    headers = dict(error.headers or {})
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        # The framework names only the methods of the first route with this path.
        headers["Allow"] = ", ".join(sorted(_methods(request)))
    return Problem(
        type=f"urn:backnote:problem:{status.phrase.lower().replace(' ', '-')}",
        title=status.phrase,
        status=status,
        detail=str(error.detail),
    ).response(headers)


def _methods(request: Request) -> set[str]:
    here = (r for r in request.app.state.routes if r.path_regex.match(request.url.path))
    return {method for route in here for method in route.methods}


def _unknown(_request: Request, _error: Exception) -> Response:
    return problem(BacknoteError("the service failed unexpectedly; its log says where")).response()


def _tree(kind: type[BacknoteError]) -> Iterator[type[BacknoteError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _tree(child)
