"""Where a value comes from: the side of the card and the place on it, or a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from service.domain.geometry import Polygon
from service.domain.text import ReaderName

Side: TypeAlias = Literal["front", "back"]
Source: TypeAlias = Literal["ocr", "code", "human"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a value was read. ``polygon``: pixels of the uploaded, upright photo once the
    pipeline has placed it (of the straight card before), empty for a value off a code's text.
    ``side`` is None only for what a person typed and no card shows."""

    side: Side | None
    polygon: Polygon
    source: Source = "ocr"
    reader: ReaderName = "ppocr"
    card_id: str | None = None


TYPED = Evidence(None, (), "human", "human")
"""Of words that a person wrote and no card shows."""
