"""``keys add|list|revoke``: API keys, of which only hashes are kept."""

from __future__ import annotations

import argparse
from typing import Any

from service.keys import KeyFile, key_file
from service.settings import Settings


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("keys", help="make, list and revoke API keys")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for action, text in (("add", "make a key and print it once"), ("revoke", "forget a key")):
        actions.add_parser(action, help=text).add_argument("name", help="whose key it is")
    actions.add_parser("list", help="names and days of the keys")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, settings: Settings) -> int:
    keys = KeyFile(key_file(settings))
    match args.action:
        case "add":
            print(keys.add(args.name))
        case "revoke":
            keys.revoke(args.name)
        case _:
            for name, made in keys.listed():
                print(f"{made:%Y-%m-%d}  {name}")
    return 0
