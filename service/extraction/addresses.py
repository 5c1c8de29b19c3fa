"""Segments known to be of an address → whole addresses, as printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from service.domain.fields import Segment
from service.domain.geometry import bounds
from service.domain.text import Line
from service.extraction.address_lines import cleaned
from service.extraction.address_parts import CODE_LABEL, STREET
from service.extraction.postal import FORMATS, PREFIXED, country_at_end, country_named


def grouped(segments: Sequence[Segment]) -> tuple[tuple[Segment, ...], ...]:
    """Address segments of one side → one group an office, each in reading order.

    Neighbours stack (close, overlapping across) or stand side by side; a line that begins anew
    after a complete address (street after postal code) opens the next group.
    """
    todo = sorted(segments, key=lambda s: (s.line, s.start))
    groups: list[list[Segment]] = []
    for piece in todo:
        home = next((g for g in reversed(groups) if _adjoins(g, piece)), None)
        if home is None or _begins_anew(home, piece):
            groups.append([piece])
        else:
            home.append(piece)
    return tuple(tuple(_reading_order(g)) for g in groups)


def printed(group: Sequence[Segment], lines: Sequence[Line]) -> str:
    """The printed lines joined by newlines; pieces of one row are one line, with the marks that
    stood between them where nothing else did."""
    rows: list[list[Segment]] = []
    for piece in group:
        if rows and _same_row(rows[-1][-1], piece):
            last = rows[-1][-1]
            between = (
                lines[piece.line].text[last.end : piece.start] if last.line == piece.line else "x"
            )
            if piece.line == last.line and not any(c.isalnum() for c in between):
                text = lines[piece.line].text[last.start : piece.end]
                rows[-1][-1] = replace(last, end=piece.end, text=text)
            else:
                rows[-1].append(piece)
        else:
            rows.append([piece])
    printed_lines = (
        " ".join(filter(None, (cleaned(p.text, _leads_on(p, lines)) for p in row))) for row in rows
    )
    return "\n".join(line for line in printed_lines if line)


def _leads_on(piece: Segment, lines: Sequence[Line]) -> bool:
    return any(c.isdigit() for c in lines[piece.line].text[piece.end :])


def _box(piece: Segment) -> tuple[float, float, float, float]:
    return bounds(piece.polygon)


def _height(piece: Segment) -> float:
    _, top, _, bottom = _box(piece)
    return max(1.0, bottom - top)


def _same_row(a: Segment, b: Segment) -> bool:
    """Side by side, as parts of one printed line."""
    if a.line == b.line:
        return True
    la, ta, ra, ba = _box(a)
    lb, tb, rb, bb = _box(b)
    overlap = min(ba, bb) - max(ta, tb)
    gap = max(lb - ra, la - rb)
    return overlap > 0.6 * min(ba - ta, bb - tb) and gap < 1.5 * max(_height(a), _height(b))


def _adjoins(group: Sequence[Segment], piece: Segment) -> bool:
    return any(adjoining(member, piece) for member in group)


def adjoining(a: Segment, b: Segment) -> bool:
    """Stacked closely, overlapping across, or side by side in one row."""
    if _same_row(a, b):
        return True
    la, ta, ra, ba = _box(a)
    lb, tb, rb, bb = _box(b)
    height = max(_height(a), _height(b))
    gap = max(tb - ba, ta - bb)
    across = min(ra, rb) - max(la, lb)
    return gap < 1.6 * height and across > -0.5 * height


def _begins_anew(group: Sequence[Segment], piece: Segment) -> bool:
    """Whether ``piece`` starts a second address below one that is complete."""
    if _same_row(group[-1], piece):
        return False
    so_far = "\n".join(cleaned(s.text) for s in group)
    complete = _ends_address(so_far)
    text = cleaned(piece.text)
    starts = bool(STREET.search(text)) and not _ends_only(text)
    return complete and starts


def _ends_address(text: str) -> bool:
    last = text.rsplit("\n", maxsplit=1)[-1]
    _, country = country_at_end(last)
    if country or PREFIXED.search(last) or CODE_LABEL.search(last):
        return True
    return any(f.telling and f.pattern.search(last) for f in FORMATS.values()) or bool(
        re.search(r"\b[A-Z]{2}\.?,? \d{5}\b|^\d{4,6} [^\W\d_]{3}|\b\d{5,6}\.?$", last)
    )


def _ends_only(text: str) -> bool:
    """A line of postal code and town, or of a country: it closes an address, never opens one."""
    if country_named(text):
        return True
    if re.match(r"(?:[A-Z]{1,3}\s?-\s?)?\d{4,6}\s+[^\W\d_]{2}", text):
        return not re.search(
            r"\b(?:street|st|road|rd|ave|avenue|drive|blvd|way|lane)\b", text, re.I
        )
    return bool(re.fullmatch(r"\d{4,6}|[\d-]{8,9}", text.strip()))


def _reading_order(group: Sequence[Segment]) -> list[Segment]:
    """Rows from top to bottom, and within a row from left to right."""
    rows: list[list[Segment]] = []
    for piece in sorted(group, key=lambda s: (_box(s)[1] + _box(s)[3]) / 2):
        if rows and _same_row(rows[-1][-1], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [p for row in rows for p in sorted(row, key=lambda s: _box(s)[0])]
