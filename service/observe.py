"""What the service does into JSON log lines and Prometheus figures, never with contact data."""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from service.domain.card import Hints
from service.domain.contact import Side
from service.domain.geometry import Polygon
from service.domain.text import Code, Reading
from service.ports import CardReader, CodeReader, InkStrip, OcrEngine, Pixels, ReadCard

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)

_SHOWN = ("card_id", "reason", "at", "method", "route", "status", "seconds", "count", "address")
_STAGE_SECONDS = (0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2.5, 5, 10, 20, 40)


class JsonLines(logging.Formatter):
    """One JSON object a line. Only named extras are shown; a traceback shows places, no values."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {
            "time": moment,
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if (current := request_id.get()) is not None:
            line["request_id"] = current
        line.update({k: v for k, v in vars(record).items() if k in _SHOWN})
        if record.exc_info and record.exc_info[0] is not None:
            line["reason"] = record.exc_info[0].__name__
        return json.dumps(line, ensure_ascii=False, default=str)


def log_to_stderr(level: str) -> None:
    """Send every log line of the process to standard error as JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    # Alembic tells of every start, the form parser of every byte.
    for chatty in ("alembic", "multipart", "python_multipart"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


class Metrics:
    """The figures of one service, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self.requests = Counter(
            "backnote_requests", "Requests answered", labels, registry=self.registry
        )
        self.request_seconds = Histogram(
            "backnote_request_seconds",
            "Time to answer",
            ("method", "route"),
            registry=self.registry,
        )
        self.stage_seconds = Histogram(
            "backnote_stage_seconds",
            "Time of one stage of reading a card; 'card' is the whole",
            ("stage",),
            buckets=_STAGE_SECONDS,
            registry=self.registry,
        )
        self.failures = Counter(
            "backnote_reading_failures", "Cards that could not be read", ("reason",),
            registry=self.registry,
        )  # fmt: skip
        self._queue_depth = Gauge(
            "backnote_queue_depth", "Cards waiting or being read", registry=self.registry
        )

    def watch_queue(self, depth: Callable[[], int]) -> None:
        """Ask ``depth`` whenever the figures are read."""
        self._queue_depth.set_function(depth)

    def exposed(self) -> bytes:
        """The figures in Prometheus' text format 0.0.4."""
        return generate_latest(self.registry)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time the block as one run of stage ``name``."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.stage_seconds.labels(name).observe(time.perf_counter() - begun)


@dataclass(frozen=True, slots=True)
class TimedEngine:
    """An ``OcrEngine`` that times another."""

    inner: OcrEngine
    metrics: Metrics

    @property
    def name(self) -> str:
        return self.inner.name

    def locate(self, pixels: Pixels, long_side: int = 640) -> tuple[Polygon, ...]:
        with self.metrics.stage("locate"):
            return self.inner.locate(pixels, long_side)

    def read(self, pixels: Pixels, languages: Sequence[str]) -> Reading:
        with self.metrics.stage("read"):
            return self.inner.read(pixels, languages)

    def ink(self, pixels: Pixels, places: Sequence[Polygon]) -> tuple[InkStrip, ...]:
        with self.metrics.stage("ink"):
            return self.inner.ink(pixels, places)


@dataclass(frozen=True, slots=True)
class TimedCodes:
    """A ``CodeReader`` that times another."""

    inner: CodeReader
    metrics: Metrics

    def codes(self, pixels: Pixels) -> tuple[Code, ...]:
        with self.metrics.stage("codes"):
            return self.inner.codes(pixels)


@dataclass(frozen=True, slots=True)
class TimedReader:
    """A ``CardReader`` that times another and counts what it refuses."""

    inner: CardReader
    metrics: Metrics

    def read(self, photos: Mapping[Side, bytes], hints: Hints) -> ReadCard:
        with self.metrics.stage("card"):
            try:
                return self.inner.read(photos, hints)
            except Exception as e:
                self.metrics.failures.labels(getattr(e, "slug", "internal")).inc()
                raise
