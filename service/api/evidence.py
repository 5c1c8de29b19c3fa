"""A value's path into the piece of the photo it was read from."""

from __future__ import annotations

import math

import numpy as np

from service import intake
from service.domain.contact import Contact, Evidence, Field, Person
from service.domain.geometry import Polygon, bounds
from service.domain.note import Facet, Note, NoteLine
from service.errors import NotFound
from service.ports import Pixels
from service.wiring import Service

MARGIN = 0.25
"""Of the crop's shorter side, on each side: enough to see the neighbourhood."""

_FIELDS = {
    "name", "job_titles", "departments", "organizations", "phones", "emails", "urls", "social",
    "addresses", "people", "note", "facets", "lines",
}  # fmt: skip


def evidence_at(contact: Contact, path: str) -> Evidence:
    """The evidence of the value at ``path`` (``name``, ``people/0/emails/1``, ``note/facets/0``)."""
    value: object = contact
    for step in path.split("/"):
        value = _child(value, step)
    if not isinstance(value, Field | Facet | NoteLine):
        raise NotFound(
            f"the contact has no value at this path: {path[:60]!r}",
            remedy="Paths look like name, phones/0, people/0/name or note/facets/0.",
        )
    return value.evidence


def _child(value: object, step: str) -> object:
    if isinstance(value, Contact | Person | Note):
        return getattr(value, step, None) if step in _FIELDS else None
    if isinstance(value, tuple) and step.isascii() and step.isdecimal() and len(step) < 6:
        return value[int(step)] if int(step) < len(value) else None
    return None


def evidence_picture(service: Service, evidence: Evidence) -> bytes:
    """A JPEG of the evidence, from the stored photo, or of the whole straightened side where
    only a code's text gave the value. ``NotFound`` if the picture is gone."""
    if evidence.card_id is None or evidence.side is None:
        raise NotFound("this value was not read off a card")
    files = service.store.card(evidence.card_id).files
    if not evidence.polygon:
        key = files.straightened.get(evidence.side)
        if key is None:
            raise NotFound("the picture of this value is not kept any more")
        return service.blobs.get(key)
    key = files.originals.get(evidence.side)
    if key is None:
        raise NotFound("the photo of this value is not kept any more")
    photo = intake.decoded(service.blobs.get(key), service.limits)
    scale_x, scale_y = photo.to_upload[0], photo.to_upload[4]
    polygon = tuple((x / scale_x, y / scale_y) for x, y in evidence.polygon)
    return intake.jpeg(crop(photo.pixels, polygon))


def crop(pixels: Pixels, polygon: Polygon) -> Pixels:
    """The box around ``polygon`` with a margin, inside the picture and never empty, by quarter
    turns so that the polygon's first edge (the text's top) runs to the right."""
    height, width = pixels.shape[:2]
    left, top, right, bottom = bounds(polygon)
    margin = MARGIN * min(right - left, bottom - top) + 2
    x0 = min(max(0, math.floor(left - margin)), width - 1)
    y0 = min(max(0, math.floor(top - margin)), height - 1)
    x1 = max(x0 + 1, min(width, math.ceil(right + margin)))
    y1 = max(y0 + 1, min(height, math.ceil(bottom + margin)))
    (ax, ay), (bx, by) = polygon[0], polygon[1 % len(polygon)]
    turns = round(math.atan2(by - ay, bx - ax) / (math.pi / 2)) % 4
    return np.ascontiguousarray(np.rot90(pixels[y0:y1, x0:x1], turns))
