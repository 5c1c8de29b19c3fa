"""A JSON list of transcribed pictures into labelled cards: what a reader should have found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias, cast, get_args

from service.domain.contact import Side
from service.errors import BadRequest

Kind: TypeAlias = Literal["photo", "scan", "render"]


@dataclass(frozen=True, slots=True)
class TruePhone:
    """A number as its card prints it; its type and its E.164 form where the label gives them."""

    printed: str
    type: str | None
    e164: str | None = None


@dataclass(frozen=True, slots=True)
class Truth:
    """What a card says. ``names`` and ``organizations``: any one of them is right, and one is
    expected where there are any; every entry of the other tuples is expected."""

    names: tuple[str, ...] = ()
    job_titles: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    phones: tuple[TruePhone, ...] = ()
    emails: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    social: tuple[str, ...] = ()
    address_lines: tuple[str, ...] = ()
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """One labelled picture; ``lines`` are its printed lines, top to bottom."""

    file: str
    kind: Kind
    side: Side
    language: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LabelledCard:
    """One physical card: its pictures (one or two) and what they say together."""

    id: str
    pictures: tuple[Picture, ...]
    truth: Truth


def label_entries(path: Path, key: str = "file") -> tuple[Mapping[str, Any], ...]:
    """The objects of the label file ``path``, each with a text under ``key``. ``BadRequest`` where
    the file is no such list, saying which entry is wrong."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as e:
        raise BadRequest(
            f"no labels in {path}: {e}", remedy="Give a JSON list of labelled pictures."
        ) from e
    if not isinstance(entries, list):
        raise BadRequest(f"{path} holds no JSON list", remedy="See docs/accuracy.md for the form.")
    for i, entry in enumerate(entries):
        if not isinstance(entry, dict) or not isinstance(entry.get(key), str):
            raise BadRequest(f"entry {i} of {path} names no {key}", remedy=f'Add "{key}" to it.')
    return tuple(entries)


def labelled_cards(path: Path) -> tuple[LabelledCard, ...]:
    """The cards of the label file ``path``; ``BadRequest`` where it is no such file."""
    return cards_of(label_entries(path))


def cards_of(entries: Iterable[Mapping[str, Any]]) -> tuple[LabelledCard, ...]:
    """The cards of ``entries``, in their order; those sharing a ``card`` key are sides of one."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for entry in entries:
        groups.setdefault(str(entry.get("card") or entry["file"]), []).append(entry)
    return tuple(_card(key, sides) for key, sides in groups.items())


def _card(key: str, entries: Sequence[Mapping[str, Any]]) -> LabelledCard:
    pictures = tuple(_picture(e) for e in entries)
    if len({p.side for p in pictures}) < len(pictures):
        raise BadRequest(f"card {key} has two pictures of one side", remedy='Set "side".')
    truth = Truth(
        names=_texts(entries, "name"),
        job_titles=_all_titles(entries),
        departments=_texts(entries, "department"),
        organizations=_texts(entries, "organization")
        + (_texts(entries, "organization_alternatives") if _texts(entries, "organization") else ()),
        phones=_phones(entries),
        emails=_texts(entries, "emails"),
        urls=_texts(entries, "urls"),
        social=_texts(entries, "social"),
        address_lines=_texts(entries, "address_lines"),
        country=next(iter(_texts(entries, "country")), None),
    )
    return LabelledCard(key, pictures, truth)


def _picture(entry: Mapping[str, Any]) -> Picture:
    kind = entry.get("kind", "photo")
    side = entry.get("side", "front")
    if kind not in get_args(Kind) or side not in get_args(Side):
        raise BadRequest(
            f"{entry['file']}: kind {kind!r}, side {side!r}",
            remedy="kind is photo, scan or render; side is front or back.",
        )
    return Picture(
        file=entry["file"],
        kind=cast(Kind, kind),
        side=cast(Side, side),
        language=str(entry.get("lang") or ""),
        lines=tuple(str(line) for line in entry.get("lines", ())),
    )


def _texts(entries: Sequence[Mapping[str, Any]], key: str) -> tuple[str, ...]:
    """All texts under ``key``, each once, whether given as text, list or (social) object."""
    out: dict[str, None] = {}
    for entry in entries:
        value = entry.get(key)
        for item in value if isinstance(value, list) else [value]:
            text = _spelled(item) if isinstance(item, dict) else item
            if text:
                out[str(text)] = None
    return tuple(out)


def _all_titles(entries: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The titles of the person, and of the others that stand on the card."""
    people = [person for entry in entries for person in entry.get("people") or ()]
    found = (*_texts(entries, "job_title"), *_texts(entries, "job_titles"))
    return tuple(dict.fromkeys((*found, *_texts(people, "job_title"))))


def _spelled(item: Mapping[str, Any]) -> Any:
    return item.get("url") or item.get("handle") or item.get("value")


def _phones(entries: Sequence[Mapping[str, Any]]) -> tuple[TruePhone, ...]:
    out: dict[str, TruePhone] = {}
    for entry in entries:
        for item in entry.get("phones") or ():
            printed = item if isinstance(item, str) else str(item["number_as_printed"])
            kind, e164 = (
                (None, None) if isinstance(item, str) else (item.get("type"), item.get("e164"))
            )
            key = "".join(c for c in printed if c.isdigit())
            out.setdefault(key, TruePhone(printed, kind, e164))
    return tuple(out.values())
