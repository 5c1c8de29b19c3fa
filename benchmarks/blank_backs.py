"""Backs that hold no note into what the reader finds on them all the same: it should be nothing.

``python -m benchmarks.blank_backs [--count 220] [--seed 91000]``: generated blank, printed, stamped and
drawn-on backs of the part ``test``, photographed; no picture is kept.
"""

from __future__ import annotations

import argparse
from collections import Counter
from itertools import count

from fixtures.generate.back_note import compose_back
from fixtures.generate.note_pictures import back_picture, back_scene
from service.domain.card import Hints
from service.settings import Settings
from service.wiring import note_reader


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.blank_backs", description=__doc__)
    parser.add_argument("--count", type=int, default=220)
    parser.add_argument("--seed", type=int, default=91000)
    args = parser.parse_args()
    reader = note_reader(Settings())
    backs: Counter[str] = Counter()
    noted: Counter[str] = Counter()
    facets: Counter[str] = Counter()
    for seed in count(args.seed):
        if backs.total() == args.count:
            break
        side = compose_back(seed, "test")
        if side.lines:
            continue
        backs[side.kind] += 1
        data, _ = back_picture(side, seed, "test", back_scene(side, seed, "test", 2.0, False)[0])
        note = reader.read_note(data, "card_back", None, Hints(("en",)))
        if note.transcript:
            noted[side.kind] += 1
            facets[side.kind] += len(note.facets)
            print(f"{seed} {side.kind}: {note.transcript!r}, {[f.value for f in note.facets]}")
    for kind, n in backs.items():
        print(f"{kind}: {n} backs, {noted[kind]} given words, {facets[kind]} facets")
    print(f"all: {backs.total()} backs, {noted.total()} given words, {facets.total()} facets")


if __name__ == "__main__":
    main()
