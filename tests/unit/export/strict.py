"""A vCard 4.0 into its properties, refusing whatever RFC 6350 does not allow. For tests only."""

from __future__ import annotations

import re
from dataclasses import dataclass

NAME = r"[A-Za-z0-9-]+"
# Section 3.3: QSAFE and SAFE characters of parameter values.
PARAMETER = rf';{NAME}=(?:"[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x08\x0a-\x1f\x7f]*)(?:,(?:"[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x08\x0a-\x1f\x7f]*))*'
LINE = re.compile(rf"({NAME})((?:{PARAMETER})*):(.*)", re.DOTALL)
ONE = re.compile(rf';({NAME})=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)')
KNOWN = {
    "UID", "FN", "N", "KIND", "ORG", "TITLE", "TEL", "EMAIL", "ADR", "URL", "SOCIALPROFILE",
    "CATEGORIES", "REV", "NOTE",
}  # fmt: skip


@dataclass(frozen=True)
class Parsed:
    name: str
    parameters: dict[str, list[str]]
    value: str

    def components(self) -> list[list[str]]:
        return [[unescaped(v) for v in split(c, ",")] for c in split(self.value, ";")]


def parsed(card: bytes) -> list[Parsed]:
    """The properties between BEGIN and END."""
    text = card.decode("utf-8")
    assert text.endswith("\r\n")
    rows = text.split("\r\n")[:-1]
    for row in rows:
        assert len(row.encode()) <= 75, "a line of more than 75 octets"
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", row), "a control character"
        assert row, "an empty line"
    # Each physical line decodes by itself: no character was split.
    for row in card.split(b"\r\n"):
        row.decode("utf-8")
    lines = "\r\n".join(rows).replace("\r\n ", "").split("\r\n")
    assert lines[0] == "BEGIN:VCARD"
    assert lines[1] == "VERSION:4.0", "VERSION comes right after BEGIN (6.7.9)"
    assert lines[-1] == "END:VCARD"
    found = [_property(line) for line in lines[2:-1]]
    names = [p.name for p in found]
    assert names.count("FN") >= 1
    for single in ("N", "KIND", "REV", "UID"):
        assert names.count(single) <= 1
    assert set(names) <= KNOWN
    return found


def _property(line: str) -> Parsed:
    match = LINE.fullmatch(line)
    assert match, f"no content line: {line!r}"
    name, parameters, value = match.groups()
    values: dict[str, list[str]] = {}
    for one in ONE.finditer(parameters):
        assert one[1] not in values, "a parameter twice"
        values[one[1]] = [v.strip('"') for v in re.findall(r'"[^"]*"|[^",]+', one[2])]
    if name in ("TEL", "UID", "URL") and values.get("VALUE") != ["text"] and ":" in value:
        assert not re.search(r"\s", value), "a blank in a URI"
    else:
        assert not re.search(r"(?<!\\)(?:\\\\)*\\[^\\,;nN]", value), "an unknown escape"
    return Parsed(name, values, value)


def split(text: str, at: str) -> list[str]:
    """Parts of ``text`` between unescaped ``at``."""
    parts, escaped = [""], False
    for character in text:
        if character == at and not escaped:
            parts.append("")
        else:
            parts[-1] += character
        escaped = character == "\\" and not escaped
    return parts


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], text)
