"""Texts of codes into fields: every vCard version, MECARD, BIZCARD, links."""

from __future__ import annotations

import pytest

from service.extraction import codes
from service.extraction.codes import CodeAddress, CodePhone

V3 = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Muster;Anna;Maria;Dr.;\r\nFN:Dr. Anna Muster\r\n"
    "ORG:Acme\\, Inc.;R&D\r\nTITLE:Head of Tests\r\nTEL;TYPE=WORK,VOICE:+49 30 23125000\r\n"
    "TEL;TYPE=CELL:+49 171 3920089\r\nTEL;TYPE=WORK,FAX:+49 30 23125001\r\n"
    "EMAIL;TYPE=INTERNET:anna.muster@acme.exa\r\n mple\r\nADR;TYPE=WORK:;;Weg 1;Berlin;;10115;Germany\r\n"
    "item1.URL:https://acme.example\r\nNOTE:met\\nhere\r\nEND:VCARD\r\n"
)


def test_vcard_3() -> None:
    f = codes.fields(V3)
    assert (f.form, f.name, f.prefix, f.given, f.additional, f.family) == (
        "vcard", "Dr. Anna Muster", "Dr.", "Anna", "Maria", "Muster",
    )  # fmt: skip
    assert (f.organizations, f.departments, f.job_titles) == (
        ("Acme, Inc.",),
        ("R&D",),
        ("Head of Tests",),
    )
    assert [(p.number, p.type) for p in f.phones] == [
        ("+49 30 23125000", "work"), ("+49 171 3920089", "mobile"), ("+49 30 23125001", "fax"),
    ]  # fmt: skip
    assert f.emails == ("anna.muster@acme.example",)
    assert f.addresses == (CodeAddress("Weg 1", "Berlin", "", "10115", "Germany"),)
    assert (f.urls, f.note) == (("https://acme.example",), "met\nhere")


def test_vcard_2_1_in_quoted_printable() -> None:
    f = codes.fields(
        "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6=\nrg\n"
        "TEL;CELL:0171 3920089\nTEL;WORK;FAX:030 23125001\nTEL;HOME;VOICE:030 23125002\nEND:VCARD"
    )
    assert (f.family, f.given, f.name) == ("Müller", "Jörg", "Jörg Müller")
    assert [p.type for p in f.phones] == ["mobile", "fax", "home"]


def test_vcard_4_tel_uris_and_quoted_types() -> None:
    f = codes.fields(
        'BEGIN:VCARD\nVERSION:4.0\nFN:A B\nTEL;VALUE=uri;TYPE="cell,voice":tel:+49-171-3920089;ext=5\nEND:VCARD'
    )
    assert f.phones == (CodePhone("+49-171-3920089 ext. 5", "mobile"),)


def test_only_the_first_card_is_read_and_pictures_are_left() -> None:
    f = codes.fields(
        "BEGIN:VCARD\nFN:A B\nPHOTO;ENCODING=b:AAAA\n BBBB\nEND:VCARD\nBEGIN:VCARD\nFN:C D\nEND:VCARD"
    )
    assert f.name == "A B"


def test_mecard_and_bizcard() -> None:
    f = codes.fields(
        "MECARD:N:Doe,Jane;TEL:+14155550132;EMAIL:j@acme.example;URL:http\\://acme.example;ADR:,,Way 1,Town;;"
    )
    assert (f.given, f.family, f.name) == ("Jane", "Doe", "Jane Doe")
    assert (f.phones, f.emails, f.urls) == (
        (CodePhone("+14155550132"),),
        ("j@acme.example",),
        ("http://acme.example",),
    )
    b = codes.fields(
        "BIZCARD:N:Jane;X:Doe;T:Engineer;C:Acme;A:Way 1;B:+14155550132;F:+14155550133;E:j@acme.example;;"
    )
    assert (b.name, b.job_titles, b.organizations) == ("Jane Doe", ("Engineer",), ("Acme",))
    assert [p.type for p in b.phones] == ["work", "fax"]


@pytest.mark.parametrize(
    ("text", "form", "value"),
    [
        ("https://acme.example/x", "url", ("https://acme.example/x",)),
        ("URLTO:acme.example.com", "text", ()),
        ("URLTO:www.acme.example", "url", ("www.acme.example",)),
        ("mailto:a@acme.example?subject=x", "mail", ("a@acme.example",)),
        ("a@acme.example", "mail", ("a@acme.example",)),
        ("tel:+14155550132", "tel", ("+14155550132",)),
        ("WIFI:S:net;P:secret;;", "text", ()),
        ("4006381333931", "text", ()),
        ("", "text", ()),
    ],
)
def test_links(text: str, form: str, value: tuple[str, ...]) -> None:
    f = codes.fields(text)
    assert f.form == form
    assert (f.urls or f.emails or tuple(p.number for p in f.phones)) == value
