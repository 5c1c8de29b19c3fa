from __future__ import annotations

import json
import sqlite3
from datetime import date, timedelta
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.api.conftest import Running
from tests.peers import picture, written

TYPED = {"card_id": None, "side": None, "polygon": [], "source": "human", "reader": "human"}
MERGE_PATCH = {"Content-Type": "application/merge-patch+json"}


@pytest.fixture
def noted(running: Running) -> dict:
    """A contact whose card's back bears ink."""
    running.reader.note = written()
    files = {"front": picture(), "back": picture(shade=240)}
    data = {"captured_at": "2026-03-13T10:00:00Z"}
    contact: dict = running.client.post("/v1/cards", files=files, data=data).json()["contact"]
    return contact


@pytest.fixture
def printed(running: Running) -> dict:
    """A contact of whose card only the front was photographed."""
    contact: dict = running.client.post("/v1/cards", files={"front": picture()}).json()["contact"]
    return contact


def patched(running: Running, contact: dict, patch: object, **headers: str):
    body = patch if isinstance(patch, bytes) else json.dumps(patch).encode()
    told = MERGE_PATCH | {name.replace("_", "-"): value for name, value in headers.items()}
    return running.client.patch(f"/v1/contacts/{contact['id']}", content=body, headers=told)


def history(running: Running, contact: dict) -> list[dict]:
    items: list[dict] = running.client.get(f"/v1/contacts/{contact['id']}/history").json()["items"]
    return items


def test_ink_comes_out_with_its_facets_openers_and_lines(noted: dict) -> None:
    note = noted["note"]
    assert (note["transcript"], note["source"], note["language"]) == ("2 kids socer", "ink", "en")
    (facet,) = note["facets"]
    where = facet.pop("evidence")
    assert facet == {
        "id": "f1", "kind": "family", "value": "2 kids", "topic": "soccer", "about": "contact",
        "who": None, "when": None, "due": None, "certainty": "stated", "certain": True,
        "negated": False, "sensitive": True, "confidence": 0.7, "span": {"start": 0, "end": 6},
    }  # fmt: skip
    assert where["card_id"] == noted["card_ids"][0]
    assert (where["side"], where["source"], len(where["polygon"])) == ("back", "ocr", 4)
    assert note["openers"] == [{"text": "How are the kids?", "because": ["f1"]}]
    (line,) = note["lines"]
    assert (line["text"], line["raw"]) == ("2 kids socer", "2 KIDS SOCER")
    assert line["evidence"] == where
    assert line["words"][0]["alternatives"] == ["soccer"]


def test_evidence_of_a_note_is_the_piece_of_the_photo(running: Running, noted: dict) -> None:
    url = f"/v1/contacts/{noted['id']}/evidence"
    for path in ("note/facets/0", "note/lines/0"):
        answer = running.client.get(f"{url}/{path}")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
        width, height = Image.open(BytesIO(answer.content)).size
        assert 120 <= width <= 140 and 24 <= height <= 44
    for path in ("note", "note/facets/1", "note/facets", "note/transcript", "facets/0", "lines/0"):
        assert running.client.get(f"{url}/{path}").status_code == 404
    # Corrected words stand where the ink reads alike; words of no ink stand nowhere.
    contact = patched(running, noted, {"note": {"transcript": "soccer, ski"}}).json()
    alike, typed = (f["evidence"] for f in contact["note"]["facets"])
    assert alike == noted["note"]["lines"][0]["evidence"] | {"source": "human", "reader": "human"}
    assert typed == TYPED
    assert running.client.get(f"{url}/note/facets/0").status_code == 200
    assert running.client.get(f"{url}/note/facets/1").status_code == 404
    assert running.client.get(f"{url}/note/lines/0").status_code == 200


def test_a_correction_makes_facets_and_openers_again(running: Running, noted: dict) -> None:
    running.clock.forward(timedelta(hours=1))
    answer = patched(running, noted, {"note": {"transcript": "2 kids, soccer"}})
    assert answer.status_code == 200
    contact = answer.json()
    note = contact["note"]
    assert (note["transcript"], note["source"], note["confidence"]) == (
        "2 kids, soccer",
        "human",
        1,
    )
    assert [f["value"] for f in note["facets"]] == ["2 kids", "soccer"]
    assert [o["because"] for o in note["openers"]] == [["f1"], ["f2"]]
    assert note["lines"] == noted["note"]["lines"]
    # Times count from the day the card was photographed.
    assert running.notes.days == [date(2026, 3, 13)]
    assert note["facets"][0]["due"] == "2026-03-13"
    assert (note["facets"][0]["who"], note["facets"][0]["certain"]) == ("me", True)
    assert (noted["etag"], contact["etag"], answer.headers["etag"]) == ('"1"', '"2"', '"2"')
    assert contact["updated_at"] > noted["updated_at"]
    rest = {"note", "etag", "updated_at"}
    assert {k: v for k, v in contact.items() if k not in rest} == {
        k: v for k, v in noted.items() if k not in rest
    }
    assert running.client.get(f"/v1/contacts/{noted['id']}").json() == contact
    assert running.client.get(f"/v1/cards/{noted['card_ids'][0]}").json()["contact"] == contact


def test_a_note_can_be_typed_where_no_back_was_photographed(
    running: Running, printed: dict
) -> None:
    assert "note" not in printed
    contact = patched(running, printed, {"note": {"transcript": "send deck"}}).json()
    assert contact["note"]["facets"][0]["value"] == "send deck"
    assert contact["note"]["facets"][0]["evidence"] == TYPED
    assert contact["note"]["lines"] == []
    assert running.notes.days == [None]
    url = f"/v1/contacts/{printed['id']}"
    card = running.client.get(url, headers={"Accept": "text/vcard"}).text
    assert "\r\nNOTE:send deck\r\n" in card
    jcard = running.client.get(url, headers={"Accept": "application/vcard+json"}).json()
    assert ["note", {}, "text", "send deck"] in jcard[1]


@pytest.mark.parametrize(
    "patch",
    [
        {"note": None},
        {"note": {"transcript": ""}},
        {"note": {"transcript": " \n\t"}},
        {"note": {"transcript": None}},
    ],
)
def test_a_note_can_be_taken_away(running: Running, noted: dict, patch: dict) -> None:
    answer = patched(running, noted, patch)
    assert answer.status_code == 200
    assert "note" not in answer.json()
    last = history(running, noted)[-1]
    assert last["changes"]["note"]["before"] == noted["note"]
    assert last["changes"]["note"]["after"] is None


def test_a_patch_that_changes_nothing_makes_no_version(running: Running, noted: dict) -> None:
    for nothing in ({}, {"note": {}}):
        assert patched(running, noted, nothing).json() == noted
    first = patched(running, noted, {"note": {"transcript": "2 kids"}}).json()
    assert patched(running, noted, {"note": {"transcript": "2 kids"}}).json() == first
    assert [c["version"] for c in history(running, noted)] == [1, 2]
    # To vouch for what the ink says is a change.
    said = noted["note"]["transcript"]
    again = patched(running, noted, {"note": {"transcript": said}}).json()
    assert (again["note"]["source"], again["etag"]) == ("human", '"3"')


def test_if_match_guards_against_lost_changes(running: Running, noted: dict) -> None:
    one, two = ({"note": {"transcript": text}} for text in ("one", "two"))
    assert patched(running, noted, one, If_Match=noted["etag"]).status_code == 200
    for stale in (noted["etag"], f"W/{noted['etag']}", '"2-jcard"', 'W/"2"', "2", "", '"x", "1"'):
        answer = patched(running, noted, two, If_Match=stale)
        assert answer.status_code == 412, stale
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["type"] == "urn:backnote:problem:precondition-failed"
    assert running.client.get(f"/v1/contacts/{noted['id']}").json()["note"]["transcript"] == "one"
    assert patched(running, noted, two, If_Match='"9", "2"').status_code == 200
    assert patched(running, noted, one, If_Match="*").status_code == 200
    assert patched(running, noted, two).status_code == 200


def test_a_card_read_again_keeps_what_a_person_said(running: Running, noted: dict) -> None:
    patched(running, noted, {"note": {"transcript": "3 kids"}})
    running.reader.note = written("3 kits", 0.3)
    url = f"/v1/cards/{noted['card_ids'][0]}"
    card = running.client.put(f"{url}/back", files={"back": picture(shade=230)}).json()
    note = card["contact"]["note"]
    assert (note["transcript"], note["source"]) == ("3 kids", "human")
    assert [f["value"] for f in note["facets"]] == ["3 kids"]
    assert note["lines"][0]["text"] == "3 kits"
    # A person has looked at it, however badly the ink reads.
    assert "note" not in card["contact"]["review"]["fields"]
    created, corrected, read = history(running, noted)
    assert [(c["by"], c["what"], c["version"]) for c in (created, corrected, read)] == [
        ("service", "created", 1), ("person", "corrected", 2), ("service", "read", 3),
    ]  # fmt: skip
    assert created["changes"]["note"] == {"before": None, "after": noted["note"]}
    assert corrected["changes"]["note"]["before"] == noted["note"]
    assert read["changes"]["note"]["before"] == corrected["changes"]["note"]["after"]
    assert read["changes"]["note"]["after"] == note


def test_ink_alone_is_read_anew(running: Running, noted: dict) -> None:
    running.reader.note = written("2 kids soccer")
    url = f"/v1/cards/{noted['card_ids'][0]}"
    card = running.client.put(f"{url}/back", files={"back": picture(shade=230)}).json()
    assert card["contact"]["note"]["transcript"] == "2 kids soccer"


def test_a_correction_ends_the_review_of_the_note(running: Running) -> None:
    running.reader.note = written("xqz", 0.2)
    made = running.client.post("/v1/cards", files={"back": picture()}).json()
    contact = made["contact"]
    assert contact["review"] == {"status": "pending", "fields": ["phones/1", "note"]}
    after = patched(running, contact, {"note": {"transcript": "a quiz"}}).json()
    assert after["review"] == {"status": "pending", "fields": ["phones/1"]}
    # Where nothing else is in doubt, the card is done with.
    running.reader.note = written("xqz", 0.2)
    files = {"front": picture(shade=10), "back": picture(shade=10)}
    made = running.client.post("/v1/cards", files=files).json()
    assert (made["status"], made["contact"]["review"]["fields"]) == ("needs_review", ["note"])
    patched(running, made["contact"], {"note": {"transcript": "a quiz"}})
    card = running.client.get(f"/v1/cards/{made['id']}").json()
    assert (card["status"], card["contact"]["review"]["status"]) == ("done", "done")
    again = {"back": picture(shade=12)}
    card = running.client.put(f"/v1/cards/{made['id']}/back", files=again).json()
    assert (card["status"], card["contact"]["note"]["transcript"]) == ("done", "a quiz")


def test_history_comes_in_pages(running: Running, printed: dict) -> None:
    url = f"/v1/contacts/{printed['id']}/history"
    whole = running.client.get(url)
    assert whole.json() == {
        "items": [
            {"version": 1, "at": printed["created_at"], "by": "service", "what": "created", "changes": {}}
        ],
        "next": None,
    }  # fmt: skip
    assert "link" not in whole.headers
    for n in range(4):
        patched(running, printed, {"note": {"transcript": f"note {n}"}})
    versions, page = [], f"{url}?limit=2"
    while page:
        answer = running.client.get(page)
        versions.append([c["version"] for c in answer.json()["items"]])
        page = answer.links["next"]["url"] if answer.json()["next"] else ""
    assert versions == [[1, 2], [3, 4], [5]]
    for bad in ("limit=0", "limit=101", "cursor=x", "cursor=-1"):
        assert running.client.get(f"{url}?{bad}").status_code == 422
    lost = running.client.get("/v1/contacts/01890a5d-ac96-774b-bcce-b302099a8056/history")
    assert lost.status_code == 404


def test_history_goes_with_the_card(running: Running, noted: dict) -> None:
    patched(running, noted, {"note": {"transcript": "a very private matter"}})
    assert running.rows()["contact_changes"] == 2
    running.client.delete(f"/v1/cards/{noted['card_ids'][0]}")
    assert set(running.rows().values()) == {0}
    assert running.client.get(f"/v1/contacts/{noted['id']}/history").status_code == 404
    assert patched(running, noted, {"note": None}).status_code == 404


@pytest.mark.parametrize(
    ("patch", "status", "told"),
    [
        ({"phones": []}, 422, "cannot be corrected: phones"),
        ({"note": {"facets": [], "transcript": "x"}}, 422, "cannot be corrected: note/facets"),
        ({"note\x00": 1}, 422, "cannot be corrected: a name with control characters"),
        (b'{"\\ud800": 1}', 422, "cannot be corrected: a name with control characters"),
        ({"note": "text"}, 422, "body/note"),
        ({"note": {"transcript": 5}}, 422, "body/note/transcript"),
        ({"note": {"transcript": "x" * 10_001}}, 422, "body/note/transcript"),
        ({"note": {"transcript": "a\x00b"}}, 422, "body/note/transcript"),
        ({"note": {"transcript": "a\x1b[31mb"}}, 422, "body/note/transcript"),
        ({"note": {"transcript": "a\x85b"}}, 422, "body/note/transcript"),
        (b'{"note": {"transcript": "a\\ud800b"}}', 422, "body/note/transcript"),
        ([], 422, "body"),
        (None, 422, "body"),
        (b"", 400, "not JSON"),
        (b'{"note": NaN}', 400, "not JSON"),
        (b'{"note": "\xff"}', 400, "not JSON"),
        (b"[" * 100_000, 400, "not JSON"),
        (b'{"note": {"transcript": "' + b"x" * (1024 * 1024) + b'"}}', 413, "bytes"),
    ],
)
def test_what_cannot_be_corrected_is_told_and_changes_nothing(
    running: Running, noted: dict, patch: object, status: int, told: str
) -> None:
    answer = patched(running, noted, patch)
    assert (answer.status_code, answer.headers["content-type"]) == (
        status,
        "application/problem+json",
    )
    assert told in answer.json()["detail"]
    assert "soc" not in answer.text and "[31m" not in answer.text
    if "cannot be corrected" in told:
        assert answer.json()["remedy"] == "What can be corrected: note/transcript."
    assert running.client.get(f"/v1/contacts/{noted['id']}").json() == noted


@pytest.mark.parametrize("media_type", ["text/plain", "", "application/json-patch+json", "json"])
def test_other_types_of_body_are_refused(running: Running, noted: dict, media_type: str) -> None:
    answer = patched(running, noted, {"note": None}, Content_Type=media_type)
    assert answer.status_code == 415
    assert "application/merge-patch+json" in answer.json()["remedy"]


def test_plain_json_is_taken_too(running: Running, noted: dict) -> None:
    url = f"/v1/contacts/{noted['id']}"
    answer = running.client.patch(url, json={"note": {"transcript": "2 kids"}})
    assert answer.json()["note"]["transcript"] == "2 kids"


def test_a_note_is_searched_for(running: Running, noted: dict) -> None:
    patched(running, noted, {"note": {"transcript": "fährt Ski"}})
    database = sqlite3.connect(running.folder / "backnote.db")
    (found,) = database.execute("SELECT search_text FROM contacts").fetchone()
    database.close()
    assert "fahrt ski" in found


# As a note may be: any text that is not blank, without control characters.
NOTES = st.text(
    st.one_of(st.characters(exclude_categories=("Cc", "Cs")), st.sampled_from("\n\t .,é→☺👩‍👧")),
    min_size=1,
    max_size=80,
).filter(str.strip)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(NOTES, st.booleans())
def test_any_transcript_comes_back(
    running: Running, printed: dict, text: str, ascii_only: bool
) -> None:
    body = json.dumps({"note": {"transcript": text}}, ensure_ascii=ascii_only).encode()
    assert patched(running, printed, body).json()["note"]["transcript"] == text
    contact = running.client.get(f"/v1/contacts/{printed['id']}").json()
    assert contact["note"]["transcript"] == text
    assert history(running, printed)


def test_line_ends_become_newlines(running: Running, printed: dict) -> None:
    contact = patched(running, printed, {"note": {"transcript": "a\r\nb\rc\n"}}).json()
    assert contact["note"]["transcript"] == "a\nb\nc\n"
