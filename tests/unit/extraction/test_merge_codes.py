"""merge_codes: what a code states beside what is printed."""

from service import extraction
from service.domain.card import Hints
from service.domain.geometry import box
from service.domain.text import Code
from tests.unit.extraction.printed_cards import stacked

FRONT = stacked(
    "Anna Meier",
    "Head of Sales",
    "Nordlicht Software GmbH",
    "+49 89 123456",
    "anna.meier@nordlicht.example",
    first=60,
)


def vcard(*properties: str) -> Code:
    text = "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", *properties, "END:VCARD"))
    return Code("QRCode", text, box(0, 0, 90, 90))


def read(*codes: Code):
    return extraction.contact({"front": FRONT}, codes, Hints(), 0.01)


def test_equal_values_are_kept_once_and_surer():
    plain, _ = read()
    both, warnings = read(
        vcard(
            "N:Meier;Anna",
            "FN:Anna Meier",
            "EMAIL:anna.meier@nordlicht.example",
            "TEL:+49 89 123456",
        )
    )
    assert warnings == ()
    assert [e.address for e in both.emails] == ["anna.meier@nordlicht.example"]
    assert len(both.phones) == 1
    assert both.emails[0].evidence.source == "ocr"
    assert both.emails[0].confidence >= max(0.995, plain.emails[0].confidence)
    assert "emails/0" not in both.review.fields


def test_a_value_only_in_the_code_is_added_behind_with_the_code_as_evidence():
    both, warnings = read(
        vcard(
            "FN:Anna Meier",
            "TEL;TYPE=CELL:+49 171 1234567",
            "ADR:;;Amselweg 3;München;;80331;Germany",
        )
    )
    assert warnings == ()
    assert [p.type for p in both.phones] == ["work", "mobile"]
    assert both.phones[1].e164 == "+491711234567"
    assert (both.phones[1].evidence.source, both.phones[1].evidence.polygon) == ("code", ())
    assert (both.addresses[0].street, both.addresses[0].postal_code, both.addresses[0].country) == (
        "Amselweg 3",
        "80331",
        "DE",
    )


def test_a_conflict_is_shown_without_content_and_both_values_stay():
    both, warnings = read(vcard("FN:Anna Meier", "EMAIL:anna.meyer@nordlicht.example"))
    assert [e.address for e in both.emails] == [
        "anna.meier@nordlicht.example",
        "anna.meyer@nordlicht.example",
    ]
    assert [w.code for w in warnings] == ["code_conflict"]
    assert "e-mail" in warnings[0].detail
    assert "meyer" not in warnings[0].detail
    assert {"emails/0", "emails/1"} <= set(both.review.fields)


def test_another_name_in_the_code_is_a_conflict_and_print_goes_first():
    both, warnings = read(vcard("FN:Otto Kern"))
    assert both.name is not None
    assert both.name.full == "Anna Meier"
    assert [w.code for w in warnings] == ["code_conflict"]
    assert both.people == ()


def test_a_legal_form_more_is_no_conflict():
    both, warnings = read(vcard("FN:Anna Meier", "ORG:Nordlicht Software"))
    assert warnings == ()
    assert [o.name for o in both.organizations] == ["Nordlicht Software GmbH"]


def test_a_bare_link_adds_nothing():
    both, warnings = read(Code("QRCode", "https://go.example/x7", box(0, 0, 9, 9)))
    assert both == read()[0]
    assert warnings == ()


def test_a_card_that_is_only_a_code_still_gives_its_contact():
    made, _ = extraction.contact(
        {"back": stacked()},
        (vcard("N:Meier;Anna", "FN:Anna Meier", "ORG:Nordlicht"),),
        Hints(),
        0.01,
    )
    assert made.name is not None
    assert (made.name.full, made.name.family) == ("Anna Meier", "Meier")
    assert made.name.evidence.side == "back"
