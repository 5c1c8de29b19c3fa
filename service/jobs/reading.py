"""A queued card into a read one: its row claimed, its photos read, its contact kept."""

from __future__ import annotations

import dataclasses
import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from service.domain.card import Card, CardStatus, Hints
from service.domain.contact import Evidence, Side
from service.domain.text import CardWarning
from service.errors import BacknoteError
from service.jobs.desk import CardDesk, blob_key
from service.ports import (
    BlobStore,
    CardReader,
    Clock,
    ContactStore,
    Pixels,
    ReadCard,
    StoredCard,
)

MAX_ATTEMPTS = 3
_log = logging.getLogger("service.jobs")
_T = TypeVar("_T")

_GAVE_UP = CardWarning(
    "gave_up",
    f"The service stopped {MAX_ATTEMPTS} times while reading this card.",
    "Send a smaller picture, or give the service more memory.",
)
_UNEXPECTED = CardWarning(
    "internal",
    "The reading failed unexpectedly; the service's log says where.",
    "Send the card again; if it fails again, report it.",
)


@dataclass(frozen=True, slots=True)
class ReadingJob:
    """Reads one card by its id. ``jpeg`` encodes straightened pixels."""

    store: ContactStore
    blobs: BlobStore
    reader: CardReader
    desk: CardDesk
    clock: Clock
    new_id: Callable[[], str]
    jpeg: Callable[[Pixels], bytes]

    def run(self, card_id: str) -> None:
        """Never raises. A card that is held, finished or gone is left alone."""
        try:
            claimed = self.store.claim(card_id)
            if claimed is not None:
                self._finish(claimed)
        except BacknoteError as e:
            # The store itself is out of reach: the row keeps its state, a restart resumes it.
            _log.error("card not read", extra={"card_id": card_id, "reason": e.slug})

    def _finish(self, claimed: StoredCard) -> None:
        if claimed.attempts > MAX_ATTEMPTS:
            self._fail(claimed, _GAVE_UP)
            return
        try:
            self._keep(claimed, self.reader.read(self._photos(claimed), self._hints(claimed.card)))
        except BacknoteError as e:
            _log.info("card refused", extra={"card_id": claimed.card.id, "reason": e.slug})
            self._fail(claimed, CardWarning(e.slug, e.detail, e.remedy))
        except Exception as e:  # the job boundary: whatever went wrong, the row must say so
            # Where, but not what: an exception's message may quote the card.
            frames = traceback.extract_tb(e.__traceback__)[-4:]
            places = [f"{Path(f.filename).name}:{f.lineno}" for f in frames]
            _log.error(
                "card failed",
                extra={"card_id": claimed.card.id, "reason": type(e).__name__, "at": places},
            )
            self._fail(claimed, _UNEXPECTED)

    def _hints(self, card: Card) -> Hints:
        """What the uploader knew. The day of an upload is no day to count from: cards lie in
        shoeboxes for years."""
        return replace(card.hints, captured_on=card.captured_at and card.captured_at.date())

    def _photos(self, claimed: StoredCard) -> dict[Side, bytes]:
        originals = claimed.files.originals
        return {side: self.blobs.get(originals[side]) for side in sorted(originals, reverse=True)}

    def _keep(self, claimed: StoredCard, read: ReadCard) -> None:
        pictures = {side: self.jpeg(pixels) for side, pixels in read.straightened.items()}
        keys = {side: blob_key(data) for side, data in pictures.items()}
        card = self._read_card(claimed.card, read)
        fresh = ((keys[side], data) for side, data in pictures.items())
        with self.desk.kept(fresh, before=claimed.files.keys()):
            self.store.finish(claimed, card, replace(claimed.files, straightened=keys))

    def _read_card(self, card: Card, read: ReadCard) -> Card:
        now = self.clock.now()
        contact_id = card.contact_id or self.new_id()
        contact = replace(
            _stamped(read.reading.contact, card.id),
            id=contact_id,
            card_ids=(card.id,),
            event_ids=() if card.event_id is None else (card.event_id,),
            created_at=now,
            updated_at=now,
        )
        status: CardStatus = "needs_review" if contact.review.status == "pending" else "done"
        return replace(
            card,
            status=status,
            reading=replace(read.reading, contact=contact),
            contact_id=contact_id,
            warnings=read.reading.warnings,
        )

    def _fail(self, claimed: StoredCard, why: CardWarning) -> None:
        """What an earlier reading gave stays."""
        card = replace(claimed.card, status="failed", warnings=(why,))
        self.store.finish(claimed, card, claimed.files)


def _stamped(value: _T, card_id: str) -> _T:
    """``value`` with every piece of evidence in it naming its card."""
    if isinstance(value, Evidence):
        return replace(value, card_id=card_id)
    if isinstance(value, tuple):
        return type(value)(_stamped(item, card_id) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
        changed = {k: _stamped(v, card_id) for k, v in parts.items() if not isinstance(v, str)}
        return replace(value, **changed)
    return value
