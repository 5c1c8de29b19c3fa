"""Turns a scene's table of features into probabilities by weights set by hand."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from service.domain.fields import Kind
from service.extraction.features import NAMES, Scene

Table: TypeAlias = NDArray[np.float64]
KINDS: tuple[Kind, ...] = ("name", "job_title", "department", "organization", "address", "other")
"""The kinds a piece can be, in the order of the columns of every table of probabilities."""


def scored(scene: Scene) -> Table:
    """Shape (pieces, len(KINDS)), rows adding to 1; not calibrated."""
    if not scene.pieces:
        return np.zeros((0, len(KINDS)))
    table = np.asarray(scene.table, dtype=np.float64)
    f = {name: table[:, i] for i, name in enumerate(NAMES)}
    scores = np.stack(
        [_name(f), _job_title(f), _department(f), _organization(f), _address(f), _other(f)], axis=1
    )
    return softmax(scores)


def softmax(scores: Table) -> Table:
    """Rows of ``scores`` as probabilities."""
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(e / e.sum(axis=1, keepdims=True))


Columns: TypeAlias = dict[str, Table]


def _has(column: Table) -> Table:
    return np.asarray(column > 0, dtype=np.float64)


def _name(f: Columns) -> Table:
    core: Table = f["core"]
    two = ((core >= 2) & (core <= 4)).astype(float)
    score = (
        -3.2 + 2.6 * f["name_share"] * two + 0.8 * f["given_first"] + 0.7 * f["family_last"] * two
    )
    score += (
        4.5 * np.maximum(f["person"] - 0.3, 0) / 0.7
        + 0.6 * _has(f["height"] - 1.2)
        + 0.4 * _has(f["height"] - 1.6)
        + 1.2 * f["glued"]
    )
    lone = (
        (core == 1)
        * (f["digits"] == 0)
        * (f["below_title"] > 0)
        * (f["title"] == 0)
        * (f["chars"] > 2)
    )
    score += (
        1.0 * two
        - 1.2 * (core == 1) * (f["person"] < 0.5)
        - 2.0 * (core > 4)
        + 4.0 * lone * (f["site"] < 0.6) * (f["org"] == 0)
    )
    score += (
        0.8 * _has(f["below_title"])
        + 0.4 * np.minimum(f["initial"], 1) * two
        + 1.2 * _has(f["degree"])
    )
    score -= (
        2.5 * _has(f["title"]) * (1 - 0.6 * f["name_share"])
        + 2.0 * _has(f["org"])
        + 3.0 * f["legal"]
        + 2.5 * _has(f["digits"])
    )
    score -= (
        2.0 * _has(f["department"])
        + 1.2 * np.minimum(f["phrase"], 3)
        + 1.5 * f["amp"]
        + 1.0 * _has(f["comma"]) * (f["degree"] == 0)
    )
    score -= (
        1.5 * _has(f["street"]) * _has(f["digits"])
        + 1.5 * f["site"] * (f["person"] < 0.5)
        + 0.8 * f["lower_first"]
    )
    score -= (
        1.0 * f["land_whole"]
        + 0.6 * f["city_whole"]
        + 0.8 * _has(f["function"])
        + 2.0 * (core == 1) * (f["shop"] > 0.7)
    )
    return np.asarray(score)


def _job_title(f: Columns) -> Table:
    score = (
        -2.6
        + 3.0 * _has(f["title"])
        + 2.0 * f["title_share"]
        + 0.8 * f["title_last"]
        + 0.6 * f["title_first"]
    )
    score += 1.0 * _has(f["above_name"] - 0.6) + 0.6 * _has(f["function"])
    score -= (
        2.0 * _has(f["digits"])
        + 2.5 * f["legal"]
        + 1.5 * f["site"]
        + 1.5 * f["person"]
        + 0.5 * np.minimum(f["phrase"], 4)
    )
    score -= (
        1.2 * _has(f["n"] - 8)
        + 0.7 * _has(f["height"] - 1.7)
        + 1.0 * _has(f["street"]) * _has(f["digits"])
    )
    return score


def _department(f: Columns) -> Table:
    score = (
        -3.0
        + 2.8 * _has(f["department"])
        + 0.8 * f["department_last"]
        + 0.4 * _has(f["personal"])
        + 1.0 * f["department_first"]
        + 2.0 * f["function"]
        + 0.7 * _has(f["above_title"])
    )
    score -= (
        2.5 * _has(f["title"])
        + 2.5 * f["site"]
        + 1.0 * _has(f["digits"])
        + 3.0 * f["legal"]
        + 0.7 * np.minimum(f["phrase"], 3)
    )
    score -= 0.8 * _has(f["height"] - 1.5) + 1.0 * f["street_first"]
    return score


def _organization(f: Columns) -> Table:
    site = np.maximum(f["site"] - 0.4, 0) / 0.6
    score = (
        -1.9
        + 3.5 * f["legal"]
        + 1.1 * np.minimum(f["org"], 2)
        + 4.0 * site
        + 2.0 * f["shop"] * (f["name_share"] < 1)
    )
    score += (
        0.7 * _has(f["height"] - 1.25)
        + 0.5 * _has(f["height"] - 2.0)
        + 0.9 * f["tallest"]
        + 0.7 * f["mark"]
    )
    score -= (
        0.8 * np.minimum(f["phrase"], 3)
        + 1.6 * _has(f["title"]) * (f["legal"] == 0)
        + 2.0 * f["person"] * (f["personal"] > 0) * (site < 0.8) * (f["shop"] < 0.7)
    )
    score -= 1.2 * _has(f["below_title"]) * (f["below_gap"] < 1.2) * (f["org"] == 0) * (site < 0.5)
    score -= (
        0.8 * _has(f["digits"])
        + 0.4 * np.minimum(f["comma"], 2)
        + 0.5 * f["stop"] * (f["legal"] == 0)
        + 0.7 * _has(f["n"] - 6)
    )
    score -= (
        1.0 * _has(f["street"]) * _has(f["digits"])
        + 2.0 * f["hours"]
        + 0.8 * f["land_whole"]
        + 0.6 * f["lower_first"]
    )
    return score


def _address(f: Columns) -> Table:
    digits = _has(f["digits"])
    score = (
        -2.6
        + 2.2 * _has(f["street"]) * digits
        + 0.8 * f["street_first"]
        + 1.6 * f["postal"]
        + 1.2 * _has(f["city"])
        + 0.8 * f["numbered"]
    )
    score += (
        0.9 * np.minimum(f["address_word"], 2)
        + 3.0 * f["land_whole"]
        + 1.8 * f["city_whole"]
        + 0.8 * _has(f["above_address"])
    )
    score += (
        0.7 * _has(f["below_address"])
        + 0.5 * _has(f["comma"])
        + 0.6 * f["starts_digit"] * (f["n"] > 1)
        + 0.5 * _has(f["land"])
    )
    score += 2.0 * f["postal"] * _has(f["above_address"]) * (f["digit_share"] > 0.7)
    score -= (
        1.5 * _has(f["title"])
        + 2.5 * f["person"]
        + 1.5 * f["legal"]
        + 2.0 * f["hours"]
        + 1.0 * np.maximum(f["site"] - 0.5, 0)
    )
    score -= 0.5 * _has(f["height"] - 1.5) + 0.4 * np.minimum(f["phrase"], 3)
    return score


def _other(f: Columns) -> Table:
    score = (
        -0.3
        + 0.8 * np.minimum(f["phrase"], 4)
        + 2.5 * f["hours"]
        + 0.8 * f["quote"]
        + 0.6 * np.minimum(f["bullets"], 2)
    )
    score += (
        0.6 * f["stop"] * (f["n"] > 3)
        + 6.0 * (f["latin"] < 0.5)
        + 0.8 * _has(f["n"] - 8)
        + 0.8 * f["colon"]
        + 1.0 * _has(3 - f["chars"])
    )
    return score
