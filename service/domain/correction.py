"""What a person says of a contact, and how it stands beside what is read off the card later."""

from __future__ import annotations

from dataclasses import dataclass, replace

from service.domain.contact import Contact, Review
from service.domain.note import Note
from service.domain.note_places import grounded


@dataclass(frozen=True, slots=True)
class Correction:
    """Only what a person changed; None leaves a field alone. ``transcript``: the note's words as
    they should be, blank to have no note."""

    transcript: str | None = None


def reread(before: Contact, fresh: Contact) -> Contact:
    """``fresh``, a new reading of the card that gave ``before``, with what a person corrected.

    A person's words of the note stay, with what follows from them; the ink's lines are new, and
    so are the places where those words stand.
    """
    if before.note is None or before.note.source != "human":
        return fresh
    note = replace(before.note, lines=() if fresh.note is None else fresh.note.lines)
    return replace(fresh, note=grounded(note), review=looked_at(fresh.review, "note"))


def corrected(before: Contact, note: Note | None) -> Contact:
    """``before`` with a person's note in place of its own, whose ink's lines it keeps: its facts
    stand where the ink says the same."""
    lines = () if before.note is None else before.note.lines
    if note is not None:
        note = grounded(replace(note, source="human", confidence=1.0, lines=lines))
    return replace(before, note=note, review=looked_at(before.review, "note"))


def looked_at(review: Review, path: str) -> Review:
    """``review`` without ``path`` and what is below it; done where that was all."""
    fields = tuple(f for f in review.fields if f != path and not f.startswith(f"{path}/"))
    if fields == review.fields:
        return review
    return Review("pending" if fields else "done", fields)
