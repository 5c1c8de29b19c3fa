"""Frozen values of the domain, standard library only."""
