"""``migrate``: the database brought to the newest schema (``serve`` does so by itself)."""

from __future__ import annotations

import argparse
from typing import Any

from service.settings import Settings


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("migrate", help="bring the database to the newest schema")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001
    from service.wiring import database

    print(database(settings).migrated())
    return 0
