"""The fields of a card that may name several people → those of the first, and the other people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from service.domain.contact import Email, Evidence, Field, Name, Phone, Text
from service.domain.geometry import bounds
from service.extraction.assemble import Fields, Found
from service.extraction.lexicon import tokens
from service.extraction.likeness import person_likeness

F = TypeVar("F", bound=Field)

ALONE = 0.85
"""How sure a further name must be that has neither a title nor an e-mail of its own."""


@dataclass(frozen=True, slots=True)
class Other:
    """One more person of a shared card, with what stands by their name."""

    name: Found[Name]
    job_titles: tuple[Found[Text], ...]
    phones: tuple[Found[Phone], ...]
    emails: tuple[Found[Email], ...]


def parted(fields: Fields) -> tuple[Fields, tuple[Other, ...]]:
    """``fields`` with one name at most, and what belongs to further people.

    A name in a second language or on the other side is the same person once more, no other one.
    """
    if len(fields.names) < 2:
        return fields, ()
    first, others = fields.names[0], [n for n in fields.names[1:] if _another(fields.names[0], n)]
    names = [first, *others]
    titles = [_nearest(t, names) for t in fields.job_titles]
    mails = [_addressee(e, names) for e in fields.emails]
    mobiles = [_nearest(p, names) if p.field.type == "mobile" else 0 for p in fields.phones]
    people = []
    for i, name in enumerate(others, 1):
        own_titles = _of(fields.job_titles, titles, i)
        own_mails = _of(fields.emails, mails, i)
        if own_titles or own_mails or name.signals.get("score", 0.0) >= ALONE:
            people.append(Other(name, own_titles, _of(fields.phones, mobiles, i), own_mails))
        else:
            titles, mails, mobiles = (
                _handed_back(owners, i) for owners in (titles, mails, mobiles)
            )
    main = replace(
        fields,
        names=(first,),
        job_titles=_of(fields.job_titles, titles, 0),
        emails=_of(fields.emails, mails, 0),
        phones=_of(fields.phones, mobiles, 0),
    )
    return main, tuple(people)


def _another(first: Found[Name], name: Found[Name]) -> bool:
    """Whether ``name`` is somebody else: on the same side, in the same script, no word in common."""
    if first.field.evidence.side != name.field.evidence.side:
        return False
    if first.field.full.isascii() != name.field.full.isascii() and not _latin(
        name.field.full + first.field.full
    ):
        return False
    return not set(tokens(first.field.full)) & set(tokens(name.field.full))


def _latin(text: str) -> bool:
    return all(ord(c) < 0x250 for c in text if c.isalpha())


def _of(items: Sequence[Found[F]], owners: Sequence[int], person: int) -> tuple[Found[F], ...]:
    return tuple(item for item, owner in zip(items, owners, strict=True) if owner == person)


def _handed_back(owners: Sequence[int], person: int) -> list[int]:
    return [0 if owner == person else owner for owner in owners]


def _addressee(mail: Found[Email], names: Sequence[Found[Name]]) -> int:
    """The person whose name the local part resembles; of a mailbox of no one, the first."""
    local = mail.field.address.partition("@")[0]
    likeness = [person_likeness(tokens(n.field.full), local) for n in names]
    best = max(range(len(names)), key=likeness.__getitem__)
    return best if likeness[best] >= 0.5 else 0


def _nearest(item: Found[F], names: Sequence[Found[Name]]) -> int:
    """The person whose name stands closest by; what a name stands above counts more than below."""
    gaps = [_gap(n.field.evidence, item.field.evidence) for n in names]
    return min(range(len(names)), key=gaps.__getitem__)


def _gap(name: Evidence, item: Evidence) -> float:
    if name.side != item.side or not name.polygon or not item.polygon:
        return float("inf")
    (nl, nt, nr, nb), (il, it, ir, ib) = bounds(name.polygon), bounds(item.polygon)
    across = max(0.0, il - nr, nl - ir)
    down = it - nb if it >= (nt + nb) / 2 else 2 * max(0.0, nt - ib)
    return 2 * across + max(0.0, down)
