"""What a person says of a contact into a new version of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from service.domain.contact import Contact
from service.domain.correction import Correction, corrected
from service.errors import Conflict, NotFound, PreconditionFailed
from service.ports import Clock, ContactStore, NoteInterpreter, StoredContact

TRIES = 5
"""Others may change the contact between our look at it and our write."""


class ContactDesk:
    """Takes corrections in. Thread-safe."""

    def __init__(self, store: ContactStore, notes: NoteInterpreter, clock: Clock) -> None:
        self._store = store
        self._notes = notes
        self._clock = clock

    def correct(
        self, contact_id: str, correction: Correction, versions: Collection[int] | None = None
    ) -> StoredContact:
        """The contact as corrected; one that stays the same keeps its version.

        ``versions``: those the correction is meant for, None for any; ``PreconditionFailed``
        where the contact is at another. ``NotFound``; ``Conflict`` if it never stands still.
        """
        for _ in range(TRIES):
            before = self._store.contact(contact_id)
            if versions is not None and before.version not in versions:
                raise PreconditionFailed("the contact is not at the version of If-Match")
            after = self._corrected(before.contact, correction)
            if after == before.contact:
                return before
            kept = self._store.correct(before, replace(after, updated_at=self._clock.now()))
            if kept is not None:
                return kept
        raise Conflict("the contact keeps changing", remedy="Try again in a moment.")

    def _corrected(self, contact: Contact, correction: Correction) -> Contact:
        transcript = correction.transcript
        if transcript is None:
            return contact
        if not transcript.strip():
            return corrected(contact, None)
        day = self._captured(contact)
        return corrected(contact, self._notes.understood(transcript, contact, day))

    def _captured(self, contact: Contact) -> date | None:
        """The day the first of its cards was photographed, as far as anybody said."""
        for card_id in contact.card_ids:
            try:
                moment = self._store.card(card_id).card.captured_at
            except NotFound:
                continue
            if moment is not None:
                return moment.date()
        return None
