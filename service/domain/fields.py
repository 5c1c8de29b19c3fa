"""What extraction passes between its recognisers: pieces of lines and scored candidates."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from service.domain.geometry import Polygon

Kind: TypeAlias = Literal[
    "name", "job_title", "department", "organization", "address",
    "phone", "email", "url", "social", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters ``start:end`` of line ``line`` of the Reading, which is where ``text`` stands."""

    line: int
    start: int
    end: int
    text: str
    polygon: Polygon


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposal: ``segments`` (one, or several stacked or neighbouring ones) are a ``kind``.

    ``value`` is the text joined and repaired; ``score`` is 0..1, comparable among candidates of
    one kind; ``signals`` are named numbers that the confidence model reads (agreement of the
    readers, validators, margins), 0..1 each.
    """

    kind: Kind
    segments: tuple[Segment, ...]
    value: str
    score: float
    signals: dict[str, float] = field(default_factory=dict)
