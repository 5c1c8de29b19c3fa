"""The ink of a card, or the words a person typed, into a note: the story of a note on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from service.domain.contact import Contact
from service.domain.evidence import Evidence, Side
from service.domain.note import Facet, Note, NoteLine, NoteWord, Span
from service.notes import decode
from service.notes.dates import Occasion
from service.notes.facets import facets
from service.notes.language import english
from service.notes.openers import openers
from service.notes.tongue import language_of
from service.notes.vocabulary import own_words
from service.ports import InkStrip

LEGIBLE = 0.45
"""Below this mean belief a line is a drawing or a scrawl: it is shown, but nothing is made of it."""
WORDLESS = 0.2
"""Below this no line was written at all."""


def written(
    strips: Mapping[Side, Sequence[InkStrip]],
    contact: Contact,
    captured_on: date | None = None,
    occasion: Occasion | None = None,
) -> Note | None:
    """What the pen wrote on the sides of a card, None where it wrote nothing that looks like words.

    ``strips`` in reading order, polygons in the pixels that evidence shall have. ``contact``: whose
    card it is; its words are expected in the note.
    """
    language = english().knowing(own_words(contact, occasion))
    lines = [
        line
        for side, some in strips.items()
        for strip in some
        if (line := decode.line(strip, language, side)).confidence >= WORDLESS and _worded(line)
    ]
    if not lines:
        return None
    transcript = "\n".join(line.text for line in lines)
    sure = sum(x.confidence * len(x.text) for x in lines) / sum(len(x.text) for x in lines)
    note = Note(transcript, sure, "ink", language_of(transcript), tuple(lines))
    return note if sure < LEGIBLE else _understood(note, contact, captured_on, occasion)


@dataclass(frozen=True, slots=True)
class TypedNotes:
    """A ``NoteInterpreter``: the facts in words that a person typed or corrected."""

    def understood(self, transcript: str, contact: Contact, captured_at: date | None) -> Note:
        """See ``NoteInterpreter``. The ink's lines tell where words stand that were not changed."""
        lines = contact.note.lines if contact.note else ()
        note = Note(transcript, 1.0, "human", language_of(transcript), lines)
        return _understood(note, contact, captured_at, None)


def _understood(
    note: Note, contact: Contact, captured_on: date | None, occasion: Occasion | None
) -> Note:
    placed = _placed(note)
    believed = (
        [(span, word.confidence) for span, word, _ in placed] if note.source == "ink" else None
    )
    found = tuple(
        replace(facet, evidence=_evidence(facet, placed))
        for facet in facets(note.transcript, captured_on, occasion, believed, note.language)
    )
    given = contact.name.given if contact.name else None
    return replace(note, facets=found, openers=openers(found, note.language, given, captured_on))


def _placed(note: Note) -> list[tuple[Span, NoteWord, Evidence]]:
    """The words of the ink that stand in the transcript, in order, with their characters."""
    found: list[tuple[Span, NoteWord, Evidence]] = []
    at = 0
    for line in note.lines:
        for word in line.words:
            start = note.transcript.find(word.text, at)
            if start < 0:
                continue
            at = start + len(word.text)
            found.append((Span(start, at), word, line.evidence))
    return found


def _evidence(facet: Facet, placed: Iterable[tuple[Span, NoteWord, Evidence]]) -> Evidence:
    """The box round the facet's words on the first line that holds some of them."""
    mine = [
        (word, where)
        for span, word, where in placed
        if span.start < facet.span.end and span.end > facet.span.start
    ]
    if not mine:
        return facet.evidence
    first = mine[0][1]
    words = [word.polygon for word, where in mine if where == first]
    start, end = words[0], words[-1]
    return replace(first, polygon=(start[0], end[1], end[2], start[3]))


def _worded(line: NoteLine) -> bool:
    """Whether a line says anything: a drawing gives single strokes, letters and marks."""
    return any(sum(c.isalnum() for c in w.text) > 1 for w in line.words)
