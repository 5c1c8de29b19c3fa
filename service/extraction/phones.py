"""Lines into phone numbers: cut, labelled, dialled."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import phonenumbers

from service.domain.card import Hints
from service.domain.contact import PhoneType
from service.domain.fields import Candidate
from service.domain.text import Line
from service.extraction import spans


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneCandidate(Candidate):
    """``value`` is ``e164``, or the digits where no country could be learnt."""

    type: PhoneType = "work"
    e164: str | None = None
    national: str = ""
    country: str | None = None
    extension: str | None = None
    valid: bool = False
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """``taken``: stretches of a line (by index) that other anchors hold; ``hosts``: domains of
    the card's e-mails and URLs; ``regions``: probability per country, best first."""

    taken: Mapping[int, Sequence[tuple[int, int]]] = field(default_factory=dict)
    hosts: Sequence[str] = ()
    regions: Mapping[str, float] = field(default_factory=dict)


def candidates(
    lines: Sequence[Line], hints: Hints, context: Context | None = None
) -> tuple[PhoneCandidate, ...]:
    context = context or Context()
    out = []
    for i, line in enumerate(lines):
        text = spans.masked(spans.plain(line.text), context.taken.get(i, ()))
        for m in re.finditer(r"[+(]?\d[\d ()./-]{5,}\d", text):
            raw = m.group()
            digits = re.sub(r"\D", "", raw)
            if not 7 <= len(digits) <= 15:
                continue
            e164 = None
            valid = False
            try:
                number = phonenumbers.parse(raw, hints.region)
                valid = phonenumbers.is_valid_number(number)
                e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
            except phonenumbers.NumberParseException:
                pass
            out.append(PhoneCandidate(
                kind="phone", segments=(spans.segment(lines, i, m.start(), m.end()),), value=e164 or digits,
                score=0.9, e164=e164, national=raw, valid=valid, raw=raw))
    return tuple(out)
