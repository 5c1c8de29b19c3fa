"""How the addresses of 45 countries are written: postal code pattern, its place, regions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias

from babel import Locale

Place: TypeAlias = Literal["before", "after"]

# Sources of the patterns: UPU addressing guides, checked against Babel's and CLDR's old
# postal code data. "before": the code stands before the town, "after": behind it.


@dataclass(frozen=True, slots=True)
class PostalFormat:
    """``pattern`` finds the code in a line, with its country prefix in group ``prefix`` if any."""

    country: str
    pattern: re.Pattern[str]
    place: Place
    telling: bool = False
    """Whether the pattern alone tells the country."""


def _code(body: str, prefix: str = "") -> re.Pattern[str]:
    front = rf"(?:(?P<prefix>{prefix})\s?[-–]\s?)?" if prefix else ""
    return re.compile(rf"(?<![\w/]){front}(?P<code>{body})(?![\w/]|[-–]\d)")


_FORMATS: tuple[tuple[str, str, str, Place, bool], ...] = (
    ("GB", r"(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})", "", "after", True),
    ("CA", r"[ABCEGHJ-NPRSTVXY]\d[A-Z] ?-?\d[A-Z]\d", "", "after", True),
    ("IE", r"(?:[AC-FHKNPRTV-Y]\d{2}|D6W) ?[0-9AC-FHKNPRTV-Y]{4}", "", "after", True),
    ("NL", r"[1-9]\d{3} ?[A-Z]{2}(?= |,|$)", "NL", "before", True),
    ("BR", r"\d{2}\.?\d{3}-\d{3}", "", "after", True),
    ("PT", r"\d{4}[-–]\d{3}", "P|PT", "before", True),
    ("PL", r"\d{2}-\d{3}", "PL", "before", True),
    ("JP", r"〒? ?\d{3}-\d{4}", "", "after", True),
    ("AR", r"(?:[A-HJ-NP-Z]\d{4}(?:[A-Z]{3})?|\d{4})", "AR", "before", False),
    ("US", r"\d{5}(?:-\d{4})?", "", "after", False),
    ("DE", r"\d{5}", "D|DE", "before", False),
    ("FR", r"\d{2} ?\d{3}", "F|FR", "before", False),
    ("ES", r"\d{5}", "E|ES", "before", False),
    ("IT", r"\d{5}", "I|IT", "before", False),
    ("FI", r"\d{5}", "FI|FIN", "before", False),
    ("MX", r"\d{5}", "", "before", False),
    ("TR", r"\d{5}", "TR", "before", False),
    ("EE", r"\d{5}", "EE", "before", False),
    ("HR", r"\d{5}", "HR", "before", False),
    ("UA", r"\d{5}", "", "after", False),
    ("MY", r"\d{5}", "", "before", False),
    ("TH", r"\d{5}", "", "after", False),
    ("ID", r"\d{5}", "", "after", False),
    ("SA", r"\d{5}(?:-\d{4})?", "", "after", False),
    ("KR", r"(?:\d{5}|\d{3}-\d{3})", "", "after", False),
    ("TW", r"\d{3}(?:\d{2,3})?", "", "before", False),
    ("CH", r"\d{4}", "CH", "before", False),
    ("LI", r"\d{4}", "FL", "before", False),
    ("AT", r"\d{4}", "A|AT", "before", False),
    ("BE", r"\d{4}", "B|BE", "before", False),
    ("LU", r"\d{4}", "L|LU", "before", False),
    ("DK", r"\d{4}", "DK", "before", False),
    ("NO", r"\d{4}", "NO|N", "before", False),
    ("HU", r"\d{4}", "H|HU", "before", False),
    ("BG", r"\d{4}", "BG", "before", False),
    ("SI", r"\d{4}", "SI|SLO", "before", False),
    ("AU", r"\d{4}", "", "after", False),
    ("NZ", r"\d{4}", "", "after", False),
    ("ZA", r"\d{4}", "", "after", False),
    ("PH", r"\d{4}", "", "before", False),
    ("SE", r"\d{3} ?\d{2}", "SE|S", "before", False),
    ("CZ", r"\d{3} ?\d{2}", "CZ", "before", False),
    ("SK", r"\d{3} ?\d{2}", "SK", "before", False),
    ("GR", r"\d{3} ?\d{2}", "GR", "before", False),
    ("SG", r"\d{6}", "", "after", False),
    ("IN", r"\d{3} ?\d{3}", "", "after", False),
    ("CN", r"\d{6}", "", "after", False),
    ("RU", r"\d{6}", "", "before", False),
    ("RO", r"\d{6}", "RO", "before", False),
    ("VN", r"\d{5,6}", "", "after", False),
    ("CO", r"\d{6}", "", "after", False),
    ("IL", r"\d{5}(?:\d{2})?", "", "after", False),
)

FORMATS: dict[str, PostalFormat] = {
    country: PostalFormat(country, _code(body, prefix), place, telling)
    for country, body, prefix, place, telling in _FORMATS
}

PREFIX_COUNTRY: dict[str, str] = {
    "D": "DE", "DE": "DE", "A": "AT", "AT": "AT", "CH": "CH", "FL": "LI", "F": "FR", "FR": "FR",
    "B": "BE", "BE": "BE", "L": "LU", "LU": "LU", "NL": "NL", "I": "IT", "IT": "IT", "E": "ES",
    "ES": "ES", "P": "PT", "PT": "PT", "PL": "PL", "CZ": "CZ", "SK": "SK", "S": "SE", "SE": "SE",
    "DK": "DK", "FI": "FI", "FIN": "FI", "N": "NO", "NO": "NO", "H": "HU", "HU": "HU", "RO": "RO",
    "BG": "BG", "SI": "SI", "SLO": "SI", "HR": "HR", "TR": "TR", "GR": "GR", "EE": "EE", "AR": "AR",
}  # fmt: skip
PREFIXED = re.compile(
    rf"(?<!\w)(?P<prefix>{'|'.join(sorted(PREFIX_COUNTRY, key=len, reverse=True))})\s?[-–]\s?"
    r"(?P<code>\d{4}-\d{3}|\d{2}-\d{3}|\d{3} \d{2}|\d{4} ?[A-Z]{2}(?= )|\d{4,6})(?![\w-])"
)

CITY_STATES = frozenset({"SG", "HK", "MO", "MC", "LU"})

US_STATES = dict(
    pair.split("=")
    for pair in [
        "AL=Alabama",
        "AK=Alaska",
        "AZ=Arizona",
        "AR=Arkansas",
        "CA=California",
        "CO=Colorado",
        "CT=Connecticut",
        "DE=Delaware",
        "DC=District of Columbia",
        "FL=Florida",
        "GA=Georgia",
        "HI=Hawaii",
        "ID=Idaho",
        "IL=Illinois",
        "IN=Indiana",
        "IA=Iowa",
        "KS=Kansas",
        "KY=Kentucky",
        "LA=Louisiana",
        "ME=Maine",
        "MD=Maryland",
        "MA=Massachusetts",
        "MI=Michigan",
        "MN=Minnesota",
        "MS=Mississippi",
        "MO=Missouri",
        "MT=Montana",
        "NE=Nebraska",
        "NV=Nevada",
        "NH=New Hampshire",
        "NJ=New Jersey",
        "NM=New Mexico",
        "NY=New York",
        "NC=North Carolina",
        "ND=North Dakota",
        "OH=Ohio",
        "OK=Oklahoma",
        "OR=Oregon",
        "PA=Pennsylvania",
        "PR=Puerto Rico",
        "RI=Rhode Island",
        "SC=South Carolina",
        "SD=South Dakota",
        "TN=Tennessee",
        "TX=Texas",
        "UT=Utah",
        "VT=Vermont",
        "VA=Virginia",
        "WA=Washington",
        "WV=West Virginia",
        "WI=Wisconsin",
        "WY=Wyoming",
    ]
)
REGIONS: dict[str, frozenset[str]] = {
    "US": frozenset(US_STATES) | frozenset(US_STATES.values()),
    "CA": frozenset(
        ["AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT", "PQ", "Alberta", "Manitoba", "Ontario", "Québec", "Quebec", "Saskatchewan"]
    )
    | {"British Columbia", "New Brunswick", "Nova Scotia", "Newfoundland"},
    "AU": frozenset(["NSW", "VIC", "QLD", "WA", "SA", "TAS", "ACT", "NT", "Victoria", "Queensland", "Tasmania"])
    | {"New South Wales", "Western Australia", "South Australia"},
    "BR": frozenset(
        ["AC", "AL", "AP", "AM", "BA", "CE", "DF", "ES", "GO", "MA", "MT", "MS", "MG", "PA", "PB", "PR", "PE", "PI", "RJ", "RN", "RS", "RO", "RR", "SC", "SP", "SE", "TO"]
    ),
    "IT": frozenset(
        ["AG", "AL", "AN", "AO", "AP", "AR", "AT", "AV", "BA", "BG", "BI", "BL", "BN", "BO", "BR", "BS", "BT", "BZ", "CA", "CB", "CE", "CH", "CL", "CN", "CO", "CR", "CS", "CT", "CZ", "EN", "FC", "FE", "FG", "FI", "FM", "FR", "GE", "GO", "GR", "IM", "IS", "KR", "LC", "LE", "LI", "LO", "LT", "LU", "MB", "MC", "ME", "MI", "MN", "MO", "MS", "MT", "NA", "NO", "NU", "OR", "PA", "PC", "PD", "PE", "PG", "PI", "PN", "PO", "PR", "PT", "PU", "PV", "PZ", "RA", "RC", "RE", "RG", "RI", "RM", "RN", "RO", "SA", "SI", "SO", "SP", "SR", "SS", "SU", "SV", "TA", "TE", "TN", "TO", "TP", "TR", "TS", "TV", "UD", "VA", "VB", "VC", "VE", "VI", "VR", "VT", "VV"]
    ),
    "IN": frozenset(
        ["Andhra", "Assam", "Bihar", "Delhi", "Goa", "Gujarat", "Haryana", "Karnataka", "Kerala", "Maharashtra", "Odisha", "Punjab", "Rajasthan", "Telangana", "Tripura", "Tamilnadu", "Jharkhand", "Chhattisgarh", "Uttarakhand"]
    )
    | {"Tamil Nadu", "Uttar Pradesh", "Madhya Pradesh", "West Bengal", "Andhra Pradesh", "Himachal Pradesh"},
    "MX": frozenset(["CDMX", "Jalisco", "Puebla", "Querétaro", "Yucatán", "Veracruz", "Oaxaca", "Chiapas", "Sonora", "Sinaloa", "Guanajuato"])
    | {"D.F.", "DF", "Nuevo León", "N.L.", "Quintana Roo", "Edo. de México", "Estado de México"},
}  # fmt: skip

_SHORT_FORMS = {
    "uk": "GB", "u.k.": "GB", "u.k": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB",
    "northern ireland": "GB", "usa": "US", "u.s.a.": "US", "u.s.a": "US", "u.s.": "US", "us": "US",
    "united states of america": "US", "estados unidos": "US", "eua": "US", "ee.uu.": "US", "états-unis": "US",
    "holland": "NL", "the netherlands": "NL", "nederland": "NL", "niederlande": "NL", "pays-bas": "NL",
    "deutschland": "DE", "brd": "DE", "allemagne": "DE", "p.r. china": "CN", "pr china": "CN", "p.r.china": "CN",
    "p. r. china": "CN", "prc": "CN", "p.r.c.": "CN", "people's republic of china": "CN", "r.o.c.": "TW", "taiwan": "TW",
    "taiwan r.o.c.": "TW", "taiwan (r.o.c.)": "TW", "korea": "KR", "south korea": "KR", "republic of korea": "KR",
    "republic of singapore": "SG", "s'pore": "SG", "uae": "AE", "u.a.e.": "AE", "u.a.e": "AE", "hong kong": "HK",
    "hongkong": "HK", "h.k.": "HK", "hong kong sar": "HK", "macau": "MO", "czech republic": "CZ", "czechia": "CZ",
    "ksa": "SA", "kingdom of saudi arabia": "SA", "republic of ireland": "IE", "éire": "IE", "eire": "IE",
    "schweiz": "CH", "suisse": "CH", "svizzera": "CH", "switzerland": "CH", "österreich": "AT",
    "principality of monaco": "MC", "grand duchy of luxembourg": "LU", "g.d. luxembourg": "LU", "brasil": "BR",
    "república argentina": "AR", "rep. argentina": "AR", "turkey": "TR", "türkiye": "TR", "viet nam": "VN",
    "russia": "RU", "polska": "PL", "sverige": "SE", "danmark": "DK", "norge": "NO", "suomi": "FI", "magyarország": "HU",
    "república dominicana": "DO", "r.d.": "DO", "中国": "CN", "日本": "JP", "香港": "HK",
}  # fmt: skip
_LANGUAGES = (
    "en",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "pl",
    "sv",
    "da",
    "nb",
    "fi",
    "cs",
    "hu",
    "tr",
    "ro",
)
_NOT_ALONE = frozenset({"us", "r.d.", "h.k."})
_EDGE = " .,;:()[]-–—·•|/"


@cache
def _territories() -> dict[str, str]:
    names: dict[str, str] = {}
    for language in reversed(_LANGUAGES):
        for code, name in Locale(language).territories.items():
            if (
                len(code) == 2
                and code.isalpha()
                and code not in ("EU", "EZ", "UN", "QO", "ZZ", "XA", "XB")
            ):
                names[name.casefold()] = code
    # Georgia and Jersey are more often a US state and a garment than a country on a card.
    for name in ("georgia", "jersey", "mali", "niger", "chad", "togo", "man"):
        names.pop(name, None)
    names.update(_SHORT_FORMS)
    return names


def country_named(text: str) -> str | None:
    """The ISO alpha-2 code if ``text`` as a whole is a country's name in a known language."""
    key = " ".join(
        text.strip(_EDGE.replace(".", "").replace("(", "").replace(")", "")).casefold().split()
    )
    found = _territories().get(key) or _territories().get(key.strip(_EDGE))
    return found if key not in _NOT_ALONE or text.strip(_EDGE).isupper() else None


def country_at_end(text: str) -> tuple[str, str | None]:
    """(the text without a country name at its end, its ISO code or None)."""
    words = text.rstrip(" .,;").split()
    for size in (4, 3, 2, 1):
        if len(words) >= size and (code := country_named(" ".join(words[-size:]))):
            return " ".join(words[:-size]).rstrip(_EDGE), code
    return text, None
