from __future__ import annotations

import pytest

from service.keys import KeyFile
from tests.api.conftest import Starter
from tests.peers import picture

URL = "/v1/contacts/01890a5d-ac96-774b-bcce-b302099a8056"
PROBLEM = "application/problem+json"


@pytest.mark.parametrize("client", ["127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"])
def test_this_machine_is_answered_without_a_key(start: Starter, client: str) -> None:
    assert start(client=client).client.get(URL).status_code == 404


@pytest.mark.parametrize(
    "client", ["192.0.2.7", "10.0.0.1", "2001:db8::1", "", "localhost.example"]
)
def test_others_are_not(start: Starter, client: str) -> None:
    running = start(client=client)
    answer = running.client.get(URL)
    assert answer.status_code == 401
    assert answer.headers["content-type"] == PROBLEM
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert "keys add" in answer.json()["remedy"]
    forged = {"X-Forwarded-For": "127.0.0.1", "X-Real-IP": "127.0.0.1"}
    assert running.client.get(URL, headers=forged).status_code == 401
    assert running.client.get("/healthz").status_code == 200
    assert running.client.get("/metrics").status_code == 401


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"X-Forwarded-For": "198.51.100.4"}, 401),
        ({"Forwarded": "for=198.51.100.4"}, 401),
        ({"Host": "rebound.example"}, 403),
        ({"Origin": "https://other.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Host": "localhost:8000", "Origin": "http://127.0.0.1:8000"}, 404),
        ({"Host": "[::1]:8000", "Sec-Fetch-Site": "same-origin"}, 404),
    ],
)
def test_proxies_and_foreign_pages_are_refused(
    start: Starter, headers: dict[str, str], status: int
) -> None:
    assert start().client.get(URL, headers=headers).status_code == status


def test_keys_open_from_anywhere_and_close_to_all_else(start: Starter) -> None:
    running = start(client="192.0.2.7", api_keys=("first-key", "sécond"))
    get = running.client.get
    for authorization in ("Bearer first-key", "bearer  first-key"):
        assert get(URL, headers={"Authorization": authorization}).status_code == 404
    second = {b"Authorization": "Bearer sécond".encode("latin-1")}
    assert get(URL, headers=second).status_code in (401, 404)
    for wrong in ("Bearer nope", "Bearer ", "Basic first-key", "first-key", "Bearer first-key2"):
        answer = get(URL, headers={"Authorization": wrong})
        assert answer.status_code == 401
        assert "first-key" not in answer.text
    assert get(URL).status_code == 401


def test_a_configured_key_is_asked_of_this_machine_too(start: Starter) -> None:
    assert start(api_keys=("k",)).client.get(URL).status_code == 401


def test_keys_of_the_key_file(start: Starter) -> None:
    running = start(client="192.0.2.7")
    keys = KeyFile(start.folder / "keys.json")
    key = keys.add("phone")
    held = {"Authorization": f"Bearer {key}"}
    assert running.client.get(URL, headers=held).status_code == 404
    assert key not in (start.folder / "keys.json").read_text()
    assert (start.folder / "keys.json").stat().st_mode & 0o077 == 0
    keys.revoke("phone")
    assert running.client.get(URL, headers=held).status_code == 401


def test_a_key_sees_only_its_own_idempotency_keys(start: Starter) -> None:
    running = start(api_keys=("a", "b"))
    ids = set()
    for key in ("a", "b"):
        headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": "same"}
        answer = running.client.post("/v1/cards", files={"front": picture()}, headers=headers)
        ids.add(answer.json()["id"])
    assert len(ids) == 2


def test_too_many_requests(start: Starter) -> None:
    running = start(rate_per_minute=3)
    answers = [running.client.get(URL).status_code for _ in range(5)]
    assert answers == [404, 404, 404, 429, 429]
    refused = running.client.get(URL)
    assert 1 <= int(refused.headers["retry-after"]) <= 61
    assert refused.headers["content-type"] == PROBLEM
    assert running.client.get("/healthz").status_code == 200


def test_a_body_that_says_it_is_too_large_is_not_read(start: Starter) -> None:
    running = start(max_upload_bytes=20_000)
    before = running.everything()
    answer = running.client.post("/v1/cards", files={"front": b"x" * 2_000_000})
    assert answer.status_code == 413
    assert answer.headers["content-type"] == PROBLEM
    assert answer.json()["remedy"]
    assert running.everything() == before


def test_a_body_that_grows_too_large_is_cut_off(start: Starter) -> None:
    running = start(max_upload_bytes=20_000)
    before = running.everything()
    sent = 0

    def endless():
        nonlocal sent
        yield b'--x\r\nContent-Disposition: form-data; name="front"; filename="f"\r\n\r\n'
        while sent < 50_000_000:
            sent += 65536
            yield b"x" * 65536

    answer = running.client.post(
        "/v1/cards",
        content=endless(),
        headers={"Content-Type": "multipart/form-data; boundary=x"},
    )
    assert answer.status_code == 413
    assert answer.json()["type"] == "urn:backnote:problem:too-large"
    assert running.everything() == before


def test_a_file_larger_than_a_picture_may_be(start: Starter) -> None:
    running = start(max_upload_bytes=20_000)
    answer = running.client.post("/v1/cards", files={"front": b"\xff\xd8\xff" + b"x" * 30_000})
    assert answer.status_code == 413
