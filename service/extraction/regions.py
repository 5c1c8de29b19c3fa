"""What a card shows of its country into one probability per ISO 3166-1 code."""

from __future__ import annotations

from collections.abc import Sequence

from service.domain.card import Hints
from service.domain.fields import Candidate
from service.domain.text import Line


def votes(
    lines: Sequence[Line],
    hosts: Sequence[str],
    dialled: Sequence[str],
    hints: Hints,
) -> dict[str, float]:
    """Probability per ISO 3166-1 alpha-2 code, best first; empty where nothing tells.

    ``hosts`` are domains of e-mails and URLs, ``dialled`` the countries of numbers printed with +.
    """
    return {hints.region: 1.0} if hints.region else {}
