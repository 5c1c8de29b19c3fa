"""The allocator's bounds hold in a process of its own, since they last as long as it does."""

from __future__ import annotations

import subprocess
import sys

import pytest

_KEPT = """
import threading, sys
import numpy as np
from service import heap

if sys.argv[1] == "bounded":
    heap.keep_small()
np.ones(8 << 20, np.uint8)  # freeing it raises glibc's own threshold
def work(kept):
    some = [np.ones(4 << 20, np.uint8) for _ in range(6)]
    kept.append(np.ones(2048, np.uint8))
kept = []
for _ in range(4):
    threads = [threading.Thread(target=work, args=(kept,)) for _ in range(6)]
    for t in threads: t.start()
    for t in threads: t.join()
with open("/proc/self/statm") as file:
    print(int(file.read().split()[1]) * 4096)
"""


def resident(how: str) -> int:
    """Bytes resident after threads have freed 24 MiB each."""
    run = subprocess.run([sys.executable, "-c", _KEPT, how], capture_output=True, check=True)
    return int(run.stdout)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc's malloc is Linux's")
def test_freed_pictures_leave_the_process() -> None:
    assert resident("bounded") < 60 << 20 < resident("left alone")
