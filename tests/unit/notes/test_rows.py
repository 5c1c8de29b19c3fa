"""Runs of ink into written lines, whatever way the hand went."""

from __future__ import annotations

import math
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.evidence import Evidence
from service.domain.geometry import Point, Polygon
from service.domain.note import NoteLine, NoteWord
from service.notes.rows import rows


def turned(point: Point, degrees: float, about: Point = (300.0, 200.0)) -> Point:
    a = math.radians(degrees)
    x, y = point[0] - about[0], point[1] - about[1]
    return (
        about[0] + x * math.cos(a) - y * math.sin(a),
        about[1] + x * math.sin(a) + y * math.cos(a),
    )


def run(
    text: str, x: float, y: float, degrees: float = 0.0, *, height: float = 40.0, sure: float = 0.9
) -> NoteLine:
    """``text`` at (x, y), all turned ``degrees`` clockwise about the middle of the card."""
    width = 20.0 * len(text)
    level = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    polygon: Polygon = tuple(turned(p, degrees) for p in level)
    word = NoteWord(text, sure, polygon)
    return NoteLine(text, text.upper(), sure, Evidence("back", polygon), (word,))


def texts(runs: list[NoteLine]) -> list[str]:
    return [line.text for line in rows(runs)]


PARTS = (("two", 40, 50), ("kids", 200, 56), ("plays", 40, 100), ("golf", 210, 94), ("ring him", 60, 150))  # fmt: skip


@pytest.mark.parametrize("degrees", [0, 15, -15, 90, 180, -90])
def test_a_slanted_block_is_read_along_its_lines(degrees: float) -> None:
    runs = [run(text, x, y, degrees) for text, x, y in PARTS]
    for given_order in permutations(runs):
        assert texts(list(given_order)) == ["two kids", "plays golf", "ring him"]


@pytest.mark.parametrize("degrees", [15, -15])
def test_long_slanted_lines_overlap_on_the_picture_and_are_kept_apart(degrees: float) -> None:
    """Over 500 pixels a line climbs 130: past the two lines next to it."""
    runs = [
        run(text, x, y, degrees)
        for text, x, y in (("one", 0, 100), ("uno", 500, 100), ("two", 0, 150), ("dos", 500, 150))
    ]
    assert texts(runs) == ["one uno", "two dos"]


def test_joined_runs_are_one_line_with_all_that_they_had() -> None:
    left, right = run("two", 40, 50, sure=0.9), run("oldest", 200, 54, sure=0.6)
    (line,) = rows([right, left])
    assert (line.text, line.raw) == ("two oldest", "TWO OLDEST")
    assert line.words == (*left.words, *right.words)
    assert line.confidence == pytest.approx((0.9 * 3 + 0.6 * 6) / 9)
    a, b = left.evidence.polygon, right.evidence.polygon
    assert line.evidence == Evidence("back", (a[0], b[1], b[2], a[3]))


def test_a_single_run_stays_what_it_is() -> None:
    one = run("alone", 10, 10)
    assert rows([one]) == (one,)
    assert rows([]) == ()


def test_what_is_written_another_way_follows() -> None:
    """Up the margin, though it starts further up and left than the block."""
    block = [run("call on Friday", 100, 100), run("about the boat", 100, 150)]
    margin = run("urgent", 320, -100, degrees=-90)  # beside the first line, left of it
    assert texts([margin, *block]) == ["call on Friday", "about the boat", "urgent"]
    # upside down is another way too
    below = run("PS nice", 40, 50, degrees=180)
    assert texts([below, *block]) == ["call on Friday", "about the boat", "PS nice"]


def test_small_writing_between_two_lines_is_a_line_of_its_own() -> None:
    large = [run("Monday", 40, 40, height=60), run("Tuesday", 40, 130, height=60)]
    small = run("maybe", 400, 92, height=16)
    assert texts([*large, small]) == ["Monday", "maybe", "Tuesday"]


def test_runs_without_letters_are_no_trouble() -> None:
    assert texts([run("", 10, 10), run("", 60, 10)]) == [" "]


RUNS = st.builds(
    run,
    st.text("abc", min_size=1, max_size=6),
    st.integers(0, 500),
    st.integers(0, 400),
    st.integers(-180, 180),
    height=st.integers(5, 80),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(RUNS, max_size=9))
def test_no_run_is_lost_and_none_comes_twice(runs: list[NoteLine]) -> None:
    lines = rows(runs)
    got = sorted((w.text, w.polygon) for line in lines for w in line.words)
    assert got == sorted((w.text, w.polygon) for r in runs for w in r.words)
    assert " ".join(line.text for line in lines).split() == [
        w.text for line in lines for w in line.words
    ]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=1, unique=True), st.integers(-15, 15))  # fmt: skip
def test_the_order_given_does_not_matter(places: list[tuple[int, int]], degrees: int) -> None:
    """Runs on a grid of rows and columns, turned a little."""
    runs = [run(f"r{r}c{c}", 100 * c, 60 * r, degrees) for r, c in places]
    wanted = [
        " ".join(f"r{r}c{c}" for r, c in sorted(places) if r == row)
        for row in sorted({r for r, _ in places})
    ]
    assert texts(runs) == texts(runs[::-1]) == wanted
