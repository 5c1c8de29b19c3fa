"""What the JSON of cards, contacts and notes is made of: shares, points, evidence."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from service.domain.evidence import Source
from service.domain.text import ReaderName

Pixel: TypeAlias = Annotated[
    float, PlainSerializer(lambda v: round(v, 1), return_type=float, when_used="json")
]
Share: TypeAlias = Annotated[
    float,
    Field(ge=0, le=1),
    PlainSerializer(lambda v: round(v, 4), return_type=float, when_used="json"),
]
Point: TypeAlias = tuple[Pixel, Pixel]


def absent(value: object) -> bool:
    """Whether a member that stands only where it has a value is left out."""
    return value is None


class Schema(BaseModel):
    """Made from domain values of the same names."""

    model_config = ConfigDict(
        from_attributes=True, json_schema_serialization_defaults_required=True
    )


class EvidenceSchema(Schema):
    """Where a value was read, or that a person typed it."""

    card_id: str | None
    side: Literal["front", "back"] | None = Field(
        description="Null only for what a person typed and no card shows."
    )
    polygon: list[Point] = Field(
        description="Pixels of the uploaded, upright photo, clockwise; empty for a code's text."
    )
    source: Source
    reader: ReaderName
