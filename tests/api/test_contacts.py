from __future__ import annotations

import json
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from tests.api.conftest import Running
from tests.peers import picture


@pytest.fixture
def contact(running: Running) -> dict:
    made = running.client.post("/v1/cards", files={"front": picture()})
    contact: dict = made.json()["contact"]
    return contact


def test_json_is_what_the_card_shows(running: Running, contact: dict) -> None:
    for accept in (None, "*/*", "application/json", "application/*;q=0.3, text/html"):
        headers = {"Accept": accept} if accept else {}
        answer = running.client.get(f"/v1/contacts/{contact['id']}", headers=headers)
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["vary"] == "Accept"
        assert answer.json() == contact
        assert answer.headers["etag"] == contact["etag"]


def test_shape_of_every_value(contact: dict) -> None:
    phone = contact["phones"][1]
    assert {k: v for k, v in phone.items() if k != "evidence"} == {
        "type": "work",
        "e164": "+442079460018",
        "extension": "12",
        "national": "020 7946 0018",
        "country": "GB",
        "valid": True,
        "raw": "as printed",
        "confidence": 0.6,
    }
    assert set(phone["evidence"]) == {"card_id", "side", "polygon", "source", "reader"}
    assert phone["evidence"]["polygon"] == [[30, 36], [150, 36], [150, 60], [30, 60]]
    assert contact["name"]["additional"] is None
    assert contact["addresses"][0]["locality"] == "Madrid"
    assert contact["social"][0]["network"] == "linkedin"


@pytest.mark.parametrize(
    ("accept", "media_type", "opening"),
    [
        ("text/vcard", "text/vcard; version=4.0; charset=utf-8", "BEGIN:VCARD\r\nVERSION:4.0"),
        ("text/*", "text/vcard; version=4.0; charset=utf-8", "BEGIN:VCARD\r\nVERSION:4.0"),
        ('text/vcard;version="4.0"', "text/vcard; version=4.0; charset=utf-8", "BEGIN:VCARD"),
        (
            "text/vcard; version=3.0",
            "text/vcard; version=3.0; charset=utf-8",
            "BEGIN:VCARD\r\nVERSION:3.0",
        ),
        (
            "text/vcard;version=3.0;q=0.9, text/vcard;q=0.5, application/json;q=0.1",
            "text/vcard; version=3.0; charset=utf-8",
            "BEGIN:VCARD\r\nVERSION:3.0",
        ),
        ("application/vcard+json", "application/vcard+json", '["vcard", [["version"'),
        ("TEXT/VCARD;charset=utf-8", "text/vcard; version=4.0; charset=utf-8", "BEGIN:VCARD"),
    ],
)
def test_other_types_by_accept(
    running: Running, contact: dict, accept: str, media_type: str, opening: str
) -> None:
    url = f"/v1/contacts/{contact['id']}"
    answer = running.client.get(url, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type
    assert answer.text.startswith(opening)
    assert answer.headers["etag"] != contact["etag"]
    held = {"Accept": accept, "If-None-Match": answer.headers["etag"]}
    assert running.client.get(url, headers=held).status_code == 304


@pytest.mark.parametrize(
    "accept", ["text/html", "text/vcard;version=2.1", "application/json;q=0", "nonsense"]
)
def test_types_that_are_not_made(running: Running, contact: dict, accept: str) -> None:
    answer = running.client.get(f"/v1/contacts/{contact['id']}", headers={"Accept": accept})
    assert answer.status_code == 406
    assert answer.headers["content-type"] == "application/problem+json"
    assert "text/vcard; version=4.0" in answer.json()["remedy"]


def test_jcard_is_json(running: Running, contact: dict) -> None:
    url = f"/v1/contacts/{contact['id']}"
    card = running.client.get(url, headers={"Accept": "application/vcard+json"}).json()
    assert ["uid", {}, "uri", f"urn:uuid:{contact['id']}"] in card[1]
    assert json.dumps(card)


def test_evidence_is_the_piece_of_the_photo(running: Running, contact: dict) -> None:
    url = f"/v1/contacts/{contact['id']}/evidence"
    for path in ("name", "phones/0", "addresses/0", "organizations/0"):
        answer = running.client.get(f"{url}/{path}")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "image/jpeg"
        pixels = np.asarray(Image.open(BytesIO(answer.content)))
        # The bar is 120 x 24 pixels, with a margin around it.
        assert 120 <= pixels.shape[1] <= 140
        assert 24 <= pixels.shape[0] <= 44
        middle = pixels[pixels.shape[0] // 2, pixels.shape[1] // 2].astype(int)
        assert np.abs(middle - (20, 30, 90)).max() < 25
        assert pixels[0, 0].min() > 200


@pytest.mark.parametrize(
    "path", ["phones/9", "phones", "phones/-1", "name/full", "id", "__class__", "nothing", "review"]
)
def test_evidence_of_nothing(running: Running, contact: dict, path: str) -> None:
    answer = running.client.get(f"/v1/contacts/{contact['id']}/evidence/{path}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "lost", ["01890a5d-ac96-774b-bcce-b302099a8056", "x", "1' OR '1'='1", "%00"]
)
def test_contacts_that_are_not_there(running: Running, lost: str) -> None:
    assert running.client.get(f"/v1/contacts/{lost}").status_code == 404
    assert running.client.get(f"/v1/cards/{lost}").status_code == 404
