"""A piece with what it probably is, and the signals that tell how far to believe it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from service.domain.fields import Kind, Segment
from service.domain.text import Line
from service.extraction.letter_spacing import closed


@dataclass(frozen=True, slots=True)
class Judged:
    """``probabilities``: calibrated, adding to 1 over the kinds that no anchor took.

    ``signals``: 0..1 each; the readers' agreement and sureness on this piece, size rank.
    """

    segment: Segment
    probabilities: Mapping[Kind, float]
    signals: Mapping[str, float] = field(default_factory=dict)

    def of(self, kind: Kind) -> float:
        return self.probabilities.get(kind, 0.0)

    @property
    def kind(self) -> Kind:
        """The likeliest kind."""
        return max(self.probabilities, key=self.probabilities.__getitem__, default="other")


def signals(line: Line, segment: Segment) -> dict[str, float]:
    """What the readers say of ``segment`` of ``line``."""
    chars = line.char_confidences
    part = chars[segment.start : segment.end] if len(chars) == len(line.text) else ()
    seen = line.witness
    return {
        "reader": line.confidence,
        "weakest_character": min(part, default=line.confidence),
        "witness": float(seen is not None),
        "agreement": 0.0 if seen is None else agreement(segment.text, seen.text),
    }


def agreement(text: str, seen: str) -> float:
    """1 where the witness's ``seen`` holds the letters of ``text``, else how much of them, 0..1."""
    a, b = re.sub(r"\s+", "", text), re.sub(r"\s+", "", seen)
    if not a:
        return 0.0
    if a in b:
        return 1.0
    blocks = difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return min(0.99, sum(m.size for m in blocks) / len(a))


def merged_signals(judged: Sequence[Judged], rows: Sequence[int]) -> dict[str, float]:
    """The least of each signal over ``rows``."""
    keys = judged[rows[0]].signals.keys()
    return {k: min(judged[i].signals.get(k, 0.0) for i in rows) for k in keys}


def joined(segments: Sequence[Segment]) -> str:
    """The texts of ``segments`` by single blanks; a word broken by a hyphen is made whole."""
    out = ""
    for text in (" ".join(closed(s.text).split()) for s in segments):
        broken = re.search(r"[^\W\d_]{3,}-$", out) and re.match(r"[a-zà-ÿ]", text)
        out = out[:-1] + text if broken else f"{out} {text}".strip()
    return out
