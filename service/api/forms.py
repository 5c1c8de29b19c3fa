"""Form values into what the domain takes: times, languages, regions."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated, TypeAlias

from babel import Locale
from pydantic import AfterValidator, BeforeValidator, Field

# RFC 3339, section 5.6; times are of days that exist, with a zone, to the microsecond.
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})",
    re.ASCII,
)
# RFC 5646, section 2.1, without grandfathered tags.
_LANGUAGE = re.compile(
    r"[A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?"
    r"(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(-[A-WY-Za-wy-z0-9](-[A-Za-z0-9]{2,8})+)*"
    r"(-[Xx](-[A-Za-z0-9]{1,8})+)?",
    re.ASCII,
)
# Codes that Unicode lists but ISO 3166-1 does not assign to a country.
_NO_COUNTRY = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
COUNTRIES = frozenset(
    code for code in map(str, Locale("en").territories) if re.fullmatch("[A-Z]{2}", code)
) - frozenset(_NO_COUNTRY)


def _moment(text: object) -> datetime:
    if not isinstance(text, str) or not _MOMENT.fullmatch(text):
        raise ValueError("not a time as RFC 3339 writes it: 2026-03-14T15:09:26Z")
    try:
        return datetime.fromisoformat(text.upper().replace(" ", "T")).astimezone(UTC)
    except OverflowError as e:
        raise ValueError("a time out of range") from e


def _language(text: str) -> str:
    if not _LANGUAGE.fullmatch(text):
        raise ValueError("not a language tag of BCP 47, such as de or pt-BR; repeat for several")
    return text


def _region(text: str) -> str:
    if text.upper() not in COUNTRIES:
        raise ValueError("not a country of ISO 3166-1 alpha-2, such as DE")
    return text.upper()


def _plain(text: str) -> str:
    if any(ord(c) < 32 or 0xD800 <= ord(c) < 0xE000 for c in text):
        raise ValueError("holds control characters")
    return text


Moment: TypeAlias = Annotated[
    datetime,
    BeforeValidator(_moment),
    Field(description="When it was photographed (RFC 3339).", examples=["2026-03-14T15:09:26Z"]),
]
Language: TypeAlias = Annotated[
    str,
    Field(max_length=64, json_schema_extra={"pattern": f"^({_LANGUAGE.pattern})$"}),
    AfterValidator(_language),
]
Region: TypeAlias = Annotated[
    str,
    Field(
        min_length=2,
        max_length=2,
        description="ISO 3166-1 alpha-2: the country of phone numbers printed without one.",
        examples=["DE"],
        json_schema_extra={"enum": sorted(COUNTRIES)},
    ),
    AfterValidator(_region),
]
Id: TypeAlias = Annotated[
    str,
    Field(max_length=200, json_schema_extra={"pattern": r"^[^\u0000-\u001f]*$"}),
    AfterValidator(_plain),
]
