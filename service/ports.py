"""What the rooms need of the outside, each a small Protocol whose docstring is the contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from service.domain.card import Card, CardReading, Hints
from service.domain.contact import Contact, Side
from service.domain.geometry import Polygon
from service.domain.text import Code, Reading

Pixels: TypeAlias = NDArray[np.uint8]
"""A picture: shape (height, width, 3), RGB, 0..255, C-contiguous."""


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


@dataclass(frozen=True, slots=True)
class StoredContact:
    """A contact with the version its ETag stands for."""

    contact: Contact
    version: int


@dataclass(frozen=True, slots=True)
class CardFiles:
    """Blob keys of one card: the uploads and the straightened pictures, by side."""

    originals: dict[str, str]
    straightened: dict[str, str]


class ContactStore(Protocol):
    """Cards and contacts. Thread-safe; every call is one transaction."""

    def add_card(self, card: Card, files: CardFiles) -> None: ...

    def card(self, card_id: str) -> tuple[Card, CardFiles]:
        """The card, or ``NotFound``."""
        ...

    def claim(self, card_id: str) -> bool:
        """queued → reading; False when somebody else holds it or it is finished."""
        ...

    def finish(self, card: Card, files: CardFiles) -> Card:
        """Keep reading, state and contact of ``card`` in one go. The contact is unique per
        card: finishing twice changes nothing but the later reading."""
        ...

    def requeue(self, card: Card, files: CardFiles) -> None:
        """Back to queued with these uploads (a back was added)."""
        ...

    def delete_card(self, card_id: str) -> CardFiles:
        """Forget the card and a contact no other card supports; answers its blobs' keys
        that nothing else refers to."""
        ...

    def unfinished(self) -> tuple[str, ...]:
        """Ids of cards queued or reading, oldest first: what a restart has to do."""
        ...

    def contact(self, contact_id: str) -> StoredContact:
        """The contact, or ``NotFound``."""
        ...

    def check(self) -> str:
        """A word about its state and version; raises ``StoreUnavailable``."""
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
