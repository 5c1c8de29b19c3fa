"""Cards, read or as printed → the values that extraction makes of them, each judged right or wrong."""

from __future__ import annotations

import dataclasses
import io
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from fixtures.generate import compose
from fixtures.generate.camera import photographed, scan, scene
from fixtures.generate.render import rendered
from fixtures.train.noise import clean
from service.domain.card import Hints
from service.domain.contact import Name
from service.domain.text import Code, Line, Reading, SecondReading, Word
from service.evaluation.labels import Truth, labelled_cards
from service.evaluation.normalise import folded
from service.evaluation.scores import scored
from service.evaluation.values import FIELDS, values_of
from service.extraction.card import claimed
from service.settings import Settings
from service.wiring import card_reader

PRINTED_TEXT = 0.5
PRINTED = dict.fromkeys(("email", "url", "social", "phone"), 0.1)
"""How much a value as printed counts beside one that was read; anchors are hardly ever wrong there."""


@dataclasses.dataclass(frozen=True)
class Row:
    """One value: its kind, its signals, and whether it was right.

    ``card`` begins with the part of the generator that the card is of; ``weight``: how much it
    counts in fitting; ``printed``: nothing was read, both readers are made to see what is printed.
    """

    card: str
    kind: str
    signals: dict[str, float]
    right: bool
    weight: float = 1.0
    printed: bool = False


def rows(folder: Path) -> Iterator[Row]:
    """Every value that extraction makes of the cached readings in ``folder``."""
    for file in sorted(folder.glob("*.json")):
        entry = json.loads(file.read_text("utf-8"))
        readings = {side: _reading(r) for side, r in entry["readings"].items()}
        codes = tuple(Code(c["format"], c["text"], _points(c["polygon"])) for c in entry["codes"])
        yield from card_rows(file.stem, _truth(entry["truth"], file.stem), readings, codes)


def printed_rows(part: str, seeds: Sequence[int]) -> Iterator[Row]:
    """The values of cards as printed: read without a slip by both readers.

    They cost no reading (some 30 ms each), so there are enough of them to learn which titles lack a
    line and which organisations are slogans, of which read cards hold a handful.
    """
    for seed in seeds:
        spec = compose(seed, part, real_tlds=True)
        side = spec.truth.get("side", "front")
        lines = tuple(_printed(x.text, x.polygon, seed) for x in clean(spec))
        name = f"{part}-printed-{seed}"
        readings = {side: Reading(lines, 0, 0)}
        for row in card_rows(name, _truth(spec.truth, f"{name}.json"), readings, ()):
            weight = PRINTED.get(row.kind, PRINTED_TEXT)
            yield dataclasses.replace(row, weight=weight, printed=True)


def _printed(text: str, polygon: Any, seed: int) -> Line:
    """A line without a slip; its box as loose as a reader's, by up to a twelfth of its height."""
    rng = random.Random(f"{seed} {text}")
    loose = 0.08 * abs(polygon[3][1] - polygon[0][1])
    shaken = tuple((x + rng.gauss(0, loose), y + rng.gauss(0, loose)) for x, y in polygon)
    sure = (1.0,) * len(text)
    seen = SecondReading(text, 1.0, "tesseract")
    return Line(text, 1.0, shaken, "ppocr", char_confidences=sure, witness=seen)


def card_rows(card: str, truth: Truth, readings: Any, codes: Sequence[Code]) -> Iterator[Row]:
    """The values of one card, each judged against its truth."""
    made, claims, _ = claimed(readings, codes, Hints())
    values = values_of(made)
    score = scored(card, truth, values)
    right = {v.path for f in FIELDS for v in score.fields[f].hits}
    wrong = {v.path for f in FIELDS for v in score.fields[f].surplus}
    if made.name is not None and any(
        _words(made.name) == set(folded(n).split()) for n in truth.names
    ):
        # "Family, Given" turned round is what the service promises, not an error.
        right.add("name")
    # A number given without a country claims no country: its digits are all that can be wrong.
    bare = tuple(dataclasses.replace(p, e164=None) for p in truth.phones)
    digits = scored(card, dataclasses.replace(truth, phones=bare, country=None), values)
    right |= {v.path for v in digits.fields["phone"].hits if v.e164 is None}
    for claim in claims:
        if claim.path in right | wrong:
            yield Row(card, claim.kind, dict(claim.signals), claim.path in right)


def _words(name: Name) -> set[str]:
    parts = (name.given, name.additional, name.family)
    return set(folded(" ".join(p for p in parts if p)).split())


def read(folder: Path, part: str, count: int, first: int) -> None:
    """Compose, draw, photograph and read ``count`` cards; those cached already are left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    pipeline = card_reader(Settings(reader_threads=1))
    for seed in range(first, first + count):
        file = folder / f"{part}-{seed}.json"
        if file.exists():
            continue
        spec = compose(seed, part, real_tlds=True)
        flat = seed % 3 == 0
        photo, _ = photographed(rendered(spec), seed, scan(seed) if flat else scene(seed))
        stream = io.BytesIO()
        photo.save(stream, "JPEG", quality=88)
        side = spec.truth.get("side", "front")
        seen = pipeline.read_side(stream.getvalue(), side, Hints())
        entry = {
            "truth": {**spec.truth, "file": file.name},
            "readings": {side: dataclasses.asdict(seen.reading)},
            "codes": [dataclasses.asdict(c) for c in seen.codes],
        }
        file.write_text(json.dumps(entry, ensure_ascii=False), encoding="utf-8")


def _truth(entry: dict[str, Any], file: Path) -> Truth:
    """The truth as the evaluation reads it, which takes whole label files."""
    with tempfile.TemporaryDirectory() as where:
        labels = Path(where) / "labels.json"
        labels.write_text(
            json.dumps([{**entry, "file": file}], ensure_ascii=False), encoding="utf-8"
        )
        return labelled_cards(labels)[0].truth


def _points(polygon: Sequence[Sequence[float]]) -> tuple[tuple[float, float], ...]:
    return tuple((x, y) for x, y in polygon)


def _reading(entry: dict[str, Any]) -> Reading:
    return Reading(
        tuple(_line(x) for x in entry["lines"]),
        entry["width"],
        entry["height"],
        entry["rotation"],
        tuple(entry["languages"]),
    )


def _line(entry: dict[str, Any]) -> Line:
    seen = entry["witness"]
    return Line(
        text=entry["text"],
        confidence=entry["confidence"],
        polygon=_points(entry["polygon"]),
        reader=entry["reader"],
        ink=entry["ink"],
        words=tuple(
            Word(w["text"], w["confidence"], _points(w["polygon"])) for w in entry["words"]
        ),
        char_confidences=tuple(entry["char_confidences"]),
        witness=SecondReading(**seen) if seen else None,
    )
