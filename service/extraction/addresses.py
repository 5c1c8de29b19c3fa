"""Lines known to be of an address → whole addresses, as printed and in parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from service.domain.fields import Segment
from service.domain.geometry import bounds
from service.extraction.postal import (
    FORMATS,
    PREFIX_COUNTRY,
    PREFIXED,
    REGIONS,
    PostalFormat,
    country_at_end,
    country_named,
)

Knows = Callable[[str], bool]

_LABEL_WORDS = (
    r"addr(?:ess)?\.?|adresse|anschrift|endere[çc]o|direcci[oó]n|indirizzo|adres|adress|osoite|domicilio|"
    r"sede(?: legale| operativa| social)?|si[eè]ge(?: social)?|head ?office|headquarters|hq|hauptsitz|zentrale|"
    r"b[uü]ro|office|lojas?|matriz|filial|oficinas?|bureau|add|ad|a|post|visit(?:ing)? address|showroom|"
    r"registered office|postal address|mailing address|besuchsadresse|postadresse|loc|location|local|"
    r"地址|住所"
)
_LABEL = re.compile(rf"^(?:{_LABEL_WORDS})\s*[:;.]\s*|^(?:address|adresse|endereço|anschrift|dirección|indirizzo)\s+", re.I)
_LABEL_ONLY = re.compile(rf"^(?:{_LABEL_WORDS})\s*[:.]?$", re.I)
_TAIL = re.compile(
    r"(?:[\s\-–—|·•/,;(]*\b(?:tel(?:efon[eo]?|\.|éfono)?|fone|phone|ph|fax|mob(?:ile|il)?|cel(?:l|ular)?|fones?|pabx|"
    r"t|f|m|e-?mail|web|tel/fax|whatsapp)\b\s*[.:/]*)?[\s\-–—|·•/;(:]*$",
    re.I,
)
_HEAD = re.compile(r"^[\s\-–—|·•/,;:.)*~_■●◆▪►»>@]+")
_HOURS = re.compile(r"\b\d{1,2}[:h.]\d{2}\s*(?:[-–àas]{1,3}|to|bis|até)\s*\d{1,2}[:h.]\d{2}", re.I)
_SPLIT = re.compile(r"\s*(?:[,|·•●;\n]|\s[-–—/]\s|\s[-–—]|[-–—](?=CEP|[A-Z]{2}\b(?!\d)))\s*")
_STREET = re.compile(
    r"\d+\s*[A-Za-z]?[,\s]+\w|\w[\w.'’ -]*\s\d+|stra(?:ss|ß)e|str\.|\b(?:street|st|road|rd|ave?|avenue|avenida|rua|r|via|"
    r"viale|rue|calle|c/|plaza|piazza|place|platz|weg|laan|straat|gade|gatan|vej|ul|ulica|blvd|lane|ln|drive|dr|box)\b\.?",
    re.I,
)
_NOT_TOWN = re.compile(r"\d|\b(?:floor|suite|unit|sala|piso|box|building|tower|house|room|bldg|apt)\b", re.I)
_CEP = re.compile(r"\b(?:CEP|C\.?P\.?|Cod\.? ?Postal|ZIP(?: code)?|PLZ|Postcode|Pin(?: ?code)?)\s*[:.]?\s*(?=\d)", re.I)
_CEDEX = re.compile(r"\bcedex(?:\s+\d{1,2})?\b", re.I)


@dataclass(frozen=True, slots=True)
class AddressParts:
    """Parts of one address; None where not known. ``country`` ISO alpha-2."""

    street: str | None = None
    locality: str | None = None
    region: str | None = None
    postal_code: str | None = None
    country: str | None = None


def cleaned(text: str) -> str:
    """A printed address line without its label, and without what led over to a number beside it."""
    text = _HEAD.sub("", text.strip())
    text = _LABEL.sub("", text)
    if _LABEL_ONLY.match(text):
        return ""
    text = _TAIL.sub("", text)
    if text.count("(") < text.count(")"):
        text = text.rstrip(" )")
    return _HEAD.sub("", text).strip()


def is_hours(text: str) -> bool:
    """Opening hours, which stand beside addresses and look like them."""
    return bool(_HOURS.search(text))


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


def printed(group: Sequence[Segment]) -> str:
    """The printed lines joined by newlines; pieces of one row are one line."""
    rows: list[list[Segment]] = []
    for piece in group:
        if rows and _same_row(rows[-1][-1], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    lines = (" ".join(filter(None, (cleaned(p.text) for p in row))) for row in rows)
    return "\n".join(line for line in lines if line)


def parts(formatted: str, hint: str | None = None, is_town: Knows = lambda _: False) -> AddressParts:
    """Street, town, region, postal code and country of an address; ``hint`` is the card's country,
    used where neither a country's name nor the form of the code tells."""
    text = _CEP.sub("", formatted.replace("\n", ", "))
    text, country = _country_taken(text)
    found = _postal(text, country, hint)
    if found is None:
        return _without_code(text, country, hint, is_town)
    form, code, start, end = found
    country = country or form.country
    before, after = text[:start].rstrip(" ,-–"), _CEDEX.sub("", text[end:]).strip(" ,-–")
    if form.place == "before" and re.match(r"[^\W\d_]", after):
        chunks = _chunks(after)
        locality, region = _town_and_region(chunks, country)
        street = before
    else:
        chunks = _chunks(before)
        locality, region, street_chunks = _tail_town(chunks, country)
        street = ", ".join(street_chunks)
        if locality is None and (behind := _chunks(after)):
            locality = behind[0]
    return AddressParts(street or None, locality or None, region, code, country)


def country_of(formatted: str) -> str | None:
    """The country an address itself tells: by name, or by a postal code only one country writes."""
    text, country = _country_taken(formatted.replace("\n", ", "))
    if country:
        return country
    found = _postal(text, None, None)
    return found[0].country if found else None


def _chunks(text: str) -> list[str]:
    return [c.strip(" .-–") if len(c) > 3 else c.strip(" -–") for c in _SPLIT.split(text) if c.strip(" .-–")]


def _country_taken(text: str) -> tuple[str, str | None]:
    chunks = [c for c in re.split(r"\s*[,|·•●;]\s*", text) if c]
    for i in range(len(chunks) - 1, -1, -1):
        # A country stands at the end, or before only the postal code of its address.
        if len(chunks) > 1 and (code := country_named(chunks[i])):
            return ", ".join(chunks[:i] + chunks[i + 1 :]), code
        pieces = re.split(r"\s+[-–—/]\s*", chunks[i])
        if len(pieces) > 1 and (code := country_named(pieces[-1])):
            chunks[i] = chunks[i][: chunks[i].rfind(pieces[-1])].rstrip(" -–—/")
            return ", ".join(chunks), code
        if i < len(chunks) - 2:
            break
        rest, code2 = country_at_end(chunks[i])
        if code2 and rest and (any(c.isdigit() for c in rest) or len(chunks) > 1):
            return ", ".join([*chunks[:i], rest, *chunks[i + 1 :]]), code2
    return text, None


def _postal(
    text: str, country: str | None, hint: str | None
) -> tuple[PostalFormat, str, int, int] | None:
    """(format, code, start, end in ``text``) of the postal code, or None."""
    if (m := PREFIXED.search(text)) and (country is None or PREFIX_COUNTRY[m["prefix"]] == country):
        form = FORMATS[PREFIX_COUNTRY[m["prefix"]]]
        return form, m["code"], m.start(), m.end()
    for known in (country,) if country else ():
        if known in FORMATS and (hit := _best_match(FORMATS[known], text)):
            return hit
        return None
    if m2 := re.search(r"(?<![\w.])([A-Z]{2})[.,]?\s+(\d{5}(?:-\d{4})?)(?!\w)", text):
        if m2[1] in REGIONS["US"]:
            return FORMATS["US"], m2[2], m2.start(2), m2.end(2)
    if hint in FORMATS and hint not in ("US", "TW", "AR") and (hit := _best_match(FORMATS[hint], text)):
        return hit
    for form in FORMATS.values():
        if form.telling and (hit := _best_match(form, text)):
            return hit
    if (hit := _australian(text)) is not None:
        return hit
    if hint in ("US", "TW", "AR"):
        return _best_match(FORMATS[hint], text)
    return None


def _australian(text: str) -> tuple[PostalFormat, str, int, int] | None:
    m = re.search(r"\b(?:NSW|VIC|QLD|TAS|ACT|Vic|Qld|Tas|WA|SA|NT),?\s+(\d{4})(?!\w)", text)
    return (FORMATS["AU"], m[1], m.start(1), m.end(1)) if m else None


def _best_match(form: PostalFormat, text: str) -> tuple[PostalFormat, str, int, int] | None:
    """The last fitting code that is no house number: before a town, or after one."""
    hits = list(form.pattern.finditer(text))
    if form.place == "before":
        hits = [h for h in hits if re.match(r"[\s,]*[^\W\d_]{2}", text[h.end() :])] or (
            hits if form.telling else []
        )
        # "Hauptstr. 1200, 1010 Wien": the later number; but a floor or house after it is no town.
    else:
        hits = [h for h in hits if h.start() > 0]
        if not form.telling and len(hits) == 1 and re.match(r"\s+[^\W\d_]", text[hits[0].end() :]) and hits[0].start() < 6:
            return None
    if not hits:
        return None
    m = hits[-1]
    return form, m["code"], m.start(), m.end()


def _town_and_region(chunks: list[str], country: str) -> tuple[str | None, str | None]:
    """(town, region) of what follows a postal code."""
    if not chunks:
        return None, None
    town, region = chunks[0], None
    if m := re.search(r"\s*\(?\b([A-Z]{2})\)?$", town):
        if m[1] in REGIONS.get(country, ()) and m.start() > 0:
            town, region = town[: m.start()].rstrip(" ("), m[1]
    if region is None and len(chunks) > 1:
        if chunks[1].strip("()") in REGIONS.get(country, ()) or country in ("ES", "MX", "AR"):
            region = chunks[1].strip("()")
    return town.strip(" ()") or None, region


def _tail_town(chunks: list[str], country: str) -> tuple[str | None, str | None, list[str]]:
    """(town, region, what is left for the street) where the town stands before the code."""
    region = None
    known = REGIONS.get(country, frozenset())
    if chunks:
        tail = chunks[-1].strip(". ")
        words = tail.split()
        for size in (2, 1):
            piece = " ".join(words[-size:])
            if words and len(words) >= size and (piece in known or piece.upper() in known and len(piece) <= 3):
                region = piece
                left = " ".join(words[:-size]).rstrip(" ,-")
                chunks = [*chunks[:-1], left] if left else chunks[:-1]
                break
    if not chunks:
        return None, region, []
    town = chunks[-1]
    if _NOT_TOWN.search(town):
        if m := re.search(r"\d\s*[A-Za-z]?\s+([^\W\d_][^\d]*)$", town):
            return None, region, chunks if len(m[1].split()) > 2 else chunks
        return None, region, chunks
    return town, region, chunks[:-1]


def _without_code(text: str, country: str | None, hint: str | None, is_town: Knows) -> AddressParts:
    """No postal code: the last chunk the gazetteer knows is the town, if any."""
    chunks = _chunks(text)
    where = country or hint
    region = None
    known = REGIONS.get(where or "", frozenset())
    if where and len(chunks) > 1 and chunks[-1].strip(".") in known:
        region, chunks = chunks[-1].strip("."), chunks[:-1]
    for i in range(len(chunks) - 1, -1, -1):
        if is_town(chunks[i].casefold()) or (region and i == len(chunks) - 1 and not _NOT_TOWN.search(chunks[i])):
            street = ", ".join(chunks[:i] + chunks[i + 1 :])
            return AddressParts(street or None, chunks[i], region, None, country)
    street = ", ".join(chunks)
    return AddressParts(street if _STREET.search(street) else None, None, region, None, country)


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
    return any(_neighbours(member, piece) for member in group)


def _neighbours(a: Segment, b: Segment) -> bool:
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
    starts = bool(_STREET.search(text)) and not _ends_only(text)
    return complete and starts


def _ends_address(text: str) -> bool:
    last = text.split("\n")[-1]
    _, country = country_at_end(last)
    if country or PREFIXED.search(last) or _CEP.search(last):
        return True
    return any(f.telling and f.pattern.search(last) for f in FORMATS.values()) or bool(
        re.search(r"\b[A-Z]{2}\.?,? \d{5}\b|^\d{4,6} [^\W\d_]{3}|\b\d{5,6}\.?$", last)
    )


def _ends_only(text: str) -> bool:
    """A line of postal code and town, or of a country: it closes an address, never opens one."""
    if country_named(text):
        return True
    if re.match(r"(?:[A-Z]{1,3}\s?-\s?)?\d{4,6}\s+[^\W\d_]{2}", text):
        return not re.search(r"\b(?:street|st|road|rd|ave|avenue|drive|blvd|way|lane)\b", text, re.I)
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
