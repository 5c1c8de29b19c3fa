"""API keys: made once, shown once, kept as SHA-256 in one small file."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from service.errors import Conflict, Misconfigured, NotFound
from service.settings import Settings


def key_file(settings: Settings) -> Path:
    """Where the hashes are kept."""
    return settings.data_dir / "keys.json"


def digest(key: str) -> str:
    """SHA-256 in hex. A key has 256 random bits, so no slow hash is needed."""
    return hashlib.sha256(key.encode()).hexdigest()


class KeyFile:
    """Named key hashes in a JSON file that only its owner can read; changes are seen at once."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, name: str) -> str:
        """A new key for ``name``, never to be seen again; ``Conflict`` if the name has one."""
        entries = self._entries()
        if name in entries:
            raise Conflict(
                f"{name} has a key already", remedy=f"Revoke it first: keys revoke {name}"
            )
        key = f"bn_{secrets.token_urlsafe(32)}"
        made = datetime.now(UTC).isoformat(timespec="seconds")
        self._keep({**entries, name: {"sha256": digest(key), "made": made}})
        return key

    def revoke(self, name: str) -> None:
        """Forget the key of ``name``, or ``NotFound``."""
        entries = self._entries()
        if entries.pop(name, None) is None:
            raise NotFound(f"no key is named {name}")
        self._keep(entries)

    def listed(self) -> Iterator[tuple[str, datetime]]:
        for name, entry in sorted(self._entries().items()):
            yield name, datetime.fromisoformat(entry["made"])

    def digests(self) -> dict[str, str]:
        """Name → SHA-256 in hex."""
        return {name: entry["sha256"] for name, entry in self._entries().items()}

    def _entries(self) -> dict[str, dict[str, str]]:
        try:
            entries: dict[str, dict[str, str]] = json.loads(self._path.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except ValueError as e:
            raise Misconfigured("the key file is not JSON", remedy="Restore or delete it.") from e
        return entries

    def _keep(self, entries: dict[str, dict[str, str]]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_suffix(".new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            json.dump(entries, out, indent=1)
        fresh.replace(self._path)


def holder(key: str, plain: tuple[str, ...], hashed: dict[str, str]) -> str | None:
    """Who holds ``key``, or None. Looks at every key, so that time tells nothing."""
    given, found = digest(key), None
    for i, known in enumerate(plain):
        if hmac.compare_digest(given, digest(known)):
            found = f"key-{i + 1}"
    for name, known in hashed.items():
        if hmac.compare_digest(given, known):
            found = name
    return found
