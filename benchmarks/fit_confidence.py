"""Generated cards, photographed and read → the confidence model with the numbers it was fitted on.

``python -m benchmarks.fit_confidence read CACHE --part tune --count 400`` reads cards (about a
second each) into CACHE, one JSON file a card; the same with ``--part test``. Then
``python -m benchmarks.fit_confidence fit CACHE`` writes ``service/extraction/data/confidence.json``.
"""

from __future__ import annotations

import argparse
import dataclasses
import io
import itertools
import json
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from fixtures.generate import compose
from fixtures.generate.camera import photographed, scan, scene
from fixtures.generate.render import rendered
from service.domain.card import Hints
from service.domain.contact import Name
from service.domain.text import Code, Line, Reading, SecondReading, Word
from service.evaluation.labels import Truth, labelled_cards
from service.evaluation.normalise import folded
from service.evaluation.scores import scored
from service.evaluation.values import FIELDS, values_of
from service.extraction.card import claimed
from service.extraction.confidence import DATA
from service.settings import Settings
from service.wiring import card_reader

POOLS: dict[str, tuple[str, ...]] = {
    "anchors": ("email", "url", "social", "phone"),
    "texts": ("name", "job_title", "department", "organization", "address"),
}
"""Kinds that share the weights of ``COMMON``: each alone has too few errors to learn from."""
COMMON = ("score", "margin", "agree", "disagree", "alike", "unseen", "low", "mean", "several")
LEFT_OUT = (
    "back",
    "coded",
    "conflict",
    "twice",
    "reader",
    "weakest_character",
    "agreement",
    "witness",
    "chars",
)
"""Said again by a common signal, or too rare on generated cards to be learnt there."""
BUDGETS = (0.002, 0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1)
STRENGTH = 1.0
"""Inverse pull of every weight towards zero: generated cards are not real ones."""

Array = NDArray[np.float64]


@dataclasses.dataclass(frozen=True)
class Row:
    """One value read: its kind, its signals, and whether it was right."""

    card: str
    kind: str
    signals: dict[str, float]
    right: bool


def rows(folder: Path) -> Iterator[Row]:
    """Every value that extraction makes of the cached readings in ``folder``."""
    for file in sorted(folder.glob("*.json")):
        entry = json.loads(file.read_text("utf-8"))
        readings = {side: _reading(r) for side, r in entry["readings"].items()}
        codes = tuple(Code(c["format"], c["text"], _points(c["polygon"])) for c in entry["codes"])
        yield from card_rows(file.stem, _truth(entry["truth"], file.stem), readings, codes)


def card_rows(card: str, truth: Truth, readings: Any, codes: Sequence[Code]) -> Iterator[Row]:
    """The values of one card, each judged against its truth."""
    made, claims, _ = claimed(readings, codes, Hints())
    score = scored(card, truth, values_of(made))
    right = {v.path for f in FIELDS for v in score.fields[f].hits}
    wrong = {v.path for f in FIELDS for v in score.fields[f].surplus}
    if made.name is not None and any(
        _words(made.name) == set(folded(n).split()) for n in truth.names
    ):
        # "Family, Given" turned round is what the service promises, not an error.
        right.add("name")
    for claim in claims:
        if claim.path in right | wrong:
            yield Row(card, claim.kind, dict(claim.signals), claim.path in right)


def _words(name: Name) -> set[str]:
    parts = (name.given, name.additional, name.family)
    return set(folded(" ".join(p for p in parts if p)).split())


@dataclasses.dataclass(frozen=True)
class Pool:
    """One pool's model: weights over the columns ``names``, then the isotonic curve ``knots``."""

    names: tuple[str, ...]
    weights: Array
    bias: float
    knots: list[tuple[float, float]]

    def probabilities(self, some: Sequence[Row]) -> Array:
        return _bent(_sigmoid(_table(some, self.names) @ self.weights + self.bias), self.knots)

    def of_kind(self, kind: str) -> dict[str, Any]:
        """What the service needs for one kind: its intercept joins the bias."""
        bias, weights = self.bias, dict[str, float]()
        for name, weight in zip(self.names, self.weights, strict=True):
            owner, _, signal = name.rpartition(":")
            if owner == kind and signal == "":
                bias += weight
            elif owner in ("", kind):
                weights[signal] = weights.get(signal, 0.0) + weight
        rounded = {k: round(float(v), 4) for k, v in weights.items() if abs(v) > 1e-4}
        return {"bias": round(float(bias), 4), "weights": rounded, "knots": self.knots}


def fitted(some: Sequence[Row], kinds: Sequence[str]) -> tuple[Pool, Array]:
    """The pool of ``kinds`` fitted on ``some``, and probabilities of ``some`` by models that did
    not see their card."""
    own = sorted(
        {f"{r.kind}:{k}" for r in some for k in r.signals if k not in (*COMMON, *LEFT_OUT)}
    )
    names = (*COMMON, *own, *(f"{k}:" for k in kinds))
    x, y = _table(some, names), np.array([r.right for r in some], dtype=float)
    groups = np.unique([r.card for r in some], return_inverse=True)[1]
    raw = np.zeros(len(y))
    for train, held in GroupKFold(5).split(x, y, groups):
        w, b = _logistic(x[train], y[train])
        raw[held] = _sigmoid(x[held] @ w + b)
    knots = _knots(raw, y)
    w, b = _logistic(x, y)
    held_out = np.zeros(len(y))
    for train, held in GroupKFold(5).split(x, y, groups):
        held_out[held] = _bent(raw[held], _knots(raw[train], y[train]))
    return Pool(names, w, b, knots), held_out


def _logistic(x: Array, y: Array) -> tuple[Array, float]:
    model = LogisticRegression(C=STRENGTH, max_iter=5000).fit(x, y)
    return np.asarray(model.coef_[0]), float(model.intercept_[0])


def _knots(raw: Array, y: Array) -> list[tuple[float, float]]:
    """The isotonic curve at 16 quantiles, drawn towards the logistic model itself, for its steps
    promise 0 and 1 on a handful of cards, and never surer than the count allows."""
    curve = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(raw, y)
    xs = np.unique(np.quantile(raw, np.linspace(0, 1, 16)))
    ys = 0.5 * curve.predict(xs) + 0.5 * xs
    ys = np.maximum.accumulate(np.minimum(ys, 1 - 1 / (len(y) + 2)))
    points = [
        (0.0, 0.0),
        *zip(xs, ys, strict=True),
        (1.0, float(max(ys[-1], 1 - 1 / (len(y) + 2)))),
    ]
    return [(round(float(a), 5), round(float(b), 5)) for a, b in points]


def _bent(raw: Array, knots: Sequence[tuple[float, float]]) -> Array:
    return np.asarray(np.interp(raw, [k[0] for k in knots], [k[1] for k in knots]))


def thresholds(probability: Array, right: Array) -> list[tuple[float, float]]:
    """For each budget the lowest probability such that those at or above it err at most so often.

    The risk is (wrong + 1/2) / (accepted + 1): a few values without an error prove nothing.
    """
    order = np.argsort(-probability, kind="stable")
    p, wrong = probability[order], 1 - right[order]
    risk = (np.cumsum(wrong) + 0.5) / (np.arange(1, len(p) + 1) + 1)
    last = np.append(p[1:] < p[:-1] - 1e-12, True)
    out = []
    for budget in BUDGETS:
        fits = np.flatnonzero((risk <= budget) & last)
        out.append((budget, round(float(p[fits[-1]]), 5) if len(fits) else 1.01))
    return out


def figures(probability: Array, right: Array) -> dict[str, Any]:
    """AUC, Brier score, reliability by tenths and risk by coverage of some judged values."""
    order = np.argsort(-probability, kind="stable")
    wrong = 1 - right[order]
    shares = (0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
    edges = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0001)
    bins = []
    for low, high in itertools.pairwise(edges):
        inside = (probability >= low) & (probability < high)
        if inside.any():
            bins.append(
                [
                    low,
                    min(high, 1.0),
                    int(inside.sum()),
                    _short(probability[inside].mean()),
                    _short(right[inside].mean()),
                ]
            )
    both = 0 < right.sum() < len(right)
    return {
        "values": len(right),
        "wrong": int((1 - right).sum()),
        "auc": _short(roc_auc_score(right, probability)) if both else None,
        "brier": _short(((probability - right) ** 2).mean()),
        "risk_at_coverage": {
            str(s): _short(wrong[: max(1, round(s * len(wrong)))].mean()) for s in shares
        },
        "reliability": bins,
    }


def at_budgets(cards: Sequence[str], probability: Array, right: Array) -> dict[str, Any]:
    """What share is accepted at each budget and how much of that is wrong, each half of the cards
    with the floors that the other half gave."""
    half = np.unique(cards, return_inverse=True)[1] % 2
    accepted = np.zeros((len(BUDGETS), len(right)), dtype=bool)
    for mine in (0, 1):
        floors = thresholds(probability[half != mine], right[half != mine])
        for i, (_, floor) in enumerate(floors):
            accepted[i] |= (half == mine) & (probability >= floor)
    return {
        str(budget): {
            "accepted": _short(chosen.mean()),
            "wrong": _short((1 - right[chosen]).sum() / max(1, chosen.sum())),
        }
        for budget, chosen in zip(BUDGETS, accepted, strict=True)
    }


def fit(folder: Path) -> dict[str, Any]:
    """The document that ``confidence.json`` holds.

    The line models behind ``score`` were trained on cards of the tune part and are too sure of
    those, so weights are learnt from both parts but floors and figures come from the test part
    alone, each of its values judged by models that did not see its card.
    """
    judged = [r for r in rows(folder) if "coded" not in r.signals and "conflict" not in r.signals]
    models: dict[str, Pool] = {}
    report: dict[str, Any] = {}
    held: list[tuple[Row, float]] = []
    for pool, names in POOLS.items():
        mine = [r for r in judged if r.kind in names]
        models[pool], held_out = fitted(mine, names)
        held += [
            (r, p)
            for r, p in zip(mine, held_out.tolist(), strict=True)
            if r.card.startswith("test")
        ]
    p, right = np.array([p for _, p in held]), np.array([float(r.right) for r, _ in held])
    # One floor for all kinds: the budget is spent where it buys the most.
    floors = thresholds(p, right)
    kinds = {
        kind: {**models[pool].of_kind(kind), "thresholds": floors}
        for pool, names in POOLS.items()
        for kind in names
    }
    for kind in kinds:
        some = np.array([r.kind == kind for r, _ in held])
        if some.any():
            report[kind] = figures(p[some], right[some])
    report["all"] = figures(p, right)
    report["at_budget"] = at_budgets([r.card for r, _ in held], p, right)
    about = {
        "date": date.today().isoformat(),
        "command": "python -m benchmarks.fit_confidence",
        "cards": {
            part: len({r.card for r in judged if r.card.startswith(part)})
            for part in ("tune", "test")
        },
        "values": {part: sum(r.card.startswith(part) for r in judged) for part in ("tune", "test")},
        "report_on": "generated cards of the test part, photographed and read, out of fold",
        "report": report,
    }
    return {"fitted": about, "kinds": kinds}


def _short(value: float) -> float:
    return round(float(value), 4)


def _table(some: Sequence[Row], names: Sequence[str]) -> Array:
    def cell(row: Row, name: str) -> float:
        owner, colon, signal = name.rpartition(":")
        if owner not in ("", row.kind):
            return 0.0
        return 1.0 if colon and not signal else row.signals.get(signal, 0.0)

    return np.array([[cell(r, n) for n in names] for r in some], dtype=float)


def _sigmoid(x: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))))


def read(folder: Path, part: str, count: int, first: int) -> None:
    """Compose, draw, photograph and read ``count`` cards; those cached already are left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    pipeline = card_reader(Settings(reader_threads=1))
    for seed in range(first, first + count):
        file = folder / f"{part}-{seed}.json"
        if file.exists():
            continue
        spec = compose(seed, part, real_tlds=True)
        flat = seed % 3 == 0
        photo, _ = photographed(rendered(spec), seed, scan(seed) if flat else scene(seed))
        stream = io.BytesIO()
        photo.save(stream, "JPEG", quality=88)
        side = spec.truth.get("side", "front")
        seen = pipeline.read_side(stream.getvalue(), side, Hints())
        entry = {
            "truth": {**spec.truth, "file": file.name},
            "readings": {side: dataclasses.asdict(seen.reading)},
            "codes": [dataclasses.asdict(c) for c in seen.codes],
        }
        file.write_text(json.dumps(entry, ensure_ascii=False), encoding="utf-8")


def _truth(entry: dict[str, Any], file: Path) -> Truth:
    """The truth as the evaluation reads it, which takes whole label files."""
    with tempfile.TemporaryDirectory() as where:
        labels = Path(where) / "labels.json"
        labels.write_text(
            json.dumps([{**entry, "file": file}], ensure_ascii=False), encoding="utf-8"
        )
        return labelled_cards(labels)[0].truth


def _points(polygon: Sequence[Sequence[float]]) -> tuple[tuple[float, float], ...]:
    return tuple((x, y) for x, y in polygon)


def _reading(entry: dict[str, Any]) -> Reading:
    return Reading(
        tuple(_line(x) for x in entry["lines"]),
        entry["width"],
        entry["height"],
        entry["rotation"],
        tuple(entry["languages"]),
    )


def _line(entry: dict[str, Any]) -> Line:
    seen = entry["witness"]
    return Line(
        text=entry["text"],
        confidence=entry["confidence"],
        polygon=_points(entry["polygon"]),
        reader=entry["reader"],
        ink=entry["ink"],
        words=tuple(
            Word(w["text"], w["confidence"], _points(w["polygon"])) for w in entry["words"]
        ),
        char_confidences=tuple(entry["char_confidences"]),
        witness=SecondReading(**seen) if seen else None,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    reading = commands.add_parser("read")
    reading.add_argument("cache", type=Path)
    reading.add_argument("--part", choices=("tune", "test"), default="tune")
    reading.add_argument("--count", type=int, default=300)
    reading.add_argument("--first", type=int, default=500_000)
    fitting = commands.add_parser("fit")
    fitting.add_argument("cache", type=Path)
    args = parser.parse_args()
    if args.command == "read":
        read(args.cache, args.part, args.count, args.first)
    else:
        document = fit(args.cache)
        DATA.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
        print(json.dumps(document["fitted"]["report"]["at_budget"], indent=1))


if __name__ == "__main__":
    main()
