"""Settings into a whole service: the only place that chooses adapters."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from service import intake, notes, ocr
from service.domain.card import Hints
from service.domain.contact import Side
from service.domain.ids import time_ordered
from service.errors import EngineError
from service.jobs import CardDesk, ContactDesk, InlineQueue, ReadingJob
from service.keys import KeyFile, key_file
from service.observe import Metrics, TimedCodes, TimedEngine, TimedReader
from service.pipeline import CardPipeline
from service.ports import (
    AnswerStore,
    BlobStore,
    CardReader,
    Clock,
    CodeReader,
    ContactStore,
    JobQueue,
    NoteInterpreter,
    NoteReader,
    OcrEngine,
    ReadCard,
)
from service.settings import Settings
from service.store import Database, ObjectBlobs, SqlAnswers, SqlContacts

_log = logging.getLogger("service")


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class NoReader:
    """A ``CardReader`` for when none could be set up: says why, card by card, and stays up."""

    why: EngineError

    def read(self, photos: Mapping[Side, bytes], hints: Hints) -> ReadCard:  # noqa: ARG002
        raise type(self.why)(self.why.detail, remedy=self.why.remedy)


@dataclass(frozen=True, slots=True)
class Service:
    """Everything that answering requests needs. ``reader_state`` gives the readers' names and
    versions, or raises why there are none."""

    settings: Settings
    clock: Clock
    limits: intake.Limits
    store: ContactStore
    answers: AnswerStore
    blobs: BlobStore
    desk: CardDesk
    contacts: ContactDesk
    queue: JobQueue
    keys: KeyFile
    metrics: Metrics
    reader_state: Callable[[], str]
    close: Callable[[], None]


def limits(settings: Settings) -> intake.Limits:
    """The sizes that intake keeps to."""
    return intake.Limits(max_bytes=settings.max_upload_bytes, max_pixels=settings.max_pixels)


def database(settings: Settings) -> Database:
    """The configured database, by default a SQLite file in the data folder."""
    return Database(settings.database_url or f"sqlite:///{settings.data_dir / 'backnote.db'}")


def blobs(settings: Settings) -> ObjectBlobs:
    """The configured picture store, by default a folder in the data folder."""
    if settings.blobs:
        return ObjectBlobs.at(settings.blobs)
    return ObjectBlobs.local(settings.data_dir / "blobs")


def engine(settings: Settings) -> OcrEngine:
    """The configured reader of text. Raises ``EngineError``."""
    return ocr.engine(
        settings.reader, threads=settings.reader_threads, timeout=settings.engine_timeout
    )


def pipeline(settings: Settings, text: OcrEngine, codes: CodeReader) -> CardPipeline:
    """The recipe of a card over these readers."""
    return CardPipeline(
        ocr=text,
        codes=codes,
        limits=limits(settings),
        languages=settings.languages,
        region=settings.region or None,
        error_budget=settings.error_budget,
    )


def card_reader(settings: Settings) -> CardPipeline:
    """The pipeline with the configured readers, for one process without a service."""
    return pipeline(settings, engine(settings), ocr.code_reader())


def note_reader(settings: Settings) -> NoteReader:
    """The pipeline as the measuring of handwriting asks for it."""
    return card_reader(settings)


def _service_reader(settings: Settings, metrics: Metrics) -> tuple[CardReader, Callable[[], str]]:
    try:
        text = TimedEngine(engine(settings), metrics)
    except EngineError as e:
        _log.error("no reader", extra={"reason": e.slug})
        missing = NoReader(e)
        return missing, partial(_raised, e)
    notes.ready()
    codes = TimedCodes(ocr.code_reader(), metrics)
    return pipeline(settings, text, codes), lambda: text.name


def _raised(error: EngineError) -> str:
    raise type(error)(error.detail, remedy=error.remedy)


def service(
    settings: Settings,
    reader: CardReader | None = None,
    clock: Clock | None = None,
    interpreter: NoteInterpreter | None = None,
) -> Service:
    """A running service: schema brought up to date, leavings of a crash swept, unfinished cards
    queued again. ``reader``, ``clock`` and ``interpreter`` stand in for the configured ones. Call its
    ``close``."""
    clock = clock or SystemClock()
    metrics = Metrics()
    db = database(settings)
    _log.info("database ready: %s", db.migrated())
    store, answers, pictures = SqlContacts(db), SqlAnswers(db), blobs(settings)
    state: Callable[[], str] = lambda: "given"  # noqa: E731
    if reader is None:
        reader, state = _service_reader(settings, metrics)

    def new_id() -> str:
        return time_ordered(clock.now(), secrets.token_bytes(10))

    desk = CardDesk(store, pictures, clock, new_id)
    job = ReadingJob(
        store, pictures, TimedReader(reader, metrics), desk, clock, new_id, intake.jpeg
    )
    answers.recover()
    desk.sweep()
    unfinished = store.recover()
    queue = InlineQueue(job.run, settings.reading_slots)
    metrics.watch_queue(queue.depth)
    for card_id in unfinished:
        queue.enqueue(card_id)

    def close() -> None:
        queue.close()
        db.close()

    return Service(
        settings=settings,
        clock=clock,
        limits=limits(settings),
        store=store,
        answers=answers,
        blobs=pictures,
        desk=desk,
        contacts=ContactDesk(store, interpreter or notes.TypedNotes(), clock),
        queue=queue,
        keys=KeyFile(key_file(settings)),
        metrics=metrics,
        reader_state=state,
        close=close,
    )
