from __future__ import annotations

import threading
from datetime import timedelta

from tests.api.conftest import Running, Starter
from tests.peers import picture

KEY = {"Idempotency-Key": "8e03978e-40d5-43dd-bc93-6894a57f9324"}


def post(running: Running, shade: int = 250, headers: dict[str, str] = KEY, **data: str):
    files = {"front": ("front.jpg", picture(shade=shade))}
    return running.client.post("/v1/cards", files=files, data=data, headers=headers)


def test_the_same_request_gives_the_first_answer(running: Running) -> None:
    first, again = post(running, region="DE"), post(running, region="DE")
    assert first.status_code == again.status_code == 201
    assert again.content == first.content
    for name in ("location", "etag"):
        assert again.headers[name] == first.headers[name]
    assert running.reader.calls == 1
    assert running.rows()["cards"] == 1


def test_without_a_key_every_request_is_new(running: Running) -> None:
    assert post(running, headers={}).json()["id"] != post(running, headers={}).json()["id"]


def test_another_body_is_refused(running: Running) -> None:
    post(running)
    for answer in (post(running, shade=200), post(running, event_id="e")):
        assert answer.status_code == 422
        assert answer.json()["type"] == "urn:backnote:problem:idempotency-mismatch"
        assert answer.json()["remedy"]
    assert running.rows()["cards"] == 1


def test_a_request_in_flight_is_a_conflict(running: Running) -> None:
    running.reader.gate.clear()
    answers: list[int] = []
    first = threading.Thread(target=lambda: answers.append(post(running).status_code))
    first.start()
    assert running.reader.begun.wait(5)
    conflict = post(running)
    assert conflict.status_code == 409
    assert conflict.json()["type"] == "urn:backnote:problem:still-in-flight"
    running.reader.gate.set()
    first.join()
    assert answers == [201]
    assert post(running).status_code == 201
    assert running.rows()["cards"] == 1


def test_a_refused_request_may_be_repeated(running: Running) -> None:
    running.reader.fault = RuntimeError("broken")
    assert post(running).status_code == 500
    running.reader.fault = None
    assert post(running).status_code == 201


def test_answers_survive_a_restart(start: Starter) -> None:
    first = post(start())
    start.stop()
    again = post(start())
    assert (again.status_code, again.content) == (201, first.content)
    assert start.reader.calls == 1


def test_a_request_cut_short_by_a_crash_gives_what_became_of_it(start: Starter) -> None:
    running = start()
    running.reader.gate.clear()
    lost = threading.Thread(target=lambda: post(running))
    lost.start()
    assert running.reader.begun.wait(5)
    after = Starter(start.folder)
    try:
        revived = after()
        while revived.service.queue.depth():
            pass
        again = post(revived)
        assert again.status_code == 201
        assert again.json()["contact"]["name"]["family"] == "López"
        assert revived.rows()["cards"] == 1
    finally:
        after.stop()
        running.reader.gate.set()
        lost.join()


def test_answers_are_forgotten_after_a_day(running: Running) -> None:
    first = post(running).json()
    running.clock.forward(timedelta(hours=23))
    assert post(running).json() == first
    running.clock.forward(timedelta(hours=2))
    assert post(running).json()["id"] != first["id"]


def test_keys_are_of_reasonable_length(running: Running) -> None:
    for key in ("", "x" * 256):
        assert post(running, headers={"Idempotency-Key": key}).status_code == 422
