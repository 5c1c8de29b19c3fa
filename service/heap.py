"""The C library's allocator → one that gives freed pictures back to the system."""

from __future__ import annotations

import ctypes

# Numbers of <malloc.h>, glibc.
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
_BIG = 32 << 20
"""Bytes: photos have maps of their own, unmapped when freed. At 1 MiB the peak of a worker is a
fifth lower still, but mapping every tensor anew makes reading half as slow again."""


def keep_small() -> None:
    """Bound the arenas and fix the thresholds of glibc's malloc; elsewhere do nothing.

    Left alone, glibc keeps an arena a thread and raises its mmap threshold with the largest
    array freed, so that every thread that has read a photo holds on to its pixels.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):
        return
    for option, value in ((_M_ARENA_MAX, 2), (_M_MMAP_THRESHOLD, _BIG), (_M_TRIM_THRESHOLD, _BIG)):
        mallopt(option, value)
