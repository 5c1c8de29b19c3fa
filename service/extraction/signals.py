"""A value's segments and candidate → the named numbers its confidence is computed from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from service.domain.contact import Side
from service.domain.fields import Segment
from service.domain.text import Line
from service.extraction.judged import agreement

_PUNCTUATION = str.maketrans("", "", " \t\u00a0")


def squeezed(text: str) -> str:
    """``text`` folded for comparing two readers: no blanks, no case, one form of each dash."""
    text = unicodedata.normalize("NFKC", text).translate(_PUNCTUATION).casefold()
    return re.sub("[‐‑‒–—−]", "-", re.sub("[’‘´`]", "'", text))


def reading(segments: Sequence[Segment], lines: Sequence[Line], side: Side) -> dict[str, float]:
    """How sure the readers were of the ``segments``: all 0..1.

    ``agree``: share of the segments that the witness read exactly alike; ``alike``: likeness of
    what the two read; ``unseen``: share of the segments no witness saw; ``low`` and ``mean``:
    the reader's character confidences, the least from .5 and the mean from .9 up; ``length``: of
    80 characters.
    """
    agree = alike = unseen = 0.0
    lowest, total, count = 1.0, 0.0, 0
    for segment in segments:
        line = lines[segment.line]
        if line.witness is None:
            unseen += 1
        else:
            same, near = _likeness(segment, line.witness.text)
            agree, alike = agree + same, alike + near
        sure = _characters(line, segment)
        lowest, total, count = min(lowest, *sure), total + sum(sure), count + len(sure)
    n = max(1, len(segments))
    seen = max(1e-9, n - unseen)
    return {
        "agree": agree / n,
        "disagree": max(0.0, (n - unseen - agree) / n),
        "alike": alike / seen if unseen < n else 0.0,
        "unseen": unseen / n,
        "low": _stretched(lowest, 0.5),
        "mean": _stretched(total / max(1, count), 0.9),
        "back": float(side == "back"),
        "several": float(len(segments) > 1),
        "length": min(1.0, sum(s.end - s.start for s in segments) / 80),
    }


def of(
    own: Mapping[str, float],
    score: float,
    segments: Sequence[Segment],
    lines: Sequence[Line],
    side: Side,
) -> dict[str, float]:
    """All signals of one value: the recogniser's own, its score, and the readers'."""
    return {
        **{k: _clipped(v) for k, v in own.items()},
        "score": _clipped(score),
        **reading(segments, lines, side),
    }


def _likeness(segment: Segment, witness: str) -> tuple[float, float]:
    """(1.0 if the witness has the segment's text letter by letter, likeness 0..1)."""
    near = agreement(squeezed(segment.text), squeezed(witness))
    return float(near == 1.0), near


def _characters(line: Line, segment: Segment) -> tuple[float, ...]:
    if len(line.char_confidences) == len(line.text) and segment.end > segment.start:
        return line.char_confidences[segment.start : segment.end]
    return (line.confidence,)


def _stretched(value: float, floor: float) -> float:
    return _clipped((value - floor) / (1 - floor))


def _clipped(value: float) -> float:
    return min(1.0, max(0.0, float(value)))
