"""``serve``: the HTTP service until it is told to stop."""

from __future__ import annotations

import argparse
from typing import Any

from service.settings import Settings


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("serve", help="answer HTTP requests")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen at (%(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="TCP port (%(default)s)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, settings: Settings) -> int:
    from service.api.server import serve

    serve(settings, args.host, args.port)
    return 0
