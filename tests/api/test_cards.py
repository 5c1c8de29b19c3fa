from __future__ import annotations

import time
import zlib
from io import BytesIO

import pytest
from PIL import Image

from service.errors import EngineMissing
from tests.api.conftest import Running, Starter
from tests.peers import picture

PROBLEM = "application/problem+json"


def upload(running: Running, headers: dict[str, str] | None = None, **files: bytes):
    data = files.pop("data", {})
    parts = {side: (f"{side}.jpg", content) for side, content in files.items()}
    return running.client.post("/v1/cards", files=parts, data=data, headers=headers or {})


def settled(running: Running, url: str) -> dict:
    for _ in range(400):
        card = running.client.get(url).json()
        if card["status"] not in ("queued", "reading"):
            return card
        time.sleep(0.01)
    raise AssertionError("the card was never read")


def test_a_front_becomes_a_card_with_its_contact(running: Running) -> None:
    answer = upload(
        running,
        front=picture(),
        data={
            "event_id": "fair-26",
            "captured_at": "2026-03-14T16:00:00+01:00",
            "language": ["de", "pt-BR"],
            "region": "de",
            "external_id": "x-1",
        },
    )
    assert answer.status_code == 201
    card = answer.json()
    assert answer.headers["location"] == f"/v1/cards/{card['id']}"
    assert "Preference-Applied" not in answer.headers
    assert card["status"] == "needs_review"
    assert card["captured_at"] == "2026-03-14T15:00:00Z"
    assert (card["event_id"], card["external_id"]) == ("fair-26", "x-1")
    (side,) = card["sides"]
    assert side["side"] == "front"
    assert side["image_url"] == f"/v1/cards/{card['id']}/front.jpg"
    assert side["quad"] == [[0, 0], [300, 0], [300, 180], [0, 180]]
    line = side["lines"][0]
    assert set(line) == {"text", "confidence", "polygon", "ink", "reader"}
    assert card["codes"][0]["format"] == "QRCode"
    contact = card["contact"]
    assert contact["name"]["family"] == "López"
    assert contact["name"]["evidence"]["card_id"] == card["id"]
    assert contact["card_ids"] == [card["id"]]
    assert contact["event_ids"] == ["fair-26"]
    assert contact["review"] == {"status": "pending", "fields": ["phones/1"]}
    assert "note" not in contact
    assert contact["facts"] == []
    kept = running.service.store.card(card["id"]).card.hints
    assert (kept.languages, kept.region) == (("de", "pt-BR"), "DE")
    assert running.client.get(answer.headers["location"]).json() == card


def test_both_sides_are_read_and_a_card_without_text_invents_nothing(running: Running) -> None:
    both = upload(running, front=picture(), back=picture(shade=240)).json()
    assert [s["side"] for s in both["sides"]] == ["front", "back"]
    blank = upload(running, back=picture(shade=10)).json()
    assert blank["status"] == "done"
    assert "name" not in blank["contact"]
    assert "country" not in blank["contact"]
    assert blank["contact"]["phones"] == []
    assert blank["warnings"] == [{"code": "no_text", "detail": "No text.", "remedy": "Turn it."}]


def test_pictures_of_a_card(running: Running) -> None:
    photo = picture(format="PNG")
    card = upload(running, front=photo).json()
    straight = running.client.get(card["sides"][0]["image_url"])
    assert straight.headers["content-type"] == "image/jpeg"
    assert Image.open(BytesIO(straight.content)).size == (300, 180)
    original = running.client.get(f"/v1/cards/{card['id']}/front.jpg?original=true")
    assert original.content == photo
    assert original.headers["content-type"] == "image/png"
    again = running.client.get(
        f"/v1/cards/{card['id']}/front.jpg", headers={"If-None-Match": straight.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    assert running.client.get(f"/v1/cards/{card['id']}/back.jpg").status_code == 404
    assert running.client.get(f"/v1/cards/{card['id']}/side.jpg").status_code == 422


def test_etag_of_a_card_changes_with_it(running: Running) -> None:
    made = upload(running, front=picture())
    url, tag = made.headers["location"], made.headers["etag"]
    assert (
        running.client.get(url, headers={"If-None-Match": f'"other", W/{tag}'}).status_code == 304
    )
    running.client.put(f"{url}/back", files={"back": picture(shade=200)})
    changed = running.client.get(url, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag


@pytest.mark.parametrize("prefer", ["respond-async", "wait=0", "foo, respond-async; x=1"])
def test_an_upload_need_not_wait(running: Running, prefer: str) -> None:
    running.reader.gate.clear()
    answer = upload(running, {"Prefer": prefer}, front=picture())
    assert answer.status_code == 202
    assert answer.headers["preference-applied"] in ("respond-async", "wait=0")
    card = answer.json()
    assert card["status"] in ("queued", "reading")
    assert (card["contact"], card["sides"]) == (None, [])
    assert answer.headers["location"] == f"/v1/cards/{card['id']}"
    running.reader.gate.set()
    assert settled(running, answer.headers["location"])["contact"]["name"]


def test_wait_is_waited_and_no_longer(running: Running) -> None:
    running.reader.gate.clear()
    begun = time.monotonic()
    answer = upload(running, {"Prefer": "wait=1"}, front=picture())
    assert answer.status_code == 202
    assert 0.9 < time.monotonic() - begun < 5
    running.reader.gate.set()
    settled(running, answer.headers["location"])
    quick = upload(running, {"Prefer": "respond-async, wait=30"}, front=picture())
    assert quick.status_code == 201
    assert quick.headers["preference-applied"] == "respond-async, wait=30"


@pytest.mark.parametrize(
    ("data", "named"),
    [
        ({"language": "english"}, "body/language"),
        ({"language": ["de", "d"]}, "body/language"),
        ({"region": "ZZ"}, "body/region"),
        ({"region": "Germany"}, "body/region"),
        ({"captured_at": "yesterday"}, "body/captured_at"),
        ({"captured_at": "2026-03-14T15:09:26"}, "body/captured_at"),
        ({"captured_at": "2026-02-30T15:09:26Z"}, "body/captured_at"),
        ({"captured_at": "0001-01-01T00:00:00+23:00"}, "body/captured_at"),
        ({"event_id": "x" * 201}, "body/event_id"),
        ({"external_id": "a\x00b"}, "body/external_id"),
    ],
)
def test_parameters_are_checked(running: Running, data: dict, named: str) -> None:
    before = running.everything()
    answer = upload(running, front=picture(), data=data)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == PROBLEM
    told = answer.json()
    assert told["type"] == "urn:backnote:problem:invalid-parameter"
    assert told["errors"][0]["parameter"].startswith(named)
    assert running.everything() == before


HUGE = bytearray(picture(40, 40, format="PNG"))
HUGE[16:24] = (60000).to_bytes(4, "big") * 2
HUGE[29:33] = zlib.crc32(HUGE[12:29]).to_bytes(4, "big")


@pytest.mark.parametrize("prefer", ["", "respond-async"])
@pytest.mark.parametrize(
    ("content", "status", "slug"),
    [
        (b"", 422, "empty-upload"),
        (b"no picture at all", 415, "unsupported-media"),
        (picture()[:20], 422, "unreadable-image"),
        (bytes(HUGE), 413, "too-large"),
        (picture(10, 10), 422, "unreadable-image"),
    ],
)
def test_what_is_no_picture_is_refused_and_leaves_nothing(
    running: Running, prefer: str, content: bytes, status: int, slug: str
) -> None:
    before = running.everything()
    headers = {"Prefer": prefer, "Idempotency-Key": "k"}
    answer = upload(running, headers, front=picture(), back=content)
    assert answer.status_code == status
    assert answer.headers["content-type"] == PROBLEM
    told = answer.json()
    assert told["type"] == f"urn:backnote:problem:{slug}"
    assert told["status"] == status
    assert told["remedy"]
    assert running.everything() == before


def test_a_picture_cut_short_is_refused_or_fails_with_the_reason(running: Running) -> None:
    whole = picture(600, 400, format="PNG")
    cut = whole[: len(whole) // 2]
    before = running.everything()
    refused = upload(running, front=cut)
    assert (refused.status_code, refused.json()["title"]) == (422, "The picture cannot be decoded")
    assert refused.json()["remedy"]
    assert running.everything() == before
    later = upload(running, {"Prefer": "respond-async"}, front=cut)
    assert later.status_code == 202
    card = settled(running, later.headers["location"])
    assert card["status"] == "failed"
    assert card["warnings"][0]["code"] == "unreadable-image"
    assert card["warnings"][0]["remedy"]
    assert card["contact"] is None


def test_a_reader_that_fails_is_told(running: Running) -> None:
    running.reader.fault = EngineMissing("Tesseract is not installed")
    before = running.everything()
    answer = upload(running, front=picture())
    assert answer.status_code == 503
    assert answer.json()["detail"] == "Tesseract is not installed"
    assert running.everything() == before
    running.reader.fault = RuntimeError("ana.lopez@ejemplo.example broke it")
    broken = upload(running, front=picture())
    assert broken.status_code == 500
    assert "ana" not in broken.text
    assert running.everything() == before
    running.reader.fault = None
    assert upload(running, front=picture()).status_code == 201


def test_an_upload_without_a_file_is_refused(running: Running) -> None:
    for answer in (
        running.client.post("/v1/cards"),
        running.client.post("/v1/cards", data={"event_id": "1"}),
        running.client.post("/v1/cards", json={"front": "x"}),
        running.client.post("/v1/cards", files={"photo": picture()}),
    ):
        assert answer.status_code == 422
        assert answer.headers["content-type"] == PROBLEM
        assert answer.json()["remedy"]
    as_text = running.client.post("/v1/cards", data={"front": "text"})
    assert as_text.status_code == 422
    torn = running.client.post(
        "/v1/cards",
        content=b"--x\r\nContent-Disposition: form-data; name=",
        headers={"Content-Type": "multipart/form-data; boundary=x"},
    )
    assert torn.status_code in (400, 422)
    assert torn.headers["content-type"] == PROBLEM


def test_a_back_is_added_later_and_the_contact_keeps_its_id(running: Running) -> None:
    first = upload(running, front=picture())
    card, url = first.json(), first.headers["location"]
    answer = running.client.put(f"{url}/back", files={"back": ("b.jpg", picture(shade=200))})
    assert answer.status_code == 200
    after = answer.json()
    assert [s["side"] for s in after["sides"]] == ["front", "back"]
    assert after["contact"]["id"] == card["contact"]["id"]
    assert after["contact"]["etag"] != card["contact"]["etag"]
    assert after["contact"]["created_at"] == card["contact"]["created_at"]
    kept = running.blobs()
    replaced = running.client.put(f"{url}/back", files={"back": picture(shade=180)})
    assert replaced.status_code == 200
    assert len(running.blobs()) == len(kept)
    assert running.rows()["contacts"] == 1


def test_a_back_that_cannot_be_read_spoils_nothing(running: Running) -> None:
    url = upload(running, front=picture()).headers["location"]
    before, card = running.everything(), running.client.get(url).json()
    cut = picture(600, 400, format="PNG")
    for content, status in ((b"no picture", 415), (cut[: len(cut) // 2], 422), (b"", 422)):
        answer = running.client.put(f"{url}/back", files={"back": content})
        assert answer.status_code == status
    assert running.client.put(f"{url}/back").status_code == 422
    assert running.everything() == before
    assert running.client.get(url).json() == card
    lost = "/v1/cards/01890a5d-ac96-774b-bcce-b302099a8056/back"
    assert running.client.put(lost, files={"back": picture()}).status_code == 404


def test_a_back_added_while_the_front_is_read_is_read_too(running: Running) -> None:
    running.reader.gate.clear()
    url = upload(running, {"Prefer": "respond-async"}, front=picture()).headers["location"]
    assert running.reader.begun.wait(5)
    later = running.client.put(
        f"{url}/back", files={"back": picture(shade=200)}, headers={"Prefer": "respond-async"}
    )
    assert later.status_code == 202
    running.reader.gate.set()
    card = settled(running, url)
    assert [s["side"] for s in card["sides"]] == ["front", "back"]
    assert running.reader.calls == 2
    assert running.rows()["contacts"] == 1
    assert len(running.blobs()) == 4


def test_a_deleted_card_leaves_nothing(running: Running) -> None:
    before = running.everything()
    made = upload(running, {"Idempotency-Key": "k"}, front=picture(), back=picture(shade=200))
    url, contact = made.headers["location"], made.json()["contact"]["id"]
    assert running.client.delete(url).status_code == 204
    assert running.everything() == before
    for gone in (url, f"{url}/front.jpg", f"/v1/contacts/{contact}"):
        assert running.client.get(gone).status_code == 404
    assert running.client.delete(url).status_code == 404


def test_cards_that_share_a_picture_share_its_bytes(running: Running) -> None:
    first, second = (upload(running, front=picture()).headers["location"] for _ in range(2))
    assert len(running.blobs()) == 2
    assert running.client.delete(first).status_code == 204
    assert running.client.get(f"{second}/front.jpg?original=true").status_code == 200
    assert running.client.delete(second).status_code == 204
    assert running.blobs() == set()


def test_a_card_deleted_while_it_is_read_leaves_nothing(running: Running) -> None:
    running.reader.gate.clear()
    url = upload(running, {"Prefer": "respond-async"}, front=picture()).headers["location"]
    assert running.reader.begun.wait(5)
    assert running.client.delete(url).status_code == 204
    running.reader.gate.set()
    while running.service.queue.depth():
        time.sleep(0.01)
    assert running.blobs() == set()
    assert set(running.rows().values()) == {0}


def test_cards_left_unread_are_read_after_a_restart(start: Starter) -> None:
    first = start()
    first.reader.gate.clear()
    urls = [
        upload(first, {"Prefer": "respond-async"}, front=picture(shade=250 - i)).headers["location"]
        for i in range(3)
    ]
    assert first.reader.begun.wait(5)
    # The process dies: nothing of it is closed, its threads stay held up.
    second = Starter(start.folder)
    try:
        after = second()
        for url in urls:
            assert settled(after, url)["contact"]["name"]["family"] == "López"
    finally:
        first.reader.fault = RuntimeError("dead processes do not read")
        second.stop()
    assert first.rows()["contacts"] == 3


def test_a_card_that_stops_the_service_again_and_again_is_given_up(start: Starter) -> None:
    running = start()
    running.reader.gate.clear()
    url = upload(running, {"Prefer": "respond-async"}, front=picture()).headers["location"]
    card_id = url.rpartition("/")[2]
    store = running.service.store
    assert running.reader.begun.wait(5)
    for _ in range(3):
        store.recover()
        assert store.claim(card_id) is not None
    store.recover()
    running.reader.gate.set()
    running.service.queue.enqueue(card_id)
    card = settled(running, url)
    assert (card["status"], card["warnings"][0]["code"]) == ("failed", "gave_up")
