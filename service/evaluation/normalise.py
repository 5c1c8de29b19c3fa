"""A printed or read value into the key under which two of them count as the same."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
from babel import Locale

_SCHEME = re.compile(r"^(?:[a-z][a-z0-9+.-]*://|mailto:)")
_TRUNK = re.compile(r"\(\s*0\s*\)")


def folded(text: str) -> str:
    """Case folded, every run of blanks and punctuation one blank; letters keep their marks."""
    text = unicodedata.normalize("NFC", text).casefold()
    return " ".join("".join(c if c.isalnum() or _is_mark(c) else " " for c in text).split())


def compact(text: str) -> str:
    """Case folded, letters and digits only."""
    return folded(text).replace(" ", "")


def _is_mark(c: str) -> bool:
    return unicodedata.category(c).startswith("M")


def email_key(text: str) -> str:
    return _SCHEME.sub("", text.strip().casefold()).strip(" .,;<>")


def url_key(text: str) -> str:
    """Without scheme, ``www.`` and trailing slash."""
    key = _SCHEME.sub("", "".join(text.split()).casefold())
    return key.removeprefix("www.").rstrip("/.,;")


def handle_key(text: str) -> str:
    """The last part of a profile's address, or the bare handle without its ``@``."""
    return url_key(text).rsplit("/", 1)[-1].lstrip("@")


def address_key(lines: Sequence[str]) -> str:
    """All lines as one, blanks and punctuation dropped."""
    return compact("\n".join(lines))


def same_address(expected: Sequence[str], got: Sequence[str]) -> bool:
    """Whether the printed lines and the addresses read hold the same, in any order of offices."""
    want = address_key(expected)
    orders = itertools.permutations(got) if len(got) <= 5 else iter([tuple(got)])
    return any(address_key(order) == want for order in orders)


@lru_cache(maxsize=1)
def _territories() -> dict[str, str]:
    names = Locale("en").territories
    return {folded(name): code for code, name in names.items() if len(code) == 2 and code.isalpha()}


def country_code(text: str | None) -> str | None:
    """ISO 3166-1 alpha-2 of a code or an English country name; None where it is neither."""
    if not text:
        return None
    if len(text) == 2:
        code = text.upper()
        return "GB" if code == "UK" else code
    return _territories().get(folded(text))


@dataclass(frozen=True, slots=True)
class PhoneKey:
    """A printed number: in E.164 where its country is known, and its bare digits."""

    e164: str | None
    digits: str


def phone_region(printed: Sequence[str], country: str | None) -> str | None:
    """The country that a card's national numbers belong to: the label's, else that of its
    numbers printed with ``+``, else None."""
    code = country_code(country)
    if code:
        return code
    for text in printed:
        if text.strip().startswith(("+", "00")) and (number := _parsed(text, None)):
            region: str | None = phonenumbers.region_code_for_number(number)
            if region and region != "001":
                return region
    return None


def phone_key(printed: str, region: str | None) -> PhoneKey:
    number = _parsed(printed, region)
    e164 = (
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if number else None
    )
    digits = "".join(c for c in _TRUNK.sub("", printed) if c.isdigit())
    if e164 is None and printed.strip().startswith("+"):
        e164 = f"+{digits}"
    return PhoneKey(e164, digits)


def _parsed(printed: str, region: str | None) -> phonenumbers.PhoneNumber | None:
    text = _TRUNK.sub("", printed) if printed.strip().startswith(("+", "00")) else printed
    text = re.sub(r"^\s*00(?=[1-9])", "+", text)
    try:
        return phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None


def same_phone(expected: PhoneKey, e164: str | None, national: str) -> bool:
    """Whether a number read is the printed one.

    By E.164 where the country is known; else by the national significant digits, where an area
    code learnt from the card may have been put before them.
    """
    if expected.e164 is not None:
        return e164 == expected.e164
    want = expected.digits.lstrip("0")
    number = _parsed(e164, None) if e164 else None
    got = str(number.national_number) if number else "".join(c for c in national if c.isdigit())
    got = got.lstrip("0")
    if got == want or (e164 or "").lstrip("+") == want:
        return True
    if len(want) == len(got) + 1 and want[0] in "18" and want[1:] == got:
        return True
    return len(want) >= 6 and got.endswith(want) and len(got) - len(want) <= 3
