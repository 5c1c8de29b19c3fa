"""Cards, contacts, pictures and kept answers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "contacts",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("updated_at", moment, nullable=False),
        sa.Column("review_status", sa.String(16), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contacts"),
    )
    op.create_table(
        "cards",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("captured_at", moment),
        sa.Column("event_id", sa.Text()),
        sa.Column("external_id", sa.Text()),
        sa.Column("hints", sa.Text(), nullable=False),
        sa.Column("reading", sa.Text()),
        sa.Column("warnings", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.String(36)),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contacts.id"], name="fk_cards_contact_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_cards"),
    )
    op.create_index("ix_cards_status", "cards", ["status", "id"])
    op.create_index("ix_cards_contact_id", "cards", ["contact_id"])
    op.create_table(
        "card_blobs",
        sa.Column("card_id", sa.String(36), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("side", sa.String(8), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.ForeignKeyConstraint(
            ["card_id"], ["cards.id"], name="fk_card_blobs_card_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("card_id", "role", "side", name="pk_card_blobs"),
    )
    op.create_index("ix_card_blobs_key", "card_blobs", ["key"])
    op.create_table(
        "answers",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("begun_at", moment, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("headers", sa.Text()),
        sa.Column("body", sa.Text()),
        sa.Column("card_id", sa.String(36)),
        sa.ForeignKeyConstraint(
            ["card_id"], ["cards.id"], name="fk_answers_card_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name="pk_answers"),
    )
    op.create_index("ix_answers_begun_at", "answers", ["begun_at"])
    op.create_index("ix_answers_card_id", "answers", ["card_id"])


def downgrade() -> None:
    for table in ("answers", "card_blobs", "cards", "contacts"):
        op.drop_table(table)
