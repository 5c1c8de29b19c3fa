"""A card's truth and what was read of it into hits, misses and surplus values; many into F1."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from service.evaluation.labels import Truth
from service.evaluation.normalise import (
    PhoneKey,
    compact,
    email_key,
    folded,
    handle_key,
    phone_key,
    phone_region,
    same_address,
    same_phone,
    url_key,
)
from service.evaluation.values import FIELDS, MAIN, FieldName, Value


@dataclass(frozen=True, slots=True)
class FieldScore:
    """One field of one card: right values, printed ones not read, read ones not printed so."""

    field: FieldName
    hits: tuple[Value, ...] = ()
    missed: tuple[str, ...] = ()
    surplus: tuple[Value, ...] = ()
    types_right: int = 0
    types_asked: int = 0

    @property
    def right(self) -> bool:
        return not self.missed and not self.surplus


@dataclass(frozen=True, slots=True)
class CardScore:
    """All fields of one card."""

    card: str
    fields: dict[FieldName, FieldScore]

    def all_right(self, fields: Sequence[FieldName] = MAIN) -> bool:
        return all(self.fields[f].right for f in fields)


def scored(card: str, truth: Truth, values: Sequence[Value]) -> CardScore:
    """Each value read against the printed ones, exact after normalisation."""
    by_field: dict[FieldName, list[Value]] = {f: [] for f in FIELDS}
    for value in values:
        by_field[value.field].append(value)

    def each(field: FieldName, expected: Sequence[str], key: Callable[[str], str]) -> FieldScore:
        return _each(field, expected, by_field[field], key)

    def one(field: FieldName, expected: Sequence[str]) -> FieldScore:
        return _one(field, expected, by_field[field])

    return CardScore(
        card,
        {
            "name": one("name", truth.names),
            "job_title": each("job_title", truth.job_titles, folded),
            "organization": one("organization", truth.organizations),
            "department": each("department", truth.departments, folded),
            "email": each("email", truth.emails, email_key),
            "url": each("url", truth.urls, url_key),
            "social": each("social", truth.social, handle_key),
            "phone": _phones(truth, by_field["phone"]),
            "address": _address(truth.address_lines, by_field["address"]),
        },
    )


def _each(
    field: FieldName, expected: Sequence[str], got: Sequence[Value], key: Callable[[str], str]
) -> FieldScore:
    """Every expected value once; the same value read twice counts once."""
    open_keys = {key(text): text for text in expected}
    hits: list[Value] = []
    surplus: list[Value] = []
    seen: set[str] = set()
    for value in got:
        keys = [key(form) for form in value.forms]
        if seen.intersection(keys):
            continue
        match = next((k for k in keys if k in open_keys), None)
        if match is None:
            surplus.append(value)
        else:
            del open_keys[match]
            hits.append(value)
        seen.update(keys)
    return FieldScore(field, tuple(hits), tuple(open_keys.values()), tuple(surplus))


def _one(field: FieldName, expected: Sequence[str], got: Sequence[Value]) -> FieldScore:
    """One value where ``expected`` holds any, any of its entries; further true ones are no fault."""
    keys = {folded(text) for text in expected}
    right = [v for v in got if keys.intersection(folded(f) for f in v.forms)]
    surplus = tuple(v for v in got if v not in right)
    return FieldScore(field, tuple(right[:1]), () if right else tuple(expected[:1]), surplus)


def _phones(truth: Truth, got: Sequence[Value]) -> FieldScore:
    region = phone_region([p.printed for p in truth.phones], truth.country)
    waiting = [
        (p, PhoneKey(p.e164, "") if p.e164 else phone_key(p.printed, region)) for p in truth.phones
    ]
    hits: list[Value] = []
    surplus: list[Value] = []
    seen: set[str] = set()
    types_right = types_asked = 0
    for value in got:
        if value.text in seen:
            continue
        seen.add(value.text)
        match = next((w for w in waiting if same_phone(w[1], value.e164, value.forms[-1])), None)
        if match is None:
            surplus.append(value)
            continue
        waiting.remove(match)
        hits.append(value)
        if match[0].type and value.phone_type:
            types_asked += 1
            types_right += match[0].type == value.phone_type
    missed = tuple(p.printed for p, _ in waiting)
    return FieldScore("phone", tuple(hits), missed, tuple(surplus), types_right, types_asked)


def _address(lines: Sequence[str], got: Sequence[Value]) -> FieldScore:
    """One unit a card: all its address lines; each address read is right where the whole is, or
    where it is one of several and a run of whole printed lines."""
    if not lines:
        return FieldScore("address", surplus=tuple(got))
    if got and same_address(lines, [v.text for v in got]):
        return FieldScore("address", hits=tuple(got))
    runs = {
        compact("".join(lines[i:j]))
        for i in range(len(lines))
        for j in range(i + 1, len(lines) + 1)
    }
    several = len(got) > 1
    hits = tuple(v for v in got if several and compact(v.text) in runs)
    surplus = tuple(v for v in got if v not in hits)
    return FieldScore("address", hits, (", ".join(lines),), surplus)


@dataclass(frozen=True, slots=True)
class Figure:
    """Precision, recall and F1 with the F1's 95 % interval; ``expected`` values were printed."""

    precision: float
    recall: float
    f1: float
    low: float
    high: float
    expected: int
    got: int


def counts(score: CardScore, field: FieldName) -> tuple[int, int, int]:
    """(right, surplus, missed); an address counts once a card, not once a part."""
    s = score.fields[field]
    if field == "address":
        return (
            int(s.right and bool(s.hits)),
            int(bool(s.surplus or (s.missed and s.hits))),
            len(s.missed),
        )
    return len(s.hits), len(s.surplus), len(s.missed)


def figure(scores: Sequence[CardScore], field: FieldName, seed: int = 0) -> Figure:
    """The field over all cards; the interval by resampling cards 1000 times."""
    return figure_of([counts(s, field) for s in scores], seed)


def figure_of(cases: Sequence[tuple[int, int, int]], seed: int = 0) -> Figure:
    """(right, surplus, missed) of each case; the interval by resampling cases 1000 times."""
    table = np.array(cases, dtype=float).reshape(-1, 3)
    hit, extra, miss = table.sum(axis=0)
    resampled = table[_draws(len(table), seed)].sum(axis=1)
    low, high = np.percentile(_f1(*resampled.T), (2.5, 97.5))
    return Figure(
        precision=float(hit / (hit + extra)) if hit + extra else 1.0,
        recall=float(hit / (hit + miss)) if hit + miss else 1.0,
        f1=float(_f1(*(np.array([n]) for n in (hit, extra, miss)))[0]),
        low=float(low),
        high=float(high),
        expected=int(hit + miss),
        got=int(hit + extra),
    )


def ratio(cases: Sequence[tuple[float, float]], seed: int = 0) -> tuple[float, float, float]:
    """Sum of the parts over sum of the wholes, with the 95 % interval by resampling cases; 0 of
    nothing."""
    table = np.array(cases, dtype=float).reshape(-1, 2)
    part, whole = table.sum(axis=0) if len(table) else (0.0, 0.0)
    if not whole:
        return 0.0, 0.0, 0.0
    parts, wholes = table[_draws(len(table), seed)].sum(axis=1).T
    low, high = np.percentile(parts / np.maximum(wholes, 1e-9), (2.5, 97.5))
    return float(part / whole), float(low), float(high)


def share(flags: Sequence[bool], seed: int = 0) -> tuple[float, float, float]:
    """(share of True, low, high) with the 95 % interval by resampling."""
    values = np.array(flags, dtype=float)
    if not len(values):
        return 0.0, 0.0, 0.0
    means = values[_draws(len(values), seed)].mean(axis=1)
    low, high = np.percentile(means, (2.5, 97.5))
    return float(values.mean()), float(low), float(high)


def _draws(n: int, seed: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    return np.random.default_rng(seed).integers(0, max(n, 1), size=(1000, n))


def _f1(
    hit: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    extra: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    miss: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """2 TP / (2 TP + FP + FN); nothing printed and nothing read is 1."""
    below = 2 * hit + extra + miss
    return np.where(below > 0, 2 * hit / np.maximum(below, 1), 1.0)
