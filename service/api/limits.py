"""Request bodies into bodies of bounded size, refused before they are read whole."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.problems import problem
from service.errors import TooLarge

FORM_BYTES = 1024 * 1024
"""Room for the form around two pictures."""


class Bounded:
    """Refuses bodies of more than ``most`` bytes with 413: at once when they say so, else as
    soon as they grow beyond."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self._app = app
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        said = Headers(scope=scope).get("content-length", "0")
        if said.isdecimal() and int(said) > self._most:
            refusal = TooLarge(f"the request has {said} bytes; at most {self._most} are taken")
            await problem(refusal).response({"Connection": "close"})(scope, receive, send)
            return
        got = 0

        async def bounded() -> Message:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            if got > self._most:
                # An HTTPException is what FastAPI lets through from the middle of a form.
                raise HTTPException(TooLarge.status)
            return message

        await self._app(scope, bounded, send)
