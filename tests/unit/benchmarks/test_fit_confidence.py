"""fit_confidence: judged values into probabilities, and these into floors for a budget."""

import random

import numpy as np
import pytest

from benchmarks.confidence_model import POOL_OF, fitted
from benchmarks.confidence_rows import Row, printed_rows
from benchmarks.fit_confidence import BUDGETS, HARDER, at_budgets, floors
from service.extraction.confidence import NOTHING, loaded


def cards(count: int, seed: int = 1) -> list[Row]:
    """Values of which those with a doubting witness or an open neighbour are often wrong."""
    rng = random.Random(seed)
    out = []
    for i in range(count):
        kind = rng.choice(sorted(POOL_OF))
        disagree, near = float(rng.random() < 0.2), float(rng.random() < 0.2)
        text = POOL_OF[kind] == "texts"
        wrong = rng.random() < 0.02 + 0.4 * disagree + (0.4 * near if text else 0.0)
        signals = {"score": 0.9, "disagree": disagree, "near": near if text else 0.0}
        out.append(Row(f"test-{i // 5}", kind, signals, not wrong))
    return out


def test_each_half_of_the_product_learns_what_is_its_own():
    model = fitted(cards(4000))
    plain = Row("x", "job_title", {"score": 0.9}, True)
    doubted = Row("x", "job_title", {"score": 0.9, "disagree": 1.0}, True)
    lacking = Row("x", "job_title", {"score": 0.9, "near": 1.0}, True)
    p = model.probabilities([plain, doubted, lacking])
    assert p[0] > 0.93
    assert 0.4 < p[1] < 0.75
    assert 0.4 < p[2] < 0.75


def test_values_as_printed_teach_nothing_of_reading():
    some = cards(1000)
    printed = [
        Row(f"p-{i}", "email", {"score": 0.9, "disagree": 1.0}, True, printed=True)
        for i in range(500)
    ]
    doubted = [Row("x", "email", {"score": 0.9, "disagree": 1.0}, True)]
    alone, both = fitted(some), fitted([*some, *printed])
    assert both.probabilities(doubted)[0] == pytest.approx(alone.probabilities(doubted)[0], abs=0.1)


def test_what_can_only_harm_never_helps_whatever_the_sample_says():
    rng = random.Random(5)
    some = [
        Row(f"c-{i}", "name", {"score": 0.9, "near": near}, rng.random() < 0.7 + 0.3 * near)
        for i in range(600)
        for near in (0.0, 1.0)
    ]
    model = fitted(some)
    near = Row("x", "name", {"score": 0.9, "near": 1.0}, True)
    far = Row("x", "name", {"score": 0.9, "near": 0.0}, True)
    p = model.probabilities([near, far])
    assert p[0] <= p[1]


def test_the_service_computes_what_was_fitted():
    some = cards(600)
    model = fitted(some)
    document = {"curve": [], "floors": [], "kinds": {k: model.of_kind(k) for k in POOL_OF}}
    served = loaded(document)
    for row, p in zip(some[:50], model.probabilities(some[:50]), strict=True):
        assert served.probability(row.kind, row.signals) == pytest.approx(p, abs=2e-3)


def test_one_floor_holds_the_budget_over_all_values_together():
    rng = np.random.default_rng(3)
    p = rng.uniform(0.5, 1.0, 4000)
    right = (rng.uniform(size=4000) < p).astype(float)
    given = floors(p, right)
    assert [b for b, _ in given] == list(BUDGETS)
    assert [f for _, f in given] == sorted((f for _, f in given), reverse=True)
    for budget, held in at_budgets(given, p, right).items():
        assert held["wrong"] <= float(budget) / HARDER
    assert at_budgets(given, p, right)["0.05"]["accepted"] > 0.1


def test_a_few_values_without_an_error_prove_nothing():
    assert dict(floors(np.full(20, 0.99), np.ones(20)))[0.01] == NOTHING
    assert dict(floors(np.full(200, 0.99), np.ones(200)))[0.01] == 0.99


def test_cards_as_printed_become_judged_values():
    found = list(printed_rows("tune", range(3)))
    assert found
    assert all(r.printed and r.card.startswith("tune-printed-") for r in found)
    assert all(r.signals["agree"] == 1 for r in found)
