"""Boxes of display type out of two looks, without a network."""

from __future__ import annotations

import pytest

from service.ocr import display
from service.ocr.boxes import Box

CARD = 1000


def box(left: float, top: float, right: float, bottom: float, score: float = 0.9) -> Box:
    return Box(((left, top), (right, top), (right, bottom), (left, bottom)), score)


SMALL = box(300, 300, 600, 330)
WHOLE = box(200, 50, 800, 150)


def test_small_print_asks_for_no_far_look() -> None:
    assert not display.expected([SMALL], CARD)
    assert display.expected([SMALL, WHOLE], CARD)


def test_pieces_of_a_line_give_way_to_the_whole_of_it() -> None:
    near = [box(450, 55, 800, 148), SMALL]
    assert set(display.merged(near, [WHOLE], CARD)) == {WHOLE, SMALL}
    near = [box(200, 55, 480, 148), box(500, 60, 800, 148), SMALL]
    assert set(display.merged(near, [WHOLE], CARD)) == {WHOLE, SMALL}


def test_a_line_that_only_the_far_look_saw_is_added_where_it_is_sure() -> None:
    assert set(display.merged([SMALL], [WHOLE], CARD)) == {WHOLE, SMALL}
    assert display.merged([SMALL], [box(200, 50, 800, 150, 0.55)], CARD) == (SMALL,)


@pytest.mark.parametrize(
    ("near", "far"),
    [
        pytest.param(box(205, 52, 795, 148), WHOLE, id="the same line"),
        pytest.param(box(210, 60, 600, 95), WHOLE, id="small text swallowed"),
        pytest.param(box(100, 0, 900, 300), WHOLE, id="a part of a taller one"),
        pytest.param(SMALL, box(300, 400, 600, 435), id="small print"),
    ],
)
def test_the_near_look_is_kept(near: Box, far: Box) -> None:
    assert display.merged([near], [far], CARD) == (near,)


def test_neighbouring_lines_may_graze_each_other() -> None:
    below = box(200, 140, 800, 190)
    assert set(display.merged([box(450, 55, 800, 148), below], [WHOLE], CARD)) == {WHOLE, below}
