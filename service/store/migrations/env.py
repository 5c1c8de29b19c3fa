"""Runs the steps on the connection that ``Database.migrated`` hands over."""

from alembic import context

from service.store.tables import metadata

connection = context.config.attributes["connection"]
# SQLite cannot alter most things in place, hence batches; DDL there is transactional, which
# Alembic does not assume by itself.
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
