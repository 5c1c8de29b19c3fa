"""Every request into a log line and figures, and every answer with an id and safe headers."""

from __future__ import annotations

import logging
import re
import time
import traceback
from pathlib import Path
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.problems import problem
from service.errors import BacknoteError
from service.observe import Metrics, request_id

_log = logging.getLogger("service.api")
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_SAFE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cache-Control": "no-store",
}


class Observed:
    """The outermost layer. Routes are named by their template, so no id and no query is kept."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope).get("x-request-id", "")
        current = asked if _ID.fullmatch(asked) else uuid4().hex
        token = request_id.set(current)
        begun, status = time.perf_counter(), 0

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-Id"] = current
                for name, value in _SAFE.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app(scope, receive, sent)
        except Exception as e:  # the edge: whatever went wrong, the client gets an answer
            frames = traceback.extract_tb(e.__traceback__)[-4:]
            places = [f"{Path(f.filename).name}:{f.lineno}" for f in frames]
            _log.error("request failed", extra={"reason": type(e).__name__, "at": places})
            if not status:
                await problem(BacknoteError("the service failed unexpectedly")).response()(
                    scope, receive, sent
                )
        finally:
            self._tell(scope, status, time.perf_counter() - begun)
            request_id.reset(token)

    def _tell(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "none")
        method = scope["method"] if route != "none" else "any"
        self._metrics.requests.labels(method, route, str(status)).inc()
        self._metrics.request_seconds.labels(method, route).observe(seconds)
        level = logging.DEBUG if route in ("/healthz", "/readyz", "/metrics") else logging.INFO
        told = {"method": method, "route": route, "status": status, "seconds": round(seconds, 4)}
        _log.log(level, "answered", extra=told)
