"""JSON lists of transcribed handwriting, and of note texts with their facts, into labelled notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeAlias, cast, get_args

from service.domain.note import Certainty, FacetKind
from service.errors import BadRequest
from service.evaluation.facets import TrueFacet, TrueWhen
from service.evaluation.labels import label_entries

Level: TypeAlias = Literal["word", "line", "page", "card_back"]
LEVELS: tuple[Level, ...] = get_args(Level)
_FORM = "See fixtures/notes/README.md for the form."


@dataclass(frozen=True, slots=True)
class LabelledNote:
    """One picture of handwriting. ``text``: its lines, parted by line ends, in writing order.
    ``facets``: None where nobody labelled them. ``rotation``: degrees clockwise that the picture
    was turned by. ``kind``: whatever the maker of the labels parts them by."""

    file: str
    level: Level
    text: str
    language: str = "en"
    kind: str = ""
    rotation: int = 0
    captured_at: date | None = None
    facets: tuple[TrueFacet, ...] | None = None


@dataclass(frozen=True, slots=True)
class TrueEvent:
    """The occasion that a note was written at."""

    name: str
    place: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note as typed, with the facts in it. ``part``: ``tune`` may be looked at, ``test`` not."""

    id: str
    part: str
    text: str
    captured_at: date | None
    event: TrueEvent | None
    language: str
    facets: tuple[TrueFacet, ...]


def is_note(entry: Mapping[str, Any]) -> bool:
    """Whether a label is one of handwriting and not of a printed card."""
    return "level" in entry


def labelled_notes(entries: Sequence[Mapping[str, Any]]) -> tuple[LabelledNote, ...]:
    """``entries`` of a label file, in its order. ``BadRequest`` says which one is wrong."""
    return tuple(_note(e) for e in entries)


def note_texts(path: Path) -> tuple[NoteText, ...]:
    """The note texts of the file ``path``, in its order; ``BadRequest`` where it is no such."""
    return tuple(_text(e) for e in label_entries(path, "id"))


def _note(entry: Mapping[str, Any]) -> LabelledNote:
    name, level, text = entry["file"], entry["level"], entry.get("text")
    if level not in LEVELS or not isinstance(text, str):
        raise BadRequest(
            f"{name}: level {level!r}, text {text!r}",
            remedy="level is word, line, page or card_back; text is what is written.",
        )
    facets = entry.get("facets")
    return LabelledNote(
        file=name,
        level=cast(Level, level),
        text=text,
        language=str(entry.get("lang") or "en"),
        kind=str(entry.get("kind") or ""),
        rotation=int(entry.get("rotation") or 0),
        captured_at=_date(name, entry.get("captured_at")),
        facets=None if facets is None else _facets(name, facets),
    )


def _text(entry: Mapping[str, Any]) -> NoteText:
    name, event = entry["id"], entry.get("event")
    return NoteText(
        id=name,
        part=str(entry.get("part") or ""),
        text=str(entry.get("text") or ""),
        captured_at=_date(name, entry.get("captured_at")),
        event=event and TrueEvent(
            name=str(event.get("name") or ""),
            place=event.get("place"),
            starts_on=_date(name, event.get("starts_on")),
            ends_on=_date(name, event.get("ends_on")),
        ),
        language=str(entry.get("lang") or "en"),
        facets=_facets(name, entry.get("facets") or ()),
    )  # fmt: skip


def _facets(name: str, entries: Any) -> tuple[TrueFacet, ...]:
    if not isinstance(entries, list | tuple) or not all(isinstance(e, dict) for e in entries):
        raise BadRequest(f"{name}: facets are no list of objects", remedy=_FORM)
    return tuple(_facet(name, e) for e in entries)


def _facet(name: str, entry: Mapping[str, Any]) -> TrueFacet:
    kind, value, when = entry.get("kind"), entry.get("value"), entry.get("when")
    also = frozenset(entry.get("or") or ())
    certainty = entry.get("certainty") or "stated"
    if {kind, *also} - set(get_args(FacetKind)) or certainty not in get_args(Certainty):
        raise BadRequest(f"{name}: no such kind of facet or certainty: {entry}", remedy=_FORM)
    if not isinstance(value, str) or not value:
        raise BadRequest(f"{name}: a facet without a value: {entry}", remedy=_FORM)
    return TrueFacet(
        kind=cast(FacetKind, kind),
        value=value,
        topic=entry.get("topic"),
        about=str(entry.get("about") or "contact"),
        when=TrueWhen(_date(name, when.get("start")), _date(name, when.get("end")))
        if isinstance(when, dict)
        else None,
        certainty=cast(Certainty, certainty),
        negated=bool(entry.get("negated")),
        sensitive=bool(entry.get("sensitive")),
        also=also,
        optional=bool(entry.get("optional")),
    )


def _date(name: str, value: Any) -> date | None:
    """The day of an ISO 8601 date or time."""
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as e:
        raise BadRequest(f"{name}: {value!r} is no date", remedy="Write it as 2026-03-17.") from e
