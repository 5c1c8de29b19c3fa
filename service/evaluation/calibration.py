"""Confidences and whether each was right into risk against coverage, reliability and Brier."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from service.evaluation.scores import CardScore
from service.evaluation.values import FieldName

REVIEW_SHARES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


@dataclass(frozen=True, slots=True)
class Claim:
    """One value's claim: its confidence, whether it was right, whether it went unseen."""

    confidence: float
    right: bool
    accepted: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims of like confidence: how many, what they claimed and what was right on average."""

    low: float
    high: float
    count: int
    claimed: float
    right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """``risk`` pairs a share of values sent to review (least certain first) with the error rate
    that remains among the others. ``accepted`` and ``wrong_accepted`` are what the service did at
    its budget: share of values accepted, and of wrong ones among these."""

    claims: int
    brier: float
    expected_error: float
    bins: tuple[Bin, ...]
    risk: tuple[tuple[float, float], ...]
    accepted: float
    wrong_accepted: float


def claims(scores: Sequence[CardScore], fields: Sequence[FieldName]) -> tuple[Claim, ...]:
    """Every value read that carries a confidence."""
    return tuple(
        Claim(value.confidence, right, value.accepted)
        for score in scores
        for field in fields
        for right, group in (
            (True, score.fields[field].hits),
            (False, score.fields[field].surplus),
        )
        for value in group
        if value.confidence is not None
    )


def calibration(found: Sequence[Claim]) -> Calibration | None:
    """None without any claim."""
    if not found:
        return None
    n = len(found)
    ordered = sorted(found, key=lambda c: -c.confidence)
    bins = tuple(_bins(found))
    accepted = [c for c in found if c.accepted]
    return Calibration(
        claims=n,
        brier=sum((c.confidence - c.right) ** 2 for c in found) / n,
        expected_error=sum(b.count * abs(b.claimed - b.right) for b in bins) / n,
        bins=bins,
        risk=tuple((s, _wrong(ordered[: round(n * (1 - s))])) for s in REVIEW_SHARES),
        accepted=len(accepted) / n,
        wrong_accepted=_wrong(accepted),
    )


def _wrong(found: Sequence[Claim]) -> float:
    return sum(not c.right for c in found) / len(found) if found else 0.0


def _bins(found: Sequence[Claim]) -> list[Bin]:
    edges = (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)
    out: list[Bin] = []
    for low, high in itertools.pairwise(edges):
        inside = [c for c in found if low <= c.confidence < high or (high == 1.0 == c.confidence)]
        if inside:
            k = len(inside)
            claimed = sum(c.confidence for c in inside) / k
            out.append(Bin(low, high, k, claimed, sum(c.right for c in inside) / k))
    return out
