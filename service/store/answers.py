"""First answers of requests with an Idempotency-Key, kept for a day."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update

from service.errors import IdempotencyMismatch, StillInFlight
from service.ports import Answer
from service.store.database import Database
from service.store.tables import answers

KEPT = timedelta(hours=24)


class SqlAnswers:
    """An ``AnswerStore`` in the table ``answers``; states: open, interrupted, settled."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, key: str, fingerprint: str, now: datetime) -> Answer | None:
        with self._database.writing() as connection:
            connection.execute(delete(answers).where(answers.c.begun_at < now - KEPT))
            row = connection.execute(select(answers).where(answers.c.key == key)).one_or_none()
            if row is None:
                connection.execute(
                    insert(answers).values(
                        key=key, fingerprint=fingerprint, begun_at=now, state="open"
                    )
                )
                return None
        if row.fingerprint != fingerprint:
            raise IdempotencyMismatch("the Idempotency-Key was used with another request")
        if row.state == "open":
            raise StillInFlight("the first request with this Idempotency-Key is not answered yet")
        return Answer(row.status or 0, json.loads(row.headers or "{}"), row.body, row.card_id)

    def settle(self, key: str, answer: Answer) -> None:
        with self._database.writing() as connection:
            connection.execute(
                update(answers)
                .where(answers.c.key == key)
                .values(
                    state="settled",
                    status=answer.status,
                    headers=json.dumps(dict(answer.headers)),
                    body=answer.body,
                    card_id=answer.card_id,
                )
            )

    def release(self, key: str) -> None:
        with self._database.writing() as connection:
            connection.execute(delete(answers).where(answers.c.key == key))

    def recover(self) -> None:
        with self._database.writing() as connection:
            is_open = answers.c.state == "open"
            connection.execute(delete(answers).where(is_open, answers.c.card_id.is_(None)))
            connection.execute(update(answers).where(is_open).values(state="interrupted"))
