"""Lines into e-mail addresses, repaired where a reader split, glued or misread them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.domain.fields import Candidate
from service.domain.text import Line
from service.extraction import spans

_MAIL = re.compile(r"[\w.+%'&-]+@[\w-]+(?:\.[\w-]+)+")


def candidates(lines: Sequence[Line]) -> tuple[Candidate, ...]:
    out = []
    for i, line in enumerate(lines):
        for m in _MAIL.finditer(spans.plain(line.text)):
            seg = spans.segment(lines, i, m.start(), m.end())
            out.append(Candidate("email", (seg,), m.group().casefold(), 0.95))
    return tuple(out)
