"""Two states of a contact into what changed between them, as its history keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Literal, TypeAlias, TypeVar

from service.domain.contact import Contact
from service.domain.note import Note

T = TypeVar("T")

Author: TypeAlias = Literal["person", "service"]
Deed: TypeAlias = Literal["created", "read", "corrected"]


@dataclass(frozen=True, slots=True)
class Changed(Generic[T]):
    """A field of a contact, then and now."""

    before: T
    after: T


@dataclass(frozen=True, slots=True)
class Changes:
    """Fields that a person can correct, as far as they changed; None where a field did not."""

    note: Changed[Note | None] | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of a contact's history. ``version``: of the contact after it."""

    version: int
    at: datetime
    by: Author
    what: Deed
    changes: Changes = Changes()


def changes(before: Contact, after: Contact) -> Changes:
    """What of ``after`` differs from ``before``."""
    if before.note == after.note:
        return Changes()
    return Changes(Changed(before.note, after.note))
