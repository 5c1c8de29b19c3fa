"""A contact into the folded text that a search looks through."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from service.domain.contact import Contact


def folded(text: str) -> str:
    """NFKD without marks, case folded: ``Müller`` and ``MULLER`` become the same."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return bare.casefold()


def search_text(contact: Contact) -> str:
    """Every value of ``contact``, folded, one a line."""
    return folded("\n".join(_values(contact)))


def _values(contact: Contact) -> Iterator[str]:
    if contact.name:
        yield contact.name.full
    yield from (t.value for t in contact.job_titles + contact.departments)
    yield from (o.name for o in contact.organizations)
    for phone in contact.phones:
        yield phone.e164 or phone.national
    yield from (e.address for e in contact.emails)
    yield from (u.url for u in contact.urls)
    yield from (s.handle for s in contact.social)
    yield from (a.formatted for a in contact.addresses)
    for person in contact.people:
        yield person.name.full
        yield from (e.address for e in person.emails)
    yield from contact.tags
    if contact.note:
        yield contact.note.transcript
