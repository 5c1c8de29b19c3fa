from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from service.domain.card import Card, CardReading, CardSide, Hints, Quality
from service.domain.change import Change, Changed, Changes
from service.domain.contact import Contact
from service.domain.geometry import box
from service.domain.ids import time_ordered
from service.domain.note import Note
from service.domain.note_places import grounded
from service.domain.text import CardWarning, Code, Line, SecondReading, Word
from service.errors import Misconfigured, NotFound, StoreUnavailable
from service.ports import CardFiles, StoredContact
from service.store import Database, ObjectBlobs, SqlContacts
from service.store.codec import dumped, loaded
from service.store.database import _alembic
from service.store.search import folded, search_text
from service.store.tables import contact_changes, metadata
from tests.peers import START, full_contact, printed, written


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'var' / 'backnote.db'}")
    database.migrated()
    yield database
    database.close()


@pytest.fixture
def store(database: Database) -> SqlContacts:
    return SqlContacts(database)


def card(number: int = 1) -> Card:
    return Card(f"card-{number}", "queued", START, event_id="fair", hints=Hints(("de",), "DE"))


def read(before: Card, contact_id: str = "contact-1") -> Card:
    line = Line(
        "Ana", 0.9, printed().polygon, "ppocr", "print",
        (Word("Ana", 0.9, printed().polygon),), (0.9, 0.8, 0.7), SecondReading("Ana", 0.5, "tesseract"),
    )  # fmt: skip
    side = CardSide("front", box(0, 0, 3, 2), 90, ("es",), Quality(0.5, 0.1, "closer"), (line,))
    contact = replace(full_contact(), id=contact_id, created_at=START, updated_at=START)
    reading = CardReading((side,), (Code("QRCode", "x", ()),), contact, (CardWarning("a", "b"),))
    return replace(before, status="needs_review", reading=reading, contact_id=contact_id)


def test_the_schema_is_what_the_tables_say(database: Database) -> None:
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    assert database.migrated() == database.migrated()
    assert "schema" in database.check()


def test_a_database_behind_or_out_of_reach_is_told(tmp_path: Path) -> None:
    empty = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    with pytest.raises(StoreUnavailable, match="schema"):
        empty.check()
    empty.close()
    (tmp_path / "folder").mkdir()
    with pytest.raises(StoreUnavailable):
        Database(f"sqlite:///{tmp_path / 'folder'}").migrated()
    with pytest.raises(Misconfigured):
        Database("no address")


def test_a_card_comes_back_as_it_was_kept(store: SqlContacts) -> None:
    store.add_card(card(), CardFiles({"front": "k1", "back": "k2"}))
    kept = store.card("card-1")
    assert kept.card == card()
    assert kept.files == CardFiles({"front": "k1", "back": "k2"})
    claimed = store.claim("card-1")
    assert claimed is not None
    assert store.finish(
        claimed, read(claimed.card), replace(kept.files, straightened={"front": "s"})
    )
    after = store.card("card-1")
    assert after.card == read(card())
    assert after.files.straightened == {"front": "s"}
    assert store.contact("contact-1").contact == after.card.reading.contact  # type: ignore[union-attr]


def test_only_one_claims_a_card(store: SqlContacts) -> None:
    store.add_card(card(), CardFiles({"front": "k1"}))
    claims: list[object] = []
    threads = [
        threading.Thread(target=lambda: claims.append(store.claim("card-1"))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(claims) == 8
    assert sum(c is not None for c in claims) == 1
    assert store.claim("nobody") is None


def test_a_reading_that_came_too_late_is_not_kept(store: SqlContacts) -> None:
    store.add_card(card(), CardFiles({"front": "k1"}))
    claimed = store.claim("card-1")
    assert claimed is not None
    assert store.requeue("card-1", "back", "k2") == frozenset()
    assert not store.finish(claimed, read(claimed.card), claimed.files)
    assert store.status("card-1") == "queued"
    assert store.requeue("card-1", "back", "k3") == {"k2"}
    again = store.claim("card-1")
    assert again is not None
    assert (again.attempts, dict(again.files.originals)) == (1, {"front": "k1", "back": "k3"})
    store.delete_card("card-1")
    assert not store.finish(again, read(again.card), again.files)
    with pytest.raises(NotFound):
        store.contact("contact-1")


def test_reading_again_keeps_the_contact_and_counts_its_versions(store: SqlContacts) -> None:
    store.add_card(card(), CardFiles({"front": "k1"}))
    later = START + timedelta(days=1)
    for version, now in ((1, START), (2, later)):
        claimed = store.claim("card-1")
        assert claimed is not None
        fresh = read(claimed.card)
        assert fresh.reading is not None
        contact = replace(fresh.reading.contact, created_at=now, updated_at=now)
        store.finish(
            claimed, replace(fresh, reading=replace(fresh.reading, contact=contact)), claimed.files
        )
        kept = store.contact("contact-1")
        assert (kept.version, kept.contact.created_at, kept.contact.updated_at) == (
            version,
            START,
            now,
        )
        store.requeue("card-1", "back", "k2")


def test_a_contact_lives_as_long_as_a_card_supports_it(store: SqlContacts) -> None:
    for number in (1, 2):
        store.add_card(card(number), CardFiles({"front": "same", "back": f"own-{number}"}))
        claimed = store.claim(f"card-{number}")
        assert claimed is not None
        store.finish(claimed, read(claimed.card), claimed.files)
    assert store.delete_card("card-1") == {"own-1"}
    assert store.contact("contact-1").contact.name is not None
    assert store.delete_card("card-2") == {"same", "own-2"}
    with pytest.raises(NotFound):
        store.contact("contact-1")
    with pytest.raises(NotFound):
        store.delete_card("card-2")


def kept(store: SqlContacts, note: Note | None, number: int = 1) -> StoredContact:
    """The contact of a card read (again) with ``note`` on it."""
    claimed = store.claim(f"card-{number}")
    assert claimed is not None
    fresh = read(claimed.card)
    assert fresh.reading is not None
    contact = replace(fresh.reading.contact, note=note)
    store.finish(
        claimed, replace(fresh, reading=replace(fresh.reading, contact=contact)), claimed.files
    )
    return store.contact("contact-1")


def test_every_version_of_a_contact_has_its_place_in_the_history(store: SqlContacts) -> None:
    store.add_card(card(), CardFiles({"front": "k1"}))
    ink, words = written("2 kits"), replace(written("2 kids"), source="human")
    first = kept(store, ink)
    second = store.correct(first, replace(first.contact, note=words))
    assert second is not None
    assert store.contact("contact-1") == second
    store.requeue("card-1", "back", "k2")
    third = kept(store, written("2 kites"))
    person = grounded(replace(words, lines=written("2 kites").lines))
    assert (third.version, third.contact.note) == (3, person)
    assert store.history("contact-1", 0, 9) == (
        Change(1, START, "service", "created", Changes(Changed(None, ink))),
        Change(2, START, "person", "corrected", Changes(Changed(ink, words))),
        Change(3, START, "service", "read", Changes(Changed(words, person))),
    )
    assert [c.version for c in store.history("contact-1", 1, 1)] == [2]
    assert store.history("contact-1", 3, 9) == ()


def test_a_correction_of_an_older_version_is_not_kept(store: SqlContacts) -> None:
    store.add_card(card(), CardFiles({"front": "k1"}))
    first = kept(store, written("one"))
    after = replace(first.contact, note=None)
    done = [store.correct(first, after) for _ in range(2)]
    assert [d is None for d in done] == [False, True]
    assert [c.version for c in store.history("contact-1", 0, 9)] == [1, 2]


def test_corrections_at_once_lose_nothing(store: SqlContacts) -> None:
    store.add_card(card(), CardFiles({"front": "k1"}))
    kept(store, None)

    def correct(name: str) -> None:
        while True:
            before = store.contact("contact-1")
            tags = (*before.contact.tags, name)
            if store.correct(before, replace(before.contact, tags=tags)) is not None:
                return

    threads = [threading.Thread(target=correct, args=(str(n),)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    after = store.contact("contact-1")
    assert (after.version, sorted(after.contact.tags)) == (9, [str(n) for n in range(8)])
    assert len(store.history("contact-1", 0, 20)) == 9


def test_history_goes_with_its_contact(store: SqlContacts, database: Database) -> None:
    store.add_card(card(), CardFiles({"front": "k1"}))
    first = kept(store, written())
    store.delete_card("card-1")
    with pytest.raises(NotFound):
        store.history("contact-1", 0, 9)
    with pytest.raises(NotFound):
        store.correct(first, first.contact)
    with database.reading() as connection:
        assert connection.execute(select(contact_changes)).all() == []


def test_contacts_from_before_there_was_a_history(database: Database, store: SqlContacts) -> None:
    store.add_card(card(), CardFiles({"front": "k1"}))
    kept(store, None)
    config = _alembic()
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    with pytest.raises(StoreUnavailable, match="schema"):
        database.check()
    database.migrated()
    assert store.history("contact-1", 0, 9) == (Change(1, START, "service", "created"),)
    assert store.contact("contact-1").version == 1


def test_what_a_restart_has_to_do(store: SqlContacts) -> None:
    for number in (3, 1, 2):
        store.add_card(card(number), CardFiles({"front": "k"}))
    claimed = store.claim("card-2")
    done = store.claim("card-3")
    assert claimed is not None
    assert done is not None
    store.finish(done, read(done.card), done.files)
    assert store.recover() == ("card-1", "card-2")
    assert store.status("card-2") == "queued"
    assert not store.finish(claimed, read(claimed.card), claimed.files)


def test_keys_nothing_refers_to(store: SqlContacts) -> None:
    store.add_card(card(), CardFiles({"front": "k1"}, {"front": "s1"}))
    many = [f"x{n}" for n in range(2000)]
    assert store.unreferenced(["k1", "s1", *many]) == set(many)
    assert store.unreferenced([]) == set()


def test_writers_wait_for_one_another(store: SqlContacts) -> None:
    failures: list[Exception] = []

    def add(start: int) -> None:
        try:
            for number in range(start, start + 15):
                store.add_card(card(number), CardFiles({"front": "k"}))
                store.claim(f"card-{number}")
        except StoreUnavailable as e:
            failures.append(e)

    threads = [threading.Thread(target=add, args=(1000 * n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(store.recover()) == 60


def test_search_text_is_folded() -> None:
    assert folded("MÜLLER Straße Ångström") == "muller strasse angstrom"
    found = search_text(full_contact())
    for word in ("lopez", "ana.lopez@ejemplo.example", "+14155550132", "madrid", "head of sales"):
        assert word in found
    assert search_text(Contact()) == ""


@given(st.datetimes(timezones=st.timezones()), st.text(st.characters(codec="utf-8")))
def test_values_survive_json(moment: datetime, text: str) -> None:
    contact = replace(full_contact(), created_at=moment, tags=(text,), note=written(text + "."))
    back = loaded(Contact, dumped(Contact, contact))
    assert replace(back, created_at=moment) == contact
    assert back.created_at is not None


def test_ids_sort_by_time_and_differ() -> None:
    moments = [START + timedelta(milliseconds=n) for n in range(50)]
    ids = [time_ordered(m, bytes([255 - n] * 10)) for n, m in enumerate(moments)]
    assert ids == sorted(ids)
    assert {i[14] for i in ids} == {"7"}
    assert {i[19] for i in ids} <= set("89ab")
    assert time_ordered(START, b"a" * 10) != time_ordered(START, b"b" * 10)


def test_blobs_are_written_once(tmp_path: Path) -> None:
    blobs = ObjectBlobs.local(tmp_path / "blobs")
    blobs.put("ab/cd", b"first")
    blobs.put("ab/cd", b"second")
    assert blobs.get("ab/cd") == b"first"
    assert list(blobs.aged(datetime.now(UTC) + timedelta(minutes=1))) == ["ab/cd"]
    assert list(blobs.aged(datetime.now(UTC) - timedelta(minutes=1))) == []
    assert "obstore" in blobs.check()
    blobs.delete("ab/cd")
    blobs.delete("ab/cd")
    with pytest.raises(NotFound):
        blobs.get("ab/cd")
    assert list(blobs.aged(datetime.now(UTC) + timedelta(minutes=1))) == []
    with pytest.raises(Misconfigured):
        ObjectBlobs.at("nowhere://x")
