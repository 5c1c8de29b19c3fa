"""A JSON Merge Patch of a contact (RFC 7396) into the correction it asks for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from email.message import Message
from typing import Annotated, Any, Never, TypeAlias

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from service.domain.correction import Correction
from service.errors import BadRequest, InvalidParameter, TooLarge, UnsupportedBody

MEDIA_TYPES = ("application/merge-patch+json", "application/json")
MAX_BYTES = 1024 * 1024
MAX_CHARACTERS = 10_000


def _transcript(text: str) -> str:
    """Any text without control characters but tabs and line ends, which become newlines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for c in text:
        if (c < " " and c not in "\t\n") or "\x7f" <= c <= "\x9f" or "\ud800" <= c <= "\udfff":
            raise ValueError("holds control characters")
    return text


class _Patch(BaseModel):
    """A member that is absent changes nothing, one that is null takes the value away."""

    model_config = ConfigDict(extra="forbid")


class NotePatch(_Patch):
    transcript: Annotated[
        str | None,
        Field(
            max_length=MAX_CHARACTERS,
            description="What the note says; facets and openers follow from it. Blank or null "
            "takes the note away.",
            examples=["met at the fair, 2 kids, send deck Tue"],
            json_schema_extra={
                "pattern": r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$"
            },
        ),
        AfterValidator(lambda text: None if text is None else _transcript(text)),
    ] = None


class ContactPatch(_Patch):
    """What of a contact a person can correct, as a JSON Merge Patch (RFC 7396)."""

    note: NotePatch | None = None

    def correction(self) -> Correction:
        """What the patch asks for."""
        if "note" not in self.model_fields_set:
            return Correction()
        if self.note is None:
            return Correction(transcript="")
        if "transcript" not in self.note.model_fields_set:
            return Correction()
        return Correction(transcript=self.note.transcript or "")


BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            name: {"schema": {"$ref": "#/components/schemas/ContactPatch"}} for name in MEDIA_TYPES
        },
    }
}
"""For OpenAPI: the framework would know one media type only."""


async def _asked(request: Request) -> Correction:
    """The request's correction. Raises ``UnsupportedBody``, ``TooLarge``, ``BadRequest`` for what
    is no JSON and ``InvalidParameter`` for what cannot be corrected."""
    message = Message()
    message["content-type"] = request.headers.get("content-type", "")
    if message["content-type"] == "" or message.get_content_type() not in MEDIA_TYPES:
        raise UnsupportedBody(
            "the body is not a JSON Merge Patch",
            remedy=f"Send it with 'Content-Type: {MEDIA_TYPES[0]}'.",
        )
    return parsed(await _body(request)).correction()


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BYTES:
            raise TooLarge(
                f"a correction has at most {MAX_BYTES} bytes", remedy="Send a shorter text."
            )
    return bytes(body)


def parsed(body: bytes) -> ContactPatch:
    """The patch in ``body``."""
    try:
        value: object = json.loads(body.decode(), parse_constant=_no_constant)
    except (ValueError, RecursionError) as e:
        raise BadRequest("the body is not JSON") from e
    unknown = [_shown(path) for path in _unknown(ContactPatch, value)]
    if unknown:
        raise InvalidParameter(
            f"cannot be corrected: {', '.join(unknown[:5])}",
            remedy=f"What can be corrected: {', '.join(_known(ContactPatch))}.",
        )
    try:
        return ContactPatch.model_validate(value, strict=True)
    except ValidationError as e:
        # Without the input: it is contact data.
        errors = e.errors(include_input=False, include_url=False, include_context=False)
        raise RequestValidationError(
            [{**error, "loc": ("body", *error["loc"])} for error in errors]
        ) from None


def _no_constant(name: str) -> Never:
    raise ValueError(f"{name} is not JSON")


def _unknown(model: type[_Patch], value: object, above: str = "") -> Iterator[str]:
    """Paths of what stands in ``value`` but not in ``model``."""
    if not isinstance(value, dict):
        return
    for name, member in value.items():
        below = _models(model).get(name, ...)
        if below is ...:
            yield f"{above}{name}"
        elif isinstance(below, type):
            yield from _unknown(below, member, f"{above}{name}/")


def _known(model: type[_Patch], above: str = "") -> Iterator[str]:
    for name, below in _models(model).items():
        if below is None:
            yield f"{above}{name}"
        else:
            yield from _known(below, f"{above}{name}/")


def _models(model: type[_Patch]) -> dict[str, type[_Patch] | None]:
    """Members of ``model``, and the patch each one is, None for a plain value."""
    kinds = {name: getattr(f.annotation, "__args__", ()) for name, f in model.model_fields.items()}
    return {
        name: next((k for k in some if isinstance(k, type) and issubclass(k, _Patch)), None)
        for name, some in kinds.items()
    }


def _shown(path: str) -> str:
    """``path`` as a problem may quote it."""
    return path[:60] if path.isprintable() else "a name with control characters"


AskedCorrection: TypeAlias = Annotated[Correction, Depends(_asked)]
