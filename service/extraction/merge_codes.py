"""The fields printed on a card and what its codes state → both together, and where they conflict."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from service.domain.card import Hints
from service.domain.contact import (
    Address,
    Email,
    Evidence,
    Field,
    Name,
    Organization,
    Phone,
    Side,
    Social,
    Text,
    Url,
)
from service.domain.geometry import box
from service.domain.text import CardWarning, Code, Line
from service.extraction import anchors, codes, postal
from service.extraction.assemble import Fields, Found
from service.extraction.codes import CodeFields
from service.extraction.lexicon import squeezed
from service.extraction.merge_sides import (
    email_key,
    name_key,
    organization_key,
    phone_key,
    social_key,
    text_key,
    url_key,
)

F = TypeVar("F", bound=Field)
STATING = ("vcard", "mecard", "bizcard")
"""Forms that state a person's fields. A bare link or number only confirms what is printed: where
it leads is no field of the card."""
_SURE = {
    "coded": 1.0,
    "score": 1.0,
    "agree": 1.0,
    "alike": 1.0,
    "low": 1.0,
    "mean": 1.0,
    "margin": 1.0,
}


def joined(
    printed: Fields, read: Sequence[Code], hints: Hints, side: Side
) -> tuple[Fields, tuple[CardWarning, ...]]:
    """``printed`` with equal values marked ``coded``, the codes' further values behind the printed
    ones, and a warning for each field (never its content) that print and code tell differently."""
    conflicts: dict[str, None] = {}
    for code in read:
        stated = codes.fields(code.text)
        printed = _with_code(printed, stated, _Coded(stated, hints, side), conflicts)
    remedy = "Look at both values and keep the right one."
    return printed, tuple(
        CardWarning(
            "code_conflict", f"The code on the card and its print tell a different {field}.", remedy
        )
        for field in conflicts
    )


class _Coded:
    """The values of one code as fields, with the code as their evidence."""

    def __init__(self, stated: CodeFields, hints: Hints, side: Side) -> None:
        self.evidence = Evidence(side=side, polygon=(), source="code", reader="code")
        texts = (*(p.number for p in stated.phones), *stated.emails, *stated.urls)
        lines = tuple(
            Line(t, 1.0, box(0, 60 * i, 20 * len(t), 60 * i + 40), "code")
            for i, t in enumerate(texts)
        )
        found = anchors.found(lines, hints)
        types = {i: p.type for i, p in enumerate(stated.phones)}
        self.phones = [
            self._found(
                Phone(
                    type=types[c.segments[0].line], e164=c.e164, national=c.national, country=c.country,
                    valid=c.valid, extension=c.extension, **self._base(c.raw or c.value),
                )
            )
            for c in found.phones
            if c.segments[0].line in types
        ]  # fmt: skip
        self.emails = [
            self._found(Email(address=c.value, **self._base(c.value))) for c in found.emails
        ]
        self.urls = [self._found(Url(url=c.value, **self._base(c.value))) for c in found.urls]
        self.social = [
            self._found(
                Social(
                    network=c.network, handle=c.handle, url=c.url, **self._base(c.raw or c.value)
                )
            )
            for c in found.social
        ]
        self.titles = [self._found(Text(value=t, **self._base(t))) for t in stated.job_titles]
        self.departments = [self._found(Text(value=t, **self._base(t))) for t in stated.departments]
        self.organizations = [
            self._found(Organization(name=t, **self._base(t))) for t in stated.organizations
        ]
        self.addresses = [
            self._found(a) for a in map(self._address, stated.addresses) if a.formatted
        ]
        full = stated.name or " ".join(
            filter(None, (stated.prefix, stated.given, stated.additional, stated.family))
        )
        self.names = (
            [
                self._found(
                    Name(
                        full=full, prefix=stated.prefix or None, given=stated.given or None,
                        additional=stated.additional or None, family=stated.family or None,
                        suffix=stated.suffix or None, **self._base(full),
                    )
                )
            ]
            if full
            else []
        )  # fmt: skip

    def _base(self, raw: str) -> dict[str, Any]:
        return {"confidence": 0.0, "evidence": self.evidence, "raw": raw}

    def _found(self, field: F) -> Found[F]:
        return Found(field, _SURE)

    def _address(self, a: codes.CodeAddress) -> Address:
        town = " ".join(filter(None, (a.postal_code, a.locality)))
        formatted = "\n".join(filter(None, (a.street, town, a.region, a.country)))
        return Address(
            formatted=formatted, street=a.street or None, locality=a.locality or None,
            region=a.region or None, postal_code=a.postal_code or None,
            country=postal.country_named(a.country), **self._base(formatted),
        )  # fmt: skip


def _always(_a: object, _b: object) -> bool:
    return True


def _never(_a: object, _b: object) -> bool:
    return False


def _with_code(
    printed: Fields, stated: CodeFields, coded: _Coded, conflicts: dict[str, None]
) -> Fields:
    states = stated.form in STATING

    def both(
        name: str, mine: Sequence[Found[F]], theirs: Sequence[Found[F]], key: Callable[[F], Hashable],
        *, rivals: Callable[[F, F], bool], alike: Callable[[F, F], bool] = _never,
    ) -> tuple[Found[F], ...]:  # fmt: skip
        out, fresh = list(mine), []
        for theirs_one in theirs:
            k = key(theirs_one.field)
            same = [
                i
                for i, m in enumerate(mine)
                if key(m.field) == k or alike(m.field, theirs_one.field)
            ]
            for i in same:
                out[i] = replace(out[i], signals={**out[i].signals, "coded": 1.0})
            if same or not states:
                continue
            fresh.append(theirs_one)
            at = next((i for i, m in enumerate(mine) if rivals(m.field, theirs_one.field)), None)
            if at is not None:
                conflicts[name] = None
                out[at] = replace(out[at], signals={**out[at].signals, "conflict": 1.0})
                fresh[-1] = replace(theirs_one, signals={**theirs_one.signals, "conflict": 1.0})
        return (*out, *fresh)

    names = both("name", printed.names[:1], coded.names, name_key, rivals=_always)
    return replace(
        printed,
        names=(*names[:1], *printed.names[1:]),
        job_titles=both(
            "job title", printed.job_titles, coded.titles, text_key, rivals=_one_title(printed)
        ),
        departments=both(
            "department", printed.departments, coded.departments, text_key, rivals=_never
        ),
        organizations=both(
            "organization",
            printed.organizations,
            coded.organizations,
            organization_key,
            rivals=_always,
            alike=_same_firm,
        ),
        phones=both("phone", printed.phones, coded.phones, phone_key, rivals=_near_phone),
        emails=both(
            "e-mail",
            printed.emails,
            coded.emails,
            email_key,
            rivals=lambda a, b: _near(a.address, b.address),
        ),
        urls=both(
            "web address",
            printed.urls,
            coded.urls,
            url_key,
            rivals=lambda a, b: _near(str(url_key(a)), str(url_key(b))),
        ),
        social=both(
            "profile",
            printed.social,
            coded.social,
            social_key,
            rivals=lambda a, b: a.network == b.network,
        ),
        addresses=_addresses(printed, coded, states),
    )


def _addresses(printed: Fields, coded: _Coded, states: bool) -> tuple[Found[Address], ...]:
    """A code writes addresses in another order than print: those of one postal code, or whose
    street is printed, are the same; a code's own one is added where none is printed."""
    out = list(printed.addresses)
    for theirs in coded.addresses:
        for i, mine in enumerate(out):
            street = squeezed(theirs.field.street or "")
            if street and street in squeezed(mine.field.formatted):
                out[i] = replace(mine, signals={**mine.signals, "street_coded": 1.0})
    return tuple(out) if out or not states else tuple(coded.addresses)


def _one_title(printed: Fields) -> Callable[[Text, Text], bool]:
    return lambda a, b: len(printed.job_titles) == 1 and _near(a.value, b.value)


def _same_firm(a: Organization, b: Organization) -> bool:
    """One name holds the other: a legal form more or less."""
    mine, theirs = squeezed(a.name), squeezed(b.name)
    return mine in theirs or theirs in mine


def _near_phone(a: Phone, b: Phone) -> bool:
    return a.type == b.type and _near(a.e164 or a.national, b.e164 or b.national)


def _near(a: str, b: str) -> bool:
    """Unequal by at most two letters: one of the two was misread or mistyped."""
    a, b = a.casefold(), b.casefold()
    if a == b or abs(len(a) - len(b)) > 2:
        return False
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1] <= 2
