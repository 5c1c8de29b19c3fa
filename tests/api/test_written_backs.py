"""A card with a written back through the real pipeline and the HTTP app: the note on its contact."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from starlette.testclient import TestClient

from service.api.app import application
from service.pipeline import CardPipeline
from service.settings import Settings
from service.wiring import service

PICTURES = Path(__file__).parents[2] / "fixtures" / "notes" / "pictures"
LABELS = {
    entry["file"]: entry for entry in json.loads((PICTURES / "labels.json").read_text("utf-8"))
}
WRITTEN = "dark_upside_down.jpg"
WORDS = LABELS[WRITTEN]["text"].split()


def front() -> bytes:
    image = Image.new("RGB", (1000, 600), "white")
    draw = ImageDraw.Draw(image)
    lines = ("Jane Sample", "Head of Examples", "Tel +44 20 7946 0018", "jane@sample.example")
    for n, line in enumerate(lines):
        draw.text((80, 90 + 110 * n), line, "black", ImageFont.load_default(52))
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def back(file: str) -> bytes:
    return (PICTURES / file).read_bytes()


@pytest.fixture(scope="module")
def client(
    pipeline: CardPipeline, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("written"), rate_per_minute=100_000)
    made = service(settings, pipeline)
    with TestClient(
        application(made), base_url="http://127.0.0.1", client=("127.0.0.1", 40000)
    ) as http:
        yield http


@pytest.fixture(scope="module")
def contact(client: TestClient) -> dict:
    answer = client.post(
        "/v1/cards",
        files={"front": front(), "back": back(WRITTEN)},
        data={"captured_at": "2026-03-13T10:00:00Z"},
    )
    assert answer.status_code == 201
    made: dict = answer.json()["contact"]
    return made


def test_the_words_of_the_pen_are_the_transcript(contact: dict) -> None:
    note = contact["note"]
    assert (note["source"], note["language"]) == ("ink", "en")
    read = note["transcript"].split()
    assert sum(word in read for word in WORDS) >= 0.85 * len(WORDS)
    assert [line["text"] for line in note["lines"]] == note["transcript"].split("\n")
    assert {line["evidence"]["side"] for line in note["lines"]} == {"back"}
    assert note["confidence"] > 0.7


def test_the_front_is_the_contact_and_no_note(contact: dict) -> None:
    assert contact["name"]["full"] == "Jane Sample"
    assert "Jane" not in contact["note"]["transcript"]
    assert [e["address"] for e in contact["emails"]] == ["jane@sample.example"]


def test_facts_lie_in_the_transcript_and_on_the_photo(client: TestClient, contact: dict) -> None:
    note = contact["note"]
    assert {"food_drink", "family"} <= {f["kind"] for f in note["facets"]}
    for n, facet in enumerate(note["facets"]):
        span = facet["span"]
        assert note["transcript"][span["start"] : span["end"]].strip()
        where = facet["evidence"]
        assert (where["side"], where["card_id"]) == ("back", contact["card_ids"][0])
        answer = client.get(f"/v1/contacts/{contact['id']}/evidence/note/facets/{n}")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")


def test_ink_lies_where_it_was_written(contact: dict) -> None:
    """In pixels of the photo as uploaded, which shows the card upside down."""
    true = {line["text"]: line["polygon"] for line in LABELS[WRITTEN]["lines"]}
    found = {line["text"]: line["evidence"]["polygon"] for line in contact["note"]["lines"]}
    both = [text for text in true if text in found]
    assert len(both) >= 3
    for text in both:
        for (x, y), (u, v) in zip(true[text], found[text], strict=True):
            assert abs(x - u) < 60 and abs(y - v) < 60


def test_openers_rest_on_facets(client: TestClient, contact: dict) -> None:
    said = {"note": {"transcript": "2 kids, soccer\nloves sailing"}}
    notes = [contact["note"], _patched(client, contact, said).json()["note"]]
    assert notes[1]["openers"]
    for note in notes:
        ids = {f["id"] for f in note["facets"]}
        for opener in note["openers"]:
            assert opener["text"] and opener["because"] and set(opener["because"]) <= ids


def test_a_person_corrects_it(client: TestClient, contact: dict) -> None:
    answer = _patched(client, contact, {"note": {"transcript": "hates pumpkin pie, loves golf"}})
    assert answer.status_code == 200
    note = answer.json()["note"]
    assert (note["source"], note["confidence"]) == ("human", 1)
    assert note["transcript"] == "hates pumpkin pie, loves golf"
    assert note["lines"] == contact["note"]["lines"]
    stated = {f["kind"]: f["evidence"]["side"] for f in note["facets"]}
    assert stated["food_drink"] == "back"


def test_a_back_comes_later_and_only_pen_makes_a_note(client: TestClient) -> None:
    files = {"front": front(), "back": back("blank_cream.jpg")}
    card = client.post("/v1/cards", files=files).json()
    assert card["contact"]["name"]["full"] == "Jane Sample"
    assert "note" not in card["contact"]
    for file, noted in (("printed_terms.jpg", False), (WRITTEN, True)):
        answer = client.put(f"/v1/cards/{card['id']}/back", files={"back": back(file)})
        assert answer.status_code in (200, 201, 202)
        later = answer.json()["contact"]
        assert later["id"] == card["contact"]["id"]
        assert ("note" in later) is noted, file
    assert "pumpkin" in later["note"]["transcript"]


def _patched(client: TestClient, contact: dict, patch: dict):
    told = {"Content-Type": "application/merge-patch+json"}
    return client.patch(f"/v1/contacts/{contact['id']}", content=json.dumps(patch), headers=told)
