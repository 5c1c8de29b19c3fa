"""What the rooms need of the outside, each a small Protocol whose docstring is the contract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from service.domain.card import Card, CardReading, CardStatus, Hints
from service.domain.change import Change
from service.domain.contact import Contact, Side
from service.domain.geometry import Polygon
from service.domain.note import Note
from service.domain.text import Code, Reading

Pixels: TypeAlias = NDArray[np.uint8]
"""A picture: shape (height, width, 3), RGB, 0..255, C-contiguous."""


@dataclass(frozen=True, slots=True, eq=False)
class InkStrip:
    """One run of handwriting as a recogniser saw it, left to be decoded.

    ``polygon``: four points clockwise from the text's own top left, pixels of the picture it was
    cut from. ``log_posteriors``: (T, C) float32, natural logarithms, one row a step from the start
    of ``polygon`` to its end. ``characters``: what each of the C classes stands for; the first is
    the CTC blank (""), one is " ".
    """

    polygon: Polygon
    log_posteriors: NDArray[np.float32]
    characters: tuple[str, ...]


class OcrEngine(Protocol):
    """Reads text off pictures.

    Safe to call from several threads at once (an engine that cannot be serialises inside).
    Runs in this process or in children of it; never touches the network or the store.
    """

    @property
    def name(self) -> str:
        """Short name and version, as ``/readyz`` shows it."""
        ...

    def locate(self, pixels: Pixels, long_side: int = 640) -> tuple[Polygon, ...]:
        """Rough outlines of text, any direction, in pixels of ``pixels``.

        Works on a copy shrunk to ``long_side`` pixels; cheap (about 0.1 s). An engine
        that cannot do so cheaply answers ``()``.
        """
        ...

    def read(self, pixels: Pixels, languages: Sequence[str]) -> Reading:
        """All lines of a straightened picture, in reading order, turned upright.

        ``pixels`` may stand at any of the four rotations; ``Reading.rotation`` says which
        turn makes it upright and all geometry is that of the turned picture.
        ``languages`` (BCP 47) are the ones to expect. Raises ``EngineMissing``,
        ``EngineTimeout`` or ``EngineCrashed``; no text is an empty Reading, no error.
        """
        ...

    def ink(self, pixels: Pixels, places: Sequence[Polygon]) -> tuple[InkStrip, ...]:
        """The handwriting at each of ``places`` (four points each) of an upright picture.

        An engine that gives no posteriors answers ``()``. Raises as ``read``.
        """
        ...


class CodeReader(Protocol):
    """Reads QR and other codes off a picture (pixels as uploaded, not straightened)."""

    def codes(self, pixels: Pixels) -> tuple[Code, ...]:
        """Every code found, polygons in pixels of ``pixels``."""
        ...


class BlobStore(Protocol):
    """Write-once bytes under string keys. Thread-safe. ``StoreUnavailable`` when it cannot serve."""

    def put(self, key: str, data: bytes) -> None:
        """Keep ``data``; a key that exists already keeps its first bytes (content-addressed)."""
        ...

    def get(self, key: str) -> bytes:
        """The bytes, or ``NotFound``."""
        ...

    def delete(self, key: str) -> None:
        """Forget the key; one that is not there is no error."""
        ...

    def check(self) -> str:
        """A word about its state and version; raises ``StoreUnavailable``."""
        ...

    def aged(self, before: datetime) -> Iterator[str]:
        """Keys written before ``before``."""
        ...


@dataclass(frozen=True, slots=True)
class StoredContact:
    """A contact with the version its ETag stands for."""

    contact: Contact
    version: int


@dataclass(frozen=True, slots=True)
class CardFiles:
    """Blob keys of one card: the uploads and the straightened pictures, by side."""

    originals: Mapping[Side, str]
    straightened: Mapping[Side, str] = field(default_factory=dict)

    def keys(self) -> frozenset[str]:
        """Every blob key of the card."""
        return frozenset(self.originals.values()) | frozenset(self.straightened.values())


@dataclass(frozen=True, slots=True)
class StoredCard:
    """A card with its blobs and its version, which counts every change of it.

    ``attempts``: how often its reading was begun since its pictures last changed.
    """

    card: Card
    files: CardFiles
    version: int = 1
    attempts: int = 0


class ContactStore(Protocol):
    """Cards and contacts. Thread-safe; every call is one transaction. ``StoreUnavailable``
    when the database cannot serve."""

    def add_card(self, card: Card, files: CardFiles, request_key: str | None = None) -> None:
        """Keep a new card, and note it as what the request ``request_key`` made."""
        ...

    def card(self, card_id: str) -> StoredCard:
        """The card, or ``NotFound``."""
        ...

    def status(self, card_id: str) -> CardStatus:
        """Only its state, cheaply, or ``NotFound``."""
        ...

    def claim(self, card_id: str) -> StoredCard | None:
        """queued → reading; None when somebody else holds it, or it is finished or gone."""
        ...

    def finish(self, claimed: StoredCard, card: Card, files: CardFiles) -> bool:
        """Keep reading, state and contact of ``card`` in one go. The contact is unique per
        card: finishing again keeps its id, and what a person corrected. False, and nothing
        kept, if the card changed since it was claimed (a back was added, or it is gone)."""
        ...

    def requeue(self, card_id: str, side: Side, key: str) -> frozenset[str]:
        """Back to queued with ``key`` as its ``side``; answers keys nothing refers to any more."""
        ...

    def delete_card(self, card_id: str) -> frozenset[str]:
        """Forget the card, a contact no other card supports and the answers kept about them;
        answers the blob keys that nothing refers to any more. ``NotFound`` if it is not there."""
        ...

    def recover(self) -> tuple[str, ...]:
        """What a restart has to do: cards left reading go back to queued; ids of all queued
        ones, oldest first."""
        ...

    def unreferenced(self, keys: Iterable[str]) -> frozenset[str]:
        """Those of ``keys`` that no card refers to."""
        ...

    def contact(self, contact_id: str) -> StoredContact:
        """The contact, or ``NotFound``."""
        ...

    def correct(self, before: StoredContact, after: Contact) -> StoredContact | None:
        """Keep ``after``, which a person made of ``before``; cards whose review that ends are
        done. None, and nothing kept, if the contact changed since; ``NotFound`` if it is gone."""
        ...

    def history(self, contact_id: str, after: int, most: int) -> tuple[Change, ...]:
        """At most ``most`` changes that made versions above ``after``, oldest first, or
        ``NotFound``. Every call that keeps a contact adds one; it goes with the contact."""
        ...

    def check(self) -> str:
        """A word about its state and version; raises ``StoreUnavailable``."""
        ...


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request was answered. ``body`` is None where the service stopped before the
    answer was kept: then ``card_id`` is what the request had made."""

    status: int
    headers: Mapping[str, str]
    body: str | None
    card_id: str | None = None


class AnswerStore(Protocol):
    """First answers of requests that carry an Idempotency-Key. Thread-safe."""

    def begin(self, key: str, fingerprint: str, now: datetime) -> Answer | None:
        """None: the caller now holds ``key`` and must ``settle`` or ``release`` it. Else the first
        answer. ``StillInFlight`` while the first runs, ``IdempotencyMismatch`` for another
        ``fingerprint``. Keys older than 24 hours are forgotten."""
        ...

    def settle(self, key: str, answer: Answer) -> None:
        """Keep the first answer."""
        ...

    def release(self, key: str) -> None:
        """Forget ``key``: the request changed nothing."""
        ...

    def recover(self) -> None:
        """After a restart: no request is in flight. Those that made nothing are forgotten."""
        ...


class JobQueue(Protocol):
    """Work that must not be lost: ids in, done later, at least once."""

    def enqueue(self, card_id: str) -> None: ...

    def depth(self) -> int:
        """Cards waiting or being read."""
        ...

    def close(self) -> None:
        """Finish what is being read, start nothing new."""
        ...


class Clock(Protocol):
    def now(self) -> datetime:
        """The time, aware, UTC."""
        ...


@dataclass(frozen=True, slots=True)
class ReadCard:
    """A card's reading and its straightened sides (upright pixels)."""

    reading: CardReading
    straightened: dict[Side, Pixels]


class CardReader(Protocol):
    """The pipeline as its callers see it. Safe to call from several threads."""

    def read(self, photos: Mapping[Side, bytes], hints: Hints) -> ReadCard:
        """Raises ``BadUpload`` for bytes that are no readable picture, ``EngineError`` when
        no reader works."""
        ...


class NoteReader(Protocol):
    """Handwriting alone, as measuring asks for it. Safe to call from several threads."""

    def read_note(self, data: bytes, level: str, captured_at: date | None, hints: Hints) -> Note:
        """What the pen wrote on a picture file, and the facts in it.

        ``level``: what the picture shows, so that no step is taken which it has no need of: a
        cut-out ``word`` or ``line`` (recogniser alone), a ``page``, or a ``card_back`` (a photo
        in which the card is still to be found and turned). ``captured_at``: the day that
        ``next Tuesday`` counts from. Raises ``BadUpload`` for bytes that are no readable picture,
        ``EngineError`` when no reader works; nothing written is an empty Note, no error.
        """
        ...


class NoteInterpreter(Protocol):
    """Makes sense of a note's words. Pure: no network, no store, no clock."""

    def understood(self, transcript: str, contact: Contact, captured_at: date | None) -> Note:
        """The note that ``transcript`` says, with its language, facets and openers.

        ``contact``: whose it is. Where the words stand on the card is found out by the caller.
        ``captured_at``: the day from which days such as "Tue" are counted, if known.
        """
        ...
