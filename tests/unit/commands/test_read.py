import argparse
import json
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
