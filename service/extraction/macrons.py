"""A Portuguese card whose tildes a reader took for macrons → the same lines with tildes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from service.domain.text import Line

_TILDES = str.maketrans("āōĀŌ", "ãõÃÕ")
_OTHER_MACRONS = frozenset("ēīūĒĪŪ")
"""Letters of Latvian, Māori and romanised Japanese, where a macron is one."""
_PORTUGUESE = ("ão", "ãe", "õe", "ção", "ções")


def tilded(lines: Sequence[Line]) -> tuple[Line, ...]:
    """``lines`` of one side, letter for letter, macrons replaced where they must be tildes."""
    letters = {c for line in lines for c in line.text}
    if not letters & set("āōĀŌ") or letters & _OTHER_MACRONS:
        return tuple(lines)
    changed = " ".join(line.text.translate(_TILDES) for line in lines).casefold()
    if not (letters & set("çãõÇÃÕ") or any(ending in changed for ending in _PORTUGUESE)):
        return tuple(lines)
    return tuple(replace(line, text=line.text.translate(_TILDES)) for line in lines)
