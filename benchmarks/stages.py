"""Functions and methods of the service into seconds spent inside each, callees' named apart."""

from __future__ import annotations

import functools
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from service import extraction, intake, vision
from service.ocr.codes import ZxingReader
from service.ocr.detection import Detector
from service.ocr.ppocr import PpOcr
from service.ocr.recognition import Recogniser
from service.ocr.tesseract import Tesseract


class Stopwatch:
    """Adds up seconds per stage by ``clock``; a stage called by another is taken off it. A stage
    in another thread counts by itself, so the sum may exceed the whole."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.clock = clock
        self._open = threading.local()

    def watch(self, owner: Any, attribute: str, stage: str) -> None:
        """Time every later call of ``owner.attribute`` (a module's function or class's method)."""
        inner: Callable[..., Any] = getattr(owner, attribute)

        @functools.wraps(inner)
        def timed(*args: Any, **kwargs: Any) -> Any:
            above: list[float] = getattr(self._open, "inside", [])
            self._open.inside = mine = [0.0]
            started = self.clock()
            try:
                return inner(*args, **kwargs)
            finally:
                took = self.clock() - started
                self.seconds[stage] += took - mine[0]
                if above:
                    above[0] += took
                self._open.inside = above

        setattr(owner, attribute, timed)

    def read_out(self) -> dict[str, float]:
        """The seconds so far; starts anew."""
        out, self.seconds = dict(self.seconds), defaultdict(float)
        return out


def watch_pipeline(watch: Stopwatch) -> None:
    """Time the stages of a card."""
    watch.watch(intake, "decoded", "decode")
    watch.watch(ZxingReader, "codes", "codes")
    watch.watch(PpOcr, "locate", "locate")
    watch.watch(vision, "card", "find")
    watch.watch(vision, "straightened", "straighten")
    watch.watch(vision, "cuts_text", "quality")
    watch.watch(vision, "quality", "quality")
    watch.watch(Detector, "boxes", "detect")
    watch.watch(Recogniser, "read", "recognise")
    watch.watch(Tesseract, "read_lines", "witness (beside)")
    watch.watch(extraction, "contact", "extraction")
    watch.watch(extraction, "placed", "extraction")
