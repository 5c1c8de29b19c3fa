"""Cards, contacts and their history as rows, each call one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import Connection, Row, delete, insert, select, update

from service.domain import change, correction
from service.domain.card import Card, CardReading, CardStatus, Hints
from service.domain.change import Author, Change, Changes, Deed
from service.domain.contact import Contact, Side
from service.domain.text import CardWarning
from service.errors import NotFound
from service.ports import CardFiles, StoredCard, StoredContact
from service.store.codec import dumped, loaded
from service.store.database import Database
from service.store.search import search_text
from service.store.tables import answers, card_blobs, cards, contact_changes, contacts

_Warnings = tuple[CardWarning, ...]
_ROLES = ("original", "straightened")


class SqlContacts:
    """A ``ContactStore`` in the tables ``cards``, ``card_blobs``, ``contacts`` and
    ``contact_changes``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_card(self, card: Card, files: CardFiles, request_key: str | None = None) -> None:
        with self._database.writing() as connection:
            connection.execute(
                insert(cards).values(
                    id=card.id,
                    version=1,
                    attempts=0,
                    created_at=card.created_at,
                    captured_at=card.captured_at,
                    event_id=card.event_id,
                    external_id=card.external_id,
                    hints=dumped(Hints, card.hints),
                    **_outcome(card),
                )
            )
            _set_blobs(connection, card.id, files)
            if request_key is not None:
                connection.execute(
                    update(answers).where(answers.c.key == request_key).values(card_id=card.id)
                )

    def card(self, card_id: str) -> StoredCard:
        with self._database.reading() as connection:
            return _stored(connection, card_id)

    def status(self, card_id: str) -> CardStatus:
        with self._database.reading() as connection:
            found = connection.execute(
                select(cards.c.status).where(cards.c.id == card_id)
            ).scalar_one_or_none()
        if found is None:
            raise _no_card()
        status: CardStatus = found
        return status

    def claim(self, card_id: str) -> StoredCard | None:
        with self._database.writing() as connection:
            taken = connection.execute(
                update(cards)
                .where(cards.c.id == card_id, cards.c.status == "queued")
                .values(
                    status="reading", version=cards.c.version + 1, attempts=cards.c.attempts + 1
                )
            )
            return _stored(connection, card_id) if taken.rowcount else None

    def finish(self, claimed: StoredCard, card: Card, files: CardFiles) -> bool:
        with self._database.writing() as connection:
            held = connection.execute(
                select(cards.c.id).where(cards.c.id == card.id, cards.c.version == claimed.version)
            ).one_or_none()
            if held is None:
                return False
            if card.reading is not None and card.contact_id is not None:
                kept = _reread(connection, card.contact_id, card.reading.contact)
                if card.status == "needs_review" and kept.review.status == "done":
                    card = replace(card, status="done")
            connection.execute(
                update(cards)
                .where(cards.c.id == card.id)
                .values(version=claimed.version + 1, **_outcome(card))
            )
            _set_blobs(connection, card.id, files)
        return True

    def requeue(self, card_id: str, side: Side, key: str) -> frozenset[str]:
        with self._database.writing() as connection:
            before = _stored(connection, card_id)
            connection.execute(
                update(cards)
                .where(cards.c.id == card_id)
                .values(status="queued", version=cards.c.version + 1, attempts=0)
            )
            originals = {**before.files.originals, side: key}
            _set_blobs(connection, card_id, replace(before.files, originals=originals))
            return _unreferenced(connection, before.files.keys())

    def delete_card(self, card_id: str) -> frozenset[str]:
        with self._database.writing() as connection:
            before = _stored(connection, card_id)
            connection.execute(delete(cards).where(cards.c.id == card_id))
            contact_id = before.card.contact_id
            if contact_id is not None:
                supported = select(cards.c.id).where(cards.c.contact_id == contact_id).limit(1)
                if connection.execute(supported).one_or_none() is None:
                    connection.execute(delete(contacts).where(contacts.c.id == contact_id))
            return _unreferenced(connection, before.files.keys())

    def recover(self) -> tuple[str, ...]:
        with self._database.writing() as connection:
            connection.execute(
                update(cards)
                .where(cards.c.status == "reading")
                .values(status="queued", version=cards.c.version + 1)
            )
            waiting = select(cards.c.id).where(cards.c.status == "queued").order_by(cards.c.id)
            return tuple(connection.execute(waiting).scalars())

    def unreferenced(self, keys: Iterable[str]) -> frozenset[str]:
        with self._database.reading() as connection:
            return _unreferenced(connection, frozenset(keys))

    def contact(self, contact_id: str) -> StoredContact:
        with self._database.reading() as connection:
            found = _contact(connection, contact_id)
        if found is None:
            raise _no_contact()
        return found

    def correct(self, before: StoredContact, after: Contact) -> StoredContact | None:
        with self._database.writing() as connection:
            held = _contact(connection, after.id or "")
            if held is None:
                raise _no_contact()
            if held.version != before.version:
                return None
            kept = _keep_contact(connection, held, after, "person", "corrected")
            if after.review.status == "done":
                connection.execute(
                    update(cards)
                    .where(cards.c.contact_id == after.id, cards.c.status == "needs_review")
                    .values(status="done", version=cards.c.version + 1)
                )
            return kept

    def history(self, contact_id: str, after: int, most: int) -> tuple[Change, ...]:
        part = (
            select(contact_changes)
            .where(contact_changes.c.contact_id == contact_id, contact_changes.c.version > after)
            .order_by(contact_changes.c.version)
            .limit(most)
        )
        with self._database.reading() as connection:
            if _contact(connection, contact_id) is None:
                raise _no_contact()
            rows = connection.execute(part).all()
        return tuple(
            Change(r.version, r.at, r.author, r.deed, loaded(Changes, r.changes)) for r in rows
        )

    def check(self) -> str:
        return self._database.check()


def _no_card() -> NotFound:
    return NotFound("no card has this id")


def _no_contact() -> NotFound:
    return NotFound("no contact has this id")


def _outcome(card: Card) -> dict[str, object]:
    """The columns that reading a card changes."""
    return {
        "status": card.status,
        "reading": None if card.reading is None else dumped(CardReading, card.reading),
        "warnings": dumped(_Warnings, card.warnings),
        "contact_id": card.contact_id,
    }


def _stored(connection: Connection, card_id: str) -> StoredCard:
    row = connection.execute(select(cards).where(cards.c.id == card_id)).one_or_none()
    if row is None:
        raise _no_card()
    files: dict[str, dict[Side, str]] = {role: {} for role in _ROLES}
    for blob in connection.execute(select(card_blobs).where(card_blobs.c.card_id == card_id)):
        files[blob.role][blob.side] = blob.key
    return StoredCard(
        _card(row), CardFiles(files["original"], files["straightened"]), row.version, row.attempts
    )


def _card(row: Row[tuple[object, ...]]) -> Card:
    return Card(
        id=row.id,
        status=row.status,
        created_at=row.created_at,
        captured_at=row.captured_at,
        event_id=row.event_id,
        external_id=row.external_id,
        hints=loaded(Hints, row.hints),
        reading=None if row.reading is None else loaded(CardReading, row.reading),
        contact_id=row.contact_id,
        warnings=loaded(_Warnings, row.warnings),
    )


def _set_blobs(connection: Connection, card_id: str, files: CardFiles) -> None:
    connection.execute(delete(card_blobs).where(card_blobs.c.card_id == card_id))
    roles: tuple[tuple[str, Mapping[Side, str]], ...] = tuple(
        zip(_ROLES, (files.originals, files.straightened), strict=True)
    )
    rows = [
        {"card_id": card_id, "role": role, "side": side, "key": key}
        for role, keys in roles
        for side, key in keys.items()
    ]
    if rows:
        connection.execute(insert(card_blobs), rows)


def _unreferenced(connection: Connection, keys: frozenset[str]) -> frozenset[str]:
    asked, used = sorted(keys), set[str]()
    # In parts: databases take only so many parameters a statement.
    for start in range(0, len(asked), 500):
        part = card_blobs.c.key.in_(asked[start : start + 500])
        used.update(connection.execute(select(card_blobs.c.key).where(part)).scalars())
    return keys - used


def _contact(connection: Connection, contact_id: str) -> StoredContact | None:
    row = connection.execute(select(contacts).where(contacts.c.id == contact_id)).one_or_none()
    return None if row is None else StoredContact(loaded(Contact, row.document), row.version)


def _reread(connection: Connection, contact_id: str, fresh: Contact) -> Contact:
    """Keep what a reading gave, new or in place of what an earlier one of the same card gave;
    answers the contact as kept."""
    fresh = replace(fresh, id=contact_id)
    before = _contact(connection, contact_id)
    if before is None:
        return _keep_contact(connection, None, fresh, "service", "created").contact
    fresh = replace(fresh, created_at=before.contact.created_at)
    fresh = correction.reread(before.contact, fresh)
    return _keep_contact(connection, before, fresh, "service", "read").contact


def _keep_contact(
    connection: Connection, before: StoredContact | None, after: Contact, by: Author, what: Deed
) -> StoredContact:
    """Keep ``after``, and in the history what it changes."""
    version = 1 if before is None else before.version + 1
    values = {
        "version": version,
        "created_at": after.created_at,
        "updated_at": after.updated_at,
        "review_status": after.review.status,
        "document": dumped(Contact, after),
        "search_text": search_text(after),
    }
    if before is None:
        connection.execute(insert(contacts).values(id=after.id, **values))
    else:
        connection.execute(update(contacts).where(contacts.c.id == after.id).values(**values))
    changed = change.changes(Contact() if before is None else before.contact, after)
    connection.execute(
        insert(contact_changes).values(
            contact_id=after.id,
            version=version,
            at=after.updated_at,
            author=by,
            deed=what,
            changes=dumped(Changes, changed),
        )
    )
    return StoredContact(after, version)
