"""An address → street, town, region, postal code and country."""

from __future__ import annotations

import re
from dataclasses import dataclass

from service.extraction import lexicon
from service.extraction.postal import (
    CITY_STATES,
    FORMATS,
    PREFIX_COUNTRY,
    PREFIXED,
    REGIONS,
    PostalFormat,
    country_at_end,
    country_named,
)

_LOOSE = frozenset({"US", "TW", "AR"})
"""Formats so loose that a house number fits them: tried last."""
_NAMES_PROVINCE = frozenset({"ES", "MX", "AR"})
STREET = re.compile(
    r"\d+\s*[A-Za-z]?[,\s]+\w|\w[\w.'’ -]*\s\d+|stra(?:ss|ß)e|str\.|\b(?:street|st|road|rd|ave?|avenue|avenida|rua|r|via|"
    r"viale|rue|calle|c/|plaza|piazza|place|platz|weg|laan|straat|gade|gatan|vej|ul|ulica|blvd|lane|ln|drive|dr|box)\b\.?",
    re.I,
)
_SPLIT = re.compile(r"\s*(?:[,|·•●;\n]|\s[-–—/]\s|\s[-–—]|[-–—](?=CEP|[A-Z]{2}\b(?!\d)))\s*")
_NOT_TOWN = re.compile(
    r"\d|\b(?:floor|suite|unit|sala|piso|box|building|tower|house|room|bldg|apt)\b", re.I
)
CODE_LABEL = re.compile(
    r"\b(?:CEP|C\.?P\.?|Cod\.? ?Postal|ZIP(?: code)?|PLZ|Postcode|Pin(?: ?code)?)\s*[:.]?\s*(?=\d)",
    re.I,
)
_CEDEX = re.compile(r"\bcedex(?:\s+\d{1,2})?\b", re.I)


@dataclass(frozen=True, slots=True)
class AddressParts:
    """Parts of one address; None where not known. ``country`` ISO alpha-2."""

    street: str | None = None
    locality: str | None = None
    region: str | None = None
    postal_code: str | None = None
    country: str | None = None


def towns(name: str) -> tuple[str, ...]:
    """The countries that have a town of that name, the largest first."""
    return lexicon.cities().get(lexicon.folded(name), ())


def parts(formatted: str, hint: str | None = None) -> AddressParts:
    """Street, town, region, postal code and country of an address.

    ``hint`` is the card's country, used where neither a country's name nor the form of the code
    tells.
    """
    text, country = _country_taken(CODE_LABEL.sub("", formatted.replace("\n", ", ")).rstrip(" ."))
    country = country or _city_state(text)
    found = _postal(text, country, hint)
    if found is None:
        return _without_code(text, country, hint)
    form, code, start, end = found
    country = country or form.country
    chunks, behind = chunks_of(text[:start]), chunks_of(_CEDEX.sub("", text[end:]))
    if behind and (form.place == "before" or is_region(behind[-1], country) or towns(behind[0])):
        town, region = _town_and_region(behind, country)
    else:
        town, region, chunks = _tail_town(chunks, country)
        if town is None and behind:
            town = behind[0]
    return AddressParts(", ".join(chunks) or None, town, region, code, country)


def country_of(formatted: str) -> str | None:
    """The country an address itself tells: by name, or by a postal code only one country writes."""
    text, country = _country_taken(formatted.replace("\n", ", "))
    if country or (country := _city_state(text)):
        return country
    found = _postal(text, None, None)
    return found[0].country if found else None


def chunks_of(text: str) -> list[str]:
    pieces = (c.strip(" -–·,") for c in _SPLIT.split(text))
    return [c for c in pieces if c.strip(". ")]


def _country_taken(text: str) -> tuple[str, str | None]:
    """(the text without its country's name, the ISO code or None)."""
    chunks = [c for c in re.split(r"\s*[,|·•●;]\s*", text) if c.strip(" .")]
    if not chunks:
        return text, None
    # A country stands last, or only the postal code stands behind it.
    at = len(chunks) - 1
    if len(chunks) > 2 and re.fullmatch(r"[\d -]+\.?", chunks[-1]):
        at -= 1
    if len(chunks) > 1 and (code := country_named(chunks[at])) and code not in CITY_STATES:
        return ", ".join(chunks[:at] + chunks[at + 1 :]), code
    if len(chunks) > 1 and (code := country_named(chunks[0])):
        return ", ".join(chunks[1:]), code
    head, gap, tail = _rpartition(r"\s+[-–—/]\s*|\s*[-–—/]\s+", chunks[at])
    if gap and (code := country_named(tail)):
        return ", ".join([*chunks[:at], head, *chunks[at + 1 :]]), code
    rest, named = country_at_end(chunks[at])
    if named and rest and named not in CITY_STATES:
        return ", ".join([*chunks[:at], rest, *chunks[at + 1 :]]), named
    return text, None


def _rpartition(pattern: str, text: str) -> tuple[str, str, str]:
    gaps = list(re.finditer(pattern, text))
    if not gaps:
        return text, "", ""
    return text[: gaps[-1].start()], gaps[-1].group(), text[gaps[-1].end() :]


def _city_state(text: str) -> str | None:
    """Countries that are their own town: the name stays in the address, as its town."""
    for chunk in reversed(chunks_of(text)):
        bare = re.sub(r"\b[A-Z]?-?\d{3,6}\b", "", chunk).strip()
        if (code := country_named(bare)) in CITY_STATES:
            return code
    return None


def _postal(
    text: str, country: str | None, hint: str | None
) -> tuple[PostalFormat, str, int, int] | None:
    """(format, code, start, end in ``text``) of the postal code, or None."""
    if (m := PREFIXED.search(text)) and country in (None, PREFIX_COUNTRY[m["prefix"]]):
        return FORMATS[PREFIX_COUNTRY[m["prefix"]]], m["code"], m.start(), m.end()
    if country:
        return _best_match(FORMATS[country], text) if country in FORMATS else None
    telling = (f for f in FORMATS.values() if f.telling)
    order = [_american(text), _australian(text)]
    if hint in FORMATS and hint not in _LOOSE:
        order.append(_best_match(FORMATS[hint], text))
    order += [_best_match(f, text) for f in telling]
    order.append(_by_town(text))
    if hint in _LOOSE:
        order.append(_best_match(FORMATS[hint], text))
    return next((hit for hit in order if hit), None)


def _american(text: str) -> tuple[PostalFormat, str, int, int] | None:
    for m in re.finditer(
        r"(?<![\w.])([A-Za-z]{2}|[A-Z][a-z]{3,})[.,]*\s+(\d{5}(?:-\d{4})?)(?!\w)", text
    ):
        if m[1] in REGIONS["US"]:
            return FORMATS["US"], m[2], m.start(2), m.end(2)
    return None


def _australian(text: str) -> tuple[PostalFormat, str, int, int] | None:
    m = re.search(r"\b(?:NSW|VIC|QLD|TAS|ACT|Vic|Qld|Tas|WA|SA|NT),?\s+(\d{4})(?!\w)", text)
    return (FORMATS["AU"], m[1], m.start(1), m.end(1)) if m else None


def _by_town(text: str) -> tuple[PostalFormat, str, int, int] | None:
    """A code right before a town whose largest namesake's country writes such codes there."""
    for m in re.finditer(r"(?<![\w-])\d{3,5}(?: \d{2})?\s+([^\W\d_][^,|·;/(]*)", text):
        words = m[1].split()
        for size in (3, 2, 1):
            country = next(iter(towns(" ".join(words[:size]))), None)
            if country in FORMATS and FORMATS[country].place == "before":
                if hit := _best_match(FORMATS[country], text[: m.end()]):
                    return hit
                break
    return None


def _best_match(form: PostalFormat, text: str) -> tuple[PostalFormat, str, int, int] | None:
    """The last code of the format that can be no house number: a town follows it, or leads to it."""
    hits = list(form.pattern.finditer(text))
    if form.place == "before":
        hits = [h for h in hits if re.match(r"[\s,]*[^\W\d_]{2}", text[h.end() :])]
    else:
        hits = [
            h
            for h in hits
            if h.start() > 0 and (form.telling or not re.match(r"\s+\w", text[h.end() :]))
        ]
    if not hits:
        return None
    return form, hits[-1]["code"], hits[-1].start(), hits[-1].end()


def is_region(text: str, country: str) -> bool:
    bare = text.strip(" .()")
    names = REGIONS.get(country, frozenset())
    return bare in names or bare.replace(" ", "").casefold() in {
        n.replace(" ", "").casefold() for n in names if len(n) > 3
    }


def _town_and_region(chunks: list[str], country: str) -> tuple[str | None, str | None]:
    """(town, region) of what stands behind a postal code."""
    town, region = chunks[0], None
    m = re.search(r"\s*\(?\b([A-Z]{2})\)?$", town)
    if m and m.start() > 0 and is_region(m[1], country):
        town, region = town[: m.start()].rstrip(" (-"), m[1]
    if (
        region is None
        and len(chunks) > 1
        and (is_region(chunks[1], country) or country in _NAMES_PROVINCE)
    ):
        region = chunks[1].strip(" .()")
    return town.strip(" ()") or None, region


def _tail_town(chunks: list[str], country: str) -> tuple[str | None, str | None, list[str]]:
    """(town, region, what is left for the street) where the town stands at the end."""
    region = None
    words = chunks[-1].split() if chunks else []
    for size in (2, 1):
        piece = " ".join(words[-size:]).strip(". ")
        if len(words) >= size and is_region(piece, country):
            region, left = piece, " ".join(words[:-size]).rstrip(" ,-")
            chunks = [*chunks[:-1], left] if left else chunks[:-1]
            break
    if not chunks:
        return None, region, []
    last = chunks[-1]
    if towns(re.sub(r"\s+\d{1,2}$", "", last)) or not _NOT_TOWN.search(last):
        return last, region, chunks[:-1]
    words = last.split()
    for size in (3, 2, 1):
        if len(words) > size and towns(" ".join(words[-size:])):
            return " ".join(words[-size:]), region, [*chunks[:-1], " ".join(words[:-size])]
    return None, region, chunks


def _without_code(text: str, country: str | None, hint: str | None) -> AddressParts:
    """No postal code: the last chunk that the gazetteer knows is the town, if any."""
    chunks = chunks_of(text)
    region = None
    if len(chunks) > 1 and is_region(chunks[-1], country or hint or ""):
        region, chunks = chunks[-1].strip("."), chunks[:-1]
    for i in range(len(chunks) - 1, -1, -1):
        known = towns(chunks[i]) or (country in CITY_STATES and country_named(chunks[i]) == country)
        if known or (region and i == len(chunks) - 1 and not _NOT_TOWN.search(chunks[i])):
            return AddressParts(
                ", ".join(chunks[:i] + chunks[i + 1 :]) or None, chunks[i], region, None, country
            )
    street = ", ".join(chunks)
    return AddressParts(street if STREET.search(street) else None, None, region, None, country)
