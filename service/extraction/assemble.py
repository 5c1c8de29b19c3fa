"""What the recognisers found on one side → fields with parts, evidence and signals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

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
from service.domain.fields import Candidate, Segment
from service.domain.geometry import Polygon, bounds, box
from service.domain.text import Line
from service.extraction import (
    address_lines,
    address_marks,
    address_parts,
    addresses,
    lexicon,
    names,
    signals,
)
from service.extraction.anchors import Anchors
from service.extraction.assign import Assignment
from service.extraction.letter_spacing import closed
from service.extraction.surroundings import Surroundings

F = TypeVar("F", bound=Field)


@dataclass(frozen=True, slots=True)
class Found(Generic[F]):
    """A field whose confidence is still open, with the signals it will be computed from."""

    field: F
    signals: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Fields:
    """All fields of one side, or of a card; best first."""

    names: tuple[Found[Name], ...] = ()
    job_titles: tuple[Found[Text], ...] = ()
    departments: tuple[Found[Text], ...] = ()
    organizations: tuple[Found[Organization], ...] = ()
    phones: tuple[Found[Phone], ...] = ()
    emails: tuple[Found[Email], ...] = ()
    urls: tuple[Found[Url], ...] = ()
    social: tuple[Found[Social], ...] = ()
    addresses: tuple[Found[Address], ...] = ()
    country: str | None = None


def fields(
    lines: Sequence[Line],
    side: Side,
    anchors: Anchors,
    assignment: Assignment,
    country: str | None,
    *,
    surroundings: Surroundings,
) -> Fields:
    """The fields of one side; ``country`` is the card's, where known."""
    page = _Page(lines, side, surroundings)
    office = _addresses(page, assignment, country)
    country = country or next((a.field.country for a in office if a.field.country), None)
    return Fields(
        names=_names(page, anchors, assignment, country),
        job_titles=tuple(_text(page, c) for c in assignment.of("job_title")),
        departments=tuple(_text(page, c) for c in assignment.of("department")),
        organizations=tuple(
            page.found(c, Organization(name=c.value, **page.base(c)))
            for c in assignment.of("organization")
        ),
        phones=tuple(
            page.found(
                c,
                Phone(
                    type=c.type,
                    e164=c.e164,
                    national=c.national,
                    country=c.country,
                    valid=c.valid,
                    extension=c.extension,
                    **page.base(c, c.raw),
                ),
            )
            for c in anchors.phones
        ),
        emails=tuple(page.found(c, Email(address=c.value, **page.base(c))) for c in anchors.emails),
        urls=tuple(page.found(c, Url(url=c.value, **page.base(c))) for c in anchors.urls),
        social=tuple(
            page.found(
                c, Social(network=c.network, handle=c.handle, url=c.url, **page.base(c, c.raw))
            )
            for c in anchors.social
        ),
        addresses=office,
        country=country,
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """The lines of one side, and what every field of it shares."""

    lines: Sequence[Line]
    side: Side
    surroundings: Surroundings

    def evidence(self, segments: Sequence[Segment]) -> Evidence:
        reader = self.lines[segments[0].line].reader if segments else "ppocr"
        return Evidence(side=self.side, polygon=hull(segments), reader=reader)

    def base(self, candidate: Candidate, raw: str = "") -> dict[str, Any]:
        text = raw or " ".join(s.text for s in candidate.segments)
        return {"confidence": 0.0, "evidence": self.evidence(candidate.segments), "raw": text}

    def found(self, candidate: Candidate, field: F) -> Found[F]:
        around = self.surroundings.of(candidate)
        own = signals.of(
            {**around, **candidate.signals},
            candidate.score,
            candidate.segments,
            self.lines,
            self.side,
        )
        return Found(field, own)


def hull(segments: Sequence[Segment]) -> Polygon:
    """The outline of one segment, or the box round several."""
    polygons = [s.polygon for s in segments if s.polygon]
    if len(polygons) <= 1:
        return polygons[0] if polygons else ()
    edges = [bounds(p) for p in polygons]
    return box(
        min(e[0] for e in edges),
        min(e[1] for e in edges),
        max(e[2] for e in edges),
        max(e[3] for e in edges),
    )


def _text(page: _Page, candidate: Candidate) -> Found[Text]:
    return page.found(candidate, Text(value=candidate.value, **page.base(candidate)))


def _names(
    page: _Page, anchors: Anchors, assignment: Assignment, country: str | None
) -> tuple[Found[Name], ...]:
    context = names.NameContext(
        country=country,
        locals=tuple(c.value.partition("@")[0] for c in anchors.emails),
        is_given=lambda w: lexicon.is_given(lexicon.folded(w)),
        is_family=lambda w: lexicon.is_family(lexicon.folded(w)),
    )
    out = []
    for candidate in assignment.of("name"):
        base = page.base(candidate)
        p = names.parsed(closed(str(base["raw"])), context)
        name = Name(
            full=p.full, prefix=p.prefix, given=p.given, additional=p.additional, family=p.family,
            suffix=p.suffix, **base,
        )  # fmt: skip
        out.append(page.found(candidate, name))
    return tuple(out)


def _addresses(
    page: _Page, assignment: Assignment, country: str | None
) -> tuple[Found[Address], ...]:
    chosen = {s: c for c in assignment.of("address") for s in c.segments}
    out = []
    office = addresses.grouped(tuple(chosen))
    for group in office:
        formatted = addresses.printed(group, page.lines)
        if not address_lines.tells_place(formatted):
            continue
        formatted = address_marks.settled(formatted, country)
        p = address_parts.parts(formatted, country)
        score = sum(chosen[s].score for s in group) / len(group)
        whole = Candidate("address", group, formatted, score, _weakest([chosen[s] for s in group]))
        address = Address(
            formatted=formatted, street=p.street, locality=p.locality, region=p.region,
            postal_code=p.postal_code, country=p.country, **page.base(whole),
        )  # fmt: skip
        whole = replace(
            whole,
            signals={
                **whole.signals,
                "postal": float(p.postal_code is not None),
                "others": min(len(office) - 1, 3) / 3,
            },
        )
        out.append(page.found(whole, address))
    return tuple(out)


def _weakest(candidates: Sequence[Candidate]) -> dict[str, float]:
    """Of every signal the lowest value among the lines of an address, and their lowest score."""
    keys = {k for c in candidates for k in c.signals}
    lowest = {k: min(c.signals.get(k, 0.0) for c in candidates) for k in keys}
    return {**lowest, "weakest": min(c.score for c in candidates)}
