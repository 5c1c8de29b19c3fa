"""Note texts through the parser of facts into its precision and recall: no picture, no reader.

    python -m benchmarks.note_facets [--part tune|test] [--misses] [--json OUT]

The labels are fixtures/notes/gold.json, written without sight of the parser. Look at the misses of
``tune``, and at the figures alone of ``test``.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

from service.evaluation.facets import FacetScore, scored_facets
from service.evaluation.note_labels import NoteText, note_texts
from service.evaluation.note_report import facet_figures, facet_misses, facet_tables
from service.notes import Occasion, facets

GOLD = Path("fixtures/notes/gold.json")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, default=GOLD, help="note texts with their facts")
    parser.add_argument("--part", choices=("tune", "test"), help="only this part")
    parser.add_argument("--lang", help="only notes in this language")
    parser.add_argument("--misses", action="store_true", help="list each fact that is wrong")
    parser.add_argument("--json", type=Path, metavar="OUT", help="also write the figures as JSON")
    args = parser.parse_args()
    notes = [
        n
        for n in note_texts(args.gold)
        if args.part in (None, n.part) and args.lang in (None, n.language)
    ]
    loose: list[FacetScore] = []
    strict: list[FacetScore] = []
    seconds = 0.0
    for note in notes:
        started = time.perf_counter()
        found = facets(note.text, note.captured_at, _occasion(note))
        seconds += time.perf_counter() - started
        loose.append(scored_facets(note.facets, found))
        strict.append(scored_facets(note.facets, found, strict=True))
    figures: dict[str, Any] = {
        "facets": facet_figures(loose),
        "facets_strict": facet_figures(strict),
        "milliseconds_a_note": 1000 * seconds / max(1, len(notes)),
    }
    print(facet_tables(figures["facets"], figures["facets_strict"]))
    print(f"milliseconds a note: {figures['milliseconds_a_note']:.1f}")
    if args.misses:
        for note, score in zip(notes, loose, strict=True):
            lines = [*facet_misses(note.id, score)]
            if lines:
                print(f"\n{note.id}: {' ⏎ '.join(note.text.splitlines())}", *lines, sep="\n")
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _occasion(note: NoteText) -> Occasion | None:
    e = note.event
    return e and Occasion(e.name, e.place, e.starts_on, e.ends_on)


if __name__ == "__main__":
    main()
