import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from service.domain.card import CardReading, CardSide, Hints, Quality
from service.domain.contact import Contact, Side
from service.domain.geometry import box
from service.domain.text import Line
from service.errors import BadRequest, UnreadableImage
from service.evaluation.labels import LabelledCard, labelled_cards
from service.evaluation.report import miss_lines, summary, tables
from service.evaluation.run import our_result, plain_result
from service.ports import ReadCard
from tests.unit.evaluation.cards import email

PRINTED = ["Ana López", "ana@acme.example"]


@dataclass(frozen=True)
class SameReader:
    """A reader that finds the same lines and the same address on every card."""

    lines: tuple[str, ...]
    address: str

    def read(self, photos: Mapping[Side, bytes], hints: Hints) -> ReadCard:
        read = tuple(Line(t, 0.9, box(0, 0, 9, 9), "ppocr") for t in self.lines)
        sides = tuple(
            CardSide(side, box(0, 0, 9, 9), 0, ("en",), Quality(1, 0), read) for side in photos
        )
        return ReadCard(CardReading(sides, (), Contact(emails=(email(self.address),))), {})


class RefusingReader:
    def read(self, photos: Mapping[Side, bytes], hints: Hints) -> ReadCard:
        raise UnreadableImage("the picture is cut short")


@pytest.fixture
def card(tmp_path: Path) -> LabelledCard:
    picture = io.BytesIO()
    Image.fromarray(np.full((60, 90, 3), 255, np.uint8)).save(picture, "PNG")
    (tmp_path / "a.png").write_bytes(picture.getvalue())
    entry = {"file": "a.png", "kind": "scan", "lines": PRINTED, "emails": PRINTED[1:]}
    labels = tmp_path / "labels.json"
    labels.write_text(json.dumps([entry]), encoding="utf-8")
    return labelled_cards(labels)[0]


def test_a_right_reading_is_scored_right(card: LabelledCard, tmp_path: Path) -> None:
    result = our_result(SameReader(tuple(PRINTED), PRINTED[1]), card, tmp_path)
    assert result.score.all_right()
    assert result.text["scan"].word_recall == 1.0
    assert result.misses == ()
    assert result.seconds > 0 and result.peak > 1_000_000


def test_a_refused_picture_counts_as_all_missed(card: LabelledCard, tmp_path: Path) -> None:
    result = our_result(RefusingReader(), card, tmp_path)
    assert result.failure == "UnreadableImage: the picture is cut short"
    assert not result.score.all_right()
    assert result.text["scan"].word_recall == 0.0
    assert [m.cause for m in result.misses] == ["not found"]


def test_a_missing_picture_stops_the_run(card: LabelledCard, tmp_path: Path) -> None:
    with pytest.raises(BadRequest):
        our_result(RefusingReader(), card, tmp_path / "elsewhere")


def test_the_baseline_is_scored_by_the_same_measure(card: LabelledCard, tmp_path: Path) -> None:
    result = plain_result(lambda _: "\n".join(PRINTED), card, tmp_path)
    assert result.score.fields["email"].right
    assert result.text["scan"].line_cer == 0.0


def test_tables_show_every_field_and_the_baseline_beside(
    card: LabelledCard, tmp_path: Path
) -> None:
    ours = our_result(SameReader(tuple(PRINTED), "ana@acrne.example"), card, tmp_path)
    plain = plain_result(lambda _: "\n".join(PRINTED), card, tmp_path)
    text = tables(summary([ours]), summary([plain]))
    (row,) = [line for line in text.splitlines() if line.startswith("| email") and "to" in line]
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells == ["email", "1", "1", "0.00", "0.00", "0.00", "0.00 to 0.00", "1.00"]
    assert "wrong among the rest" in text
    assert json.dumps(summary([ours]))


def test_a_miss_is_one_line_even_with_line_breaks(card: LabelledCard, tmp_path: Path) -> None:
    result = our_result(SameReader(("Ana López",), "x@y.example\nz"), card, tmp_path)
    assert all("\n" not in line for line in miss_lines(result.misses))
    assert any(line.endswith("ACCEPTED") for line in miss_lines(result.misses))
