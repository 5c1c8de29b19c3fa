"""How large an upload may be, and how large the pixels made of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """``max_bytes`` of the file; ``max_pixels`` (width x height) of a JPEG, which can be decoded
    at a fraction of its size; ``max_whole_pixels`` of every other picture, which cannot, so
    that its RGB pixels (3 bytes each) must fit in memory; ``working_pixels`` of the pixels
    handed on; ``least_side`` in pixels of what can be a card: readers stumble over slivers.

    The default working size is a 12 MP photo untouched: on a card that fills half of it, 7 pt
    type has an x-height of about 40 px, and still 20 px on one that fills an eighth.
    """

    max_bytes: int = 64 * 1024 * 1024
    max_pixels: int = 220_000_000
    working_pixels: int = 12_600_000
    max_whole_pixels: int = 64_000_000
    least_side: int = 24
