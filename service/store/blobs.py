"""Bytes under keys, in a local folder or whatever else obstore speaks to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import LocalStore, from_url

from service.errors import Misconfigured, NotFound, StoreUnavailable


class ObjectBlobs:
    """A ``BlobStore`` over one object store."""

    def __init__(self, store: Any, name: str) -> None:
        self._store = store
        self._name = name

    @classmethod
    def local(cls, folder: Path) -> ObjectBlobs:
        """Blobs as files under ``folder``, which only its owner may enter."""
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as e:
            raise StoreUnavailable(f"the blob folder cannot be made: {e.strerror}") from e
        return cls(LocalStore(prefix=folder.resolve()), "local folder")

    @classmethod
    def at(cls, url: str) -> ObjectBlobs:
        """Blobs at an address such as ``s3://bucket/prefix``."""
        try:
            return cls(from_url(url), url.partition(":")[0])
        except (BaseError, ValueError) as e:
            raise Misconfigured(f"the blob address cannot be used: {e}") from e

    def put(self, key: str, data: bytes) -> None:
        try:
            obstore.put(self._store, key, data, mode="create")
        except AlreadyExistsError:
            return
        except (BaseError, OSError) as e:
            raise StoreUnavailable(f"a picture could not be kept ({type(e).__name__})") from e

    def get(self, key: str) -> bytes:
        try:
            return bytes(obstore.get(self._store, key).bytes())
        except FileNotFoundError:
            raise NotFound("the picture is not kept any more") from None
        except (BaseError, OSError) as e:
            raise StoreUnavailable(f"a picture could not be read ({type(e).__name__})") from e

    def delete(self, key: str) -> None:
        try:
            obstore.delete(self._store, key)
        except FileNotFoundError:
            return
        except (BaseError, OSError) as e:
            raise StoreUnavailable(f"a picture could not be deleted ({type(e).__name__})") from e

    def aged(self, before: datetime) -> Iterator[str]:
        try:
            for batch in obstore.list(self._store):
                yield from (m["path"] for m in batch if m["last_modified"] < before)
        except (BaseError, OSError) as e:
            raise StoreUnavailable(f"pictures cannot be listed ({type(e).__name__})") from e

    def check(self) -> str:
        """Writes and deletes a probe: a listing does not tell a missing folder from an empty one."""
        try:
            obstore.put(self._store, "probe", b"", mode="overwrite")
        except (BaseError, OSError) as e:
            raise StoreUnavailable(f"pictures cannot be kept ({type(e).__name__})") from e
        self.delete("probe")
        return f"{self._name}, obstore {obstore.__version__}"
