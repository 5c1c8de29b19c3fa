"""Written backs, lines, words and pages: the same for a seed, apart between the parts, and labelled
where the ink is."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import get_args

import cv2
import numpy as np
import pytest
from PIL import Image

import fixtures
from fixtures.generate import hands, notes_text
from fixtures.generate.back_note import Back, compose_back
from fixtures.generate.handwriting import Token, tokens, written
from fixtures.generate.note_pictures import LEVELS, Level, made
from fixtures.generate.spec import Part
from service.domain.geometry import Polygon
from service.domain.note import FacetKind

PARTS: tuple[Part, ...] = ("tune", "test")


def inside(polygons: list[Polygon], size: tuple[int, int], grow: int = 0) -> np.ndarray:
    mask = np.zeros((size[1], size[0]), np.uint8)
    for polygon in polygons:
        cv2.fillPoly(mask, [np.round(np.array(polygon)).astype(np.int32)], 1)
    if grow:
        mask = cv2.dilate(mask, np.ones((2 * grow + 1, 2 * grow + 1), np.uint8))
    return np.asarray(mask) > 0


def test_the_parts_share_no_hand_no_word_and_no_template() -> None:
    assert not set(hands.TUNE) & set(hands.TEST)
    assert len(hands.TEST) >= 16
    table = notes_text.table()
    assert not set(table["tune"]["templates"]) & set(table["test"]["templates"])
    words = [{w for many in table[p]["lists"].values() for w in many} for p in PARTS]
    assert not words[0] & words[1]


def test_every_family_has_its_file_and_its_licence() -> None:
    licences = (hands.FOLDER / "LICENCES.md").read_text("utf-8")
    files = {path.stem for path in hands.FOLDER.glob("*.woff2")}
    assert files == set(hands.TUNE) | set(hands.TEST)
    for family in files:
        row = next(line for line in licences.splitlines() if line.startswith(f"| {family} |"))
        assert row.endswith(("| OFL-1.1 |", "| Apache-2.0 |"))
        assert "opyright" in row


@pytest.mark.parametrize("part", PARTS)
def test_facets_of_every_template_are_words_of_its_text(part: Part) -> None:
    for template in notes_text.table()[part]["templates"]:
        one = notes_text.clause(random.Random(4), template, part)
        assert "{" not in one.text
        assert one.facets
        for facet in one.facets:
            assert facet["kind"] in get_args(FacetKind)
            assert facet["value"] in one.text
            assert set(facet) <= {"kind", "value", "topic", "about", "negated", "certainty", "optional", "or"}  # fmt: skip
            assert set(facet.get("or", ())) <= set(get_args(FacetKind))


def test_words_boxes_hold_the_ink_of_their_letters() -> None:
    for seed, family in enumerate(hands.TUNE + hands.TEST):
        writer = hands.Hand(family, slant=0.2)
        line = written(tokens("met Priya @ booth 14; → $5k"), writer, 24, random.Random(seed))
        assert line.text == "met Priya @ booth 14; → $5k"
        size = (line.mask.shape[1], line.mask.shape[0])
        places = [polygon for _, polygon in line.words]
        assert not (line.mask[~inside(places, size, 1)] > 0.3).any(), family
        for (_, left), (_, right) in zip(line.words, line.words[1:], strict=False):
            assert left[0][0] < right[0][0]
        for _, polygon in line.words:
            assert line.mask[inside([polygon], size)].max() > 0.6


def test_a_crossed_out_word_is_ink_but_no_word() -> None:
    writer = hands.Hand("caveat")
    words = (*tokens("send deck"), Token("tomo", "struck"), *tokens("Tue"))
    line = written(words, writer, 30, random.Random(1))
    assert line.text == "send deck Tue"
    (struck,) = line.struck
    assert line.words[1][1][1][0] < struck[0][0] < struck[1][0] < line.words[2][1][0][0]
    gap = [p for _, p in line.words]
    between = line.mask[:, int(gap[1][1][0]) + 2 : int(gap[2][0][0]) - 2]
    assert between.max() > 0.6


@pytest.mark.parametrize("part", PARTS)
def test_notes_lie_on_their_card_and_say_what_their_facets_say(part: Part) -> None:
    kinds = set()
    for seed in range(24):
        side = compose_back(seed, part)
        kinds.add(side.kind)
        width, height = side.image.size
        assert bool(side.lines) == (side.kind in {"note", "mixed"}) == bool(side.facets)
        assert side.hand in (*hands.families(part), "") and bool(side.hand) == bool(side.lines)
        flat = " ".join(side.text.casefold().split())
        for facet in side.facets:
            assert facet["value"].casefold() in flat
        for line in side.lines:
            assert line.text == " ".join(text for text, _ in line.words)
            for x, y in line.polygon:
                assert -0.01 * width <= x <= 1.01 * width
                assert -0.01 * height <= y <= 1.01 * height
    assert len(kinds) >= 3


def plain_note(part: Part) -> Back:
    sides = (compose_back(seed, part, "note", "white") for seed in range(100))
    return next(s for s in sides if not s.printed and len(s.lines) > 2)


def test_the_lines_polygons_hold_the_pens_ink() -> None:
    side = plain_note("tune")
    grey = np.asarray(side.image.convert("L"), np.float32)
    covered = inside([line.polygon for line in side.lines], side.image.size, 6)
    paper = float(np.median(grey))
    dark = paper - grey > 60
    assert dark[covered].mean() > 0.02
    assert (dark & ~covered).sum() < 0.12 * dark.sum()


def test_a_seed_gives_the_same_back_again() -> None:
    assert compose_back(3, "test").image.tobytes() == compose_back(3, "test").image.tobytes()
    assert compose_back(3, "test").lines == compose_back(3, "test").lines
    assert compose_back(3, "test", "note").text != compose_back(4, "test", "note").text


@pytest.mark.parametrize("level", LEVELS)
def test_labels_are_whole_and_their_polygons_hold_ink(tmp_path: Path, level: Level) -> None:
    for seed in range(3):
        label = json.loads(json.dumps(made(seed, "test", level, tmp_path, 1.0, False)))
        assert (tmp_path / label["file"]).is_file()
        assert label["part"] == "test"
        assert label["rotation"] in {0, 90, 180, 270}
        hand_lines = [one["text"] for one in label["lines"] if one["ink"] == "handwriting"]
        assert label["text"] == "\n".join(hand_lines)
        assert label["printed"] == [one["text"] for one in label["lines"] if one["ink"] == "print"]
        again = made(seed, "test", level, tmp_path, 1.0, False)
        assert json.loads(json.dumps(again)) == label
        for one in label["lines"]:
            assert len(one["polygon"]) == 4


def test_the_committed_backs_are_small_varied_and_labelled() -> None:
    folder = Path(fixtures.__file__).parent / "notes" / "pictures"
    labels = json.loads((folder / "labels.json").read_text("utf-8"))
    assert {label["file"] for label in labels} == {path.name for path in folder.glob("*.jpg")}
    assert {"note", "mixed", "blank", "printed"} <= {label["kind"] for label in labels}
    assert {0, 90, 180, 270} <= {label["rotation"] for label in labels}
    for label in labels:
        path = folder / label["file"]
        assert path.stat().st_size <= 60_000
        with Image.open(path) as picture:
            width, height = picture.size
        assert bool(label["text"]) == bool(label["facets"]) == (label["kind"] in {"note", "mixed"})
        for line in label["lines"]:
            for x, y in line["polygon"]:
                assert 0 <= x <= width and 0 <= y <= height
