"""A wrong field into its cause: not found, misread, misassigned, cut wrong or mis-normalised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from service.evaluation.normalise import compact, folded
from service.evaluation.scores import CardScore, FieldScore
from service.evaluation.text import best_stretch
from service.evaluation.values import MAIN, FieldName, Value

Cause: TypeAlias = Literal[
    "not found", "misread", "misassigned", "cut wrong", "mis-normalised", "surplus"
]
CAUSES: dict[Cause, str] = {
    "not found": "no line read holds it: vision or detection",
    "misread": "the closest stretch of the lines differs by letters: recognition",
    "misassigned": "its text was read but stands in another field or none: extraction",
    "cut wrong": "part of it was taken, or too much joined to it: extraction",
    "mis-normalised": "the right text was taken but its normal form is another: extraction",
    "surplus": "a value where the card has none: extraction",
}
_MISREAD_AT_MOST = 0.34


@dataclass(frozen=True, slots=True)
class Miss:
    """One wrong field. ``expected`` or ``got`` is empty where there is none; ``seen`` is the
    closest stretch of the lines read, or where the text stands instead."""

    card: str
    field: FieldName
    cause: Cause
    expected: str
    got: str
    seen: str
    accepted: bool


def misses(
    score: CardScore,
    lines: Sequence[str],
    values: Sequence[Value],
    fields: Sequence[FieldName] = MAIN,
) -> tuple[Miss, ...]:
    """Every wrong value of a card, each missed one paired with the likeliest wrong one read."""
    return tuple(m for f in fields for m in _of(score.card, score.fields[f], lines, values))


def _of(
    card: str, score: FieldScore, lines: Sequence[str], values: Sequence[Value]
) -> Iterator[Miss]:
    left = list(score.surplus)
    for expected in score.missed:
        got = _closest(expected, left)
        if got is not None:
            left.remove(got)
        cause, seen = _cause(score.field, expected, got, lines, values)
        yield Miss(
            card, score.field, cause, expected, got.text if got else "", seen,
            accepted=got is not None and got.accepted,
        )  # fmt: skip
    for got in left:
        yield Miss(card, score.field, "surplus", "", got.text, got.raw, got.accepted)


def _closest(expected: str, values: Sequence[Value]) -> Value | None:
    """The wrong value likest to ``expected``; any, where the field holds just one."""
    want = compact(expected)
    best = min(
        values, key=lambda v: best_stretch(*_short_first(want, compact(v.text)))[0], default=None
    )
    if best is None or len(values) == 1:
        return best
    edits = best_stretch(*_short_first(want, compact(best.text)))[0]
    return best if edits <= 0.5 * min(len(want), len(compact(best.text))) else None


def _short_first(a: str, b: str) -> tuple[str, str]:
    return (a, b) if len(a) <= len(b) else (b, a)


def _cause(
    field: FieldName,
    expected: str,
    got: Value | None,
    lines: Sequence[str],
    values: Sequence[Value],
) -> tuple[Cause, str]:
    want = compact(expected)
    text = "".join(compact(line) for line in lines)
    edits, end = best_stretch(want, text)
    parts = [compact(p) for p in expected.split(", ")] if field == "address" else [want]
    if edits and not all(p in text for p in parts):
        seen = text[max(0, end - len(want)) : end]
        return ("misread" if edits <= _MISREAD_AT_MOST * len(want) else "not found"), seen
    if got is not None:
        have, raw = compact(got.text), compact(got.raw)
        reordered = sorted(folded(expected).split()) == sorted(folded(got.text).split())
        if have == want or reordered or (field in ("phone", "email", "url") and want in raw):
            return "mis-normalised", got.raw
        if have and (have in want or want in have or any(p in have for p in parts)):
            return "cut wrong", got.raw
    holder = next(
        (v for v in values if v is not got and (want in compact(v.raw) or want in compact(v.text))),
        None,
    )
    return "misassigned", holder.path if holder else "no field"
