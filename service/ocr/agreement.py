"""A line and its witness's reading into the line with blanks and look-alikes voted on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from service.ocr.ctc import Decoded
from service.ocr.glyphs import LOOKALIKES
from service.ocr.spacing import IN_ADDRESS, THINKABLE, UNDOUBTED

ALIKE = 0.6
"""Below this likeness the witness read something else and has no vote."""
SURE = 0.97
"""A look-alike the reader is surer of than this stands against the witness."""


def voted(read: Decoded, witness: str) -> Decoded:
    """``read`` after the vote of ``witness``: the characters stay the reader's, except blanks
    that one sees and the other thinks possible, and look-alikes the reader doubts."""
    bare = [i for i, c in enumerate(read.text) if c != " "]
    ours = "".join(read.text[i] for i in bare)
    theirs = "".join(witness.split())
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    if not ours or matcher.ratio() < ALIKE:
        return read
    # partner[k]: the witness's index for our k-th character, where both agree
    partner: dict[int, int] = {}
    glyphs = list(ours)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            partner.update(zip(range(i1, i2), range(j1, j2), strict=True))
        elif tag == "replace" and i2 - i1 == j2 - j1:
            for k, j in zip(range(i1, i2), range(j1, j2), strict=True):
                if _settles(glyphs[k], theirs[j], read.confidences[bare[k]]):
                    glyphs[k] = theirs[j]
                    partner[k] = j
    seen = _blanks(witness)
    return rebuilt(read, bare, glyphs, [_parted(read, bare, k, partner, seen) for k in range(len(bare))])


def _settles(ours: str, theirs: str, sure: float) -> bool:
    return sure < SURE and any(ours in group and theirs in group for group in LOOKALIKES)


def _blanks(text: str) -> set[int]:
    """Indices, counted without blanks, of the characters that follow one."""
    found: set[int] = set()
    count = 0
    for before, char in zip(" " + text, text, strict=False):
        if char != " ":
            if before == " " and count:
                found.add(count)
            count += 1
    return found


def _parted(
    read: Decoded, bare: Sequence[int], k: int, partner: dict[int, int], seen: set[int]
) -> bool:
    """Whether a blank stands before our k-th character."""
    ours = k > 0 and read.text[bare[k] - 1] == " "
    if k == 0 or k not in partner or partner.get(k - 1) != partner[k] - 1:
        return ours
    theirs, probable = partner[k] in seen, read.blanks[bare[k]]
    if theirs and not ours:
        near = read.text[bare[k]] + read.text[bare[k - 1]]
        return probable >= (IN_ADDRESS if "@" in near or "_" in near else THINKABLE)
    if ours and not theirs:
        return probable >= UNDOUBTED
    return ours


def rebuilt(
    read: Decoded, bare: Sequence[int], glyphs: Sequence[str], parted: Sequence[bool]
) -> Decoded:
    """``read`` with these characters and a blank before each that is ``parted``."""
    text: list[str] = []
    sure: list[float] = []
    spans: list[tuple[float, float]] = []
    blanks: list[float] = []
    for k, i in enumerate(bare):
        if parted[k]:
            text.append(" ")
            sure.append(max(read.blanks[i], 0.5))
            spans.append((read.spans[bare[k - 1]][1], read.spans[i][0]))
            blanks.append(read.blanks[i])
        text.append(glyphs[k])
        sure.append(read.confidences[i])
        spans.append(read.spans[i])
        blanks.append(read.blanks[i])
    return replace(
        read, text="".join(text), confidences=tuple(sure), spans=tuple(spans), blanks=tuple(blanks)
    )
