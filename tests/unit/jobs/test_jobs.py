from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from service import intake
from service.errors import StoreUnavailable
from service.jobs import CardDesk, InlineQueue, ReadingJob, Upload, blob_key
from service.store import Database, ObjectBlobs, SqlContacts
from tests.peers import KnownReader, SetClock, picture


def test_a_queue_runs_every_id_and_no_more_at_once_than_it_has_workers() -> None:
    ran: list[str] = []
    lock, most, now = threading.Lock(), [0], [0]

    def run(card_id: str) -> None:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        threading.Event().wait(0.005)
        with lock:
            now[0] -= 1
            ran.append(card_id)

    queue = InlineQueue(run, 2)
    for n in range(20):
        queue.enqueue(str(n))
    while queue.depth():
        threading.Event().wait(0.005)
    queue.close()
    assert sorted(ran, key=int) == [str(n) for n in range(20)]
    assert most[0] == 2


def test_closing_ends_what_runs_and_starts_nothing_new() -> None:
    begun, go, ran = threading.Event(), threading.Event(), []

    def run(card_id: str) -> None:
        begun.set()
        assert go.wait(5)
        ran.append(card_id)

    queue = InlineQueue(run, 1)
    queue.enqueue("first")
    queue.enqueue("second")
    assert begun.wait(5)
    closing = threading.Thread(target=queue.close)
    closing.start()
    while not queue._closing:
        threading.Event().wait(0.001)
    go.set()
    closing.join(5)
    assert ran == ["first"]


class FullDisk(ObjectBlobs):
    """A ``BlobStore`` on a disk that fills up with the second blob."""

    puts = 0

    def put(self, key: str, data: bytes) -> None:
        self.puts += 1
        if self.puts > 1:
            raise StoreUnavailable("the disk is full")
        super().put(key, data)


class NoQueue:
    def __init__(self) -> None:
        self.ids: list[str] = []

    def enqueue(self, card_id: str) -> None:
        self.ids.append(card_id)

    def depth(self) -> int:
        return len(self.ids)

    def close(self) -> None:
        pass


@pytest.fixture
def store(tmp_path: Path):
    database = Database(f"sqlite:///{tmp_path / 'b.db'}")
    database.migrated()
    yield SqlContacts(database)
    database.close()


def files(folder: Path) -> set[str]:
    return {p.name for p in folder.rglob("*") if p.is_file()}


def test_a_full_disk_leaves_no_half_card(store: SqlContacts, tmp_path: Path) -> None:
    blobs = FullDisk.local(tmp_path / "blobs")
    desk, queue = CardDesk(store, blobs, SetClock(), lambda: "card-1"), NoQueue()
    with pytest.raises(StoreUnavailable):
        desk.accept(Upload({"front": picture(), "back": picture(shade=200)}), queue)
    assert files(tmp_path / "blobs") == set()
    assert (queue.ids, store.recover()) == ([], ())


def test_the_sweep_takes_old_orphans_only(store: SqlContacts, tmp_path: Path) -> None:
    clock = SetClock(datetime.now(UTC))
    blobs = ObjectBlobs.local(tmp_path / "blobs")
    desk = CardDesk(store, blobs, clock, lambda: "card-1")
    desk.accept(Upload({"front": picture()}), NoQueue())
    blobs.put(blob_key(b"orphan"), b"orphan")
    assert desk.sweep() == 0
    clock.forward(timedelta(hours=2))
    assert desk.sweep() == 1
    assert files(tmp_path / "blobs") == {blob_key(picture()).partition("/")[2]}


def test_a_job_done_twice_changes_nothing(store: SqlContacts, tmp_path: Path) -> None:
    clock, ids, reader = SetClock(), iter(("card-1", "contact-1", "other")), KnownReader()
    blobs = ObjectBlobs.local(tmp_path / "blobs")
    desk = CardDesk(store, blobs, clock, lambda: next(ids))
    job = ReadingJob(store, blobs, reader, desk, clock, lambda: next(ids), intake.jpeg)
    desk.accept(Upload({"front": picture()}, event_id="fair"), NoQueue())
    job.run("card-1")
    first = store.card("card-1")
    job.run("card-1")
    job.run("nobody")
    assert store.card("card-1") == first
    assert reader.calls == 1
    contact = store.contact("contact-1").contact
    assert (contact.card_ids, contact.event_ids) == (("card-1",), ("fair",))
    evidence = [v.evidence for v in (*contact.phones, *contact.emails, *contact.addresses)]
    assert {e.card_id for e in evidence} == {"card-1"}
