"""Seconds a line of handwriting takes, recogniser and decoder apart, on one thread.

``python -m benchmarks.note_speed DIR``: a folder of lines that ``fixtures.generate --lines`` wrote.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import cv2
import numpy as np

from service import intake, notes, vision
from service.notes import decode
from service.notes.language import english
from service.ocr.ppocr import PpOcr


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.note_speed", description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    cv2.setNumThreads(1)
    reader = PpOcr.loaded(1)
    notes.ready()
    limits = intake.Limits(least_side=8)
    recognise, search, steps = [], [], []
    for entry in json.loads((folder / "labels.json").read_text("utf-8")):
        pixels = intake.decoded((folder / entry["file"]).read_bytes(), limits).pixels
        place = vision.outline(pixels)
        begun = time.process_time()
        (strip,) = reader.ink(pixels, [place])
        seen = time.process_time()
        decode.line(strip, english(), "back")
        recognise.append(1000 * (seen - begun))
        search.append(1000 * (time.process_time() - seen))
        steps.append(len(strip.log_posteriors))
    print(f"{len(steps)} lines, {np.mean(steps):.0f} steps a line")
    for name, values in (("recogniser", recognise), ("decoder", search)):
        print(
            f"{name:10} median {np.median(values):.1f} ms, p90 {np.percentile(values, 90):.1f} ms"
        )
    both = np.add(recognise, search)
    print(f"{'both':10} median {np.median(both):.1f} ms, p90 {np.percentile(both, 90):.1f} ms")


if __name__ == "__main__":
    main()
