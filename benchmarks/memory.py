"""Card pictures through one worker into its peak resident memory, and what grows with time.

``python -m benchmarks.memory PHOTO... [--cards N] [--threads N] [--twelve]``
"""

from __future__ import annotations

import argparse
import itertools
from dataclasses import replace
from pathlib import Path

from benchmarks.speed import twelve_megapixels
from service.domain.card import Hints
from service.evaluation.run import forget_peak, peak_bytes
from service.settings import Settings
from service.wiring import card_reader


def resident() -> float:
    """Resident megabytes of this process now (Linux)."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1000
    return 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("photos", nargs="+", type=Path)
    parser.add_argument("--cards", type=int, default=50)
    parser.add_argument("--threads", type=int, default=Settings().reader_threads)
    parser.add_argument("--twelve", action="store_true", help="bring each picture to 12 MP first")
    args = parser.parse_args()

    print(f"{'before the readers':24} {resident():6.0f} MB")
    reader = card_reader(replace(Settings(), reader_threads=args.threads))
    print(f"{'readers loaded':24} {resident():6.0f} MB")
    highest = 0
    for i, path in enumerate(itertools.islice(itertools.cycle(args.photos), args.cards), 1):
        data = twelve_megapixels(path) if args.twelve else path.read_bytes()
        forget_peak()
        reader.read({"front": data}, Hints())
        peak = peak_bytes()
        if peak > highest or i % 10 == 0:
            note = f"peak {peak / 1e6:6.0f} MB"
            print(f"{f'card {i}':24} {resident():6.0f} MB   {note}   {path.name}", flush=True)
        highest = max(highest, peak)
    print(f"highest {highest / 1e6:.0f} MB over {args.cards} cards")


if __name__ == "__main__":
    main()
