"""A contact into a jCard (RFC 7095)."""

from __future__ import annotations

import json
from typing import Any

from service.domain.contact import Contact
from service.export.properties import Property, properties


def jcard(contact: Contact) -> str:
    """The JSON text of one card."""
    version: list[Any] = ["version", {}, "text", "4.0"]
    items = [version, *(_item(p) for p in properties(contact))]
    return json.dumps(["vcard", items], ensure_ascii=False)


def _item(item: Property) -> list[Any]:
    """Name, parameters, type, value (RFC 7095, 3.3)."""
    parameters: dict[str, str | list[str]] = {
        name.lower(): values[0] if len(values) == 1 else list(values)
        for name, values in item.parameters.items()
    }
    start = [item.name.lower(), parameters, item.kind]
    if isinstance(item.value, str):
        return [*start, _extended(item.value) if item.kind == "timestamp" else item.value]
    if item.name == "CATEGORIES":
        return [*start, *(part for group in item.value for part in group)]
    parts = [group[0] if len(group) == 1 else list(group) or "" for group in item.value]
    # A structured value of one component is written as if it were not structured (3.3.1.3).
    return [*start, parts[0] if len(parts) == 1 else parts]


def _extended(basic: str) -> str:
    """``20260314T150926Z`` as RFC 7095, 3.5.5 writes it: ``2026-03-14T15:09:26Z``."""
    date, _, clock = basic.partition("T")
    return f"{date[:4]}-{date[4:6]}-{date[6:]}T{clock[:2]}:{clock[2:4]}:{clock[4:]}"
