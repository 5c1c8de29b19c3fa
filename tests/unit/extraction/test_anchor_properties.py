"""Whatever the readers write: no exception, spans inside their lines; what is formatted is found again."""

from __future__ import annotations

import phonenumbers
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from service.domain.card import Hints
from service.domain.text import Line, SecondReading
from service.extraction import anchors, codes

BOX = ((0.0, 0.0), (100.0, 0.0), (100.0, 10.0), (0.0, 10.0))
NOISE = st.text(
    st.sampled_from("aeimnotwTFM 0123456789+()-./@,:;|_#&x©®\u00a0ÜßİЖ東")
    | st.characters(codec="utf-8"),
    max_size=60,
)
REGIONS = (
    "DE",
    "AT",
    "CH",
    "FR",
    "GB",
    "US",
    "CA",
    "BR",
    "PT",
    "ES",
    "IT",
    "NL",
    "BE",
    "PL",
    "IN",
    "SG",
    "HK",
    "AU",
    "NZ",
    "ZA",
    "JP",
    "SE",
    "DK",
    "TR",
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(NOISE, st.none() | NOISE), max_size=6))
def test_any_text_is_survived_and_spans_fit(texts: list[tuple[str, str | None]]) -> None:
    lines = [
        Line(
            t, 0.9, BOX, "ppocr", witness=None if w is None else SecondReading(w, 0.5, "tesseract")
        )
        for t, w in texts
    ]
    found = anchors.found(lines, Hints())
    for c in found.all:
        assert 0.0 <= c.score <= 1.0
        for s in c.segments:
            assert lines[s.line].text[s.start : s.end] == s.text
    for s in found.rest:
        assert lines[s.line].text[s.start : s.end] == s.text


@settings(max_examples=100, deadline=None)
@given(
    st.text(max_size=200),
    st.sampled_from(["", "BEGIN:VCARD\n", "MECARD:", "BIZCARD:", "mailto:", "tel:", "http://"]),
)
def test_any_code_is_survived(text: str, head: str) -> None:
    assert codes.fields(head + text).form


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(REGIONS),
    st.sampled_from([PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE]),
    st.sampled_from(["", "Tel: ", "T ", "Phone ", "Telefon: "]),
    st.sampled_from([PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.E164]),
)
def test_an_international_number_comes_back(region: str, kind: int, label: str, form: int) -> None:
    number = phonenumbers.example_number_for_type(region, kind)
    text = label + phonenumbers.format_number(number, form)
    (p,) = anchors.found([Line(text, 0.9, BOX, "ppocr")], Hints()).phones
    assert p.e164 == phonenumbers.format_number(number, PhoneNumberFormat.E164)
    assert p.valid


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(REGIONS), st.sampled_from([PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE])
)
def test_a_national_number_comes_back_with_the_region_known(region: str, kind: int) -> None:
    number = phonenumbers.example_number_for_type(region, kind)
    text = "Tel: " + phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
    (p,) = anchors.found([Line(text, 0.9, BOX, "ppocr")], Hints(region=region)).phones
    assert p.e164 == phonenumbers.format_number(number, PhoneNumberFormat.E164)


LOCAL = st.from_regex(r"[a-z]{2,8}([._-][a-z]{2,8}){0,2}", fullmatch=True)
DOMAIN = st.from_regex(r"[a-z]{3,10}(-[a-z]{3,8})?", fullmatch=True)


@settings(max_examples=150, deadline=None)
@given(
    LOCAL,
    DOMAIN,
    st.sampled_from(["com", "de", "co.uk", "com.br", "fr", "org", "example"]),
    st.sampled_from(["", "E-Mail: ", "e: ", "Mail "]),
)
def test_an_address_comes_back(local: str, domain: str, suffix: str, label: str) -> None:
    address = f"{local}@{domain}.{suffix}"
    found = anchors.found(
        [
            Line(label + address, 0.9, BOX, "ppocr"),
            Line(f"www.{domain}.{suffix}", 0.9, BOX, "ppocr"),
        ],
        Hints(),
    )
    assert [c.value for c in found.emails] == [address]
    assert [c.value for c in found.urls] + [c.value for c in found.social] == [
        f"https://www.{domain}.{suffix}"
    ]
