"""Handwriting on a card into a transcript, the facts in it, and sentences to begin with."""

from service.notes.dates import Occasion
from service.notes.facets import facets
from service.notes.openers import openers
from service.notes.story import TypedNotes, ready, written
from service.notes.tongue import language_of
from service.notes.traced import untraceable

__all__ = [
    "Occasion",
    "TypedNotes",
    "facets",
    "language_of",
    "openers",
    "ready",
    "untraceable",
    "written",
]
