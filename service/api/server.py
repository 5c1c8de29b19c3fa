"""Settings into a listening server."""

from __future__ import annotations

import logging

import uvicorn
from starlette.types import ASGIApp

from service.api.app import application
from service.observe import log_to_stderr
from service.settings import Settings
from service.wiring import service

_log = logging.getLogger("service")


def server(app: ASGIApp, host: str, port: int) -> uvicorn.Server:
    """A server of ``app`` that trusts no header about who asks and logs no address asked for."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            log_config=None,
            access_log=False,  # ours has no ids and no queries in it
            proxy_headers=False,  # who asks is told by the socket, never by a header
            server_header=False,
            timeout_graceful_shutdown=30,
        )
    )


def serve(settings: Settings, host: str, port: int) -> None:
    """Answer requests at ``host``:``port`` until SIGINT or SIGTERM, then end what is being read."""
    log_to_stderr(settings.log_level)
    listening = server(application(service(settings)), host, port)
    _log.info("serving", extra={"address": f"http://{host}:{port}"})
    listening.run()
