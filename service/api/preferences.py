"""``Prefer`` header fields into how long to wait for an answer (RFC 7240)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

SYNCHRONOUS_SECONDS = 120.0
"""A client that prefers nothing waits this long at most; then it gets 202 like the others."""

_WAIT = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class Preferences:
    """``wait`` in seconds, None if not asked for; ``respond_async`` as asked."""

    wait: int | None = None
    respond_async: bool = False

    @property
    def seconds(self) -> float:
        """How long to wait for the card."""
        if self.wait is not None:
            return min(float(self.wait), SYNCHRONOUS_SECONDS)
        return 0.0 if self.respond_async else SYNCHRONOUS_SECONDS

    @property
    def applied(self) -> str | None:
        """The ``Preference-Applied`` field of the answer."""
        asked = ["respond-async"] if self.respond_async else []
        if self.wait is not None:
            asked.append(f"wait={self.wait}")
        return ", ".join(asked) or None


def preferences(fields: Iterable[str]) -> Preferences:
    """The preferences this service knows; of each the first counts, others are ignored."""
    known: dict[str, str] = {}
    for item in ",".join(fields).split(","):
        name, _, value = item.partition(";")[0].partition("=")
        known.setdefault(name.strip().lower(), value.strip().strip('"'))
    wait = known.get("wait", "")
    return Preferences(int(wait) if _WAIT.fullmatch(wait) else None, "respond-async" in known)
