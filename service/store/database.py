"""A database address into transactions: readers, writers and migrations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from service.errors import Misconfigured, StoreUnavailable

BUSY_SECONDS = 15.0
_WRITES = "backnote_writes"


class Database:
    """An engine with two ways in. SQLite: WAL, foreign keys on, writers take their lock at BEGIN.

    A deferred SQLite transaction that reads first and writes later fails at once when another
    writer came between, whatever the busy timeout; BEGIN IMMEDIATE waits instead.
    """

    def __init__(self, url: str) -> None:
        """``url`` as SQLAlchemy takes it; ``Misconfigured`` if it cannot be used."""
        try:
            self._url: URL = make_url(url)
            self._engine = create_engine(self._url, pool_pre_ping=True)
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as e:
            raise Misconfigured(f"the database address cannot be used: {e}") from e
        self._writer = self._engine.execution_options(**{_WRITES: True})
        if self._url.get_backend_name() == "sqlite":
            event.listen(self._engine, "connect", _prepared)
            event.listen(self._engine, "begin", _begun)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only looks."""
        with _translated(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that may change things; kept at the end, undone by any error."""
        with _translated(), self._writer.begin() as connection:
            yield connection

    def migrated(self) -> str:
        """Bring the schema to the newest revision; answers its name."""
        if self._url.get_backend_name() == "sqlite" and self._url.database:
            folder = Path(self._url.database).parent
            try:
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            except OSError as e:
                raise StoreUnavailable(f"the data folder cannot be made: {e.strerror}") from e
        config = _alembic()
        with self.writing() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        return f"schema {self.revision()}"

    def revision(self) -> str | None:
        """The revision the database stands at."""
        with self.reading() as connection:
            return MigrationContext.configure(connection).get_current_revision()

    def check(self) -> str:
        """Backend, its version and the schema's; ``StoreUnavailable`` if out of reach or behind."""
        with self.reading() as connection:
            connection.execute(text("SELECT 1"))
            revision = MigrationContext.configure(connection).get_current_revision()
            version = ".".join(str(n) for n in connection.dialect.server_version_info or ())
        newest = ScriptDirectory.from_config(_alembic()).get_current_head()
        if revision != newest:
            raise StoreUnavailable(
                f"the schema is {revision}, not {newest}", remedy="Run 'python -m service migrate'."
            )
        return f"{self._url.get_backend_name()} {version}, schema {revision}"

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()


def _alembic() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


def _prepared(connection: Any, _record: object) -> None:
    # The driver's own implicit BEGIN comes too late and is never IMMEDIATE: switch it off.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.execute(f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}")
    cursor.close()


def _begun(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _translated() -> Iterator[None]:
    """Driver errors as ``StoreUnavailable``, without the statement (it holds contact data)."""
    try:
        yield
    except (DBAPIError, PoolTimeout) as e:
        reason = type(e.orig).__name__ if isinstance(e, DBAPIError) else "no connection is free"
        raise StoreUnavailable(f"the database did not serve ({reason})") from None
