from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.contact import Contact, Email, Evidence, Name, Organization, Phone, Text
from service.export import vcard
from service.export.properties import UNNAMED, formatted_name
from service.export.vcard import folded
from tests.peers import full_contact, written
from tests.unit.export.strict import Parsed, parsed

ID = "01890a5d-ac96-774b-bcce-b302099a8057"
WHERE = Evidence("front", ())
ANA = replace(full_contact(), id=ID, updated_at=datetime(2026, 3, 14, 15, 9, 26, tzinfo=UTC))


def common() -> dict[str, object]:
    return {"confidence": 1.0, "evidence": WHERE}


def strict(contact: Contact) -> dict[str, list[Parsed]]:
    found: dict[str, list[Parsed]] = {}
    for item in parsed(vcard(contact, "4.0").encode()):
        found.setdefault(item.name, []).append(item)
    return found


def test_version_4_says_everything() -> None:
    card = strict(ANA)
    assert card["UID"][0].value == f"urn:uuid:{ID}"
    assert card["FN"][0].value == "Dr. Ana María López"
    assert card["N"][0].components() == [["López"], ["Ana María"], [""], ["Dr."], [""]]
    assert card["ORG"][0].components() == [["Ejemplo, Hijos y Cía. S.L."], ["Sales; Service"]]
    assert card["TITLE"][0].value == "Head of Sales\\, EMEA"
    assert [(t.value, t.parameters.get("VALUE")) for t in card["TEL"]] == [
        ("tel:+14155550132", ["uri"]),
        ("tel:+442079460018;ext=12", ["uri"]),
        ("555-0199", None),
    ]
    assert [t.parameters["TYPE"] for t in card["TEL"]] == [
        ["cell", "voice"],
        ["work", "voice"],
        ["work", "fax"],
    ]
    assert card["EMAIL"][0].value == "ana.lopez@ejemplo.example"
    assert card["URL"][0].value == "https://www.ejemplo.example/a?b=1,2;3"
    assert card["SOCIALPROFILE"][0].parameters["SERVICE-TYPE"] == ["linkedin"]
    assert card["SOCIALPROFILE"][0].value == "https://www.linkedin.com/in/ana-lopez"
    assert card["SOCIALPROFILE"][1].parameters["VALUE"] == ["text"]
    assert card["SOCIALPROFILE"][1].value == "ana_lopez"
    (address,) = card["ADR"]
    assert address.components() == [
        [""], [""], ["Calle del Ejemplo 1, 2º"], ["Madrid"], [""], ["28000"], ["ES"],
    ]  # fmt: skip
    assert address.parameters["LABEL"] == ["Calle del Ejemplo 1, 2º\\n28000 Madrid\\nEspaña"]
    assert card["REV"][0].value == "20260314T150926Z"
    assert "KIND" not in card


def test_version_3_reads_back_by_another_program() -> None:
    text = vcard(ANA, "3.0")
    assert "VERSION:3.0" in text
    card = vobject.readOne(text)
    assert card.fn.value == "Dr. Ana María López"
    assert (card.n.value.family, card.n.value.given, card.n.value.prefix) == (
        "López", "Ana María", "Dr.",
    )  # fmt: skip
    assert card.org.value == ["Ejemplo, Hijos y Cía. S.L.", "Sales; Service"]
    assert card.title.value == "Head of Sales, EMEA"
    assert [t.value for t in card.tel_list] == [
        "+14155550132",
        "+442079460018 ext. 12",
        "555-0199",
    ]
    assert [t.params["TYPE"] for t in card.tel_list] == [
        ["CELL", "VOICE"],
        ["WORK", "VOICE"],
        ["WORK", "FAX"],
    ]
    assert card.email.value == "ana.lopez@ejemplo.example"
    assert card.url.value == "https://www.ejemplo.example/a?b=1%2C2%3B3"
    assert (card.adr.value.street, card.adr.value.city, card.adr.value.code) == (
        "Calle del Ejemplo 1, 2º", "Madrid", "28000",
    )  # fmt: skip
    assert card.label.value == "Calle del Ejemplo 1, 2º\n28000 Madrid\nEspaña"
    profiles = card.contents["x-socialprofile"]
    assert [(p.params["TYPE"], p.value) for p in profiles] == [
        (["linkedin"], "https://www.linkedin.com/in/ana-lopez"),
        (["wechat"], "ana_lopez"),
    ]
    assert card.rev.value == "20260314T150926Z"


def test_every_line_is_folded_at_75_octets() -> None:
    long = replace(ANA, job_titles=(Text(value="Überaus wichtige Ämter " * 9, **common()),))
    for version in ("4.0", "3.0"):
        rows = vcard(long, version).encode().split(b"\r\n")
        assert max(map(len, rows)) <= 75
        assert any(row.startswith(b" ") for row in rows)


@pytest.mark.parametrize(
    ("contact", "name"),
    [
        (Contact(), UNNAMED),
        (Contact(organizations=(Organization(name="Ejemplo S.L.", **common()),)), "Ejemplo S.L."),
        (Contact(emails=(Email(address="a@b.example", **common()),)), "a@b.example"),
        (
            Contact(
                phones=(
                    Phone(
                        type="work", e164=None, national="555-0199", country=None, valid=False,
                        **common(),
                    ),
                )
            ),
            "555-0199",
        ),
        (Contact(name=Name(full=" \x00 ", **common())), UNNAMED),
    ],
)  # fmt: skip
def test_a_formatted_name_is_mandatory(contact: Contact, name: str) -> None:
    assert formatted_name(contact) == name
    assert strict(contact)["FN"][0].value == name
    assert vobject.readOne(vcard(contact, "3.0")).fn.value == name


def test_a_shop_is_an_organisation() -> None:
    shop = Contact(organizations=(Organization(name="Ejemplo S.L.", **common()),))
    assert strict(shop)["KIND"][0].value == "org"
    assert "X-ABShowAs:COMPANY" in vcard(shop, "3.0")


def test_a_department_without_an_organisation() -> None:
    lone = Contact(departments=(Text(value="Sales", **common()),))
    assert strict(lone)["ORG"][0].components() == [[""], ["Sales"]]


def test_control_characters_and_broken_unicode_are_removed() -> None:
    nasty = "A\x00n\x1ba\r\nEND:VCARD\u2028B\ud800C\x7f"
    contact = replace(
        ANA,
        name=replace(ANA.name, full=nasty, given=nasty),
        emails=(Email(address="a\r\n@b.example", **common()),),
        social=(replace(ANA.social[0], handle='q"u^o\nte', url="https://x.example/a b\r\nc"),),
    )
    card = strict(contact)
    assert card["FN"][0].value == "Ana END:VCARD BC"
    assert card["SOCIALPROFILE"][0].parameters["USERNAME"] == ["q^'u^^o te"]
    assert vobject.readOne(vcard(contact, "3.0")).fn.value == "Ana END:VCARD BC"


def test_the_note_goes_along() -> None:
    text = "met at the fair; 2 kids,\tsoccer\n→ send deck Tue\n"
    noted = replace(ANA, note=replace(written(text), facets=()))
    (note,) = strict(noted)["NOTE"]
    assert note.value == "met at the fair\\; 2 kids\\, soccer\\n→ send deck Tue"
    assert vobject.readOne(vcard(noted, "3.0")).note.value == (
        "met at the fair; 2 kids, soccer\n→ send deck Tue"
    )
    assert "NOTE" not in strict(ANA)


def test_lines_of_a_note_that_hold_something_sensitive_stay_behind() -> None:
    (note,) = strict(replace(ANA, note=written("2 kids, soccer\nsend deck Tue")))["NOTE"]
    assert note.value == "send deck Tue"
    assert "NOTE" not in strict(replace(ANA, note=written("2 kids, soccer")))


@settings(max_examples=150, deadline=None)
@given(st.tuples(*[st.text(max_size=90)] * 7))
def test_any_text_survives(drawn: tuple[str, ...]) -> None:
    full, family, org, title, label, street, handle = drawn
    contact = replace(
        ANA,
        name=replace(ANA.name, full=full, family=family),
        organizations=(Organization(name=org, **common()),),
        job_titles=(Text(value=title, **common()),),
        addresses=(replace(ANA.addresses[0], formatted=label, street=street),),
        social=(replace(ANA.social[0], handle=handle, url=None),),
    )
    card = strict(contact)
    (name,) = card["N"]
    assert len(name.components()) == 5
    assert len(card["ADR"][0].components()) == 7
    (family_part,) = name.components()[0]
    older = vobject.readOne(vcard(contact, "3.0"))
    assert _same(older.n.value.family, family_part)
    assert _same(older.fn.value, card["FN"][0].components()[0][0] if card["FN"] else "")


def _same(ours: object, theirs: object) -> bool:
    """vobject makes lists of texts with commas."""
    joined = ",".join(ours) if isinstance(ours, list) else str(ours)
    return joined.replace(", ", ",") == str(theirs).replace(", ", ",") or ";" in str(theirs)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=400))
def test_folding_can_be_undone(text: str) -> None:
    lines = folded(text).split("\r\n ")
    assert "".join(lines) == text
    assert len(lines[0].encode()) <= 75
    assert all(len(line.encode()) <= 74 for line in lines[1:])
