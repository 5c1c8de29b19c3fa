"""The history of contacts; those that are there begin theirs with the day they were made."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contact_changes",
        sa.Column("contact_id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.String(8), nullable=False),
        sa.Column("deed", sa.String(16), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contacts.id"],
            name="fk_contact_changes_contact_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("contact_id", "version", name="pk_contact_changes"),
    )
    op.execute(
        "INSERT INTO contact_changes (contact_id, version, at, author, deed, changes) "
        "SELECT id, 1, created_at, 'service', 'created', '{}' FROM contacts"
    )


def downgrade() -> None:
    op.drop_table("contact_changes")
