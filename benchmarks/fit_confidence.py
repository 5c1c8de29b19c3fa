"""Generated cards, photographed and read → the confidence model with the numbers it was fitted on.

``python -m benchmarks.fit_confidence read CACHE --part tune --count 320`` reads cards (a second or
two each) into CACHE, one JSON file a card; the same with ``--part test``. Then
``python -m benchmarks.fit_confidence fit CACHE [CACHE ...]`` writes
``service/extraction/data/confidence.json`` from all of them, in some minutes. ``judge CACHE ...``
tells what the shipped model does on cached cards.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from threadpoolctl import threadpool_limits

from benchmarks.confidence_model import POOL_OF, Array, fitted
from benchmarks.confidence_rows import Row, printed_rows, read, rows
from service.extraction.confidence import DATA, NOTHING, loaded

PARTS = ("tune", "test")
PRINTED_CARDS = range(800_000, 801_500)
"""Seeds of the cards of each part whose values are also judged as printed."""
BUDGETS = (0.002, 0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1)
HARDER = 1.25
"""How much more often real cards are taken to err than generated ones of the same confidence: no
set of real cards at hand is large enough to measure it."""
FOLDS, DRAWS = 5, 10


def out_of_fold(some: Sequence[Row], printed: Sequence[Row]) -> Array:
    """Probabilities of ``some`` by models, curves included, that did not see their card."""
    out = np.zeros(len(some))
    for train, held in _folds(some):
        out[held] = fitted([*(some[i] for i in train), *printed]).probabilities(
            [some[i] for i in held]
        )
    return out


def bent_out_of_fold(some: Sequence[Row], raw: Array) -> Array:
    """``raw`` (of models that did not see their card) through curves that did not either."""
    out, right = np.zeros(len(some)), _right(some)
    for train, held in _folds(some):
        out[held] = _bent(raw[held], _knots(raw[train], right[train]))
    return out


def _folds(some: Sequence[Row]) -> Iterable[tuple[Any, Any]]:
    groups = np.unique([r.card for r in some], return_inverse=True)[1]
    return GroupKFold(FOLDS).split(np.zeros((len(some), 1)), groups=groups)


def _bent(raw: Array, knots: Sequence[tuple[float, float]]) -> Array:
    return np.asarray(np.interp(raw, [k[0] for k in knots], [k[1] for k in knots]))


def _right(some: Sequence[Row]) -> Array:
    return np.array([float(r.right) for r in some])


def _knots(raw: Array, y: Array) -> list[tuple[float, float]]:
    """The isotonic curve at 16 quantiles, drawn half towards the model's own probability, for its
    steps promise 0 and 1 on a handful of cards, and never surer than the count allows. One for all
    kinds: it sets right what is claimed, and leaves the order, so what is accepted, alone."""
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


def floors(probability: Array, right: Array) -> list[tuple[float, float]]:
    """For each budget the lowest probability such that those at or above it, all kinds together,
    err at most so often.

    The risk is ``HARDER`` * (wrong + 1/2) / (accepted + 1): a few values without an error prove
    nothing.
    """
    order = np.argsort(-probability, kind="stable")
    p, wrong = probability[order], 1 - right[order]
    risk = HARDER * (np.cumsum(wrong) + 0.5) / (np.arange(1, len(p) + 1) + 1)
    last = np.append(p[1:] < p[:-1] - 1e-12, True)
    out = []
    for budget in BUDGETS:
        fits = np.flatnonzero((risk <= budget) & last)
        out.append((budget, round(float(p[fits[-1]]), 5) if len(fits) else NOTHING))
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


def at_budgets(given: Sequence[tuple[float, float]], p: Array, right: Array) -> dict[str, Any]:
    """What share is accepted at each budget by the floors ``given``, and how much of it is wrong."""
    out = {}
    for budget, floor in given:
        chosen = p >= floor
        out[str(budget)] = {
            "accepted": _short(chosen.mean()),
            "wrong": _short((1 - right[chosen]).sum() / max(1, chosen.sum())),
        }
    return out


def across(some: Sequence[Row], printed: Sequence[Row], part: str) -> dict[str, Any]:
    """The whole fit on one part alone, floors included, judged on ``part``, of which it saw nothing:
    other layouts, fonts and words."""
    theirs = [r for r in some if not r.card.startswith(part)]
    mine = [r for r in some if r.card.startswith(part)]
    known = [r for r in printed if not r.card.startswith(part)]
    given = floors(out_of_fold(theirs, known), _right(theirs))
    return at_budgets(given, fitted([*theirs, *known]).probabilities(mine), _right(mine))


def by_halves(some: Sequence[Row], p: Array, right: Array) -> dict[str, Any]:
    """Like ``at_budgets``, each half of the cards by the floors of the other; the mean of
    ``DRAWS`` ways to halve them."""
    cards = np.unique([r.card for r in some], return_inverse=True)[1]
    total = {str(b): np.zeros(3) for b in BUDGETS}
    for draw in range(DRAWS):
        half = np.random.default_rng(draw).integers(0, 2, cards.max() + 1)[cards]
        for mine in (0, 1):
            for budget, floor in floors(p[half != mine], right[half != mine]):
                chosen = (half == mine) & (p >= floor)
                total[str(budget)] += (
                    (half == mine).sum(),
                    chosen.sum(),
                    (1 - right[chosen]).sum(),
                )
    return {
        budget: {"accepted": _short(n / all_), "wrong": _short(wrong / max(1, n))}
        for budget, (all_, n, wrong) in total.items()
    }


def fit(folders: Sequence[Path]) -> dict[str, Any]:
    """The document that ``confidence.json`` holds.

    Floors and figures come from values each judged by a model that did not see its card, those of
    the part ``test`` alone: the line models behind ``score`` were trained on the other and are too
    sure of it.
    """
    some = _judged(row for folder in folders for row in rows(folder))
    printed = _judged(row for part in PARTS for row in printed_rows(part, PRINTED_CARDS))
    raw = out_of_fold(some, printed)
    test = np.array([r.card.startswith("test") for r in some])
    model, raw = fitted([*some, *printed]), raw[test]
    unseen = [r for r, mine in zip(some, test, strict=True) if mine]
    p, right = bent_out_of_fold(unseen, raw), _right(unseen)
    curve, given = _knots(raw, right), floors(raw, right)
    report: dict[str, Any] = {}
    for kind in POOL_OF:
        mine = np.array([r.kind == kind for r in unseen])
        if mine.any():
            report[kind] = figures(p[mine], right[mine])
    report["all"] = figures(p, right)
    report["at_budget"] = at_budgets(given, raw, right)
    report["at_budget_by_halves"] = by_halves(unseen, raw, right)
    report["across_parts"] = {part: across(some, printed, part) for part in PARTS}
    cards = {part: len({r.card for r in some if r.card.startswith(part)}) for part in PARTS}
    about = {
        "date": date.today().isoformat(),
        "command": "python -m benchmarks.fit_confidence fit",
        "cards": cards,
        "values": {part: sum(r.card.startswith(part) for r in some) for part in PARTS},
        "printed_cards": {part: len(PRINTED_CARDS) for part in PARTS},
        "real_cards_harder_by": HARDER,
        "report_on": "generated cards of the test part, photographed and read, out of fold; "
        "across_parts: fitted on the other part alone",
        "report": report,
    }
    return {
        "fitted": about,
        "floors": [(budget, _lifted(floor, curve)) for budget, floor in given],
        "curve": curve,
        "kinds": {kind: model.of_kind(kind) for kind in POOL_OF},
    }


def _lifted(floor: float, curve: Sequence[tuple[float, float]]) -> float:
    """A floor for what comes out of ``curve``, which keeps the order of what goes in."""
    if floor >= NOTHING:
        return NOTHING
    return round(float(_bent(np.array([floor]), curve)[0]), 5)


def _judged(some: Iterable[Row]) -> list[Row]:
    """Values that no code backs or contradicts: those need no fit."""
    return [r for r in some if "coded" not in r.signals and "conflict" not in r.signals]


def judge(folders: Sequence[Path]) -> dict[str, Any]:
    """What the shipped model accepts of cached cards at each budget, and how much of it is wrong."""
    some = [row for folder in folders for row in rows(folder)]
    model = loaded(json.loads(DATA.read_text("utf-8")))
    p = np.array([model.probability(r.kind, r.signals) for r in some])  # type: ignore[arg-type]
    out: dict[str, Any] = {"all": at_budgets(model.floors, p, _right(some))}
    for kind in POOL_OF:
        mine = np.array([r.kind == kind for r in some])
        if mine.any():
            out[kind] = at_budgets(model.floors, p[mine], _right(some)[mine])["0.01"]
    return out


def _short(value: float) -> float:
    return round(float(value), 4)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    reading = commands.add_parser("read")
    reading.add_argument("cache", type=Path)
    reading.add_argument("--part", choices=PARTS, default="tune")
    reading.add_argument("--count", type=int, default=300)
    reading.add_argument("--first", type=int, default=500_000)
    for name in ("fit", "judge"):
        commands.add_parser(name).add_argument("caches", type=Path, nargs="+")
    args = parser.parse_args()
    if args.command == "read":
        read(args.cache, args.part, args.count, args.first)
    elif args.command == "judge":
        print(json.dumps(judge(args.caches), indent=1))
    else:
        # The tables are small: several threads only wait for one another (40 times slower).
        with threadpool_limits(1):
            document = fit(args.caches)
        DATA.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
        report = document["fitted"]["report"]
        print(
            json.dumps(
                {k: report[k] for k in ("at_budget", "at_budget_by_halves", "across_parts")},
                indent=1,
            )
        )


if __name__ == "__main__":
    main()
