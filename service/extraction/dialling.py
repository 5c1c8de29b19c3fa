"""Digits as printed into a dialled number: country, validity and type by libphonenumber."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType, ValidationResult

_TRUNK = re.compile(r"[(\[]\s*0\s*[)\]]|(?<=\d)\s*\(\s*0\s*(?=\d)|(?<=\s)0\)\s*(?=\d)")
_CARRIER = re.compile(r"\(?\s*0?\s*(?:xx|\*\*|\.\.|--)\s*(\d\d)\s*\)?", re.IGNORECASE)
_FORMER = re.compile(r"01|04[45]")
"""Mexico's prefixes until 2019, still on cards."""
_OLD_TRUNK = re.compile(r"(?<=\()0-(?=\d{2,3}\))")
_NANP = re.compile(r"\(?\d{3}\)?\s?[-. /]{0,2}\s?\d{3}\s?[-. ]\s?\d{4}")


@dataclass(frozen=True, slots=True)
class Dialled:
    """``region`` ISO 3166-1 alpha-2; ``weight`` 0..1: how well number and region fit together."""

    number: PhoneNumber
    region: str
    valid: bool
    weight: float

    @property
    def e164(self) -> str:
        return phonenumbers.format_number(self.number, PhoneNumberFormat.E164)

    @property
    def national(self) -> str:
        return phonenumbers.format_number(self.number, PhoneNumberFormat.NATIONAL)

    @property
    def significant(self) -> str:
        """The national significant number: no country code, no trunk prefix."""
        return phonenumbers.national_significant_number(self.number)

    @property
    def area(self) -> str:
        """The area code, empty where the plan has none."""
        size = phonenumbers.length_of_geographical_area_code(self.number)
        return self.significant[:size]


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def international(text: str) -> Dialled | None:
    """``text`` opens with ``+`` or ``00``: the trunk ``(0)`` is dropped where it is not dialled."""
    bare = digits(_TRUNK.sub("", text)).removeprefix("00")
    kept = digits(text).removeprefix("00")
    first = _plus(bare)
    if bare != kept and (first is None or not first.valid):
        second = _plus(kept)
        if second is not None and second.valid:
            return second
    return first


@lru_cache(maxsize=4096)
def _plus(number: str) -> Dialled | None:
    try:
        parsed = phonenumbers.parse("+" + number, None)
    except phonenumbers.NumberParseException:
        return None
    valid = phonenumbers.is_valid_number(parsed)
    region = phonenumbers.region_code_for_number(parsed)
    if region is None or len(region) != 2:
        region = phonenumbers.region_code_for_country_code(parsed.country_code or 0)
    return Dialled(parsed, region, valid, 1.0 if valid else 0.5)


@lru_cache(maxsize=4096)
def in_region(number: str, region: str) -> Dialled | None:
    """National digits dialled in ``region``; None where its plan has no such length."""
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_valid_number_for_region(parsed, region):
        return Dialled(parsed, region, True, 1.0)
    verdict = phonenumbers.is_possible_number_with_reason(parsed)
    if verdict == ValidationResult.IS_POSSIBLE and (
        number.startswith("0") or not _is_short(parsed, region)
    ):
        other = phonenumbers.region_code_for_number(parsed)
        if other and len(other) == 2 and phonenumbers.is_valid_number(parsed):
            return Dialled(parsed, other, True, 0.6)
        return Dialled(parsed, region, False, 0.2)
    return None


def _is_short(number: PhoneNumber, region: str) -> bool:
    """Shorter than an ordinary fixed line with its area code: it may lack one."""
    return len(phonenumbers.national_significant_number(number)) < _length(region)


@lru_cache(maxsize=256)
def _length(region: str) -> int:
    example = phonenumbers.example_number_for_type(region, PhoneNumberType.FIXED_LINE)
    if example is None or phonenumbers.length_of_geographical_area_code(example) == 0:
        return 0
    return len(phonenumbers.national_significant_number(example))


def national(text: str, regions: Mapping[str, float]) -> Dialled | None:
    """The best reading of a number printed without country code, None where no country fits.

    ``regions`` are probabilities; a number valid in a likely country beats one possible in it.
    """
    text = _OLD_TRUNK.sub("", _CARRIER.sub(r" \1 ", text))
    number = digits(text)
    best: Dialled | None = None
    for region, p in list(regions.items())[:5]:
        trunk = _FORMER.match(number) if region == "MX" and len(number) >= 12 else None
        made = in_region(number[trunk.end() :] if trunk else number, region)
        if made and (best is None or p * made.weight > best.weight):
            best = Dialled(made.number, made.region, made.valid, p * made.weight)
    if best is not None and (local := local_only(number, regions)) and local[1] > best.weight:
        return None
    if best is None or (best.weight < 0.1 and max(regions.values(), default=0.0) > 0.6):
        best = _off_plan(number, regions) or best
    if best is None or not best.valid:
        if lost := _lost_plus(text, number, regions):
            return lost
        if (
            sum(regions.values()) < 0.3
            and _NANP.search(text)
            and len(number.removeprefix("1")) == 10
        ):
            made = in_region(number, "US")
            if made and made.valid:
                return Dialled(made.number, made.region, True, 0.5)
    return best


def _off_plan(number: str, regions: Mapping[str, float]) -> Dialled | None:
    """A number too long for the plan of the only likely country: kept, marked invalid."""
    region, p = next(iter(regions.items()), ("", 0.0))
    if p < 0.6 or len(number) < 7:
        return None
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_possible_number_with_reason(parsed) != ValidationResult.TOO_LONG:
        return None
    return Dialled(parsed, region, False, 0.1 * p)


def _lost_plus(text: str, number: str, regions: Mapping[str, float]) -> Dialled | None:
    """``49 89 …`` without its plus sign, taken only for a country the card speaks of."""
    if len(number) < 10 or number.startswith("0") or len(number) > 15:
        return None
    made = international(text)
    if made and made.valid and (regions.get(made.region, 0.0) >= 0.15 or _TRUNK.search(text)):
        return made
    return None


def local_only(number: str, regions: Mapping[str, float]) -> tuple[str, float] | None:
    """The likeliest country where ``number`` may be dialled inside one area only, and how likely."""
    for region, p in () if number.startswith("0") else list(regions.items())[:3]:
        if p < 0.2:
            continue
        try:
            parsed = phonenumbers.parse(number, region)
        except phonenumbers.NumberParseException:
            continue
        verdict = phonenumbers.is_possible_number_with_reason(parsed)
        short = verdict == ValidationResult.IS_POSSIBLE and _is_short(parsed, region)
        if short or verdict == ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
            if phonenumbers.is_valid_number_for_region(parsed, region):
                return None
            return region, 0.25 * p
    return None


def with_area(number: str, other: Dialled) -> Dialled | None:
    """A local ``number`` in the area of ``other``, None where the plan has no areas or none fits."""
    area = other.area
    if not area or len(number) >= len(other.significant) + 2:
        return None
    made = _plus(f"{other.number.country_code}{area}{number.lstrip('0')}")
    return made if made and made.valid else None


def with_tail(tail: str, other: Dialled) -> Dialled | None:
    """``other`` with its last digits replaced by ``tail`` (``1234 50/51``)."""
    whole = other.significant
    if len(tail) >= len(whole):
        return None
    return _plus(f"{other.number.country_code}{whole[: -len(tail)]}{tail}")


def kind(number: PhoneNumber) -> str:
    """``mobile``, ``work``, ``other`` or, where the plan tells no difference, ``either``.

    A number that is not in use (reserved, misread) goes by its first digits.
    """
    match phonenumbers.number_type(number):
        case PhoneNumberType.MOBILE:
            return "mobile"
        case PhoneNumberType.FIXED_LINE_OR_MOBILE:
            return "either"
        case PhoneNumberType.PAGER:
            return "other"
        case PhoneNumberType.UNKNOWN:
            return _by_prefix(number.country_code, phonenumbers.national_significant_number(number))
    return "work"


@lru_cache(maxsize=1024)
def _by_prefix(code: int, significant: str) -> str:
    for kept in range(len(significant) - 6, 1, -1):
        for filler in ("12345678901", "55555555555", "23456789012"):
            made = _plus(f"{code}{significant[:kept]}{filler[: len(significant) - kept]}")
            if made is not None and made.valid:
                return kind(made.number)
    return "work"
