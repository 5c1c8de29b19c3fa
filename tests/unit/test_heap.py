"""The allocator's bounds hold in a process of its own, since they last as long as it does."""

from __future__ import annotations

import subprocess
import sys

import pytest

_ARENAS = """
import ctypes, sys, threading
from service import heap

if sys.argv[1] == "bounded":
    heap.keep_small()
libc = ctypes.CDLL(None)
libc.malloc.restype = libc.fopen.restype = ctypes.c_void_p
met = threading.Barrier(12)
def work():
    met.wait()
    libc.malloc(2048)
    met.wait()
threads = [threading.Thread(target=work) for _ in range(12)]
for t in threads: t.start()
for t in threads: t.join()
libc.malloc_info(0, ctypes.c_void_p(libc.fopen(b"/dev/stdout", b"w")))
libc.fflush(None)
"""


def arenas(how: str) -> int:
    """How many heaps glibc's ``malloc_info`` tells of after twelve threads allocated at once."""
    run = subprocess.run([sys.executable, "-c", _ARENAS, how], capture_output=True, check=True)
    return run.stdout.count(b"<heap nr=")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc's malloc is Linux's")
def test_threads_share_two_arenas() -> None:
    assert 1 <= arenas("bounded") <= 2 < arenas("left alone")
