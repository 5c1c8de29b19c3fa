"""A line and its witness's reading into the line with its blanks voted on.

Only blanks: letting the witness settle look-alikes (l I, O 0, B ß) was measured and does more
harm than good; where it disagrees on those is for the confidence to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from service.ocr.ctc import Decoded
from service.ocr.spacing import UNDOUBTED, persuadable

ALIKE = 0.6
"""Below this likeness the witness read something else and has no vote."""


def voted(read: Decoded, witness: str) -> Decoded:
    """``read`` after the vote of ``witness``: the reader's characters, with the blanks that both
    see, or one sees and the other thinks possible."""
    bare = [i for i, c in enumerate(read.text) if c != " "]
    ours = "".join(read.text[i] for i in bare)
    theirs = "".join(witness.split())
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    if not ours or matcher.ratio() < ALIKE:
        return read
    # partner[k]: the witness's index for our k-th character, where both agree
    partner: dict[int, int] = {}
    for block in matcher.get_matching_blocks():
        partner.update((block.a + n, block.b + n) for n in range(block.size))
    seen = _blanks(witness)
    parted = [_parted(read, bare, k, partner, seen) for k in range(len(bare))]
    return rebuilt(read, bare, parted)


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
    before, after = read.text[bare[k - 1]], read.text[bare[k]]
    if theirs and not ours:
        return probable >= persuadable(before, after)
    if ours and not theirs and before.islower() and after.islower():
        return probable >= UNDOUBTED
    return ours


def rebuilt(read: Decoded, bare: Sequence[int], parted: Sequence[bool]) -> Decoded:
    """``read`` with a blank before each of its ``bare`` characters that is ``parted``."""
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
        text.append(read.text[i])
        sure.append(read.confidences[i])
        spans.append(read.spans[i])
        blanks.append(read.blanks[i])
    return replace(
        read, text="".join(text), confidences=tuple(sure), spans=tuple(spans), blanks=tuple(blanks)
    )


def without_ghosts(read: Decoded) -> Decoded:
    """``read`` without the t that the network sees in the tail of a curly ampersand (``&t``)."""
    while (at := f" {read.text} ".find(" &t ")) >= 0:
        ghost = at + 1
        keep = [i for i in range(len(read.text)) if i != ghost]
        read = Decoded(
            "".join(read.text[i] for i in keep),
            tuple(read.confidences[i] for i in keep),
            tuple(read.spans[i] for i in keep),
            tuple(read.blanks[i] for i in keep),
        )
    return read
