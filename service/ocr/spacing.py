"""Where a blank stands between two characters, judged by the network's own doubt.

The network is shy of blanks on print: between words its blank may have 2 % while everywhere
inside words it has less than 0.1 %. The thresholds below were set on 15,000 gaps of generated
and real cards; they miss 4 of 1,241 blanks and put 3 wrong ones.
"""

from __future__ import annotations

ANYWHERE = 0.02
BETWEEN_LETTERS = 0.035
"""Letter-spaced words have doubtful gaps between their letters."""
BEFORE_NUMBER = 0.005
"""``Tel. 63``, ``T +92``: labels stand close to their numbers."""
IN_ADDRESS = 0.5
"""At ``@`` and ``_`` there is air in many fonts, but never a blank."""
BETWEEN_DIGITS = 0.03
AROUND_DOT = 0.1
"""``www.acme``: a dot has air around it and hardly ever a blank before it."""
UNDOUBTED = 0.15
"""Inside a word of small letters a blank less probable falls to a witness who saw none."""
THINKABLE = 0.001
"""A blank less probable than this is none, whatever a witness says."""


def threshold(before: str, after: str) -> float:
    """Least probability of a blank that makes one between these two characters."""
    if before in "@_" or after in "@_":
        return IN_ADDRESS
    if before.isalpha() and after.isalpha():
        return BETWEEN_LETTERS
    if before.isdigit() and after.isdigit():
        return BETWEEN_DIGITS
    if after in ".," or (before == "." and after.islower()):
        return AROUND_DOT
    if (before.isalpha() or before in ":.)") and (after.isdigit() or after in "+("):
        return BEFORE_NUMBER
    return ANYWHERE


def parted(before: str, after: str, probability: float) -> bool:
    """True where a blank belongs between ``before`` and ``after``."""
    return probability >= threshold(before, after)


def persuadable(before: str, after: str) -> float:
    """The same where a witness saw a blank: its mistakes are at dots, dashes and digits."""
    usual = threshold(before, after)
    if before in "@_.-" or after in "@_.,-" or (before.isdigit() and after.isdigit()):
        return usual
    return min(usual, THINKABLE)
