"""Domain values to JSON text and back, by their own type annotations."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from threading import Lock
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter

T = TypeVar("T")


_building = Lock()


def _adapter(kind: Any) -> TypeAdapter[Any]:
    # Two threads must not build the schema of one dataclass at the same time.
    with _building:
        return _built(kind)


@cache
def _built(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def dumped(kind: Any, value: object) -> str:
    """``value``, of type ``kind``, as JSON text."""
    return _adapter(kind).dump_json(value).decode()


def loaded(kind: type[T], text: str) -> T:
    """The value of type ``kind`` that ``dumped`` wrote."""
    value: T = _adapter(cast(Hashable, kind)).validate_json(text)
    return value
