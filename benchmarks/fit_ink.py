"""Generated backs and fronts, photographed and read → ``service/vision/data/ink.json``.

``python -m benchmarks.fit_ink read OUT.json PICTURES...`` reads folders that ``fixtures.generate``
wrote (a ``labels.json`` in each; lines without ``ink`` are print) and keeps what each line measured;
``python -m benchmarks.fit_ink fit TUNE.json [TEST.json]`` fits on the one, judges on the other and
writes the model.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from service import intake, vision
from service.domain.text import Line
from service.settings import Settings
from service.vision import ink
from service.wiring import engine

DATA = Path(ink.__file__).with_name("data") / "ink.json"
Floats = NDArray[np.float64]


def read(folder: Path) -> Iterator[dict[str, Any]]:
    """What each line of each picture in ``folder`` measured, and whether a pen wrote it."""
    reader = engine(Settings(reader_threads=2))
    limits = intake.Limits()
    for entry in json.loads((folder / "labels.json").read_text("utf-8")):
        photo = intake.decoded((folder / entry["file"]).read_bytes(), limits)
        found = vision.card(photo.pixels, reader.locate(photo.pixels))
        straight = vision.straightened(photo.pixels, found)
        reading = reader.read(straight.pixels, ("en",))
        straight = straight.turned(reading.rotation)
        rows = ink.measured(straight.pixels, reading.lines) if reading.lines else np.zeros((0, 0))
        for line, row in zip(reading.lines, rows, strict=True):
            written = _written(line, entry)
            if written is not None:
                yield {"picture": entry["file"], "text": line.text, "written": written, "row": [round(float(v), 5) for v in row]}  # fmt: skip


def _written(line: Line, entry: dict[str, Any]) -> bool | None:
    """By the true line most like it; None where none is like it, or a pen wrote over print."""
    best: tuple[float, bool] = (0.0, False)
    for true in entry.get("lines", ()):
        text, written = (true, False) if isinstance(true, str) else (true["text"], true["ink"] == "handwriting")  # fmt: skip
        alike = SequenceMatcher(None, _squeezed(text), _squeezed(line.text), autojunk=False).ratio()
        best = max(best, (alike, written))
    return best[1] if best[0] >= 0.5 else None


def _squeezed(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def fit(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The document that ``service.vision.ink`` loads. Both kinds count alike."""
    table = np.array([r["row"] for r in rows], np.float64)
    written = np.array([r["written"] for r in rows])
    mean, scale = table.mean(axis=0), np.maximum(table.std(axis=0), 1e-6)
    fitted = LogisticRegression(C=0.5, class_weight="balanced", max_iter=1000)
    fitted.fit((table - mean) / scale, written)
    return {
        "features": list(ink.FEATURES),
        "lines": len(rows),
        "written": int(written.sum()),
        "mean": np.round(mean, 5).tolist(),
        "scale": np.round(scale, 5).tolist(),
        "weights": np.round(fitted.coef_[0], 4).tolist(),
        "bias": round(float(fitted.intercept_[0]), 4),
    }


def judge(document: dict[str, Any], rows: list[dict[str, Any]]) -> str:
    """How well the lines of ``rows`` are told apart, and by what."""
    model = ink.PenModel(
        np.array(document["mean"]), np.array(document["scale"]), np.array(document["weights"]),
        document["bias"],
    )  # fmt: skip
    likely = model.likelihood(np.array([r["row"] for r in rows], np.float64))
    written = np.array([r["written"] for r in rows])
    return (
        f"{len(rows)} lines, {written.sum()} written: AUC {roc_auc_score(written, likely):.4f}, "
        f"written found {(likely[written] >= 0.5).mean():.3f}, "
        f"print taken for written {(likely[~written] >= 0.5).mean():.4f} "
        f"(at .9: {(likely[written] >= 0.9).mean():.3f}, {(likely[~written] >= 0.9).mean():.4f})"
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit_ink", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    reading = commands.add_parser("read")
    reading.add_argument("out", type=Path)
    reading.add_argument("folders", type=Path, nargs="+")
    fitting = commands.add_parser("fit")
    fitting.add_argument("tune", type=Path)
    fitting.add_argument("test", type=Path, nargs="?")
    asked = parser.parse_args()
    if asked.command == "read":
        rows = [row for folder in asked.folders for row in read(folder)]
        asked.out.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
        print(f"{len(rows)} lines")
        return
    tune = json.loads(asked.tune.read_text("utf-8"))
    document = fit(tune)
    print("fitted on", judge(document, tune))
    if asked.test:
        print("judged on", judge(document, json.loads(asked.test.read_text("utf-8"))))
    DATA.write_text(json.dumps(document) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
