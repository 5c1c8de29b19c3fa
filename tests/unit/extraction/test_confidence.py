"""confidence: the shipped model, its thresholds and the numbers it was fitted on."""

import json

import pytest

from service.extraction.confidence import DATA, loaded, model

KINDS = (
    "name",
    "job_title",
    "department",
    "organization",
    "phone",
    "email",
    "url",
    "social",
    "address",
)
SURE = {"score": 1.0, "margin": 1.0, "agree": 1.0, "alike": 1.0, "low": 1.0, "mean": 1.0}
UNSURE = {"score": 0.5, "margin": 0.0, "disagree": 1.0, "alike": 0.5, "low": 0.1, "mean": 0.2}


@pytest.mark.parametrize("kind", KINDS)
def test_agreement_makes_every_kind_surer(kind):
    sure, unsure = model().probability(kind, SURE), model().probability(kind, UNSURE)
    assert 0 < unsure < sure < 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_tighter_budget_never_accepts_more(kind):
    floors = [model().threshold(kind, b) for b in (0.0, 0.002, 0.01, 0.012, 0.02, 0.05, 0.5)]
    assert floors == sorted(floors, reverse=True)
    assert floors[0] > 1


def test_a_code_that_agrees_settles_it_and_one_that_differs_unsettles_it():
    assert model().probability("email", {**UNSURE, "coded": 1.0}) >= 0.995
    assert model().probability("email", {**SURE, "coded": 1.0, "conflict": 1.0}) <= 0.5


def test_the_shipped_model_says_what_it_was_fitted_on():
    fitted = json.loads(DATA.read_text("utf-8"))["fitted"]
    assert fitted["cards"]["tune"] >= 200
    assert fitted["cards"]["test"] >= 200
    assert fitted["report"]["all"]["auc"] > 0.8
    assert fitted["report"]["at_budget"]["0.01"]["wrong"] <= 0.01


def test_the_curve_is_linear_between_knots_and_flat_outside():
    kind = {
        "bias": 0.0,
        "weights": {"score": 0.0},
        "knots": [[0.4, 0.2], [0.6, 0.4]],
        "thresholds": [[0.01, 0.9]],
    }
    made = loaded({"kinds": {"email": kind}})
    assert made.probability("email", {}) == pytest.approx(0.3)
    made = loaded({"kinds": {"email": {**kind, "bias": 9.0}}})
    assert made.probability("email", {}) == pytest.approx(0.4)
