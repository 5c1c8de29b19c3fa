"""Cards are found where they lie, and not found where nothing shows them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from service import vision
from service.domain.geometry import Polygon, Quad
from service.ports import Pixels
from service.vision.debug import overlay
from service.vision.propose import proposals

WHITE, DARK, GREEN = (245, 244, 240), (28, 30, 36), (40, 140, 80)
STEEP = ((300, 180), (760, 250), (860, 620), (180, 520))
LEVEL = ((200, 160), (800, 160), (800, 523), (200, 523))


def photo(
    quad: Quad, card: tuple[int, int, int], desk: tuple[int, int, int], seed: int = 1
) -> tuple[Pixels, tuple[Polygon, ...]]:
    """A card of three lines of text lying on a noisy desk, and the outlines of its lines."""
    flat = np.full((605, 1000, 3), card, np.uint8)
    ink = (20, 20, 20) if sum(card) > 380 else (235, 235, 235)
    boxes = []
    for k, words in enumerate(("EXAMPLE AND CO", "someone@company.example", "+44 20 7946 0000")):
        cv2.putText(
            flat, words, (90, 150 + 150 * k), cv2.FONT_HERSHEY_SIMPLEX, 1.6, ink, 4, cv2.LINE_AA
        )
        width = cv2.getTextSize(words, cv2.FONT_HERSHEY_SIMPLEX, 1.6, 4)[0][0]
        top = 100 + 150 * k
        boxes.append([(90, top), (90 + width, top), (90 + width, top + 65), (90, top + 65)])
    source = np.array([(0, 0), (1000, 0), (1000, 605), (0, 605)], np.float32)
    warp = cv2.getPerspectiveTransform(source, np.array(quad, np.float32))
    desk_picture = np.full((750, 1000, 3), desk, np.float32)
    placed = cv2.warpPerspective(flat, warp, (1000, 750), flags=cv2.INTER_AREA).astype(np.float32)
    mask = cv2.warpPerspective(np.ones((605, 1000), np.float32), warp, (1000, 750))[..., None]
    picture = desk_picture * (1 - mask) + placed * mask
    picture += np.random.default_rng(seed).normal(0, 2.5, picture.shape)
    text = cv2.perspectiveTransform(np.array(boxes, np.float32), warp)
    outlines = tuple(tuple((float(x), float(y)) for x, y in p) for p in text)
    return np.clip(picture, 0, 255).astype(np.uint8), outlines


def off(quad: Quad, truth: Quad) -> float:
    """Largest distance of a corner, whichever comes first."""
    return min(float(np.abs(np.roll(quad, k, axis=0) - np.array(truth)).max()) for k in range(4))


@pytest.mark.parametrize("quad", [LEVEL, STEEP])
@pytest.mark.parametrize(
    ("card", "desk"),
    [(WHITE, DARK), (DARK, WHITE), (GREEN, (120, 90, 60)), (WHITE, (226, 226, 224))],
    ids=["white on dark", "dark on white", "green on brown", "white on white"],
)
def test_the_card_is_found_to_a_few_pixels(
    quad: Quad, card: tuple[int, int, int], desk: tuple[int, int, int]
) -> None:
    pixels, text = photo(quad, card, desk)
    found = vision.card(pixels, text)
    assert found.trusted and found.warnings == () and 0.5 < found.score <= 1
    assert off(found.quad, quad) < 5


def test_the_card_is_found_without_knowing_its_text() -> None:
    pixels, _ = photo(STEEP, WHITE, (90, 60, 40))
    assert off(vision.card(pixels).quad, STEEP) < 5


def test_a_shadow_across_is_not_an_edge() -> None:
    pixels, text = photo(LEVEL, WHITE, (120, 90, 60))
    y, x = np.mgrid[:750, :1000]
    pixels = np.where((x + 0.4 * y > 690)[..., None], pixels * 0.55, pixels).astype(np.uint8)
    assert off(vision.card(pixels, text).quad, LEVEL) < 6


def test_fingers_over_an_edge_leave_the_side_straight() -> None:
    pixels, text = photo(LEVEL, WHITE, (70, 80, 90))
    cv2.ellipse(pixels, (830, 300), (70, 34), 0, 0, 360, (205, 160, 130), -1)
    cv2.ellipse(pixels, (820, 400), (70, 34), 0, 0, 360, (205, 160, 130), -1)
    assert off(vision.card(pixels, text).quad, LEVEL) < 8


def test_a_card_that_runs_out_of_the_picture_keeps_its_true_shape() -> None:
    quad = ((560, 200), (1160, 230), (1140, 590), (540, 560))
    pixels, text = photo(quad, WHITE, DARK)
    inside = tuple(p for p in text if max(x for x, _ in p) < 1000)
    found = vision.card(pixels, inside)
    left = sorted(found.quad)[:2]
    assert found.trusted
    assert np.abs(np.array(sorted(left)) - sorted([quad[0], quad[3]])).max() < 6


@pytest.mark.parametrize("size", [(600, 1000), (60, 90), (30, 30), (25, 900)])
def test_where_no_edge_shows_the_whole_picture_is_read(size: tuple[int, int]) -> None:
    pixels = np.full((*size, 3), 250, np.uint8)
    found = vision.card(pixels)
    assert not found.trusted and [w.code for w in found.warnings] == ["no_card_edge"]
    assert found.quad == ((0, 0), (size[1], 0), (size[1], size[0]), (0, size[0]))
    assert vision.straightened(pixels, found).pixels.shape == pixels.shape


def test_no_found_quad_ever_cuts_the_text_it_was_told_of() -> None:
    rng = np.random.default_rng(8)
    for seed in range(6):
        pixels = rng.integers(0, 255, (480, 640, 3), np.uint8)
        cv2.rectangle(
            pixels, (150, 120), (480, 330), tuple(int(v) for v in rng.integers(0, 255, 3)), -1
        )
        text = (((60.0, 200.0), (580.0, 200.0), (580.0, 240.0), (60.0, 240.0)),)
        found = vision.card(pixels, text)
        contour = np.array(found.quad, np.float32)
        assert all(cv2.pointPolygonTest(contour, p, True) > -30 for p in text[0]), seed


def printed_page() -> tuple[Pixels, tuple[Polygon, ...]]:
    """Three columns of lines of print, 1000 x 750, and their outlines."""
    page = np.full((750, 1000, 3), (222, 218, 208), np.uint8)
    outlines = []
    for x in (10, 340, 670):
        for y in range(20 + x % 7, 740, 17):
            cv2.putText(
                page, "early garden window report", (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (45, 44, 42), 1, cv2.LINE_AA
            )  # fmt: skip
            outlines.append(((x, y - 14), (x + 275, y - 14), (x + 275, y + 3), (x, y + 3)))
    return page, tuple(tuple((float(a), float(b)) for a, b in p) for p in outlines)


def test_a_card_on_a_newspaper_is_found_by_the_text_in_it_alone() -> None:
    page, around = printed_page()
    pixels, own = photo(LEVEL, WHITE, DARK)
    on_card = cv2.fillConvexPoly(np.zeros((750, 1000), np.uint8), np.array(LEVEL), 1)
    pixels = np.where(on_card[..., None] == 1, pixels, page)
    seen = tuple(p for p in around if not any(on_card[min(int(y), 749), min(int(x), 999)] for x, y in p))  # fmt: skip
    found = vision.card(pixels, own + seen)
    assert found.trusted and found.amid_print and off(found.quad, LEVEL) < 10
    assert not vision.card(*photo(LEVEL, WHITE, DARK)).amid_print


def test_a_page_of_print_without_a_card_is_read_whole() -> None:
    assert not vision.card(*printed_page()).trusted


def test_proposals_come_likeliest_first_and_can_be_drawn() -> None:
    pixels, text = photo(STEEP, WHITE, DARK)
    found = proposals(pixels, text, most=5)
    assert 1 < len(found) <= 5
    assert [p.score for p in found] == sorted((p.score for p in found), reverse=True)
    drawn = overlay(pixels, found)
    assert drawn.shape == pixels.shape and (drawn != pixels).any()
