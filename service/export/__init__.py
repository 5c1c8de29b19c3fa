"""Contacts into the formats of other programs."""

from service.export.jcard import jcard
from service.export.vcard import Version, vcard

__all__ = ["Version", "jcard", "vcard"]
