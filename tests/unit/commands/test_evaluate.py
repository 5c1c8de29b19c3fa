import argparse
import json
from datetime import date
from pathlib import Path
from typing import NoReturn

import pytest

from service.commands import evaluate
from service.domain.card import Hints
from service.domain.note import Facet, Note, Span
from service.errors import BadRequest
from tests.peers import KnownReader, picture

CARD = {"file": "a.jpg", "kind": "photo", "lines": ["Dr. Ana María López"], "lang": "es"}
NOTE = {"file": "n.jpg", "level": "page", "text": "2 kids\nsend deck", "kind": "pencil"}


class Pen:
    """A ``NoteReader`` that reads the same off every picture."""

    def read_note(self, data: bytes, level: str, captured_at: date | None, hints: Hints) -> Note:
        kids = Facet(id="f1", kind="family", value="2 kids", span=Span(0, 6))
        return Note("2 kids\nsend desk", 0.9, facets=(kids,))


def unasked() -> NoReturn:
    raise AssertionError("a reader nobody needs")


def arguments(folder: Path, entries: object, *more: str) -> argparse.Namespace:
    labels = folder / "labels.json"
    labels.write_text(json.dumps(entries), encoding="utf-8")
    for name in ("a.jpg", "n.jpg"):
        (folder / name).write_bytes(picture())
    parser = argparse.ArgumentParser()
    evaluate.register(parser.add_subparsers())
    return parser.parse_args(["evaluate", str(labels), str(folder), "--no-baseline", *more])


def test_labels_with_a_level_go_to_the_reader_of_handwriting(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facets = [{"kind": "family", "value": "2 kids"}, {"kind": "promise", "value": "send deck"}]
    out = tmp_path / "out.json"
    args = arguments(
        tmp_path, [{**NOTE, "facets": facets}], "--json", str(out), "--misses", "--part-by", "kind"
    )
    assert evaluate.evaluated(args, unasked, Pen) == 0
    figures = json.loads(out.read_text(encoding="utf-8"))
    assert list(figures) == ["notes"]
    assert figures["notes"]["levels"]["page"]["word_recall"][0] == 0.75
    assert figures["notes"]["facets"]["all"]["recall"] == 0.5
    text = capsys.readouterr().out
    assert "## Notes: All" in text
    assert "## Notes: pencil" in text
    assert "n.jpg\t1\t2 kids ⏎ send deck\t2 kids ⏎ send desk" in text
    assert "n.jpg\tmissed\tpromise\tsend deck" in text


def test_labels_without_go_to_the_reader_of_cards(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.json"
    args = arguments(tmp_path, [CARD], "--json", str(out))
    assert evaluate.evaluated(args, KnownReader, unasked) == 0
    assert list(json.loads(out.read_text(encoding="utf-8"))) == ["ours", "plain"]
    assert "1 cards, 1 pictures" in capsys.readouterr().out


def test_a_list_of_both_gives_both(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.json"
    args = arguments(tmp_path, [CARD, NOTE], "--json", str(out))
    assert evaluate.evaluated(args, KnownReader, Pen) == 0
    assert list(json.loads(out.read_text(encoding="utf-8"))) == ["ours", "plain", "notes"]
    text = capsys.readouterr().out
    assert text.index("## All") < text.index("## Notes: All")


def test_the_limit_is_of_cards_and_of_notes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = {**CARD, "file": "n.jpg"}
    out = tmp_path / "out.json"
    args = arguments(tmp_path, [CARD, NOTE, other, NOTE], "--limit", "1", "--json", str(out))
    assert evaluate.evaluated(args, KnownReader, Pen) == 0
    figures = json.loads(out.read_text(encoding="utf-8"))
    assert figures["ours"]["cards"] == figures["notes"]["levels"]["page"]["pictures"] == 1


def test_a_wrong_level_is_refused(tmp_path: Path) -> None:
    args = arguments(tmp_path, [{**NOTE, "level": "paragraph"}])
    with pytest.raises(BadRequest, match="paragraph"):
        evaluate.evaluated(args, unasked, unasked)
