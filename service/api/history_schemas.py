"""The history of a contact into the JSON of the HTTP contract."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pydantic import Field

from service.api.note_schemas import NoteSchema
from service.api.value_schemas import Schema, absent
from service.domain.change import Author, Change, Deed


class NoteChangedSchema(Schema):
    before: NoteSchema | None
    after: NoteSchema | None


class ChangesSchema(Schema):
    """Only the fields that changed, of those that a person can correct."""

    note: NoteChangedSchema | None = Field(default=None, exclude_if=absent)


class ChangeSchema(Schema):
    """One version of a contact."""

    version: int = Field(description="Of the contact after the change, as in its ETag.")
    at: datetime
    by: Author
    what: Deed = Field(
        description="`created` and `read` from a card, or `corrected` by a person. Reading a card "
        "again keeps what a person corrected."
    )
    changes: ChangesSchema


class HistorySchema(Schema):
    """What became of a contact, oldest first."""

    items: list[ChangeSchema]
    next: str | None = Field(description="The `cursor` of the next page; null on the last one.")


def history_schema(changes: Sequence[Change], more: bool) -> HistorySchema:
    """A page of the history; ``more`` follow it."""
    return HistorySchema(
        items=[ChangeSchema.model_validate(c) for c in changes],
        next=str(changes[-1].version) if more and changes else None,
    )
