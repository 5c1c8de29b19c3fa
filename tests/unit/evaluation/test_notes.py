from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from service.domain.card import Hints
from service.domain.note import Facet, Note, Span
from service.errors import BadRequest, EngineTimeout
from service.evaluation.facets import TrueFacet
from service.evaluation.note_labels import LabelledNote
from service.evaluation.note_report import (
    facet_misses,
    misread_notes,
    note_summary,
    note_tables,
)
from service.evaluation.notes import NoteResult, level_figures, levenshtein, note_result, note_text
from service.evaluation.scores import ratio


@dataclass
class KnownPen:
    """A ``NoteReader`` that knows by heart what each file says; others time out."""

    notes: Mapping[bytes, Note]
    asked: list[tuple[str, date | None, Hints]] = field(default_factory=list)

    def read_note(self, data: bytes, level: str, captured_at: date | None, hints: Hints) -> Note:
        self.asked.append((level, captured_at, hints))
        if data not in self.notes:
            raise EngineTimeout("too long")
        return self.notes[data]


def result(tmp_path: Path, label: LabelledNote, note: Note | None) -> NoteResult:
    (tmp_path / label.file).write_bytes(b"ink")
    ticks = iter((10.0, 10.5))
    return note_result(
        KnownPen({b"ink": note} if note else {}), label, tmp_path, lambda: next(ticks)
    )


@pytest.mark.parametrize(
    ("a", "b", "edits"),
    [("", "", 0), ("abc", "", 3), ("", "ab", 2), ("kitten", "sitting", 3), ("send", "sned", 2)],
)
def test_levenshtein(a: str, b: str, edits: int) -> None:
    assert levenshtein(a, b) == levenshtein(b, a) == edits


def test_lines_and_blanks_do_not_count_and_case_counts_apart() -> None:
    score = note_text("Send  deck\nTue.", "send deck Tue")
    assert (score.characters, score.edits, score.case_edits) == (14, 1, 2)
    assert (score.words, score.words_found) == (3, 3)
    assert not score.exact
    assert note_text("Tue", "tue").exact
    assert not note_text("Tue", "tue").exact_with_case


def test_a_word_written_twice_must_be_read_twice() -> None:
    assert note_text("very very nice", "very nice").words_found == 2


def test_the_reader_is_told_no_more_than_level_day_and_language(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"ink")
    pen = KnownPen({b"ink": Note("hi", 1.0)})
    label = LabelledNote("a.jpg", "page", "hi", language="de", captured_at=date(2026, 3, 17))
    note_result(pen, label, tmp_path)
    assert pen.asked == [("page", date(2026, 3, 17), Hints(("de",)))]


def test_levels_are_figured_apart(tmp_path: Path) -> None:
    results = [
        result(tmp_path, LabelledNote("a.jpg", "word", "Tue"), Note("tue", 1.0)),
        result(tmp_path, LabelledNote("b.jpg", "word", "Wed"), Note("Wad", 1.0)),
        result(tmp_path, LabelledNote("c.jpg", "page", "one\ntwo"), Note("one two", 1.0)),
    ]
    figures = level_figures(results)
    assert list(figures) == ["word", "page"]
    word, page = figures["word"], figures["page"]
    assert (word.pictures, word.exact[0], word.exact_with_case[0]) == (2, 0.5, 0.0)
    assert (word.cer[0], word.cer_with_case[0]) == (1 / 6, 2 / 6)
    assert (page.cer[0], page.word_recall[0], page.lines) == (0.0, 1.0, 2)
    assert (word.seconds_a_line, page.seconds_a_line) == (0.5, 0.25)
    assert [line.split("\t")[:2] for line in misread_notes(results)] == [["b.jpg", "1"]]


def test_a_picture_that_fails_counts_as_unread(tmp_path: Path) -> None:
    figures = level_figures([result(tmp_path, LabelledNote("a.jpg", "line", "call Jo"), None)])
    assert figures["line"].cer[0] == 1.0
    assert figures["line"].word_recall[0] == 0.0
    assert figures["line"].failures == {"a.jpg": "EngineTimeout: too long"}


def test_a_picture_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="none"):
        note_result(KnownPen({}), LabelledNote("none.jpg", "line", "x"), tmp_path)


def test_facts_are_figured_where_labelled_and_invented_ones_counted(tmp_path: Path) -> None:
    dog = Facet(id="f1", kind="pet", value="dog", span=Span(0, 3))
    true = (TrueFacet(kind="pet", value="dog"), TrueFacet(kind="family", value="2 kids"))
    results = [
        result(tmp_path, LabelledNote("a", "line", "dog, 2 kids", facets=true), Note("", 0, facets=(dog,))),
        result(tmp_path, LabelledNote("b", "line", "", facets=()), Note("", 0, facets=(dog,))),
        result(tmp_path, LabelledNote("c", "line", "x"), Note("", 0, facets=(dog,))),
    ]  # fmt: skip
    summary = note_summary(results)
    facts = summary["facets"]
    assert (facts["notes"], facts["all"]["precision"], facts["all"]["recall"]) == (2, 0.5, 0.5)
    assert (facts["without_facts"], facts["without_facts_given_some"]) == (1, 1)
    assert list(facets_of(results)) == ["a\tmissed\tfamily\t2 kids", "b\tsurplus\tpet\tdog"]
    text = note_tables(summary)
    assert "without any fact: 1, 1 of them given some" in text
    assert "| pet " in text


def facets_of(results: list[NoteResult]) -> list[str]:
    return [line for r in results if r.facets for line in facet_misses(r.label.file, r.facets)]


def test_labels_without_facts_make_no_table_of_them(tmp_path: Path) -> None:
    text = note_tables(
        note_summary([result(tmp_path, LabelledNote("a", "line", "x"), Note("x", 1))])
    )
    assert "facts" not in text


def test_a_ratio_is_of_the_sums() -> None:
    value, low, high = ratio([(1, 1), (0, 9)])
    assert value == 0.1
    assert low <= value <= high
    assert ratio([]) == ratio([(0, 0)]) == (0.0, 0.0, 0.0)
