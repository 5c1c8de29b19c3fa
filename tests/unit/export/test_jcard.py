from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from service.export import jcard
from tests.peers import full_contact, written

ANA = replace(full_contact(), id="1", updated_at=datetime(2026, 3, 14, 15, 9, 26, tzinfo=UTC))


def items(text: str) -> dict[str, list[list]]:
    kind, properties = json.loads(text)
    assert kind == "vcard"
    assert properties[0] == ["version", {}, "text", "4.0"]
    found: dict[str, list[list]] = {}
    for item in properties:
        name, parameters, value_type, *values = item
        assert name == name.lower()
        assert isinstance(parameters, dict)
        assert "value" not in parameters, "the type has a place of its own (RFC 7095, 3.4)"
        assert value_type in ("text", "uri", "timestamp")
        assert values
        found.setdefault(name, []).append(item)
    return found


def test_everything_in_its_place() -> None:
    card = items(jcard(ANA))
    assert card["fn"] == [["fn", {}, "text", "Dr. Ana María López"]]
    assert card["n"] == [["n", {}, "text", ["López", "Ana María", "", "Dr.", ""]]]
    assert card["org"] == [["org", {}, "text", ["Ejemplo, Hijos y Cía. S.L.", "Sales; Service"]]]
    assert card["tel"][0] == ["tel", {"type": ["cell", "voice"]}, "uri", "tel:+14155550132"]
    assert card["tel"][2] == ["tel", {"type": ["work", "fax"]}, "text", "555-0199"]
    assert card["rev"] == [["rev", {}, "timestamp", "2026-03-14T15:09:26Z"]]
    address = card["adr"][0]
    assert address[1]["label"] == "Calle del Ejemplo 1, 2º\n28000 Madrid\nEspaña"
    assert address[3] == ["", "", "Calle del Ejemplo 1, 2º", "Madrid", "", "28000", "ES"]
    # One component stands alone, not in a list.
    alone = items(jcard(replace(ANA, departments=())))
    assert alone["org"][0][3] == "Ejemplo, Hijos y Cía. S.L."


def test_the_note_goes_along() -> None:
    card = items(jcard(replace(ANA, note=written("2 kids, soccer\nsend deck"))))
    assert card["note"] == [["note", {}, "text", "send deck"]]


@given(st.text(max_size=60))
def test_any_text_survives(text: str) -> None:
    card = items(jcard(replace(ANA, name=replace(ANA.name, full=text, given=text))))
    assert isinstance(card["fn"][0][3], str)
    json.dumps(card, ensure_ascii=False).encode()
