"""Requests with an Idempotency-Key into answers given once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Annotated, TypeAlias

from fastapi import Header, Request

from service.ports import Answer, AnswerStore, Clock

IdempotencyKey: TypeAlias = Annotated[
    str | None,
    Header(
        min_length=1,
        max_length=255,
        description="The same key and request give the first answer again for 24 hours.",
        examples=["8e03978e-40d5-43dd-bc93-6894a57f9324"],
    ),
]


class OnlyOnce:
    """One request's claim on its key; without a key everything passes."""

    def __init__(self, answers: AnswerStore, clock: Clock, request: Request, key: str | None):
        """Keys of different askers, methods and paths are different keys."""
        self._answers = answers
        self._clock = clock
        asker = getattr(request.state, "asker", "")
        parts = (asker, request.method, request.url.path, key)
        self.key = None if key is None else _digest(parts)

    def first_answer(self, request: Mapping[str, object]) -> Answer | None:
        """What the first such request was answered, or None: then this is the first.

        ``request`` is what was asked for, files by their digest; a form's own bytes will not
        do, as every client draws a new boundary.
        """
        if self.key is None:
            return None
        return self._answers.begin(self.key, _digest(request), self._clock.now())

    def settle(self, answer: Answer) -> None:
        """Keep the answer for whoever repeats the request."""
        if self.key is not None:
            self._answers.settle(self.key, answer)

    def release(self) -> None:
        """Nothing was made: let the request be repeated."""
        if self.key is not None:
            self._answers.release(self.key)


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
