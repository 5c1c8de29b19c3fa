"""Results on handwriting and on note texts into the tables a person steers by, and into JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from service.domain.note import FacetKind
from service.evaluation.facets import DETAILS, FacetScore, detail, facet_figure
from service.evaluation.notes import NoteResult, level_figures
from service.evaluation.report import table


def facet_figures(scores: Sequence[FacetScore]) -> dict[str, Any]:
    """Figures of facts as plain JSON values: all, each kind that occurs, and each detail."""
    kinds: set[FacetKind] = set()
    for s in scores:
        kinds |= {t.kind for t, _ in s.matched} | {t.kind for t in s.missed}
        kinds |= {f.kind for f in s.surplus}
    without = Counter(bool(s.surplus) for s in scores if not (s.matched or s.missed))
    return {
        "notes": len(scores),
        "without_facts": without.total(),
        "without_facts_given_some": without[True],
        "all": asdict(facet_figure(scores)),
        "kinds": {k: asdict(facet_figure(scores, k)) for k in sorted(kinds)},
        "details": {
            name: {**asdict(d), "share": d.share}
            for name in DETAILS
            for d in [detail(scores, name)]
        },
    }


def note_summary(results: Sequence[NoteResult]) -> dict[str, Any]:
    """Every figure as plain JSON values."""
    loose = [r.facets for r in results if r.facets is not None]
    strict = [r.strict_facets for r in results if r.strict_facets is not None]
    return {
        "levels": {lv: asdict(f) for lv, f in level_figures(results).items()},
        "facets": facet_figures(loose) if loose else None,
        "facets_strict": facet_figures(strict) if strict else None,
        "misread": list(misread_notes(results)),
    }


def misread_notes(results: Iterable[NoteResult]) -> Iterator[str]:
    """One line a picture not read as written, tab separated: file, edits, written, read."""
    for r in results:
        if not r.text.exact:
            written, read = (" ⏎ ".join(t.splitlines()) for t in (r.label.text, r.transcript))
            yield f"{r.label.file}\t{r.text.edits}\t{written}\t{read}"


def facet_misses(name: str, score: FacetScore) -> Iterator[str]:
    """One line a missed, surplus or partly wrong fact, tab separated."""
    for t in score.missed:
        yield f"{name}\tmissed\t{t.kind}\t{t.value}"
    for f in score.surplus:
        yield f"{name}\tsurplus\t{f.kind}\t{f.value}"
    for t, f in score.matched:
        wrong = [d for d in DETAILS if (r := detail([FacetScore(((t, f),))], d)).judged > r.right]
        if wrong:
            yield f"{name}\t{', '.join(wrong)}\t{t.kind}\t{t.value}\t{f.when}\t{f.about}"


def note_tables(summary: dict[str, Any]) -> str:
    """The figures of ``note_summary`` as text (Markdown tables)."""
    rows = [
        [
            "level", "pictures", "lines", "words", "CER", "95 %", "CER with case", "word recall",
            "95 %", "exact", "95 %", "exact with case", "s a line",
        ],
        ["---", *["---:"] * 12],
    ]  # fmt: skip
    for level, f in summary["levels"].items():
        rows.append(
            [
                level, str(f["pictures"]), str(f["lines"]), str(f["words"]), *_share(f["cer"]),
                _share(f["cer_with_case"])[0], *_share(f["word_recall"]), *_share(f["exact"]),
                _share(f["exact_with_case"])[0], f"{f['seconds_a_line']:.3f}",
            ]
        )  # fmt: skip
    blocks = [table(rows)]
    blocks += [
        f"not read: {name}: {why}"
        for f in summary["levels"].values()
        for name, why in f["failures"].items()
    ]
    if summary["facets"]:
        blocks.append(facet_tables(summary["facets"], summary["facets_strict"]))
    return "\n\n".join(blocks)


def facet_tables(loose: dict[str, Any], strict: dict[str, Any]) -> str:
    """Figures of facts as text; ``strict`` ones beside those with a second kind allowed."""
    rows = [
        ["facts", "written", "found", "precision", "recall", "F1", "95 %", "strict F1"],
        ["---", *["---:"] * 7],
    ]
    for kind, f in [*loose["kinds"].items(), ("all", loose["all"])]:
        other = strict["all"] if kind == "all" else strict["kinds"].get(kind)
        rows.append(
            [
                kind, str(f["expected"]), str(f["got"]), *[f"{f[k]:.3f}" for k in _MAIN],
                f"{f['low']:.3f} to {f['high']:.3f}", f"{other['f1']:.3f}" if other else "–",
            ]
        )  # fmt: skip
    details = [
        ["of the facts found", "judged", "right", "marked", "of these found", "marked falsely"],
        ["---", *["---:"] * 5],
    ]
    for name, d in loose["details"].items():
        cells = (d["marked"], d["found"], d["false"])
        details.append([name, str(d["judged"]), f"{d['share']:.3f}", *map(str, cells)])
    s = strict["all"]
    lines = (
        f"strict (first kind only): precision {s['precision']:.3f}, "
        f"recall {s['recall']:.3f}, F1 {s['f1']:.3f} ({s['low']:.3f} to {s['high']:.3f})",
        f"notes: {strict['notes']}; without any fact: {strict['without_facts']}, "
        f"{strict['without_facts_given_some']} of them given some",
    )
    return "\n\n".join([table(rows), table(details), "\n".join(lines)])


_MAIN = ("precision", "recall", "f1")


def _share(figure: Sequence[float]) -> tuple[str, str]:
    value, low, high = figure
    return f"{value:.3f}", f"{low:.3f} to {high:.3f}"
