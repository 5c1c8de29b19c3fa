import argparse
import json
from dataclasses import replace
from pathlib import Path

import pytest

from service.commands import read
from service.domain.card import CardReading, CardSide, Quality
from service.domain.contact import Contact, Review
from service.domain.geometry import box
from service.domain.text import CardWarning, Code
from service.export import Version
from service.ports import ReadCard
from service.settings import Settings
from tests.peers import written
from tests.unit.evaluation.cards import email, phone


def shown(reading: CardReading) -> list[str]:
    return read.as_table(ReadCard(reading, {})).splitlines()


def test_table_shows_value_confidence_look_and_place() -> None:
    contact = Contact(
        emails=(email("ana@acme.example", 0.4),),
        phones=(phone("+442079460958", "mobile"),),
        review=Review("pending", ("emails/0",)),
    )
    lines = shown(CardReading((), (), contact))
    (mail,) = [line for line in lines if "ana@acme.example" in line]
    assert mail.split() == [
        "emails/0",
        "ana@acme.example",
        "0.40",
        "look",
        "front",
        "0,",
        "0,",
        "10,",
        "10",
    ]
    (number,) = [line for line in lines if "+442079460958" in line]
    assert "(mobile)" in number and "look" not in number


def test_table_shows_the_note_its_facts_and_openers() -> None:
    note = replace(written("2 kids socer"), transcript="2 kids socer\nsend deck")
    lines = shown(CardReading((), (), Contact(note=note, review=Review("pending", ("note",)))))
    assert [line.split() for line in lines[1:]] == [
        ["note", "2", "kids", "socer", "0.70", "look"],
        ["send", "deck"],
        ["note/facets/0", "family:", "2", "kids", "(soccer)", "(sensitive)", "0.70",
         "back", "30,", "36,", "150,", "60"],
        ["opener", "How", "are", "the", "kids?"],
    ]  # fmt: skip


def test_json_and_vcard_have_the_note_too() -> None:
    contact = Contact(note=replace(written("2 kids"), facets=()))
    card = json.loads(read.as_json(ReadCard(CardReading((), (), contact), {})))
    assert card["contact"]["note"]["openers"][0]["text"] == "How are the kids?"
    assert "NOTE:2 kids" in read.as_vcard(contact, "4.0")


def test_table_shows_codes_warnings_and_their_remedy() -> None:
    warning = CardWarning("glare", "Glare over the phone number.", "Tilt the card.")
    lines = shown(
        CardReading((), (Code("QRCode", "https://a.example", ()),), Contact(), (warning,))
    )
    assert lines[0] == "Nothing of a contact was found on this card."
    assert any("https://a.example" in line for line in lines)
    assert any(line.endswith("Tilt the card.") for line in lines)


def arguments(front: Path) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    read.register(parser.add_subparsers())
    return parser.parse_args(["read", str(front)])


def test_a_missing_file_is_exit_code_2_with_a_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read.run(arguments(tmp_path / "none.jpg"), Settings()) == 2
    err = capsys.readouterr().err
    assert "none.jpg" in err and "Give the path" in err


def test_a_file_that_is_no_picture_is_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "card.jpg"
    bad.write_text("no picture")
    assert read.run(arguments(bad), Settings(reader="tesseract")) == 2
    assert capsys.readouterr().err.strip()


def test_json_is_the_card_of_the_contract_without_addresses_of_pictures() -> None:
    side = CardSide("front", box(0, 0, 9, 9), 0, ("en",), Quality(1, 0), ())
    contact = Contact(emails=(email("ana@acme.example"),), review=Review("pending", ("emails/0",)))
    card = json.loads(read.as_json(ReadCard(CardReading((side,), (), contact), {})))
    assert card["status"] == "needs_review"
    assert card["contact"]["emails"][0]["address"] == "ana@acme.example"
    assert card["contact"]["card_ids"] == [card["id"]]
    assert "image_url" not in card["sides"][0]


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_vcard_is_of_the_version_asked_for(version: Version) -> None:
    text = read.as_vcard(Contact(emails=(email("ana@acme.example"),)), version)
    assert f"VERSION:{version}" in text and "ana@acme.example" in text
