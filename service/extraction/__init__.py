"""Readings of a card's sides → its contact, every value with confidence and evidence."""

from __future__ import annotations

from service.extraction.card import contact, placed

__all__ = ["contact", "placed"]
