"""Plain OCR text into e-mails, URLs and phones by regular expressions: what we compare with."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers

from service.evaluation.values import Value

_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")
_URL = re.compile(
    r"(?<![@\w.-])(?:https?://\S+|www\.\S+|(?:[a-z0-9-]+\.)+(?:com|net|org|eu|info|biz|io|co|"
    r"de|fr|es|it|pt|nl|be|ch|at|uk|us|ca|br|in|cn|jp|au)(?:\.[a-z]{2})?(?:/\S*)?)(?![@\w])",
    re.IGNORECASE,
)
_PHONE = re.compile(r"\+?\(?\d[\d ().\-/]{6,}\d")


def baseline_values(text: str) -> tuple[Value, ...]:
    """What an afternoon's script would take from ``text``; no confidences."""
    return tuple(_values(text))


def _values(text: str) -> Iterator[Value]:
    for i, match in enumerate(_EMAIL.findall(text)):
        yield Value("email", f"emails/{i}", (match,), match)
    for i, match in enumerate(_URL.findall(_EMAIL.sub(" ", text))):
        yield Value("url", f"urls/{i}", (match.rstrip(".,;)"),), match)
    for i, match in enumerate(_PHONE.findall(text)):
        digits = "".join(c for c in match if c.isdigit())
        if 7 <= len(digits) <= 15:
            yield Value("phone", f"phones/{i}", (match, digits), match, e164=_e164(match))


def _e164(text: str) -> str | None:
    if not text.startswith("+"):
        return None
    try:
        number = phonenumbers.parse(text.replace("(0)", ""), None)
    except phonenumbers.NumberParseException:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
