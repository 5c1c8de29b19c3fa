"""confidence: the shipped model, its floors and the numbers it was fitted on."""

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
FLAT = {"bias": 0.0, "weights": {}}


@pytest.mark.parametrize("kind", KINDS)
def test_agreement_makes_every_kind_surer(kind):
    sure, unsure = model().probability(kind, SURE), model().probability(kind, UNSURE)
    assert 0 < unsure < sure < 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_disagreeing_witness_a_cut_off_text_and_a_crowd_make_every_kind_less_sure(kind):
    calm = {**SURE, "calm": 1.0, "clear": 1.0}
    for doubt in ("disagree", "unseen", "edge", "crowd"):
        assert model().probability(kind, {**calm, doubt: 1.0}) < model().probability(kind, calm)


def test_a_tighter_budget_never_accepts_more():
    floors = [model().threshold(b) for b in (0.0, 0.002, 0.01, 0.012, 0.02, 0.05, 0.5)]
    assert floors == sorted(floors, reverse=True)


def test_a_budget_below_all_fitted_ones_accepts_nothing():
    assert model().threshold(0.0) > 1
    assert model().threshold(0.0019) > 1


def test_a_bigger_budget_than_those_fitted_accepts_what_the_largest_does():
    assert model().threshold(1.0) == min(floor for _, floor in model().floors)


def test_a_code_that_agrees_settles_it_and_one_that_differs_unsettles_it():
    assert model().probability("email", {**UNSURE, "coded": 1.0}) >= 0.995
    assert model().probability("email", {**SURE, "coded": 1.0, "conflict": 1.0}) <= 0.5
    assert model().threshold(0.01) <= 0.995


def test_the_shipped_model_says_what_it_was_fitted_on():
    fitted = json.loads(DATA.read_text("utf-8"))["fitted"]
    assert fitted["cards"]["tune"] >= 150
    assert fitted["cards"]["test"] >= 150
    assert fitted["report"]["all"]["auc"] > 0.8
    assert fitted["report"]["at_budget"]["0.01"]["wrong"] <= 0.01
    assert fitted["report"]["at_budget_by_halves"]["0.01"]["wrong"] <= 0.01
    assert fitted["report"]["at_budget_by_halves"]["0.01"]["accepted"] >= 0.5


def test_the_shipped_curve_keeps_the_order():
    curve = json.loads(DATA.read_text("utf-8"))["curve"]
    assert curve == sorted(curve)
    assert [y for _, y in curve] == sorted(y for _, y in curve)


def made(curve, taken=FLAT, read=FLAT):
    return loaded(
        {
            "kinds": {"email": {"taken": taken, "read": read}},
            "curve": curve,
            "floors": [[0.01, 0.9]],
        }
    )


def test_a_value_is_right_if_taken_and_read_rightly():
    assert made([]).probability("email", {}) == pytest.approx(0.25)
    read = {"bias": 0.0, "weights": {"disagree": -30.0}}
    assert made([], read=read).probability("email", {"disagree": 1.0}) == pytest.approx(0.001)


def test_the_curve_is_linear_between_knots_and_flat_outside():
    knots = [[0.2, 0.2], [0.3, 0.4]]
    assert made(knots).probability("email", {}) == pytest.approx(0.3)
    certain = {"bias": 30.0, "weights": {}}
    assert made(knots, certain, certain).probability("email", {}) == pytest.approx(0.4)
