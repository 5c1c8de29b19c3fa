"""Labelled cards through a reader into results: scores, text, misses, seconds and memory."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from service import intake
from service.domain.card import CardReading, Hints
from service.domain.contact import Contact, Side
from service.errors import BacknoteError, BadRequest
from service.evaluation.baseline import baseline_values
from service.evaluation.causes import Miss, misses
from service.evaluation.labels import Kind, LabelledCard, Picture
from service.evaluation.scores import CardScore, scored
from service.evaluation.text import TextScore, text_score
from service.evaluation.values import FIELDS, Value, values_of
from service.intake import Limits
from service.ports import CardReader, Pixels


@dataclass(frozen=True, slots=True)
class Result:
    """One card by one reader. ``seconds`` for all its pictures; ``peak`` is the resident memory
    of this process at its highest while reading, in bytes; ``failure`` says why there is none."""

    card: LabelledCard
    score: CardScore
    text: dict[Kind, TextScore]
    seconds: float
    values: tuple[Value, ...] = ()
    misses: tuple[Miss, ...] = ()
    peak: int = 0
    warnings: tuple[str, ...] = ()
    failure: str | None = None
    lines: dict[str, tuple[str, ...]] = field(default_factory=dict)


def our_result(reader: CardReader, card: LabelledCard, folder: Path) -> Result:
    """``card`` read by the service itself, its hints left empty."""
    photos: dict[Side, bytes] = {p.side: _bytes(folder / p.file) for p in card.pictures}
    forget_peak()
    started = time.perf_counter()
    reading = CardReading((), (), Contact())
    failure = None
    try:
        reading = reader.read(photos, Hints()).reading
    except BacknoteError as e:
        failure = f"{type(e).__name__}: {e.detail}"
    seconds = time.perf_counter() - started
    read = {side.side: tuple(line.text for line in side.lines) for side in reading.sides}
    values = values_of(reading.contact)
    score = scored(card.id, card.truth, values)
    flat = [line for p in card.pictures for line in read.get(p.side, ())]
    return Result(
        card=card,
        score=score,
        text=_texts(card, lambda p: read.get(p.side, ())),
        seconds=seconds,
        values=values,
        misses=misses(score, flat, values, FIELDS),
        peak=peak_bytes(),
        warnings=tuple(w.code for w in reading.warnings),
        failure=failure,
        lines={p.file: read.get(p.side, ()) for p in card.pictures},
    )


def plain_result(plain_text: Callable[[Pixels], str], card: LabelledCard, folder: Path) -> Result:
    """``card`` by one plain OCR call a picture and regular expressions."""
    photos = {p.file: _bytes(folder / p.file) for p in card.pictures}
    started = time.perf_counter()
    output = {f: plain_text(intake.decoded(data, Limits()).pixels) for f, data in photos.items()}
    values = baseline_values("\n".join(output.values()))
    seconds = time.perf_counter() - started
    return Result(
        card=card,
        score=scored(card.id, card.truth, values),
        text=_texts(card, lambda p: output[p.file].splitlines()),
        seconds=seconds,
        values=values,
    )


def _texts(card: LabelledCard, read: Callable[[Picture], Iterable[str]]) -> dict[Kind, TextScore]:
    out: dict[Kind, TextScore] = {}
    for picture in card.pictures:
        score = text_score(picture.lines, tuple(read(picture)))
        out[picture.kind] = out.get(picture.kind, TextScore()).plus(score)
    return out


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as e:
        raise BadRequest(
            f"no picture {path}: {e.strerror}", remedy="Give the folder that holds the pictures."
        ) from e


def text_by_kind(results: Iterable[Result]) -> dict[Kind, TextScore]:
    """The text scores of all results, summed by kind of picture."""
    out: dict[Kind, TextScore] = {}
    for kind, score in _kinds(results):
        out[kind] = out.get(kind, TextScore()).plus(score)
    return out


def _kinds(results: Iterable[Result]) -> Iterator[tuple[Kind, TextScore]]:
    for result in results:
        yield from result.text.items()


def forget_peak() -> None:
    """Start the memory mark anew (Linux: ``man 5 proc``, clear_refs); elsewhere it keeps rising."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def peak_bytes() -> int:
    """Highest resident memory of this process since ``forget_peak`` (or its start)."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
