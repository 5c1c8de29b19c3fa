"""Notes into the JSON of the HTTP contract."""

from __future__ import annotations

from datetime import date

from pydantic import Field, computed_field

from service.api.value_schemas import EvidenceSchema, Point, Schema, Share
from service.domain.note import Certainty, FacetKind, NoteSource


class NoteWordSchema(Schema):
    text: str
    confidence: Share = Field(description="The decoder's own, not calibrated.")
    polygon: list[Point] = Field(description="Pixels of the uploaded, upright photo, clockwise.")
    alternatives: list[str] = Field(description="Other readings of the same ink, likeliest first.")


class NoteLineSchema(Schema):
    """One line of handwriting."""

    text: str
    raw: str = Field(description="The recogniser's own reading, before any word list.")
    confidence: Share = Field(description="The decoder's own, not calibrated.")
    evidence: EvidenceSchema
    words: list[NoteWordSchema]


class WhenSchema(Schema):
    """A time that the note names."""

    text: str = Field(description="The note's own words.")
    start: date | None = Field(description="First day meant; null where open or unknown.")
    end: date | None = Field(description="Last day meant; null where open or unknown.")


class SpanSchema(Schema):
    start: int
    end: int


class FacetSchema(Schema):
    """One fact of a note."""

    id: str
    kind: FacetKind
    value: str = Field(description="In the note's own words.")
    topic: str | None = Field(description="What it is about, where that adds something.")
    about: str = Field(
        description="`contact`, `me` (the writer), or somebody else's name or role.",
        examples=["contact", "wife"],
    )
    when: WhenSchema | None
    certainty: Certainty
    negated: bool = Field(description="The note denies it.")
    sensitive: bool = Field(description="About children, health or beliefs.")
    confidence: Share
    span: SpanSchema = Field(description="The characters of the transcript that it came from.")
    evidence: EvidenceSchema

    @computed_field(description="`about`, where that is somebody else than the contact.")  # type: ignore[prop-decorator]
    @property
    def who(self) -> str | None:
        return None if self.about == "contact" else self.about

    @computed_field(description="Of a promise: the last day to keep it, as far as known.")  # type: ignore[prop-decorator]
    @property
    def due(self) -> date | None:
        if self.kind != "promise" or self.when is None:
            return None
        return self.when.end or self.when.start

    @computed_field(description="False for a question.")  # type: ignore[prop-decorator]
    @property
    def certain(self) -> bool:
        return self.certainty == "stated"


class OpenerSchema(Schema):
    """A sentence to begin a follow-up with."""

    text: str
    because: list[str] = Field(description="Ids of the facets it rests on.")


class NoteSchema(Schema):
    """What was written on the card, or typed of it."""

    transcript: str
    source: NoteSource = Field(description="Who vouches for the transcript: the ink, or a person.")
    language: str = Field(description="BCP 47.")
    confidence: Share = Field(description="Of the transcript; 1 where a person vouches for it.")
    facets: list[FacetSchema]
    openers: list[OpenerSchema]
    lines: list[NoteLineSchema] = Field(
        description="The handwriting as read, also where a person corrected the transcript."
    )
