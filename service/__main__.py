"""The command line into one sub-command of ``service.commands`` and its exit code."""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence

from service import commands, heap
from service.errors import BacknoteError
from service.settings import Settings


def parser() -> argparse.ArgumentParser:
    """Every module of ``service.commands`` is a sub-command and registers itself."""
    top = argparse.ArgumentParser(
        prog="python -m service", description="Business cards in, contacts out."
    )
    subparsers = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in sorted(m.name for m in pkgutil.iter_modules(commands.__path__)):
        importlib.import_module(f"service.commands.{module}").register(subparsers)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """0 when done, 1 when the service refused or failed, 2 for a command line that is no good."""
    args = parser().parse_args(argv)
    heap.keep_small()
    try:
        code: int = args.run(args, Settings.from_env(os.environ))
    except BacknoteError as e:
        print(f"{e.title}: {e.detail}", *filter(None, [e.remedy]), sep="\n", file=sys.stderr)
        return 1
    return code


if __name__ == "__main__":
    sys.exit(main())
