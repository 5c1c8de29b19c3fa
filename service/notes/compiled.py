"""Functions over arrays into machine code, kept on disk where the disk lets us."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from numba import njit

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """``function`` compiled when first called (some ten seconds for all of them together).

    The code is kept beside the module or in the user's cache folder, so that only the first
    process waits; where neither can be written, every process compiles for itself.
    """
    try:
        return cast(Callable[P, R], njit(cache=True)(function))
    except RuntimeError:  # numba found no folder for its cache
        return cast(Callable[P, R], njit(function))
