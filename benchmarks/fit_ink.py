"""Generated backs and fronts, photographed and read → ``service/vision/data/ink.json``.

``python -m benchmarks.fit_ink read OUT.json PICTURES...`` reads folders that ``fixtures.generate``
wrote (a ``labels.json`` in each; lines without ``ink`` are print) and keeps what each line measured;
``python -m benchmarks.fit_ink fit TUNE.json... [--judge TEST.json]`` fits on the one, judges on the other and
writes the model.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from service import intake, vision
from service.domain.text import Line
from service.settings import Settings
from service.vision import ink
from service.vision.trees import Trees
from service.wiring import engine

DATA = Path(ink.__file__).with_name("data") / "ink.json"
TREES, LEAVES = 120, 7


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
    written = np.array([r["written"] for r in rows])
    boosted = lightgbm.LGBMClassifier(
        n_estimators=TREES, num_leaves=LEAVES, learning_rate=0.06, min_child_samples=15,
        subsample=0.8, subsample_freq=1, colsample_bytree=0.5, reg_lambda=5.0,
        class_weight="balanced", random_state=7, n_jobs=1, verbose=-1, deterministic=True,
        force_row_wise=True,
    )  # fmt: skip
    boosted.fit(_table(rows), written)
    return {
        "features": list(ink.FEATURES),
        "lines": len(rows),
        "written": int(written.sum()),
        "slope": 1.0,
        "shift": 0.0,
        **packed(boosted.booster_.dump_model()["tree_info"]),
    }


def packed(trees: list[dict[str, Any]]) -> dict[str, Any]:
    """Nodes of all trees as rows of equal length; a leaf leads to itself."""
    names = ("feature", "threshold", "low", "high", "value")
    out: dict[str, Any] = {name: [] for name in names}
    deepest = 0
    for tree in trees:
        nodes: list[list[float]] = []
        deepest = max(deepest, _grown(tree["tree_structure"], nodes))
        nodes += [[0, 0, i, i, 0] for i in range(len(nodes), 2 * LEAVES - 1)]
        for k, name in enumerate(names):
            out[name].append([row[k] for row in nodes])
    return {**out, "depth": deepest}


def _grown(node: dict[str, Any], nodes: list[list[float]]) -> int:
    """Append ``node`` and what hangs below it; answers its depth."""
    at = len(nodes)
    if "leaf_value" in node:
        nodes.append([0, 0, at, at, round(float(node["leaf_value"]), 5)])
        return 0
    nodes.append([])
    low = len(nodes)
    left = _grown(node["left_child"], nodes)
    high = len(nodes)
    right = _grown(node["right_child"], nodes)
    nodes[at] = [node["split_feature"], round(float(node["threshold"]), 6), low, high, 0]
    return 1 + max(left, right)


def judge(document: dict[str, Any], rows: list[dict[str, Any]]) -> str:
    """How well the lines of ``rows`` are told apart by the model just written."""
    DATA.write_text(json.dumps(document, separators=(",", ":")) + "\n", encoding="utf-8")
    likely = Trees.stored(DATA.name, ink.FEATURES).likelihoods(_table(rows))
    written = np.array([r["written"] for r in rows])
    return (
        f"{len(rows)} lines, {written.sum()} written: AUC {roc_auc_score(written, likely):.4f}, "
        f"written found {(likely[written] >= 0.5).mean():.3f}, "
        f"print taken for written {(likely[~written] >= 0.5).mean():.4f} "
        f"(at .9: {(likely[written] >= 0.9).mean():.3f}, {(likely[~written] >= 0.9).mean():.4f})"
    )


def _table(rows: list[dict[str, Any]]) -> NDArray[np.float64]:
    return np.array([r["row"] for r in rows], np.float64)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit_ink", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    reading = commands.add_parser("read")
    reading.add_argument("out", type=Path)
    reading.add_argument("folders", type=Path, nargs="+")
    fitting = commands.add_parser("fit")
    fitting.add_argument("tune", type=Path, nargs="+")
    fitting.add_argument("--judge", type=Path)
    asked = parser.parse_args()
    if asked.command == "read":
        rows = [row for folder in asked.folders for row in read(folder)]
        asked.out.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
        print(f"{len(rows)} lines")
        return
    tune = [row for file in asked.tune for row in json.loads(file.read_text("utf-8"))]
    document = fit(tune)
    print("fitted on", judge(document, tune))
    if asked.judge:
        print("judged on", judge(document, json.loads(asked.judge.read_text("utf-8"))))


if __name__ == "__main__":
    main()
