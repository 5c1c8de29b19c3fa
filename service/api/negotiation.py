"""``Accept`` into the one of our media types that suits best (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from email.message import Message

from service.errors import NotAcceptable


@dataclass(frozen=True, slots=True)
class MediaType:
    """``type/subtype`` in lower case, with parameters."""

    name: str
    parameters: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return "; ".join([self.name, *(f"{k}={v}" for k, v in self.parameters.items())])


def chosen(accept: str, offers: Sequence[MediaType]) -> MediaType:
    """The best of ``offers``, of which the first is the default and earlier ones win ties.

    Raises ``NotAcceptable``, naming the offers.
    """
    ranges = [_range(part) for part in accept.split(",") if part.strip()]
    if not ranges:
        return offers[0]
    best = max(offers, key=lambda offer: _quality(offer, ranges))
    if _quality(best, ranges) <= 0:
        raise NotAcceptable(
            "this record is not made in any of the accepted types",
            remedy=f"Accept one of: {', '.join(str(o) for o in offers)}.",
        )
    return best


def _range(text: str) -> tuple[MediaType, float]:
    message = Message()
    message["content-type"] = text.strip()
    pairs = message.get_params() or [("", "")]
    given = {k.lower(): v.strip().lower() for k, v in pairs[1:]}
    try:
        quality = min(1.0, max(0.0, float(given.pop("q", "1"))))
    except ValueError:
        quality = 0.0
    given.pop("charset", None)
    return MediaType(pairs[0][0].strip().lower(), given), quality


def _quality(offer: MediaType, ranges: Sequence[tuple[MediaType, float]]) -> float:
    """The quality of the most specific range that takes ``offer``; 0 if none does."""
    major = offer.name.partition("/")[0]
    best, found = -1, 0.0
    for wanted, quality in ranges:
        if wanted.name == offer.name:
            specific = 2 + len(wanted.parameters)
        elif wanted.name in (f"{major}/*", "*/*"):
            specific = 0 if wanted.name == "*/*" else 1
        else:
            continue
        if any(offer.parameters.get(k) != v for k, v in wanted.parameters.items()):
            continue
        if specific > best:
            best, found = specific, quality
    return found
