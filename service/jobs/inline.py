"""Card ids into calls, by a few threads of this process. The truth stays the card's row."""

from __future__ import annotations

from collections.abc import Callable
from queue import SimpleQueue
from threading import Lock, Thread


class InlineQueue:
    """A ``JobQueue`` with a fixed number of worker threads.

    It remembers nothing: after a restart the rows that say "queued" are enqueued anew.
    """

    def __init__(self, run: Callable[[str], None], workers: int) -> None:
        """``run`` must not raise; at most ``workers`` calls of it run at once."""
        self._run = run
        self._ids: SimpleQueue[str | None] = SimpleQueue()
        self._closing = False
        self._busy = 0
        self._lock = Lock()
        self._threads = [
            Thread(target=self._work, name=f"reading-{i}", daemon=True) for i in range(workers)
        ]
        for thread in self._threads:
            thread.start()

    def enqueue(self, card_id: str) -> None:
        self._ids.put(card_id)

    def depth(self) -> int:
        with self._lock:
            return self._ids.qsize() + self._busy

    def close(self) -> None:
        self._closing = True
        for _ in self._threads:
            self._ids.put(None)
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        while (card_id := self._ids.get()) is not None and not self._closing:
            with self._lock:
                self._busy += 1
            try:
                self._run(card_id)
            finally:
                with self._lock:
                    self._busy -= 1
