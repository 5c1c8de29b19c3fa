"""Uploads into queued cards, and cards into nothing: rows and pictures kept in step."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

from service.domain.card import Card, Hints
from service.domain.contact import Side
from service.ports import BlobStore, CardFiles, Clock, ContactStore, JobQueue

ORPHAN_AGE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Upload:
    """A card as it came in: at least one photo, and what the uploader knows."""

    photos: Mapping[Side, bytes]
    captured_at: datetime | None = None
    event_id: str | None = None
    external_id: str | None = None
    hints: Hints = field(default_factory=Hints)


def blob_key(data: bytes) -> str:
    """SHA-256 in hex, in 256 folders by its first two digits."""
    name = hashlib.sha256(data).hexdigest()
    return f"{name[:2]}/{name}"


class CardDesk:
    """Takes cards in and throws them away. Thread-safe.

    Pictures are content-addressed, so two cards may share one. A lock keeps "put it, then
    refer to it" and "see that nothing refers to it, then delete it" from crossing.
    """

    def __init__(
        self, store: ContactStore, blobs: BlobStore, clock: Clock, new_id: Callable[[], str]
    ) -> None:
        self._store = store
        self._blobs = blobs
        self._clock = clock
        self._new_id = new_id
        self._lock = Lock()

    def accept(self, upload: Upload, queue: JobQueue, request_key: str | None = None) -> str:
        """Keep the pictures and a queued card; answers the card's id."""
        card = Card(
            id=self._new_id(),
            status="queued",
            created_at=self._clock.now(),
            captured_at=upload.captured_at,
            event_id=upload.event_id,
            external_id=upload.external_id,
            hints=upload.hints,
        )
        keys = {side: blob_key(data) for side, data in upload.photos.items()}
        with self.kept((keys[side], data) for side, data in upload.photos.items()):
            self._store.add_card(card, CardFiles(keys), request_key)
        queue.enqueue(card.id)
        return card.id

    def add_side(self, card_id: str, side: Side, data: bytes, queue: JobQueue) -> None:
        """Give the card a picture of ``side`` (in place of an earlier one) and queue it again."""
        key = blob_key(data)
        with self.kept([(key, data)]):
            self._drop(self._store.requeue(card_id, side, key) - {key})
        queue.enqueue(card_id)

    def delete(self, card_id: str) -> None:
        """Forget the card, its pictures and a contact no other card supports, or ``NotFound``."""
        with self._lock:
            self._drop(self._store.delete_card(card_id))

    @contextmanager
    def kept(
        self, blobs: Iterable[tuple[str, bytes]], before: Iterable[str] = ()
    ) -> Iterator[None]:
        """Put ``blobs`` (key, bytes). After the block those of them, and of the keys ``before``,
        that no row refers to are gone."""
        put = list(before)
        with self._lock:
            try:
                for key, data in blobs:
                    put.append(key)
                    self._blobs.put(key, data)
                yield
            finally:
                self._drop(self._store.unreferenced(put))

    def sweep(self) -> int:
        """Delete pictures that a crash left behind; answers how many. Young ones are spared:
        another process may be about to refer to them."""
        with self._lock:
            lost = self._store.unreferenced(self._blobs.aged(self._clock.now() - ORPHAN_AGE))
            self._drop(lost)
        return len(lost)

    def _drop(self, keys: Iterable[str]) -> None:
        for key in keys:
            self._blobs.delete(key)
