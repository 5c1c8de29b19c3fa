"""``openapi``: the contract as OpenAPI 3.1, on standard output."""

from __future__ import annotations

import argparse
import json
from typing import Any

from service.settings import Settings


def register(subparsers: Any) -> None:
    subparsers.add_parser("openapi", help="print the OpenAPI document").set_defaults(run=run)


def run(args: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001
    from service.api.app import schema

    print(json.dumps(schema(), indent=2, ensure_ascii=False))
    return 0
