"""A whole service over a temporary folder, with a reader that knows its card by heart."""

from __future__ import annotations

import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from service.api.app import application
from service.api.server import server
from service.settings import Settings
from service.wiring import Service, service
from tests.peers import CommaNotes, KnownReader, SetClock


@dataclass
class Running:
    """A service, a client of it on the same machine, and a look at what it keeps."""

    service: Service
    client: TestClient
    reader: KnownReader
    clock: SetClock
    notes: CommaNotes
    folder: Path

    def blobs(self) -> set[str]:
        return {p.name for p in (self.folder / "blobs").rglob("*") if p.is_file()}

    def rows(self) -> dict[str, int]:
        database = sqlite3.connect(self.folder / "backnote.db")
        try:
            tables = ("cards", "contacts", "contact_changes", "card_blobs", "answers")
            count = "SELECT COUNT(*) FROM {}"
            return {t: database.execute(count.format(t)).fetchone()[0] for t in tables}
        finally:
            database.close()

    def everything(self) -> tuple[set[str], dict[str, int]]:
        return self.blobs(), self.rows()


@dataclass
class Starter:
    """Starts services over one folder, one after another."""

    folder: Path
    reader: KnownReader = field(default_factory=KnownReader)
    clock: SetClock = field(default_factory=SetClock)
    notes: CommaNotes = field(default_factory=CommaNotes)
    clients: list[TestClient] = field(default_factory=list)

    def __call__(self, *, client: str = "127.0.0.1", **settings: object) -> Running:
        chosen = replace(Settings(data_dir=self.folder, rate_per_minute=100_000), **settings)
        made = service(chosen, self.reader, self.clock, self.notes)
        http = TestClient(
            application(made),
            base_url="http://127.0.0.1",
            client=(client, 40000),
            raise_server_exceptions=False,
        )
        http.__enter__()
        self.clients.append(http)
        return Running(made, http, self.reader, self.clock, self.notes, self.folder)

    def stop(self) -> None:
        self.reader.gate.set()
        while self.clients:
            self.clients.pop().__exit__(None, None, None)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Starter]:
    starter = Starter(tmp_path)
    yield starter
    starter.stop()


@contextmanager
def listening(app: ASGIApp) -> Iterator[str]:
    """The address of a real server of ``app`` on this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serving = server(app, "127.0.0.1", port)
    thread = threading.Thread(target=serving.run)
    thread.start()
    try:
        while not serving.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{port}"
    finally:
        serving.should_exit = True
        thread.join()


@pytest.fixture
def running(start: Callable[..., Running]) -> Running:
    return start()
