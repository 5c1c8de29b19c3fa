from __future__ import annotations

import json
import logging
import shutil

import pytest

from service.observe import JsonLines
from tests.api.conftest import Running
from tests.peers import picture


def test_alive_and_ready(running: Running) -> None:
    assert running.client.get("/healthz").json() == {"status": "alive"}
    ready = running.client.get("/readyz")
    assert ready.status_code == 200
    parts = ready.json()["parts"]
    assert set(parts) == {"reader", "database", "blobs", "queue"}
    assert parts["database"]["version"].startswith("sqlite 3.")
    assert "schema 0002" in parts["database"]["version"]
    assert parts["queue"]["depth"] == 0


def test_not_ready_says_which_part(running: Running) -> None:
    shutil.rmtree(running.folder / "blobs")
    (running.folder / "blobs").write_text("in the way")
    answer = running.client.get("/readyz")
    assert answer.status_code == 503
    told = answer.json()
    assert told["status"] == "not ready"
    assert told["parts"]["blobs"]["state"] == "failing"
    assert told["parts"]["database"]["state"] == "ok"


def test_figures_tell_of_requests_and_readings(running: Running) -> None:
    running.client.post("/v1/cards", files={"front": picture()})
    running.client.get("/v1/cards/01890a5d-ac96-774b-bcce-b302099a8056")
    running.client.get("/nowhere/ana.lopez")
    text = running.client.get("/metrics").text
    assert 'backnote_requests_total{method="POST",route="/v1/cards",status="201"} 1.0' in text
    assert 'route="/v1/cards/{card_id}",status="404"} 1.0' in text
    assert 'backnote_stage_seconds_count{stage="card"} 1.0' in text
    assert "backnote_queue_depth 0.0" in text
    assert "lopez" not in text


def test_every_answer_has_an_id_and_safe_headers(running: Running) -> None:
    for url in ("/healthz", "/nowhere", "/v1/cards"):
        headers = running.client.get(url).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert len(headers["x-request-id"]) == 32
    given = running.client.get("/healthz", headers={"X-Request-Id": "trace-1"})
    assert given.headers["x-request-id"] == "trace-1"
    forged = running.client.get("/healthz", headers={"X-Request-Id": "a b<script>"})
    assert forged.headers["x-request-id"] != "a b<script>"


@pytest.mark.parametrize(
    ("method", "url", "status"),
    [("GET", "/nowhere", 404), ("PATCH", "/v1/cards", 405), ("DELETE", "/healthz", 405)],
)
def test_what_the_framework_refuses_is_a_problem_too(
    running: Running, method: str, url: str, status: int
) -> None:
    answer = running.client.request(method, url)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"].startswith("urn:backnote:problem:")
    if status == 405:
        assert answer.headers["allow"]


def test_the_unexpected_is_a_problem_without_its_words(
    running: Running, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_contact_id: str) -> None:
        raise RuntimeError("ana.lopez@ejemplo.example")

    monkeypatch.setattr(running.service.store, "contact", broken)
    answer = running.client.get("/v1/contacts/01890a5d-ac96-774b-bcce-b302099a8056")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-request-id"]
    assert "ana" not in answer.text
    assert all("ana.lopez" not in JsonLines().format(r) for r in caplog.records)
    assert any(r.levelno == logging.ERROR for r in caplog.records)


def test_no_contact_data_is_logged(running: Running, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    made = running.client.post(
        "/v1/cards", files={"front": ("ana-lopez.jpg", picture())}, data={"event_id": "secret-fair"}
    )
    contact = made.json()["contact"]["id"]
    running.client.get(f"/v1/contacts/{contact}?q=ana")
    running.reader.fault = RuntimeError("López")
    running.client.post("/v1/cards", files={"front": picture()})
    lines = [JsonLines().format(r) for r in caplog.records if r.name.startswith("service")]
    assert len(lines) >= 3
    for line in lines:
        told = json.loads(line)
        assert {"time", "level", "logger", "message"} <= set(told)
        for secret in ("lopez", "López", "secret-fair", "ana", "5550132"):
            assert secret not in line
