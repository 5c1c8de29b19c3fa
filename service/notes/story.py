"""The ink of a card, or the words a person typed, into a note: the story of a note on one screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from service.domain.contact import Contact
from service.domain.evidence import Side
from service.domain.note import Note, NoteLine, Span
from service.domain.note_places import grounded
from service.notes import decode
from service.notes.dates import Occasion
from service.notes.facets import facets
from service.notes.language import english
from service.notes.openers import openers
from service.notes.rows import rows
from service.notes.tongue import language_of
from service.notes.vocabulary import own_words
from service.ports import InkStrip

LEGIBLE = 0.45
"""Below this mean belief a line is a drawing or a scrawl: it is shown, but nothing is made of it."""
LETTERS_A_WORD = 1.8
WORDLESS = 0.2
"""Below this no line was written at all."""


def written(
    strips: Mapping[Side, Sequence[InkStrip]],
    contact: Contact,
    captured_on: date | None = None,
    occasion: Occasion | None = None,
    doubted: bool = True,
) -> Note | None:
    """What the pen wrote on the sides of a card, None where it wrote nothing that looks like words.

    ``doubted``: strips may be drawings or print after all, so those that say little are left out.
    ``contact``: whose card it is; its words are expected in the note.
    """
    language = english().knowing(own_words(contact, occasion))
    lines: list[NoteLine] = []
    for side, some in strips.items():
        runs = [decode.line(strip, language, side) for strip in some]
        lines += rows([run for run in runs if run.text and (not doubted or _says(run))])
    if not lines:
        return None
    transcript = "\n".join(line.text for line in lines)
    sure = sum(x.confidence * len(x.text) for x in lines) / sum(len(x.text) for x in lines)
    note = Note(transcript, sure, "ink", language_of(transcript), tuple(lines))
    return note if sure < LEGIBLE else _understood(note, contact, captured_on, occasion)


def ready() -> None:
    """Load the word lists now rather than at the first note."""
    english()


@dataclass(frozen=True, slots=True)
class TypedNotes:
    """A ``NoteInterpreter``: the facts in words that a person typed or corrected."""

    def understood(self, transcript: str, contact: Contact, captured_at: date | None) -> Note:
        """See ``NoteInterpreter``."""
        lines = contact.note.lines if contact.note else ()
        note = Note(transcript, 1.0, "human", language_of(transcript), lines)
        return _understood(note, contact, captured_at, None)


def _understood(
    note: Note, contact: Contact, captured_on: date | None, occasion: Occasion | None
) -> Note:
    believed = _believed(note) if note.source == "ink" else None
    found = facets(note.transcript, captured_on, occasion, believed, note.language)
    note = grounded(replace(note, facets=found))
    given = contact.name.given if contact.name else None
    return replace(note, openers=openers(note.facets, note.language, given, captured_on))


def _believed(note: Note) -> list[tuple[Span, float]]:
    """Where each word of the ink stands in the transcript, and the decoder's belief in it."""
    found: list[tuple[Span, float]] = []
    at = 0
    for word in (word for line in note.lines for word in line.words):
        start = note.transcript.index(word.text, at)
        at = start + len(word.text)
        found.append((Span(start, at), word.confidence))
    return found


def _says(line: NoteLine) -> bool:
    """Whether a line says anything: a drawing, or print too small to read, gives single letters
    and marks."""
    letters = [sum(c.isalnum() for c in word.text) for word in line.words]
    worded = max(letters, default=0) > 1 and sum(letters) >= LETTERS_A_WORD * len(letters)
    return worded and line.confidence >= WORDLESS
