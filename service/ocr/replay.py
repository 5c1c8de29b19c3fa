"""Recorded readings instead of reading: the same picture gives the same lines, without an engine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from service.domain.geometry import Polygon
from service.domain.text import CardWarning, Line, Reading, SecondReading, Word
from service.errors import EngineCrashed
from service.ports import InkStrip, OcrEngine, Pixels


def picture_key(pixels: Pixels) -> str:
    """SHA-256 of shape and pixels, hexadecimal."""
    digest = hashlib.sha256(repr(pixels.shape).encode())
    digest.update(pixels.tobytes())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Replay:
    """Answers from recordings by picture. Thread-safe. A picture that was never recorded is
    ``EngineCrashed``: silence would pass for a card without text."""

    recordings: Mapping[str, Reading]

    @classmethod
    def of_folder(cls, folder: Path) -> Replay:
        """Every ``*.json`` in ``folder``; ``EngineCrashed`` where one is no recording."""
        found: dict[str, Reading] = {}
        for path in sorted(folder.glob("*.json")):
            try:
                found[path.stem] = reading_of(json.loads(path.read_text(encoding="utf-8")))
            except (OSError, ValueError, KeyError, TypeError) as e:
                raise EngineCrashed(f"{path.name} is no recorded reading") from e
        return cls(found)

    @property
    def name(self) -> str:
        return f"replay of {len(self.recordings)}"

    def ink(self, pixels: Pixels, places: Sequence[Polygon]) -> tuple[InkStrip, ...]:  # noqa: ARG002
        """See ``OcrEngine``: posteriors are not recorded."""
        return ()

    def locate(self, pixels: Pixels, long_side: int = 640) -> tuple[Polygon, ...]:  # noqa: ARG002
        """Outlines of the recorded lines, if the picture is a recorded one that stood upright."""
        reading = self.recordings.get(picture_key(pixels))
        if reading is None or reading.rotation:
            return ()
        return tuple(line.polygon for line in reading.lines)

    def read(self, pixels: Pixels, languages: Sequence[str]) -> Reading:  # noqa: ARG002
        """See ``OcrEngine``."""
        try:
            return self.recordings[picture_key(pixels)]
        except KeyError:
            raise EngineCrashed("this picture was never recorded") from None


@dataclass(frozen=True, slots=True)
class Recorder:
    """Reads with ``engine`` and keeps each reading in ``folder`` for ``Replay``."""

    engine: OcrEngine
    folder: Path

    @property
    def name(self) -> str:
        return f"recorder of {self.engine.name}"

    def ink(self, pixels: Pixels, places: Sequence[Polygon]) -> tuple[InkStrip, ...]:
        """See ``OcrEngine``."""
        return self.engine.ink(pixels, places)

    def locate(self, pixels: Pixels, long_side: int = 640) -> tuple[Polygon, ...]:
        """As the engine does."""
        return self.engine.locate(pixels, long_side)

    def read(self, pixels: Pixels, languages: Sequence[str]) -> Reading:
        """As the engine does, and written down."""
        reading = self.engine.read(pixels, languages)
        path = self.folder / f"{picture_key(pixels)}.json"
        path.write_text(json.dumps(asdict(reading), ensure_ascii=False, indent=1), encoding="utf-8")
        return reading


def reading_of(data: Mapping[str, Any]) -> Reading:
    """A Reading of its ``asdict`` form as JSON gives it back. Raises ``KeyError``, ``TypeError``
    or ``ValueError`` for anything else."""
    return Reading(
        lines=tuple(_line(line) for line in data["lines"]),
        width=int(data["width"]),
        height=int(data["height"]),
        rotation=int(data["rotation"]),
        languages=tuple(data["languages"]),
        warnings=tuple(CardWarning(**w) for w in data["warnings"]),
    )


def _line(data: Mapping[str, Any]) -> Line:
    seen = data["witness"]
    return Line(
        text=data["text"],
        confidence=float(data["confidence"]),
        polygon=_polygon(data["polygon"]),
        reader=data["reader"],
        ink=data["ink"],
        words=tuple(
            Word(w["text"], float(w["confidence"]), _polygon(w["polygon"])) for w in data["words"]
        ),
        char_confidences=tuple(float(p) for p in data["char_confidences"]),
        witness=None if seen is None else SecondReading(**seen),
    )


def _polygon(points: Sequence[Sequence[float]]) -> Polygon:
    return tuple((float(x), float(y)) for x, y in points)
