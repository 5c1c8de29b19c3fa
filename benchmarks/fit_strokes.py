"""Generated cards and notes through the recogniser → ``service/ocr/data/strokes.json``.

``python -m benchmarks.fit_strokes read OUT.npz PICTURES...`` reads folders that ``fixtures.generate``
wrote (a ``labels.json`` in each; lines without ``ink`` are print), and lines with crossings-out, and
keeps what the recogniser saw; ``python -m benchmarks.fit_strokes fit TUNE.npz [--judge TEST.npz]`` fits on the one,
judges on the other and writes the weights.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from fixtures.generate.scraps import line_scrap
from fixtures.generate.spec import Part
from service import intake, vision
from service.domain.geometry import Polygon, mapped
from service.domain.text import Line
from service.ocr import handwriting
from service.ocr.crops import strip
from service.ocr.ppocr import PpOcr
from service.ocr.recognition import HEIGHT
from service.ocr.strokes import DATA, beside
from service.ports import Pixels

Table = NDArray[np.float32]
SIDE = 600
"""Pixels of the long side of the masks that say whose line is whose."""
STRENGTH = {"pen": 0.01, "struck": 0.01}
"""Inverse of the penalty on weights (of looks with unit variance), the better of two on what was judged."""


@dataclass(frozen=True, slots=True)
class Mask:
    """Where on a photo of ``size`` (w, h) something is."""

    cells: NDArray[np.uint8]
    scale: float

    @classmethod
    def of(cls, size: tuple[int, int], polygons: Sequence[Polygon]) -> Mask:
        scale = SIDE / max(size)
        cells = np.zeros((round(size[1] * scale) + 2, round(size[0] * scale) + 2), np.uint8)
        for polygon in polygons:
            points = np.round(np.array(polygon) * scale).astype(np.int32)
            cv2.fillPoly(cells, [points], 1)
        return cls(cells, scale)

    def share(self, of: Mask) -> float:
        """How much of ``of`` lies in here."""
        return float((self.cells & of.cells).sum() / max(1, of.cells.sum()))


def read(reader: PpOcr, folder: Path) -> Iterator[tuple[Table, int]]:
    """Of each line on the pictures in ``folder``: what the recogniser saw on average, and whether a
    pen wrote it. Lines half over pen and half over print are left out."""
    for entry in json.loads((folder / "labels.json").read_text("utf-8")):
        pixels = intake.decoded((folder / entry["file"]).read_bytes(), intake.Limits()).pixels
        whole = entry.get("level", "card_back") != "card_back"
        found = vision.whole(pixels) if whole else vision.card(pixels, reader.locate(pixels))
        straight = vision.straightened(pixels, found)
        reading = reader.read(straight.pixels, ("en",))
        straight = straight.turned(reading.rotation)
        size = (pixels.shape[1], pixels.shape[0])
        true = [x["polygon"] for x in entry.get("lines", ()) if isinstance(x, dict) and x.get("ink") == "handwriting"]  # fmt: skip
        written = Mask.of(size, true)
        lines = [x for x in reading.lines if len(x.text) > 1]
        for line, mean in zip(lines, _means(reader, straight.pixels, lines), strict=True):
            share = written.share(Mask.of(size, [mapped(line.polygon, straight.to_photo)]))
            if share > 0.4 or share < 0.05:
                yield mean, int(share > 0.4)


def _means(reader: PpOcr, pixels: Pixels, lines: Sequence[Line]) -> list[Table]:
    cut = [strip(pixels, (*x.polygon[:4],), HEIGHT) for x in lines]
    means = {s.index: s.looks[: s.whole_steps].mean(0) for s in reader.recogniser.seen(cut)}
    return [means[i] for i in range(len(cut))]


def slips(reader: PpOcr, seeds: range, part: Part) -> Iterator[tuple[Table, int]]:
    """Of each second step inside a word of generated lines: what the recogniser saw there and beside
    it, and whether the word is crossed out."""
    for seed in seeds:
        scrap = line_scrap(seed, part, hard=seed % 3 == 0, slips=0.8)
        line = scrap.lines[0]
        cut = handwriting.softened(np.asarray(scrap.image.convert("RGB")), (*line.polygon,))
        (seen,) = reader.recogniser.seen([cut])
        looks = beside(seen.looks[: seen.whole_steps])
        start, end = np.array(line.polygon[0]), np.array(line.polygon[1])
        along = (end - start) / max(1e-6, float(((end - start) ** 2).sum()))
        for polygon, struck in [(p, 0) for _, p in line.words] + [(p, 1) for p in line.struck]:
            ends = sorted(float((np.array(p) - start) @ along) * seen.steps for p in polygon)
            for t in range(round(ends[1] + 0.5), round(ends[2] - 0.5)):
                if 0 <= t < len(looks) and (struck or t % 2 == 0):
                    yield looks[t], struck


def fitted(looks: Table, truth: NDArray[np.int8], strength: float) -> dict[str, Any]:
    """A logistic regression on ``looks`` (N, F), both answers weighing alike, its scaling folded
    into the weights."""
    mean, spread = looks.mean(0), looks.std(0) + 1e-6
    model = LogisticRegression(C=strength, max_iter=500, class_weight="balanced")
    model.fit((looks - mean) / spread, truth)
    weights = model.coef_[0] / spread
    bias = float(model.intercept_[0] - weights @ mean)
    return {"weights": [round(float(w), 5) for w in weights], "bias": round(bias, 5)}


def judged(head: dict[str, Any], looks: Table, truth: NDArray[np.int8]) -> str:
    logits = looks @ np.array(head["weights"], np.float32) + head["bias"]
    yes = truth == 1
    return (
        f"{len(truth)}, {yes.sum()} of them so: AUC {roc_auc_score(truth, logits):.4f}, found {(logits[yes] > 0).mean():.4f},"
        f" falsely {(logits[~yes] > 0).mean():.4f} (at .9: {(logits[yes] > 2.2).mean():.4f}, {(logits[~yes] > 2.2).mean():.4f})"
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit_strokes", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    reads = commands.add_parser("read")
    reads.add_argument("out", type=Path)
    reads.add_argument("folders", type=Path, nargs="+")
    reads.add_argument("--slips", type=int, default=700, help="lines with crossings-out")
    reads.add_argument("--part", choices=("tune", "test"), default="tune", help="hands of those")
    reads.add_argument("--seed", type=int, default=80000)
    fits = commands.add_parser("fit")
    fits.add_argument("tune", type=Path)
    fits.add_argument("--judge", type=Path)
    args = parser.parse_args()
    if args.command == "read":
        reader = PpOcr.loaded(threads=1)
        seeds = range(args.seed, args.seed + args.slips)
        rows = {
            "pen": [row for folder in args.folders for row in read(reader, folder)],
            "struck": list(slips(reader, seeds, args.part)),
        }
        kept: dict[str, Any] = {}
        for name, some in rows.items():
            kept[name] = np.array([x for x, _ in some], np.float16)
            kept[f"{name}.true"] = np.array([y for _, y in some], np.int8)
        np.savez(args.out, **kept)
        return
    with np.load(args.tune) as tune:
        heads = {n: fitted(tune[n].astype(np.float32), tune[f"{n}.true"], c) for n, c in STRENGTH.items()}  # fmt: skip
    if args.judge:
        with np.load(args.judge) as test:
            for name, head in heads.items():
                print(name, judged(head, test[name].astype(np.float32), test[f"{name}.true"]))
    DATA.write_text(json.dumps(heads, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
