"""The environment's BACKNOTE_… variables into one frozen, validated Settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from service.errors import Misconfigured

PREFIX = "BACKNOTE_"
ReaderChoice: TypeAlias = Literal["both", "ppocr", "tesseract"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Every knob of the service; each is ``BACKNOTE_`` + the field's name in capitals.

    Sizes are bytes, times seconds, pictures pixels. ``region`` is the ISO 3166-1 alpha-2
    country assumed for phones when nothing on the card tells; empty means none.
    ``error_budget`` is the share of wrong values tolerated among those accepted unseen.
    ``api_keys`` are comma separated; with none only loopback clients are answered.
    """

    data_dir: Path = Path("var")
    database_url: str = ""
    blobs: str = ""
    api_keys: tuple[str, ...] = ()
    reader: ReaderChoice = "both"
    languages: tuple[str, ...] = ("en", "de", "fr", "es", "it", "pt", "nl")
    region: str = ""
    error_budget: float = 0.01
    max_upload_bytes: int = 64 * 1024 * 1024
    max_pixels: int = 220_000_000
    engine_timeout: float = 20.0
    reader_threads: int = 2
    reading_slots: int = 1
    rate_per_minute: int = 600
    log_level: str = "INFO"

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Settings:
        """Settings of ``env``; ``Misconfigured`` names the variable that cannot be used."""
        values: dict[str, object] = {}
        for f in fields(cls):
            raw = env.get(PREFIX + f.name.upper())
            if raw is None or raw == "":
                continue
            try:
                values[f.name] = _parsed(f.name, raw, getattr(cls(), f.name))
            except ValueError as e:
                raise Misconfigured(f"{PREFIX}{f.name.upper()}={raw!r}: {e}") from e
        known = {PREFIX + f.name.upper() for f in fields(cls)}
        unknown = sorted(k for k in env if k.startswith(PREFIX) and k not in known)
        if unknown:
            raise Misconfigured(
                f"unknown setting {', '.join(unknown)}",
                remedy=f"Known settings: {', '.join(sorted(known))}.",
            )
        return cls(**values)  # type: ignore[arg-type]


def _parsed(name: str, raw: str, default: object) -> object:
    """``raw`` as the type of ``default``."""
    if name == "reader":
        if raw not in get_args(ReaderChoice):
            raise ValueError(f"choose one of {', '.join(get_args(ReaderChoice))}")
        return raw
    if isinstance(default, Path):
        return Path(raw)
    if isinstance(default, tuple):
        return tuple(part.strip() for part in raw.split(",") if part.strip())
    if isinstance(default, int):
        return int(raw)
    if isinstance(default, float):
        return float(raw)
    return raw
