from __future__ import annotations

import math
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.evidence import TYPED, Evidence, Side
from service.domain.geometry import box, quarter_turn
from service.domain.note import Facet, Note, NoteLine, NoteWord, Span
from service.domain.note_places import grounded, placed


def line(text: str, row: int = 0, side: Side = "back", turn: float = 0.0) -> NoteLine:
    """A line whose words are 10 pixels a letter wide and 8 high, turned round the origin."""

    def turned(polygon):
        c, s = math.cos(turn), math.sin(turn)
        return tuple((x * c - y * s, x * s + y * c) for x, y in polygon)

    words, x = [], 0.0
    for word in text.split():
        quad = turned(box(x, 20 * row, x + 10 * len(word), 20 * row + 8))
        words.append(NoteWord(word, 0.9, quad))
        x += 10 * (len(word) + 1)
    whole = turned(box(0, 20 * row, x, 20 * row + 8))
    return NoteLine(text, text, 0.9, Evidence(side, whole, card_id="card"), tuple(words))


def facet(transcript: str, value: str) -> Facet:
    start = transcript.index(value)
    return Facet(id="f1", kind="other", value=value, span=Span(start, start + len(value)))


def place(transcript: str, value: str, *lines: NoteLine, source: str = "human") -> Evidence:
    note = Note(transcript, 1.0, source, lines=lines, facets=(facet(transcript, value),))  # type: ignore[arg-type]
    return grounded(note).facets[0].evidence


def rounded(evidence: Evidence):
    return tuple((round(x), round(y)) for x, y in evidence.polygon)


def test_a_fact_of_the_ink_stands_round_its_words() -> None:
    found = place("red scarf 2 kids", "2 kids", line("red scarf"), line("2 kids", 1), source="ink")
    assert found == Evidence("back", box(0, 20, 60, 28), card_id="card")
    assert rounded(place("red scarf", "scarf", line("red scarf"))) == box(40, 0, 90, 8)


def test_corrected_words_stand_where_the_ink_reads_alike() -> None:
    read = line("met Pria ot the bor")
    found = place("met Priya at the hotel bar", "Priya at", read)
    assert rounded(found) == box(40, 0, 110, 8)
    assert (found.side, found.source, found.reader, found.card_id) == (
        "back", "human", "human", "card",
    )  # fmt: skip
    assert rounded(place("met Priya at the hotel bar", "hotel bar", read)) == box(160, 0, 190, 8)
    assert place("met Priya at the hotel bar", "hotel", read) == TYPED
    # Case and punctuation are no difference.
    assert rounded(place("KIDS, (soccer)!", "soccer", line("kids soccer"))) == box(50, 0, 110, 8)


def test_words_that_no_ink_shows_are_typed() -> None:
    assert place("loves fly fishing", "fly fishing", line("xq zzv")) == TYPED
    assert place("loves fly fishing", "fly fishing") == TYPED
    nowhere = replace(line("fly fishing"), words=(), evidence=Evidence("back", ()))
    assert place("loves fly fishing", "fly fishing", nowhere) == TYPED


def test_a_fact_over_two_lines_is_one_place_and_slants_with_them() -> None:
    lines = line("send the"), line("deck", 1)
    assert rounded(place("send the\ndeck", "send the\ndeck", *lines)) == box(0, 0, 80, 28)
    for turn in (0.3, math.pi / 2, math.pi, -2.0):
        slanted = line("send the", turn=turn), line("deck", 1, turn=turn)
        (ax, ay), (bx, by), (cx, cy), _ = place("send the deck", "send the deck", *slanted).polygon
        assert math.hypot(bx - ax, by - ay) == pytest.approx(80)
        assert math.hypot(cx - bx, cy - by) == pytest.approx(28)
        assert (
            math.atan2(by - ay, bx - ax) == pytest.approx(math.remainder(turn, math.tau), abs=1e-6)
            or abs(turn) == math.pi
        )


def test_a_fact_on_both_sides_stands_on_the_one_with_more_of_it() -> None:
    found = place(
        "a promise to call", "a promise to call", line("a", side="front"), line("promise to call")
    )
    assert found.side == "back"


def test_a_line_not_cut_into_words_is_one_place() -> None:
    whole = replace(line("red scarf"), words=())
    assert rounded(place("red scarf", "scarf", whole)) == box(0, 0, 100, 8)


def test_polygons_move_into_the_photo_with_their_side() -> None:
    note = grounded(Note("2 kids", 1.0, lines=(line("2 kids"),), facets=(facet("2 kids", "kids"),)))
    moved = placed(note, {"back": quarter_turn(100, 50, 180)})
    assert moved.lines[0].words[1].polygon == ((80, 50), (40, 50), (40, 42), (80, 42))
    assert moved.facets[0].evidence.polygon == moved.lines[0].words[1].polygon
    assert moved.lines[0].evidence.polygon[0] == (100, 50)
    assert placed(note, {}) == note
    typed = replace(note, facets=(facet("2 kids", "kids"),))
    assert placed(typed, {"back": quarter_turn(100, 50, 180)}).facets[0].evidence == TYPED


@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=4), st.integers(0, 60))
def test_any_words_beside_any_ink(transcript: str, texts: list[str], start: int) -> None:
    one = Facet(id="f1", kind="other", value="", span=Span(start, start + 7))
    lines = tuple(line(text, row) for row, text in enumerate(texts))
    found = grounded(Note(transcript, 1.0, "human", lines=lines, facets=(one,))).facets[0].evidence
    assert found == TYPED or len(found.polygon) == 4


@pytest.mark.parametrize(
    "texts",
    [("a ", "b "), ("ab ", "ab "), ("a b ", "b a "), ("abcde abcdf ", "abcdg abcdh abcde ")],
)
def test_the_longest_note_is_placed_in_time(texts: tuple[str, str]) -> None:
    transcript, ink = (t * (10_000 // len(t)) for t in texts)
    begun = time.process_time()
    grounded(Note(transcript, 1.0, "human", lines=(line(ink),)))
    assert time.process_time() - begun < 5
