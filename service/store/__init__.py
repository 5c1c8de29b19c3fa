"""Cards, contacts, answers and pictures, kept: SQLAlchemy and obstore live here only."""

from service.store.answers import SqlAnswers
from service.store.blobs import ObjectBlobs
from service.store.contacts import SqlContacts
from service.store.database import Database

__all__ = ["Database", "ObjectBlobs", "SqlAnswers", "SqlContacts"]
