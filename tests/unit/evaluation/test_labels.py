import json
from pathlib import Path

import pytest

from service.errors import BadRequest
from service.evaluation.labels import LabelledCard, labelled_cards


def written(tmp_path: Path, entries: object) -> Path:
    path = tmp_path / "labels.json"
    path.write_text(json.dumps(entries), encoding="utf-8")
    return path


def only(tmp_path: Path, **entry: object) -> LabelledCard:
    (card,) = labelled_cards(written(tmp_path, [{"file": "a.jpg", **entry}]))
    return card


def test_a_missing_field_expects_nothing(tmp_path: Path) -> None:
    truth = only(tmp_path, name=None, organization_alternatives=["Acme"]).truth
    assert truth.names == truth.organizations == truth.phones == ()


def test_text_list_and_null_are_all_taken(tmp_path: Path) -> None:
    truth = only(tmp_path, job_title=["Head", "Leiterin"], name="Ana", department=None).truth
    assert truth.job_titles == ("Head", "Leiterin")
    assert truth.names == ("Ana",)
    assert truth.departments == ()


def test_sides_of_one_card_are_joined_without_doubles(tmp_path: Path) -> None:
    front = {
        "file": "f.jpg",
        "card": "c",
        "side": "front",
        "name": "Ana",
        "emails": ["a@b.example"],
    }
    back = {"file": "b.jpg", "card": "c", "side": "back", "emails": ["a@b.example", "x@b.example"]}
    (card,) = labelled_cards(written(tmp_path, [front, back]))
    assert [p.file for p in card.pictures] == ["f.jpg", "b.jpg"]
    assert card.truth.emails == ("a@b.example", "x@b.example")


@pytest.mark.parametrize(
    "entries",
    [
        {"file": "a.jpg"},
        [{"name": "Ana"}],
        [{"file": "a.jpg", "kind": "painting"}],
        [{"file": "a.jpg", "card": "c"}, {"file": "b.jpg", "card": "c"}],
    ],
)
def test_what_is_no_label_file_is_refused(tmp_path: Path, entries: object) -> None:
    with pytest.raises(BadRequest):
        labelled_cards(written(tmp_path, entries))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRequest):
        labelled_cards(tmp_path / "none.json")


def test_titles_of_everybody_on_the_card_are_expected_once(tmp_path: Path) -> None:
    others = [{"name": "Bo", "job_title": "Chef"}]
    card = only(tmp_path, job_title="Head", job_titles=["Head", "Founder"], people=others)
    assert card.truth.job_titles == ("Head", "Founder", "Chef")
