"""A card's own words, which its note is likely to hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.domain.contact import Contact
from service.notes.dates import Occasion

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
SHORTEST = 3
"""Shorter words of a card (``Av``, ``de``) would be seen in everything."""


def own_words(contact: Contact, occasion: Occasion | None = None) -> frozenset[str]:
    """Words of the people, firms, titles and towns on a card, and of the event, as printed."""
    return frozenset(
        word
        for text in _texts(contact, occasion)
        for word in _WORD.findall(text)
        if len(word) >= SHORTEST
    )


def _texts(contact: Contact, occasion: Occasion | None) -> Iterator[str]:
    for name in (contact.name, *(person.name for person in contact.people)):
        if name is not None:
            yield name.full
    yield from (o.name for o in contact.organizations)
    yield from (t.value for t in (*contact.job_titles, *contact.departments))
    yield from (a.locality or "" for a in contact.addresses)
    if occasion is not None:
        yield from (occasion.name or "", occasion.place or "")
