"""The tables: what a card, a contact, its history and a kept answer look like as rows.

Documents (reading, contact) are JSON text in the shape of the domain; columns beside them
are what queries ask for. Types are those that SQLite and PostgreSQL share.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)


class Moment(TypeDecorator[datetime]):
    """An aware time, kept in UTC (SQLite itself keeps no zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)

contacts = Table(
    "contacts",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("review_status", String(16), nullable=False),
    Column("document", Text, nullable=False),
    Column("search_text", Text, nullable=False),
)

contact_changes = Table(
    "contact_changes",
    metadata,
    Column(
        "contact_id", String(36), ForeignKey(contacts.c.id, ondelete="CASCADE"), primary_key=True
    ),
    Column("version", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("author", String(8), nullable=False),
    Column("deed", String(16), nullable=False),
    Column("changes", Text, nullable=False),
)

cards = Table(
    "cards",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("status", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("captured_at", Moment),
    Column("event_id", Text),
    Column("external_id", Text),
    Column("hints", Text, nullable=False),
    Column("reading", Text),
    Column("warnings", Text, nullable=False),
    Column("contact_id", String(36), ForeignKey(contacts.c.id, ondelete="SET NULL")),
)
Index("ix_cards_status", cards.c.status, cards.c.id)
Index("ix_cards_contact_id", cards.c.contact_id)

card_blobs = Table(
    "card_blobs",
    metadata,
    Column("card_id", String(36), ForeignKey(cards.c.id, ondelete="CASCADE"), primary_key=True),
    Column("role", String(16), primary_key=True),
    Column("side", String(8), primary_key=True),
    Column("key", String(80), nullable=False),
)
Index("ix_card_blobs_key", card_blobs.c.key)

answers = Table(
    "answers",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("begun_at", Moment, nullable=False),
    Column("state", String(12), nullable=False),
    Column("status", Integer),
    Column("headers", Text),
    Column("body", Text),
    Column("card_id", String(36), ForeignKey(cards.c.id, ondelete="CASCADE")),
)
Index("ix_answers_begun_at", answers.c.begun_at)
Index("ix_answers_card_id", answers.c.card_id)
