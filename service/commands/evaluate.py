"""``evaluate``: a labelled folder into figures; cards next to plain pytesseract in the same run."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from service.evaluation.labels import LabelledCard, cards_of, label_entries
from service.evaluation.note_labels import LabelledNote, is_note, labelled_notes
from service.evaluation.note_report import (
    facet_misses,
    misread_notes,
    note_summary,
    note_tables,
)
from service.evaluation.notes import NoteResult, note_result
from service.evaluation.report import misread_lines, miss_lines, summary, tables
from service.evaluation.run import Result, our_result, plain_result
from service.ports import CardReader, NoteReader
from service.settings import Settings


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("evaluate", help="measure on a labelled folder")
    parser.add_argument("labels", type=Path, help="JSON list of labelled pictures")
    parser.add_argument("folder", type=Path, help="folder that holds the pictures")
    parser.add_argument(
        "--reader", choices=("both", "ppocr", "tesseract"), help="instead of the setting"
    )
    parser.add_argument("--limit", type=int, default=0, help="only the first N cards and notes")
    parser.add_argument("--json", type=Path, metavar="OUT", help="also write every figure as JSON")
    parser.add_argument(
        "--misses",
        action="store_true",
        help="list each wrong field by its cause, each misread line",
    )
    parser.add_argument("--no-baseline", action="store_true", help="leave plain pytesseract out")
    parser.add_argument("--part-by", choices=("kind", "lang"), help="further tables for each part")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, settings: Settings) -> int:
    settings = replace(settings, reader=args.reader or settings.reader)

    def cards() -> CardReader:
        from service.wiring import card_reader

        return card_reader(settings)

    def notes() -> NoteReader:
        from service.wiring import note_reader

        return note_reader(settings)

    return evaluated(args, cards, notes)


def evaluated(
    args: argparse.Namespace,
    card_reader: Callable[[], CardReader],
    note_reader: Callable[[], NoteReader],
) -> int:
    """Labels with a ``level`` are of handwriting, the others of printed cards; a reader is made
    only where there is something for it."""
    entries, limit = label_entries(args.labels), args.limit or None
    cards = cards_of(e for e in entries if not is_note(e))[:limit]
    notes = labelled_notes([e for e in entries if is_note(e)])[:limit]
    figures: dict[str, Any] = {}
    if cards or not notes:
        figures |= card_figures(args, cards, card_reader())
    if notes:
        figures["notes"] = note_figures(args, notes, note_reader())
    if args.json:
        text = json.dumps(figures, indent=1, ensure_ascii=False)
        args.json.write_text(text + "\n", encoding="utf-8")
    return 0


def card_figures(
    args: argparse.Namespace, cards: Sequence[LabelledCard], reader: CardReader
) -> dict[str, Any]:
    """Reads, prints the tables, and answers every figure, ``ours`` and ``plain``."""
    from service.ocr.baseline import plain_text

    ours: list[Result] = []
    plain: list[Result] = []
    for card in _counted(cards):
        ours.append(our_result(reader, card, args.folder))
        if not args.no_baseline:
            plain.append(plain_result(plain_text, card, args.folder))
    for title, part in _parts(cards, args.part_by):
        chosen = [r for r in ours if r.card.id in part]
        beside = summary([r for r in plain if r.card.id in part]) if plain else None
        print(f"\n## {title}\n\n{tables(summary(chosen), beside)}")
    if args.misses:
        print("\n## Wrong fields\n", *miss_lines([m for r in ours for m in r.misses]), sep="\n")
        print("\n## Lines misread\n", *misread_lines(ours), sep="\n")
    return {"ours": summary(ours), "plain": summary(plain) if plain else None}


def note_figures(
    args: argparse.Namespace, notes: Sequence[LabelledNote], reader: NoteReader
) -> dict[str, Any]:
    """The same for handwriting."""
    results = [note_result(reader, note, args.folder) for note in _counted(notes)]
    parts: dict[str, list[NoteResult]] = {"All": results}
    for r in results if args.part_by else ():
        part = r.label.kind if args.part_by == "kind" else r.label.language
        parts.setdefault(part or "no kind given", []).append(r)
    for title, chosen in parts.items():
        print(f"\n## Notes: {title}\n\n{note_tables(note_summary(chosen))}")
    if args.misses:
        print("\n## Notes misread\n", *misread_notes(results), sep="\n")
        wrong = [w for r in results if r.facets for w in facet_misses(r.label.file, r.facets)]
        print(*(("\n## Wrong facts\n", *wrong) if wrong else ()), sep="\n")
    return note_summary(results)


_Labelled = TypeVar("_Labelled")


def _counted(labelled: Sequence[_Labelled]) -> Iterator[_Labelled]:
    """Each, counted on a terminal once it is done with."""
    for i, one in enumerate(labelled, 1):
        yield one
        if sys.stderr.isatty():
            print(f"\r{i}/{len(labelled)}", end="", file=sys.stderr, flush=True)


def _parts(cards: Sequence[LabelledCard], by: str | None) -> list[tuple[str, frozenset[str]]]:
    """Titles and the ids of the cards they stand for: all, then each part."""
    parts: dict[str, set[str]] = {}
    for card in cards if by else ():
        first = card.pictures[0]
        parts.setdefault(first.kind if by == "kind" else first.language, set()).add(card.id)
    everything = ("All", frozenset(c.id for c in cards))
    return [everything, *((title, frozenset(ids)) for title, ids in sorted(parts.items()))]
