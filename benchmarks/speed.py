"""12 MP photos into our seconds against plain pytesseract's, and where ours go.

``python -m benchmarks.speed PHOTO... [--threads N] [--rounds N] [--omp 1] [--no-baseline]``

Each photo is brought to 12 megapixels, read once to warm up, then by both in turn. The figure
is the ratio of the medians; absolute seconds depend on the machine.
"""

from __future__ import annotations

import argparse
import io
import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytesseract
from PIL import Image, ImageOps

from benchmarks.stages import Stopwatch, watch_pipeline
from service.domain.card import Hints
from service.settings import Settings
from service.wiring import card_reader

TWELVE_MP = 12_192_768  # 4032 x 3024


def twelve_megapixels(path: Path) -> bytes:
    """The picture as a JPEG of 12 megapixels, upright."""
    with Image.open(path) as opened:
        image = ImageOps.exif_transpose(opened).convert("RGB")
    scale = (TWELVE_MP / (image.width * image.height)) ** 0.5
    if not 0.95 < scale < 1.05:
        size = (round(image.width * scale), round(image.height * scale))
        image = image.resize(size, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=92)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the wall clock, and of processor time in this process and its children."""

    wall: float
    processor: float


def cost(call: Callable[[], object]) -> Cost:
    before, started = os.times(), time.perf_counter()
    call()
    wall, after = time.perf_counter() - started, os.times()
    return Cost(wall, sum(after[:4]) - sum(before[:4]))


def median_processor(costs: Sequence[Cost]) -> float:
    return statistics.median(c.processor for c in costs)


def plain_read(data: bytes, omp: str) -> str:
    """``pytesseract.image_to_string``, with ``omp`` threads (empty: as many as it likes)."""
    kept = os.environ.pop("OMP_THREAD_LIMIT", None)
    if omp:
        os.environ["OMP_THREAD_LIMIT"] = omp
    try:
        return str(pytesseract.image_to_string(Image.open(io.BytesIO(data))))
    finally:
        os.environ.pop("OMP_THREAD_LIMIT", None)
        if kept is not None:
            os.environ["OMP_THREAD_LIMIT"] = kept


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("photos", nargs="+", type=Path)
    parser.add_argument("--threads", type=int, default=Settings().reader_threads)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--omp", default="", help="OMP_THREAD_LIMIT of plain pytesseract")
    parser.add_argument(
        "--processor", action="store_true", help="stages by processor time, 1 thread"
    )
    parser.add_argument("--no-baseline", action="store_true")
    args = parser.parse_args()
    # On a busy machine the thread's own processor time says more; children's are not in it.
    watch = Stopwatch(time.thread_time if args.processor else time.perf_counter)
    watch_pipeline(watch)
    reader = card_reader(replace(Settings(), reader_threads=1 if args.processor else args.threads))
    photos = {path.name: twelve_megapixels(path) for path in args.photos}
    for data in [*photos.values()][:2]:
        reader.read({"front": data}, Hints())
    watch.read_out()
    ours: list[Cost] = []
    plain: list[Cost] = []
    stages: dict[str, list[float]] = {}
    for name, data in [*photos.items()] * args.rounds:
        ours.append(cost(lambda data=data: reader.read({"front": data}, Hints())))
        for stage, seconds in watch.read_out().items():
            stages.setdefault(stage, []).append(seconds)
        line = f"{name:40} {ours[-1].wall:6.2f} s, processor {ours[-1].processor:6.2f} s"
        if not args.no_baseline:
            plain.append(cost(lambda data=data: plain_read(data, args.omp)))
            line += f"   pytesseract {plain[-1].wall:6.2f} s, {plain[-1].processor:6.2f} s"
        print(line, flush=True)
    whole = statistics.median(c.wall for c in ours)
    print(f"\nmedian of ours {whole:.2f} s, processor {median_processor(ours):.2f} s")
    if plain:
        other = statistics.median(c.wall for c in plain)
        print(f"median of pytesseract {other:.2f} s, processor {median_processor(plain):.2f} s")
        by_processor = median_processor(ours) / median_processor(plain)
        print(f"ratio {whole / other:.3f}, by processor time {by_processor:.3f}")
    whole = median_processor(ours) if args.processor else whole
    print("\n| stage | median ms | share of the whole |\n| --- | ---: | ---: |")
    for stage, each in sorted(stages.items(), key=lambda s: -statistics.median(s[1])):
        median = statistics.median(each)
        print(f"| {stage} | {1000 * median:.0f} | {100 * median / whole:.0f} % |")


if __name__ == "__main__":
    main()
