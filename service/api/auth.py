"""Requests into those who ask: by API key, or by coming from this very machine."""

from __future__ import annotations

import ipaddress
import math
import time
from urllib.parse import urlsplit

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from service.api.problems import problem
from service.errors import BacknoteError, Forbidden, TooManyRequests, Unauthorized
from service.keys import KeyFile, holder
from service.settings import Settings

OPEN = frozenset({"/healthz"})
PROXY_HEADERS = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
_MAKE_KEY = "Make a key on the server: python -m service keys add NAME"


class Guarded:
    """Lets through who may ask, as often as they may ask, and notes who it is in the scope.

    Headers that proxies add are never believed. Without keys only loopback clients are
    answered, and then a proxy in front would let everybody in: what came through one is
    refused. So is what a web page in a browser on this machine asks across sites
    (fetch metadata, Origin, and Host against DNS rebinding).
    """

    def __init__(self, app: ASGIApp, settings: Settings, keys: KeyFile) -> None:
        self._app = app
        self._plain = settings.api_keys
        self._keys = keys
        self._rate = RateLimitItemPerMinute(settings.rate_per_minute)
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in OPEN:
            await self._app(scope, receive, send)
            return
        refusal: BacknoteError | None = None
        client = (scope.get("client") or ("", 0))[0]
        asker = f"address {client}"
        try:
            asker = self._asker(Headers(scope=scope), client)
        except BacknoteError as e:
            refusal = e
        if not self._limiter.hit(self._rate, asker):
            refusal = TooManyRequests(
                f"more than {self._rate.amount} requests a minute", remedy="Ask again later."
            )
        if refusal is None:
            scope.setdefault("state", {})["asker"] = asker
            await self._app(scope, receive, send)
            return
        headers: dict[str, str] = {}
        if isinstance(refusal, Unauthorized):
            headers["WWW-Authenticate"] = 'Bearer realm="backnote"'
        if isinstance(refusal, TooManyRequests):
            reset = self._limiter.get_window_stats(self._rate, asker).reset_time
            headers["Retry-After"] = str(max(1, math.ceil(reset - time.time())))
        await problem(refusal).response(headers)(scope, receive, send)

    def _asker(self, headers: Headers, client: str) -> str:
        """A name for who asks, or the refusal."""
        hashed = self._keys.digests()
        if not self._plain and not hashed:
            _check_local(headers, client)
            return "loopback"
        scheme, _, key = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not key.strip():
            raise Unauthorized("the request carries no bearer key")
        found = holder(key.strip(), self._plain, hashed)
        if found is None:
            raise Unauthorized("the key is not known")
        return f"key {found}"


def _check_local(headers: Headers, client: str) -> None:
    if not _loopback(client):
        raise Unauthorized(
            "without a configured API key only this machine is answered", remedy=_MAKE_KEY
        )
    if any(name in headers for name in PROXY_HEADERS):
        raise Unauthorized("behind a proxy an API key must be configured", remedy=_MAKE_KEY)
    origin = headers.get("origin")
    hosts = [headers.get("host", "")] + ([] if origin is None else [urlsplit(origin).netloc])
    if not all(_loopback(urlsplit(f"//{host}").hostname or "") for host in hosts):
        raise Forbidden("the request names another host than this machine", remedy=_MAKE_KEY)
    if headers.get("sec-fetch-site") in ("cross-site", "same-site"):
        raise Forbidden("requests of other sites' pages are not answered", remedy=_MAKE_KEY)


def _loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool(address.is_loopback or (mapped is not None and mapped.is_loopback))
