"""Pictures uploaded to a real server → its peak and its present resident memory.

``python -m benchmarks.server_memory PICTURE… --rounds 3``: one at a time, then four at once.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.error import URLError

PORT = 8899
BASE = f"http://127.0.0.1:{PORT}"


def upload(picture: Path) -> int:
    """The status that the server answers to the picture as a front."""
    command = ["curl", "-s", "-o", os.devnull, "-w", "%{http_code}", "-F", f"front=@{picture}"]
    run = subprocess.run([*command, f"{BASE}/v1/cards"], capture_output=True, check=True)
    return int(run.stdout)


def resident(pid: int) -> dict[str, int]:
    """``VmHWM`` (peak) and ``VmRSS`` (now) in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    pairs = (line.split()[:2] for line in lines if line.startswith(("VmHWM", "VmRSS")))
    return {name.rstrip(":"): int(kilobytes) // 1024 for name, kilobytes in pairs}


def wait_until_ready() -> None:
    for _ in range(120):
        try:
            with urllib.request.urlopen(f"{BASE}/readyz", timeout=2):
                return
        except URLError:
            time.sleep(0.5)
    raise SystemExit("the server did not start")


def measure(pictures: Sequence[Path], rounds: int) -> None:
    with tempfile.TemporaryDirectory() as data:
        server = subprocess.Popen(
            [sys.executable, "-m", "service", "serve", "--port", str(PORT)],
            env={**os.environ, "BACKNOTE_DATA_DIR": data},
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_until_ready()
            print("ready", resident(server.pid))
            for _ in range(rounds):
                print("answers", [upload(p) for p in pictures], resident(server.pid))
            with ThreadPoolExecutor(4) as four:
                print("four at once", list(four.map(upload, pictures)), resident(server.pid))
        finally:
            server.terminate()
            server.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pictures", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    measure(args.pictures, args.rounds)


if __name__ == "__main__":
    main()
