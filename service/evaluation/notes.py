"""Labelled handwriting through a reader into results: characters, words, facts and seconds."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from service.domain.card import Hints
from service.domain.note import Note
from service.errors import BacknoteError, BadRequest
from service.evaluation.facets import FacetScore, scored_facets
from service.evaluation.note_labels import LEVELS, LabelledNote, Level
from service.evaluation.scores import ratio, share
from service.evaluation.text import words
from service.ports import NoteReader


@dataclass(frozen=True, slots=True)
class TranscriptScore:
    """One picture's transcript against the true one. ``edits`` and ``characters`` with the case
    folded, ``case_edits`` and ``case_characters`` as written."""

    characters: int
    edits: int
    case_characters: int
    case_edits: int
    words: int
    words_found: int

    @property
    def exact(self) -> bool:
        return self.edits == 0

    @property
    def exact_with_case(self) -> bool:
        return self.case_edits == 0


@dataclass(frozen=True, slots=True)
class NoteResult:
    """One picture by the reader; ``failure`` says why there is no transcript. ``facets`` and
    ``strict_facets`` (``scored_facets``): None where the label has none."""

    label: LabelledNote
    transcript: str
    text: TranscriptScore
    seconds: float
    facets: FacetScore | None = None
    strict_facets: FacetScore | None = None
    failure: str | None = None


def note_result(
    reader: NoteReader,
    label: LabelledNote,
    folder: Path,
    clock: Callable[[], float] = time.perf_counter,
) -> NoteResult:
    """``label``'s picture read; of its label the reader is told level, day and language alone."""
    try:
        data = (folder / label.file).read_bytes()
    except OSError as e:
        raise BadRequest(
            f"no picture {folder / label.file}: {e.strerror}",
            remedy="Give the folder that holds the pictures.",
        ) from e
    note, failure = Note("", 0.0), None
    started = clock()
    try:
        note = reader.read_note(data, label.level, label.captured_at, Hints((label.language,)))
    except BacknoteError as e:
        failure = f"{type(e).__name__}: {e.detail}"
    seconds = clock() - started
    true = label.facets
    return NoteResult(
        label=label,
        transcript=note.transcript,
        text=note_text(label.text, note.transcript),
        seconds=seconds,
        facets=None if true is None else scored_facets(true, note.facets),
        strict_facets=None if true is None else scored_facets(true, note.facets, strict=True),
        failure=failure,
    )


def note_text(true: str, read: str) -> TranscriptScore:
    """Lines joined by a blank, blanks collapsed; words without the punctuation around them."""
    flat, seen = " ".join(true.split()), " ".join(read.split())
    folded = flat.casefold()
    expected = words(true.splitlines())
    return TranscriptScore(
        characters=len(folded),
        edits=levenshtein(folded, seen.casefold()),
        case_characters=len(flat),
        case_edits=levenshtein(flat, seen),
        words=expected.total(),
        words_found=(expected & words(read.splitlines())).total(),
    )


def levenshtein(a: str, b: str) -> int:
    """Insertions, deletions and substitutions from ``a`` to ``b`` (Wagner & Fischer 1974, a row
    at a time)."""
    letters = np.frombuffer(b.encode("utf-32-le"), dtype=np.uint32)
    steps = np.arange(len(b) + 1)
    row = steps.copy()
    for i, c in enumerate(a, 1):
        nxt = row + 1
        nxt[0] = i
        nxt[1:] = np.minimum(nxt[1:], row[:-1] + (letters != ord(c)))
        row = np.minimum.accumulate(nxt - steps) + steps
    return int(row[-1])


@dataclass(frozen=True, slots=True)
class LevelFigures:
    """One level. Shares are (value, low, high) with 95 % intervals from drawing pictures again;
    ``cer`` and ``word_recall`` over the sums, ``exact`` of pictures. ``seconds_a_line``: of the
    whole reading, by the lines of the label."""

    pictures: int
    lines: int
    words: int
    cer: tuple[float, float, float]
    cer_with_case: tuple[float, float, float]
    word_recall: tuple[float, float, float]
    exact: tuple[float, float, float]
    exact_with_case: tuple[float, float, float]
    seconds_a_line: float
    failures: dict[str, str] = field(default_factory=dict)


def level_figures(results: Sequence[NoteResult]) -> dict[Level, LevelFigures]:
    """The figures of each level that occurs."""
    parts = {lv: [r for r in results if r.label.level == lv] for lv in LEVELS}
    return {lv: _figures(part) for lv, part in parts.items() if part}


def _figures(results: Sequence[NoteResult]) -> LevelFigures:
    texts = [r.text for r in results]
    lines = sum(max(1, len(r.label.text.splitlines())) for r in results)
    return LevelFigures(
        pictures=len(results),
        lines=lines,
        words=sum(t.words for t in texts),
        cer=ratio([(t.edits, t.characters) for t in texts]),
        cer_with_case=ratio([(t.case_edits, t.case_characters) for t in texts]),
        word_recall=ratio([(t.words_found, t.words) for t in texts]),
        exact=share([t.exact for t in texts]),
        exact_with_case=share([t.exact_with_case for t in texts]),
        seconds_a_line=sum(r.seconds for r in results) / lines,
        failures={r.label.file: r.failure for r in results if r.failure},
    )
