"""Ink into a note, and what is made of ink that nobody can read."""

from __future__ import annotations

from datetime import date

import pytest

from service.domain.contact import Contact, Name
from service.domain.evidence import TYPED
from service.domain.geometry import box
from service.domain.note import Note
from service.notes import story
from service.notes.story import TypedNotes, written
from service.ports import InkStrip
from tests.unit.notes.strips import flat, strip


def at(text: str, row: int, column: int = 0) -> InkStrip:
    left = 40.0 + column
    return strip(text, polygon=box(left, 60.0 * row, left + 18 * len(text), 60.0 * row + 40))


def noted(*strips: InkStrip, contact: Contact | None = None) -> Note:
    note = written({"back": strips}, contact or Contact())
    assert note is not None
    return note


def test_strips_become_lines_facets_and_openers() -> None:
    note = noted(at("loves sailing", 1), at("2 kids, soccer", 0))
    assert note.transcript == "2 kids, soccer\nloves sailing"
    assert (note.source, note.language) == ("ink", "en")
    assert 0.8 < note.confidence <= 1
    assert [line.text for line in note.lines] == note.transcript.split("\n")
    assert "family" in {f.kind for f in note.facets}
    ids = {f.id for f in note.facets}
    assert note.openers
    for opener in note.openers:
        assert opener.because and set(opener.because) <= ids


def test_facets_lie_on_the_ink_of_their_words() -> None:
    note = noted(at("2 kids, soccer", 0), at("loves sailing", 1))
    facet = next(f for f in note.facets if "sailing" in note.transcript[f.span.start : f.span.end])
    assert facet.evidence.side == "back"
    assert min(y for _, y in facet.evidence.polygon) == pytest.approx(60, abs=5)


def test_belief_stands_at_each_word_of_the_transcript() -> None:
    note = noted(at("to go to", 0), at("go to it", 1))
    believed = story._believed(note)
    assert [note.transcript[s.start : s.end] for s, _ in believed] == "to go to go to it".split()
    assert [s.start for s, _ in believed] == [0, 3, 6, 9, 12, 15]
    assert [b for _, b in believed] == [w.confidence for line in note.lines for w in line.words]


def test_doubt_about_the_words_is_doubt_about_their_facts() -> None:
    clear, doubtful = (
        next(f for f in noted(at(text, 0)).facets if f.kind == "family").confidence
        for text in ("3 kids", "[38] [kl][ij][db][sz]")
    )
    assert doubtful < clear


def test_nothing_is_made_of_a_scrawl() -> None:
    """Words come out of anything; facts must not."""
    note = noted(strip("q[zs][jx]v [kx]w[qg]p"))
    assert story.WORDLESS < note.confidence < story.LEGIBLE
    assert note.transcript
    assert (note.facets, note.openers) == ((), ())


@pytest.mark.parametrize("characters", ["aeiou", "abcdefghijklmnopqrstuvwxyz", "abcdefghij "])
def test_flat_posteriors_are_no_note_or_one_without_facts(characters: str) -> None:
    note = written({"back": (flat(24, characters),)}, Contact())
    assert note is None or (note.confidence < story.LEGIBLE and not note.facets)


@pytest.mark.parametrize("drawing", ["a", "o x o", "S a", "- -", "~ o x", "8 1 1"])
def test_a_drawing_is_no_note(drawing: str) -> None:
    """Circles and strokes read as single letters, however surely."""
    assert written({"back": (strip(drawing),)}, Contact()) is None


def test_a_drawing_beside_words_is_left_out() -> None:
    assert noted(at("o x o", 0), at("loves sailing", 1)).transcript == "loves sailing"


def test_no_ink_is_no_note() -> None:
    assert written({}, Contact()) is None
    assert written({"front": (), "back": ()}, Contact()) is None
    assert written({"back": (strip(""), flat(30, ""))}, Contact()) is None


def test_a_number_alone_is_a_note() -> None:
    """No word list holds it, and it is believed all the same."""
    note = noted(at("020-7946-0018", 0))
    assert note.transcript == "020-7946-0018"
    assert note.confidence > story.LEGIBLE


def test_both_sides_are_read_each_on_its_own() -> None:
    note = written({"front": (at("ring him", 0),), "back": (at("loves sailing", 0),)}, Contact())
    assert note is not None
    assert note.transcript == "ring him\nloves sailing"
    assert [line.evidence.side for line in note.lines] == ["front", "back"]


def test_the_persons_own_name_is_expected() -> None:
    ink = strip("ask Zorb[il]ax")
    assert noted(ink).transcript == "ask Zorbiax"
    person = Contact(name=Name(full="Ida Zorblax", confidence=0.9, evidence=TYPED))
    assert noted(ink, contact=person).transcript == "ask Zorblax"
    # and forgotten with the next card
    assert noted(ink).transcript == "ask Zorbiax"


def test_days_count_from_the_day_of_the_photo() -> None:
    ink = {"back": (at("call by Friday", 0),)}
    note = written(ink, Contact(), date(2026, 3, 10))
    assert note is not None
    ends = {f.when.end for f in note.facets if f.when is not None}
    assert ends == {date(2026, 3, 13)}


def test_typed_words_keep_the_ink_and_are_believed() -> None:
    ink = noted(at("2 kibs, soccer", 0))
    typed = TypedNotes().understood("2 kids, soccer", Contact(note=ink), None)
    assert (typed.transcript, typed.source, typed.confidence) == ("2 kids, soccer", "human", 1.0)
    assert typed.lines == ink.lines
    family = next(f for f in typed.facets if f.kind == "family")
    assert family.evidence.side == "back"
    assert typed.openers


def test_words_typed_where_there_is_no_ink_stand_nowhere() -> None:
    typed = TypedNotes().understood("loves sailing", Contact(), None)
    assert typed.lines == ()
    assert typed.facets
    assert {f.evidence for f in typed.facets} == {TYPED}
