import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from service.errors import BadRequest
from service.evaluation.facets import TrueFacet, TrueWhen
from service.evaluation.note_labels import (
    TrueEvent,
    is_note,
    labelled_notes,
    note_texts,
)

GOLD = Path("fixtures/notes/gold.json")


def test_handwriting_is_told_from_printed_cards_by_its_level() -> None:
    assert is_note({"file": "a.jpg", "level": "line", "text": "x"})
    assert not is_note({"file": "a.jpg", "lines": ["x"]})


def test_a_label_without_facts_is_not_one_with_none() -> None:
    bare, blank = labelled_notes(
        [
            {"file": "a.jpg", "level": "page", "text": "a\nb", "script": "print"},
            {"file": "b.jpg", "level": "card_back", "text": "", "facets": [], "rotation": 90},
        ]
    )
    assert (bare.facets, bare.language, bare.captured_at) == (None, "en", None)
    assert (blank.facets, blank.rotation) == ((), 90)


def test_facts_are_read_whole(tmp_path: Path) -> None:
    facet = {
        "kind": "promise", "value": "send deck", "topic": "prices", "about": "me",
        "when": {"start": None, "end": "2026-03-20"}, "negated": True, "certainty": "question",
        "sensitive": True, "or": ["topic"], "optional": True,
    }  # fmt: skip
    path = tmp_path / "notes.json"
    event = {"name": "Fair", "place": "Delft", "starts_on": "2026-03-17", "ends_on": None}
    entry = {"id": "n", "part": "tune", "text": "t", "event": event, "captured_at": "2026-03-17T10"}
    path.write_text(json.dumps([{**entry, "facets": [facet]}]), encoding="utf-8")
    (note,) = note_texts(path)
    assert note.facets == (
        TrueFacet(
            kind="promise", value="send deck", topic="prices", about="me",
            when=TrueWhen(None, date(2026, 3, 20)), negated=True, certainty="question",
            sensitive=True, also=frozenset({"topic"}), optional=True,
        ),
    )  # fmt: skip
    assert note.event == TrueEvent("Fair", "Delft", date(2026, 3, 17), None)
    assert note.captured_at == date(2026, 3, 17)


@pytest.mark.parametrize(
    "entry",
    [
        {"level": "paragraph", "text": "x"},
        {"level": "line"},
        {"level": "line", "text": "x", "captured_at": "Tuesday"},
        {"level": "line", "text": "x", "facets": "none"},
        {"level": "line", "text": "x", "facets": [{"kind": "hobby", "value": "x"}]},
        {"level": "line", "text": "x", "facets": [{"kind": "pet", "value": ""}]},
        {"level": "line", "text": "x", "facets": [{"kind": "pet", "value": "x", "or": ["y"]}]},
    ],
)
def test_what_is_no_label_is_refused_by_its_name(entry: Mapping[str, object]) -> None:
    with pytest.raises(BadRequest, match="a\\.jpg"):
        labelled_notes([{"file": "a.jpg", **entry}])


def test_the_gold_set_keeps_to_its_own_rules() -> None:
    notes = note_texts(GOLD)
    assert len({n.id for n in notes}) == len(notes) >= 200
    assert len({n.text for n in notes}) == len(notes)
    assert sum(not n.facets for n in notes) >= 25
    parts = [n.part for n in notes]
    assert abs(parts.count("tune") - parts.count("test")) <= 8
    assert set(parts) == {"tune", "test"}
    for note in notes:
        words = note.text.casefold()
        for facet in note.facets:
            # "In the note's own words": a value is pieced together, never made up.
            for word in facet.value.casefold().split():
                assert word.strip("(),.") in words, (note.id, facet.value)
            if facet.when and facet.when.start and facet.when.end:
                assert facet.when.start <= facet.when.end
