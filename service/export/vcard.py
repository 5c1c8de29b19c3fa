"""A contact into a vCard, version 4.0 (RFC 6350) or 3.0 (RFC 2426)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, TypeAlias

from service.domain.contact import Contact
from service.export.properties import Property, properties

Version: TypeAlias = Literal["4.0", "3.0"]

FOLD = 75
"""Octets a line may have without its line end (RFC 6350, 3.2)."""

_TEXT = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n"})


def vcard(contact: Contact, version: Version = "4.0") -> str:
    """The whole card with CRLF line ends, folded."""
    lines = ["BEGIN:VCARD", f"VERSION:{version}"]
    for item in properties(contact):
        if version == "4.0":
            lines.append(_line(item))
        else:
            lines.extend(_line(old) for old in _older(item))
    lines.append("END:VCARD")
    return "".join(f"{folded(text)}\r\n" for text in lines)


def folded(text: str) -> str:
    """``text`` in pieces of at most 75 octets, no character split, each next one after CRLF and
    a blank."""
    pieces, piece, size = [], "", 0
    for character in text:
        width = len(character.encode())
        if size + width > FOLD:
            pieces.append(piece)
            piece, size = "", 1  # the blank that continues a line counts
        piece, size = piece + character, size + width
    return "\r\n ".join([*pieces, piece])


def _line(item: Property) -> str:
    parameters = dict(item.parameters)
    if item.kind == "uri" and item.name == "TEL":
        parameters = {"VALUE": ("uri",), **parameters}
    if item.kind == "text" and item.name == "SOCIALPROFILE":
        parameters = {"VALUE": ("text",), **parameters}
    told = "".join(
        f";{name}={','.join(_parameter(value) for value in values)}"
        for name, values in parameters.items()
    )
    return f"{item.name}{told}:{_value(item)}"


def _value(item: Property) -> str:
    if isinstance(item.value, str):
        return item.value.translate(_TEXT) if item.kind == "text" else _address_text(item.value)
    if item.name == "CATEGORIES":
        return ",".join(part.translate(_TEXT) for group in item.value for part in group)
    return ";".join(",".join(part.translate(_TEXT) for part in group) for group in item.value)


def _address_text(uri: str) -> str:
    """URIs hold no blanks and no line ends, and are not escaped."""
    return re.sub(r"\s", "%20", uri)


def _parameter(value: str) -> str:
    """Quoted where needed. A quote and a caret as RFC 6868 has them; a newline as RFC 6350 writes
    it in LABEL (6.3.1)."""
    safe = value.replace("^", "^^").replace('"', "^'").replace("\n", "\\n")
    return f'"{safe}"' if re.search(r"[^A-Za-z0-9-]", safe) else safe


def _older(item: Property) -> Iterator[Property]:
    """The property as vCard 3.0 knows it, or as its readers have come to expect it."""
    match item.name:
        case "KIND":
            yield Property("X-ABShowAs", "COMPANY")
        case "TEL":
            number = str(item.value).removeprefix("tel:").replace(";ext=", " ext. ")
            yield Property("TEL", number, parameters=_older_types(item))
        case "URL":
            # Readers of 3.0 end a URL at a comma or a semicolon, escaped or not.
            safe = str(item.value).replace(",", "%2C").replace(";", "%3B")
            yield Property("URL", safe, "uri")
        case "EMAIL":
            yield Property("EMAIL", item.value, parameters={"TYPE": ("INTERNET", "WORK")})
        case "ADR":
            yield Property("ADR", item.value, parameters=_older_types(item))
            for label in item.parameters.get("LABEL", ()):
                yield Property("LABEL", label, parameters=_older_types(item))
        case "SOCIALPROFILE":
            network = re.sub(r"[^A-Za-z0-9-]", "", item.parameters["SERVICE-TYPE"][0])
            known = {"TYPE": (network,)} if network else {}
            yield Property("X-SOCIALPROFILE", item.value, item.kind, known)
        case _:
            yield item


def _older_types(item: Property) -> dict[str, tuple[str, ...]]:
    return {"TYPE": tuple(kind.upper() for kind in item.parameters["TYPE"])}
