"""``evaluate``: a labelled folder into figures, next to plain pytesseract in the same run."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from service.evaluation.labels import LabelledCard, labelled_cards
from service.evaluation.report import misread_lines, miss_lines, summary, tables
from service.evaluation.run import Result, our_result, plain_result
from service.settings import Settings


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("evaluate", help="measure on a labelled folder")
    parser.add_argument("labels", type=Path, help="JSON list of labelled pictures")
    parser.add_argument("folder", type=Path, help="folder that holds the pictures")
    parser.add_argument(
        "--reader", choices=("both", "ppocr", "tesseract"), help="instead of the setting"
    )
    parser.add_argument("--limit", type=int, default=0, help="only the first N cards")
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
    from service.ocr.baseline import plain_text
    from service.wiring import card_reader

    cards = labelled_cards(args.labels)[: args.limit or None]
    reader = card_reader(replace(settings, reader=args.reader or settings.reader))
    ours: list[Result] = []
    plain: list[Result] = []
    for i, card in enumerate(cards, 1):
        ours.append(our_result(reader, card, args.folder))
        if not args.no_baseline:
            plain.append(plain_result(plain_text, card, args.folder))
        if sys.stderr.isatty():
            print(f"\r{i}/{len(cards)}", end="", file=sys.stderr, flush=True)
    for title, part in _parts(cards, args.part_by):
        chosen = [r for r in ours if r.card.id in part]
        beside = summary([r for r in plain if r.card.id in part]) if plain else None
        print(f"\n## {title}\n\n{tables(summary(chosen), beside)}")
    if args.misses:
        print("\n## Wrong fields\n", *miss_lines([m for r in ours for m in r.misses]), sep="\n")
        print("\n## Lines misread\n", *misread_lines(ours), sep="\n")
    if args.json:
        figures = {"ours": summary(ours), "plain": summary(plain) if plain else None}
        text = json.dumps(figures, indent=1, ensure_ascii=False)
        args.json.write_text(text + "\n", encoding="utf-8")
    return 0


def _parts(cards: Sequence[LabelledCard], by: str | None) -> list[tuple[str, frozenset[str]]]:
    """Titles and the ids of the cards they stand for: all, then each part."""
    parts: dict[str, set[str]] = {}
    for card in cards if by else ():
        first = card.pictures[0]
        parts.setdefault(first.kind if by == "kind" else first.language, set()).add(card.id)
    everything = ("All", frozenset(c.id for c in cards))
    return [everything, *((title, frozenset(ids)) for title, ids in sorted(parts.items()))]
