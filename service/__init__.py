"""Backnote: business cards, front and back, into contacts you can act on."""

__version__ = "0.1.0"
