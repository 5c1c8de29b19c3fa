"""A time and some randomness into an id that sorts by that time."""

from __future__ import annotations

import uuid
from datetime import datetime


def time_ordered(now: datetime, random: bytes) -> str:
    """A UUID of version 7 (RFC 9562, section 5.7): milliseconds of ``now``, then 10 bytes of ``random``."""
    milliseconds = int(now.timestamp() * 1000)
    noise = int.from_bytes(random[:10], "big")
    value = (milliseconds & (1 << 48) - 1) << 80 | noise
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))
