"""The readings and codes of one card → its contact: the story of extraction on one screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from service.domain.card import Hints
from service.domain.contact import (
    Contact,
    Field,
    Person,
    Review,
    Side,
)
from service.domain.geometry import Homography, mapped
from service.domain.text import CardWarning, Code, Reading
from service.extraction import (
    anchors,
    assemble,
    assign,
    classification,
    confidence,
    macrons,
    merge_codes,
    merge_sides,
    several_people,
)
from service.extraction.assemble import Fields, Found
from service.extraction.confidence import FieldKind
from service.extraction.surroundings import Surroundings

F = TypeVar("F", bound=Field)
_ORDER: tuple[Side, ...] = ("front", "back")
ANOTHER_CARD = CardWarning(
    "another_card",
    "Front and back name different people who share no number, address or firm; only the front was taken.",
    "Send the right back with PUT /v1/cards/{id}/back, or the two as cards of their own.",
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What stands behind one value's confidence; ``path`` as in ``Review.fields``."""

    path: str
    kind: FieldKind
    signals: Mapping[str, float]
    probability: float


def contact(
    readings: Mapping[Side, Reading], codes: Sequence[Code], hints: Hints, error_budget: float
) -> tuple[Contact, tuple[CardWarning, ...]]:
    """The contact of a card, polygons in pixels of the straight sides, and what a person should
    know of it. ``error_budget``: share of wrong values tolerated among those accepted unseen."""
    made, claims, notices = claimed(readings, codes, hints)
    floor = confidence.model().threshold(error_budget)
    doubts = sorted((c.probability, c.path) for c in claims if c.probability < floor)
    paths = tuple(path for _, path in doubts)
    return replace(made, review=Review("pending" if paths else "done", paths)), notices


def claimed(
    readings: Mapping[Side, Reading], codes: Sequence[Code], hints: Hints
) -> tuple[Contact, tuple[Claim, ...], tuple[CardWarning, ...]]:
    """The contact before anybody decides what wants a look, and the claim behind each value."""
    sides = scored(readings, hints)
    notices: tuple[CardWarning, ...] = ()
    if len(sides) == 2 and merge_sides.strangers(*sides):
        sides, notices = sides[:1], (ANOTHER_CARD,)
    found = merge_sides.merged(sides)
    side = next((s for s in _ORDER if s in readings), _ORDER[0])
    found, conflicts = merge_codes.joined(
        found, codes, hints if hints.region else replace(hints, region=found.country), side
    )
    claims: list[Claim] = []
    return _contact(found, claims), tuple(claims), notices + conflicts


def scored(readings: Mapping[Side, Reading], hints: Hints) -> list[Fields]:
    """The fields of each side, front first, with the signals of their confidence."""
    sides: list[Fields] = []
    for side in _ORDER:
        if side in readings:
            lines = macrons.tilded([x for x in readings[side].lines if x.ink == "print"])
            strong = anchors.found(lines, hints)
            classified = classification.classified(lines, strong)
            weak = assign.assigned(classified, lines)
            around = Surroundings(readings[side], lines, classified.parts, weak)
            region = hints.region or strong.region
            sides.append(assemble.fields(lines, side, strong, weak, region, surroundings=around))
    return sides


def _contact(found: Fields, claims: list[Claim]) -> Contact:
    """``found`` with its confidences, each of which is added to ``claims``."""

    def sure(items: Sequence[Found[F]], kind: FieldKind, path: str) -> tuple[F, ...]:
        out = []
        for i, item in enumerate(items):
            p = confidence.model().probability(kind, item.signals)
            claims.append(Claim(path.format(i), kind, item.signals, p))
            out.append(replace(item.field, confidence=p))
        return tuple(out)

    main, others = several_people.parted(found)
    names = sure(main.names[:1], "name", "name")
    return Contact(
        name=names[0] if names else None,
        job_titles=sure(main.job_titles, "job_title", "job_titles/{}"),
        departments=sure(main.departments, "department", "departments/{}"),
        organizations=sure(main.organizations, "organization", "organizations/{}"),
        phones=sure(main.phones, "phone", "phones/{}"),
        emails=sure(main.emails, "email", "emails/{}"),
        urls=sure(main.urls, "url", "urls/{}"),
        social=sure(main.social, "social", "social/{}"),
        addresses=sure(main.addresses, "address", "addresses/{}"),
        country=main.country,
        people=tuple(
            Person(
                name=sure([o.name], "name", f"people/{i}/name")[0],
                job_titles=sure(o.job_titles, "job_title", f"people/{i}/job_titles/{{}}"),
                phones=sure(o.phones, "phone", f"people/{i}/phones/{{}}"),
                emails=sure(o.emails, "email", f"people/{i}/emails/{{}}"),
            )
            for i, o in enumerate(others)
        ),
    )


def placed(contact: Contact, to_photo: Mapping[Side, Homography]) -> Contact:
    """``contact`` with every polygon moved from its straight side into the uploaded photo."""

    def moved(field: F) -> F:
        seen = field.evidence
        way = None if seen.side is None else to_photo.get(seen.side)
        if seen.source == "code" or way is None or not seen.polygon:
            return field
        return replace(field, evidence=replace(seen, polygon=mapped(seen.polygon, way)))

    def all_moved(items: Sequence[F]) -> tuple[F, ...]:
        return tuple(moved(i) for i in items)

    return replace(
        contact,
        name=moved(contact.name) if contact.name else None,
        job_titles=all_moved(contact.job_titles),
        departments=all_moved(contact.departments),
        organizations=all_moved(contact.organizations),
        phones=all_moved(contact.phones),
        emails=all_moved(contact.emails),
        urls=all_moved(contact.urls),
        social=all_moved(contact.social),
        addresses=all_moved(contact.addresses),
        people=tuple(
            Person(moved(p.name), all_moved(p.job_titles), all_moved(p.phones), all_moved(p.emails))
            for p in contact.people
        ),
    )
