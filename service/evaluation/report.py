"""Results of a run into the tables a person steers by, and into JSON."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from service.evaluation.calibration import calibration, claims
from service.evaluation.causes import CAUSES, Miss
from service.evaluation.run import Result, text_by_kind
from service.evaluation.scores import figure, share
from service.evaluation.text import misread
from service.evaluation.values import FIELDS, MAIN


def summary(results: Sequence[Result]) -> dict[str, Any]:
    """Every figure of one reader's results, as plain JSON values."""
    scores = [r.score for r in results]
    seconds = sorted(r.seconds for r in results)
    right, asked = (
        sum(getattr(s.fields["phone"], name) for s in scores)
        for name in ("types_right", "types_asked")
    )
    found = calibration(claims(scores, MAIN))
    return {
        "cards": len(results),
        "pictures": sum(len(r.card.pictures) for r in results),
        "failures": {r.card.id: r.failure for r in results if r.failure},
        "fields": {f: asdict(figure(scores, f)) for f in FIELDS},
        "phone_type_right": right / asked if asked else None,
        "all_right": share([s.all_right() for s in scores]),
        "all_right_with_department": share([s.all_right((*MAIN, "department")) for s in scores]),
        "text": {
            kind: {"word_recall": t.word_recall, "line_cer": t.line_cer, "words": t.words}
            for kind, t in sorted(text_by_kind(results).items())
        },
        "calibration": asdict(found) if found else None,
        "calibration_by_field": {
            f: asdict(c) for f in MAIN if (c := calibration(claims(scores, (f,)))) is not None
        },
        "seconds": {
            "median": statistics.median(seconds) if seconds else 0.0,
            "p90": seconds[min(len(seconds) - 1, int(0.9 * len(seconds)))] if seconds else 0.0,
        },
        "peak_bytes": max((r.peak for r in results), default=0),
        "causes": dict(Counter(m.cause for r in results for m in r.misses)),
        "misses": [asdict(m) for r in results for m in r.misses],
    }


def tables(ours: dict[str, Any], plain: dict[str, Any] | None) -> str:
    """The figures as text (Markdown tables), the baseline's beside ours where it was run."""
    blocks = [_head(ours), _fields(ours, plain), _text(ours, plain), _causes(ours)]
    if ours["calibration"]:
        blocks.append(_calibration(ours))
    blocks.append(_cost(ours, plain))
    return "\n\n".join(blocks)


def _head(ours: dict[str, Any]) -> str:
    head = f"{ours['cards']} cards, {ours['pictures']} pictures"
    failed = [f"not read: {card}: {why}" for card, why in ours["failures"].items()]
    return "\n".join([head, *failed])


def _fields(ours: dict[str, Any], plain: dict[str, Any] | None) -> str:
    rows = [
        ["field", "printed", "read", "precision", "recall", "F1", "95 %", "plain F1"],
        ["---", *["---:"] * 7],
    ]
    for name in FIELDS:
        f = ours["fields"][name]
        other = plain["fields"][name] if plain and name in ("email", "phone", "url") else None
        rows.append(
            [
                name, str(f["expected"]), str(f["got"]), _2(f["precision"]), _2(f["recall"]),
                _2(f["f1"]), f"{_2(f['low'])} to {_2(f['high'])}", _2(other["f1"]) if other else "–",
            ]
        )  # fmt: skip
    if ours["phone_type_right"] is not None:
        rows.append(["phone type right", *[""] * 4, _2(ours["phone_type_right"]), "", "–"])
    for key, label in (
        ("all_right", "every field right"),
        ("all_right_with_department", "… and the department"),
    ):
        value, low, high = ours[key]
        rows.append([label, *[""] * 4, _2(value), f"{_2(low)} to {_2(high)}", "–"])
    return table(rows)


def _text(ours: dict[str, Any], plain: dict[str, Any] | None) -> str:
    rows = [
        ["pictures", "words", "word recall", "line CER", "plain word recall", "plain line CER"],
        ["---", *["---:"] * 5],
    ]
    for kind, t in ours["text"].items():
        other = plain["text"].get(kind) if plain else None
        rows.append(
            [
                f"{kind}s", str(t["words"]), _3(t["word_recall"]), _3(t["line_cer"]),
                _3(other["word_recall"]) if other else "–", _3(other["line_cer"]) if other else "–",
            ]
        )  # fmt: skip
    return table(rows)


def _causes(ours: dict[str, Any]) -> str:
    causes = list(CAUSES)
    rows = [["wrong", *causes], ["---", *["---:"] * len(causes)]]
    for name in FIELDS:
        count = Counter(m["cause"] for m in ours["misses"] if m["field"] == name)
        if count:
            rows.append([name, *[str(count[c] or "") for c in causes]])
    rows.append(["all", *[str(ours["causes"].get(c, "") or "") for c in causes]])
    return table(rows)


def _calibration(ours: dict[str, Any]) -> str:
    c = ours["calibration"]
    review = [["sent to review", *[f"{100 * s:.0f} %" for s, _ in c["risk"]]]]
    review.append(["---", *["---:"] * len(c["risk"])])
    review.append(["wrong among the rest", *[f"{100 * w:.1f} %" for _, w in c["risk"]]])
    bins = [["confidence", "values", "claimed", "right"], ["---", *["---:"] * 3]]
    bins += [
        [f"{b['low']:.2f} to {b['high']:.2f}", str(b["count"]), _3(b["claimed"]), _3(b["right"])]
        for b in c["bins"]
    ]
    per_field = [["field", "values", "accepted", "wrong among accepted", "Brier"]]
    per_field.append(["---", *["---:"] * 4])
    for name, f in [*ours["calibration_by_field"].items(), ("all", c)]:
        per_field.append(
            [
                name, str(f["claims"]), f"{100 * f['accepted']:.0f} %",
                f"{100 * f['wrong_accepted']:.1f} %", _3(f["brier"]),
            ]
        )  # fmt: skip
    error = f"expected calibration error {_3(c['expected_error'])}"
    return "\n\n".join([table(per_field), table(review), table(bins), error])


def _cost(ours: dict[str, Any], plain: dict[str, Any] | None) -> str:
    cost = (
        f"seconds a card: median {_2(ours['seconds']['median'])}, p90 {_2(ours['seconds']['p90'])}"
    )
    if plain and plain["seconds"]["median"]:
        ratio = ours["seconds"]["median"] / plain["seconds"]["median"]
        cost += f"; plain pytesseract's median {_2(plain['seconds']['median'])}, ratio {_2(ratio)}"
    return f"{cost}\npeak resident memory while reading: {ours['peak_bytes'] / 1e6:.0f} MB"


def miss_lines(misses: Sequence[Miss]) -> Iterator[str]:
    """One line a miss, tab separated: card, field, cause, expected, got, seen, whether accepted."""
    for m in misses:
        cells = (m.card, m.field, m.cause, m.expected, m.got, m.seen, "ACCEPTED" * m.accepted)
        yield "\t".join(" ⏎ ".join(cell.splitlines()) for cell in cells)


def misread_lines(results: Sequence[Result]) -> Iterator[str]:
    """One line a printed line not read as such, tab separated: picture, edits, printed, read."""
    for result in results:
        for picture in result.card.pictures:
            for edits, true, seen in misread(picture.lines, result.lines.get(picture.file, ())):
                yield f"{picture.file}\t{edits}\t{true}\t{seen}"


def table(rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table of equal columns; the second row holds ``---`` (left) or ``---:``."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]

    def cell(text: str, i: int) -> str:
        if text.startswith("---"):
            return text.rstrip(":").ljust(
                widths[i] - text.endswith(":"), "-"
            ) + ":" * text.endswith(":")
        return text.ljust(widths[i]) if i == 0 else text.rjust(widths[i])

    return "\n".join(f"| {' | '.join(cell(t, i) for i, t in enumerate(row))} |" for row in rows)


def _2(value: float) -> str:
    return f"{value:.2f}"


def _3(value: float) -> str:
    return f"{value:.3f}"
