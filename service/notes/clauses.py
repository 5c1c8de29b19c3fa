"""A transcript into clauses: rows of words that can hold one fact, with what parted them."""

# A grammar is a list of cases: its rules branch and return as often as there are cases.
# ruff: noqa: PLR0912, PLR0915

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.domain.note import Span
from service.notes.lexicon import grammar, lexicon, mended
from service.notes.tokens import Token, tokens

_SENTENCE = grammar("clauses.sentence")
_ARROWS = grammar("clauses.arrows")
_DASHES = {"-", "–", "—", "--"}
_BOXES = {"☐", "☑", "✓", "✔", "□"}
_SHORT = grammar("clauses.short")
"""Abbreviations whose full stop ends no sentence."""
_HANGING = grammar("clauses.hanging")
"""Words that no clause ends with: the next line goes on."""
_GOING_ON = grammar("clauses.going_on")
_FIRM_GAP = frozenset({"start", ".", "\n", "box", "bullet", "arrow"})
_OPENING = lexicon("promises", "strong")
_DOING = lexicon("promises", "verb", "deed")
_BLOCKING = grammar("clauses.blocking")


@dataclass(frozen=True, slots=True)
class Clause:
    """Words between two marks. ``lead``: what parts it from the one before (``start``, ``,``,
    ``.``, ``\\n``, ``(``, ``-``, ``→``, ``/``, ``)``, ``box``, ``bullet``, ``arrow``: an arrow that opens a line). ``asked``: a question mark
    ends it. ``line``: which line it begins on. ``head``: first clause of its sentence."""

    tokens: tuple[Token, ...]
    lead: str
    line: int = 0
    asked: bool = False

    @property
    def firm(self) -> bool:
        """Whether it begins a sentence, a line or an item of a list."""
        return self.lead in _FIRM_GAP


def believed(
    text: str, words: Sequence[tuple[Span, float]] | None = None, english: bool = True
) -> tuple[Token, ...]:
    """The transcript's tokens, each with the decoder's confidence, English misspellings mended."""
    found = tuple(mended(t) if english else t for t in tokens(text))
    if not words:
        return found
    return tuple(replace(t, confidence=_confidence(t, words)) for t in found)


def _confidence(token: Token, words: Sequence[tuple[Span, float]]) -> float:
    over = [c for span, c in words if span.start < token.end and token.start < span.end]
    return min(over, default=1.0)


def clauses(text: str, found: Sequence[Token]) -> tuple[Clause, ...]:
    """Clauses in the order of the transcript."""
    out: list[Clause] = []
    row: list[Token] = []
    lead, line, inside = "start", 0, False

    def close(next_lead: str, asked: bool = False) -> None:
        nonlocal row, lead
        if row:
            out.append(Clause(tuple(row), lead, line, asked))
            row = []
            lead = next_lead
        elif _stronger(next_lead, lead):
            lead = next_lead
        if asked and out and not out[-1].asked and not row:
            out[-1] = replace(out[-1], asked=True)

    for i, token in enumerate(found):
        before = found[i - 1] if i else None
        gap = text[before.end : token.start] if before else ""
        if "\n" in gap:
            if not _wraps(row, token, gap):
                close("\n")
            line += gap.count("\n")
        if not token.mark:
            row.append(token)
            continue
        mark, spaced = token.text, _spaced(text, token)
        after = found[i + 1] if i + 1 < len(found) else None
        if mark in _BOXES or mark.startswith("["):
            if mark != "[":
                close("box")
        elif mark == "?":
            close(".", asked=True)
        elif mark == "." and row and _abbreviated(row[-1], after, text):
            continue
        elif mark in _SENTENCE or mark.startswith("..") or unicodedata.category(mark[0]) == "So":
            close(".")
        elif mark == ",":
            close(",")
        elif mark in "([":
            close("(")
            inside = True
        elif mark in ")]":
            close(")" if inside else ".")
            inside = False
        elif mark in _ARROWS:
            close("arrow" if not row and lead in ("start", "\n", "bullet") else "→")
        elif mark in _DASHES:
            if not row:
                close("bullet")
            elif spaced:
                close("-")
        elif mark == "/" and spaced:
            close("/")
    close(".")
    return tuple(c for whole in out for c in _split(whole))


def _stronger(new: str, old: str) -> bool:
    order = ("/", ",", "-", ")", "(", "→", ".", "\n", "start", "bullet", "arrow", "box")
    if old == "start":
        return new in ("box", "bullet", "arrow")
    return order.index(new) > order.index(old)


def _spaced(text: str, token: Token) -> bool:
    around = text[max(0, token.start - 1) : token.start] + text[token.end : token.end + 1]
    return not around or any(c.isspace() for c in around)


def _abbreviated(last: Token, after: Token | None, text: str) -> bool:
    if after is None:
        return False
    if last.low.isdecimal() and after.text[:1].isalpha() and len(last.low) <= 2:
        return after.key[:3] in _MONTHS_SHORT and "\n" not in text[last.end : after.start]
    if len(last.text) == 1 and last.capital and not after.mark:
        return "\n" not in text[last.end : after.start]
    return last.key in _SHORT and not after.mark and "\n" not in text[last.end : after.start]


_MONTHS_SHORT = grammar("clauses.months_short")


def _wraps(row: Sequence[Token], token: Token, gap: str) -> bool:
    """Whether the clause goes on in the next line."""
    if not row or token.mark or gap.count("\n") > 1:
        return False
    return (
        row[-1].key in _HANGING
        or row[-1].after == "-"
        or (token.key in _GOING_ON and not token.capital)
    )


_KINSHIP = lexicon("family", "spouse", "child", "relative")
_ANIMALS = lexicon("pets", "pet", "breed")
_BEFORE_KIN = grammar("clauses.before_kin")
_DOES = lexicon("promises", "verb", "deed")


def _joint(row: Sequence[Token], keys: Sequence[str], at: int) -> bool:
    """Whether ``& doesn't drink``, ``and still coaches juniors``, ``so ring after 2`` follows."""
    if keys[at] not in ("and", "&", "+", "but", "so"):
        return False
    i = at + 1
    while i < len(keys) - 1 and keys[i] in grammar("clauses.joint"):
        i += 1
    if keys[at] == "so":
        return bool(_DOES.length(keys, i)) or keys[i] in ("no", "don't", "not")
    if keys[i] in grammar("clauses.joint.2"):
        return True
    telling = row[i].low.endswith("s") and row[i].low != keys[i] and len(row[i].low) > 4
    return telling and i + 1 < len(keys) and bool(_TELLING.length(keys, i) == 1)


_TELLING = lexicon("likes", "like", "dislike")


def _company(keys: Sequence[str], at: int) -> bool:
    """Whether ``w/ 3 dogs``, ``and his wife`` begins at ``at``."""
    if keys[at] not in ("w/", "with", "and", "&", "+"):
        return False
    i = at + 1
    while i < len(keys) and i < at + 4 and keys[i] in _BEFORE_KIN:
        i += 1
    return i < len(keys) and bool(
        _KINSHIP.length(keys, i) or (_ANIMALS.length(keys, i) and i > at + 1)
    )


def _split(clause: Clause) -> list[Clause]:
    """Apart where a verb opens a new clause and no mark was written: ``hotel bar send deck``."""
    row = clause.tokens
    keys = [t.key for t in row]
    for i in range(2, len(row) - 1):
        if (
            _company(keys, i)
            and not _DOES.length(keys, 0)
            and not any(_KINSHIP.length(keys, k) or _ANIMALS.length(keys, k) for k in range(i))
            and keys[i - 1] not in grammar("clauses.split")
        ):
            left = Clause(row[:i], clause.lead, clause.line, clause.asked)
            return [left, *_split(Clause(row[i + 1 :], ",", clause.line, clause.asked))]
    for i in range(1, len(row) - 1):
        if _joint(row, keys, i):
            left = Clause(row[:i], clause.lead, clause.line, clause.asked)
            return [left, *_split(Clause(row[i + 1 :], ".", clause.line, clause.asked))]
    for i in range(1, len(row)):
        if row[i - 1].after == ":" and i > 1 and i + 1 < len(row) and _DOING.length(keys, i):
            left = Clause(row[:i], clause.lead, clause.line)
            return [left, *_split(Clause(row[i:], ".", clause.line, clause.asked))]
        if (
            _OPENING.length(keys, i)
            and row[i - 1].key not in _BLOCKING
            and not row[i - 1].after
            and not row[i].low.endswith("ing")
            and not (_OPENING.length(keys, i - 1))
            and i + 1 < len(row)
        ):
            left = Clause(row[:i], clause.lead, clause.line)
            return [left, *_split(Clause(row[i:], ".", clause.line, clause.asked))]
    return [clause]
