"""``read``: photos of one card into its contact on the screen, without a server."""

from __future__ import annotations

import argparse
import secrets
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.domain.card import Card, Hints
from service.domain.contact import Contact, Evidence, Side
from service.domain.geometry import bounds
from service.domain.ids import time_ordered
from service.domain.note import Note
from service.errors import BadRequest, BadUpload
from service.ports import CardFiles, ReadCard, StoredCard, StoredContact
from service.settings import Settings

if TYPE_CHECKING:
    from service.export import Version


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("read", help="read one card, without a server")
    parser.add_argument("front", type=Path, help="photo or scan of the front")
    parser.add_argument("--back", type=Path, help="photo or scan of the back")
    parser.add_argument("--as", dest="form", choices=("table", "json", "vcard"), default="table")
    parser.add_argument("--version", choices=("3.0", "4.0"), default="4.0", help="of the vCard")
    parser.add_argument("--region", help="country of numbers without a code, such as DE")
    parser.add_argument("--language", action="append", default=[], help="BCP 47; repeatable")
    parser.add_argument("--debug", type=Path, metavar="OUT_DIR", help="write debug pictures there")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, settings: Settings) -> int:
    """2 where the pictures cannot be used, with what to do about it."""
    try:
        print(_answer(args, settings), end="")
    except (BadUpload, BadRequest) as e:
        print(f"{e.title}: {e.detail}", *filter(None, [e.remedy]), sep="\n", file=sys.stderr)
        return 2
    return 0


def _answer(args: argparse.Namespace, settings: Settings) -> str:
    photos: dict[Side, bytes] = {"front": _bytes(args.front)}
    if args.back is not None:
        photos["back"] = _bytes(args.back)
    hints = Hints(tuple(args.language), args.region.upper() if args.region else None)
    read = _read(photos, hints, settings, args.debug)
    match args.form:
        case "json":
            return as_json(read)
        case "vcard":
            return as_vcard(read.reading.contact, args.version)
        case _:
            return as_table(read)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as e:
        raise BadRequest(
            f"{path}: {e.strerror}", remedy="Give the path of a photo or scan of the card."
        ) from e


def _read(
    photos: dict[Side, bytes], hints: Hints, settings: Settings, debug: Path | None
) -> ReadCard:
    from service import intake
    from service.wiring import card_reader

    pipeline = card_reader(settings)
    if debug is None:
        return pipeline.read(photos, hints)
    from service.evaluation import overlay

    sides = {side: pipeline.read_side(data, side, hints) for side, data in photos.items()}
    read = pipeline.understood(sides, hints)
    for side, data in photos.items():
        photo = intake.decoded(data, pipeline.limits)
        located = pipeline.ocr.locate(photo.pixels)
        overlay.written(debug, photo, located, sides[side], read.reading.contact)
    return read


def as_table(read: ReadCard) -> str:
    """What was read for a person: each value, how sure, whether to look, and where it stands."""
    contact = read.reading.contact
    rows = [("field", "value", "sure", "look", "where (left, top, right, bottom)")]
    rows += _rows(contact)
    widths = [max(len(row[i]) for row in rows) for i in range(4)]
    lines = [
        "  ".join([*(cell.ljust(w) for cell, w in zip(row, widths, strict=False)), row[4]]).rstrip()
        for row in rows
    ]
    if len(rows) == 1:
        lines = ["Nothing of a contact was found on this card."]
    if contact.note:
        lines += [f"opener   {opener.text}" for opener in contact.note.openers]
    lines += [
        f"code     {c.format}: {c.text.splitlines()[0][:80]}" for c in read.reading.codes if c.text
    ]
    lines += [
        f"warning  {w.code}: {w.detail}{f' {w.remedy}' if w.remedy else ''}"
        for w in read.reading.warnings
    ]
    return "\n".join(lines) + "\n"


def _rows(contact: Contact) -> Iterator[tuple[str, str, str, str, str]]:
    from service.evaluation.values import values_and_fields

    for value, read in values_and_fields(contact):
        text = ", ".join(value.text.splitlines())
        if value.phone_type:
            text = f"{text} ({value.phone_type})"
        look = "" if value.accepted else "look"
        yield value.path, text, f"{read.confidence:.2f}", look, _place(read.evidence)
    if contact.country:
        yield "country", contact.country, "", "", ""
    if contact.note:
        look = "look" if "note" in contact.review.fields else ""
        yield from _note_rows(contact.note, look)


def _note_rows(note: Note, look: str) -> Iterator[tuple[str, str, str, str, str]]:
    """The words, a row for each line of them, then the facts in them."""
    first, *others = note.transcript.splitlines() or [""]
    yield "note", first, f"{note.confidence:.2f}", look, ""
    yield from (("", text, "", "", "") for text in others)
    for i, facet in enumerate(note.facets):
        parts = [f"{facet.kind}:", "not" if facet.negated else "", facet.value]
        parts.append(f"({facet.topic})" if facet.topic else "")
        parts.append("?" if facet.certainty == "question" else "")
        parts.append("(sensitive)" if facet.sensitive else "")
        text = " ".join(part for part in parts if part)
        yield f"note/facets/{i}", text, f"{facet.confidence:.2f}", "", _place(facet.evidence)


def _place(evidence: Evidence) -> str:
    place: str = evidence.side or evidence.source
    if evidence.polygon:
        place += " " + ", ".join(f"{n:.0f}" for n in bounds(evidence.polygon))
    return f"{place} (code)" if evidence.source == "code" else place


def as_vcard(contact: Contact, version: Version) -> str:
    from service import export

    return export.vcard(contact, version)


def as_json(read: ReadCard) -> str:
    """The Card of the HTTP contract, but for the pictures' addresses: there is no server."""
    from service.api.card_schemas import card_schema

    now = datetime.now(UTC)
    card_id, contact_id = (time_ordered(now, secrets.token_bytes(10)) for _ in range(2))
    contact = replace(
        read.reading.contact, id=contact_id, card_ids=(card_id,), created_at=now, updated_at=now
    )
    card = Card(
        id=card_id,
        status="needs_review" if contact.review.status == "pending" else "done",
        created_at=now,
        reading=replace(read.reading, contact=contact),
        contact_id=contact_id,
        warnings=read.reading.warnings,
    )
    shown = card_schema(StoredCard(card, CardFiles({}, {})), StoredContact(contact, 1))
    return shown.model_dump_json(indent=2, exclude={"sides": {"__all__": {"image_url"}}}) + "\n"
