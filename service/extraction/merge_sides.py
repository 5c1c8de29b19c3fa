"""The fields of a card's front and back → the fields of the card, each value once."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from service.domain.contact import (
    Address,
    Email,
    Field,
    Name,
    Organization,
    Phone,
    Social,
    Text,
    Url,
)
from service.extraction.assemble import Fields, Found
from service.extraction.lexicon import squeezed

F = TypeVar("F", bound=Field)


HOME = 0.1
"""How much surer a name or firm on the back must be to go before the front's."""
NAMED = 0.75
"""How sure a name must be to tell that a side is another person's."""
ASIDE = 0.9
"""How sure a title on a side without a person must be, where another side has one: backs list
services and slogans."""


def merged(sides: Sequence[Fields]) -> Fields:
    """Values of all ``sides`` (front first); one met twice is kept once, marked ``twice``.

    Of organisations the surest stays: the others are the same firm worded otherwise.
    """
    peopled = any(s.names and s.job_titles for s in sides)
    titled = [s if s.names or not peopled else _surest(s) for s in sides]
    return Fields(
        names=once(_best_first([s.names for s in sides]), name_key),
        job_titles=once((f for s in titled for f in s.job_titles), text_key),
        departments=once((f for s in titled for f in s.departments), text_key),
        organizations=once(_best_first([s.organizations for s in sides]), organization_key)[:1],
        phones=once((f for s in sides for f in s.phones), phone_key),
        emails=once((f for s in sides for f in s.emails), email_key),
        urls=once((f for s in sides for f in s.urls), url_key),
        social=once((f for s in sides for f in s.social), social_key),
        addresses=once((f for s in sides for f in s.addresses), address_key),
        country=next((s.country for s in sides if s.country), None),
    )


def strangers(front: Fields, back: Fields) -> bool:
    """Whether the sides are those of two cards: each surely names a person, and nothing they say
    of them agrees. A back in another language or script shares a number or a domain at least."""
    people = [s.names[0] for s in (front, back) if s.names]
    if len(people) < 2 or any(p.signals.get("score", 0.0) < NAMED for p in people):
        return False
    return _reachable(front) and _reachable(back) and not (_told(front) & _told(back))


def _reachable(side: Fields) -> bool:
    return bool(side.emails or side.phones)


def _told(side: Fields) -> set[Hashable]:
    """What two sides of one card have in common: words of a name, firms, numbers, domains."""
    domains = {squeezed(f.field.address.rpartition("@")[2]) for f in side.emails}
    hosts = {squeezed(url_key(f.field).partition("/")[0]) for f in side.urls}
    words = {w for f in side.names for w in re.findall(r"\w+", squeezed_words(f.field.full))}
    firms = {organization_key(f.field) for f in side.organizations}
    numbers = {phone_key(f.field)[0] for f in side.phones}
    return {k for k in (*domains, *hosts, *words, *firms, *numbers) if k}


def _surest(side: Fields) -> Fields:
    def sure(items: tuple[Found[Text], ...]) -> tuple[Found[Text], ...]:
        return tuple(t for t in items if t.signals.get("score", 0.0) >= ASIDE)

    return replace(side, job_titles=sure(side.job_titles), departments=sure(side.departments))


def _best_first(by_side: Sequence[Sequence[Found[F]]]) -> list[Found[F]]:
    """The sides' own orders kept, a later side's best going first only if it is surer by ``HOME``."""
    rated = [
        (-found.signals.get("score", 0.0) + HOME * side, rank, found)
        for side, items in enumerate(by_side)
        for rank, found in enumerate(items)
    ]
    return [found for _, _, found in sorted(rated, key=lambda r: r[:2])]


def once(found: Iterable[Found[F]], key: Callable[[F], Hashable]) -> tuple[Found[F], ...]:
    """The first of each key, with the signals of its surest mention."""
    kept: dict[Hashable, Found[F]] = {}
    for item in found:
        k = key(item.field)
        if k in kept:
            kept[k] = replace(kept[k], signals=_surer(kept[k].signals, item.signals))
        else:
            kept[k] = item
    return tuple(kept.values())


def _surer(a: Mapping[str, float], b: Mapping[str, float]) -> dict[str, float]:
    best = (
        a
        if a.get("score", 0.0) + a.get("agree", 0.0) >= b.get("score", 0.0) + b.get("agree", 0.0)
        else b
    )
    return {**best, "twice": 1.0}


def name_key(name: Name) -> Hashable:
    return frozenset(re.findall(r"\w+", squeezed_words(name.full, name.prefix, name.suffix)))


def squeezed_words(full: str, *without: str | None) -> str:
    """``full`` folded, without its title and degrees: what tells one person from another."""
    for part in without:
        if part:
            full = full.replace(part, " ")
    return " ".join(squeezed(w) for w in full.split())


def text_key(text: Text) -> Hashable:
    return squeezed(text.value) or text.value


def organization_key(organization: Organization) -> Hashable:
    return squeezed(organization.name) or organization.name


def phone_key(phone: Phone) -> tuple[str, str | None, bool]:
    return (phone.e164 or re.sub(r"\D", "", phone.national), phone.extension, phone.type == "fax")


def email_key(email: Email) -> Hashable:
    return email.address.casefold()


def url_key(url: Url) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", url.url.casefold()).rstrip("/")


def social_key(social: Social) -> Hashable:
    return (social.network, social.handle.casefold())


def address_key(address: Address) -> Hashable:
    return squeezed(address.formatted) or address.formatted
