"""Web addresses out of lines, with and without scheme; profiles and abbreviations are none."""

from __future__ import annotations

import re

import pytest

from service.domain.text import Line
from service.extraction import emails, web

BOX = ((0.0, 0.0), (100.0, 0.0), (100.0, 10.0), (0.0, 10.0))


def urls(*texts: str) -> list[str]:
    lines = [Line(t, 0.99, BOX, "ppocr") for t in texts]
    return [c.value for c in web.candidates(lines, emails.candidates(lines))]


SITES: list[tuple[str, list[str]]] = [
    ("www.acme.com", ["acme.com"]),
    ("http://www.acme.com/", ["acme.com"]),
    ("https://acme.com/about-us", ["acme.com/about-us"]),
    ("http:/acme.com", ["acme.com"]),
    ("http//www.acme.com", ["acme.com"]),
    ("http.//www.acme.com", ["acme.com"]),
    ("Web: acme.com", ["acme.com"]),
    ("website www.acme.com", ["acme.com"]),
    ("W acme.com", ["acme.com"]),
    ("w: acme.com", ["acme.com"]),
    ("Site: www.acme.com.br", ["acme.com.br"]),
    ("www.acme.com | www.acme.de", ["acme.com", "acme.de"]),
    ("www.acme.com / www.acme.de", ["acme.com", "acme.de"]),
    ("www.acme.com, www.acme.de", ["acme.com", "acme.de"]),
    ("www.acme.com www.acme.de", ["acme.com", "acme.de"]),
    ("ACME.COM", ["acme.com"]),
    ("WWW.ACME.COM", ["acme.com"]),
    ("Acme.com", ["acme.com"]),
    ("acme.co.uk", ["acme.co.uk"]),
    ("shop.acme.de", ["shop.acme.de"]),
    ("acme.io", ["acme.io"]),
    ("acme.agency", ["acme.agency"]),
    ("my-acme.solutions", ["my-acme.solutions"]),
    ("www. acme.com", ["acme.com"]),
    ("www .acme.com", ["acme.com"]),
    ("www.acme .com", ["acme.com"]),
    ("www.acme. com", ["acme.com"]),
    ("www.acme.com. br", ["acme.com.br"]),
    ("www,acme.com", ["acme.com"]),
    ("www.acme,com", ["acme.com"]),
    ("wwwacme.com", ["acme.com"]),
    ("ww.acme.com", ["acme.com"]),
    ("wwww.acme.com", ["acme.com"]),
    ("vvww.acme.com", ["acme.com"]),
    ("www.acme.corn", ["acme.com"]),
    ("www.acme.c0m", ["acme.com"]),
    ("www acme.com", ["acme.com"]),
    ("www.acmecom", ["acme.com"]),
    ("www.acme-group.com", ["acme-group.com"]),
    ("www.acme.com:8080/x", ["acme.com:8080/x"]),
    ("www.acme.com?x=1", ["acme.com?x=1"]),
    ("acme.com/en", ["acme.com/en"]),
    ("www.müller-bau.de", ["müller-bau.de"]),
    ("Visit us at www.acme.com.", ["acme.com"]),
    ("(www.acme.com)", ["acme.com"]),
    ("Tel: 030 123456 www.acme.de", ["acme.de"]),
    ("030 123456|acme.de", ["acme.de"]),
    ("www.facebook.com/acme", []),
    ("facebook.com/acme", []),
    ("linkedin.com/in/john", []),
    ("instagram.com/acme", []),
    ("www.acme.com facebook.com/acme", ["acme.com"]),
    ("twitter.com/acme", []),
    ("m.acme.com", ["m.acme.com"]),
    ("john@acme.com www.acme.com", ["acme.com"]),
    ("e: john@acme.com w: acme.com", ["acme.com"]),
    ("gmail.com", []),
    ("hp.com", ["hp.com"]),
    ("3m.com", ["3m.com"]),
    ("1und1.de", ["1und1.de"]),
    ("www.163.com", ["163.com"]),
    ("Acme GmbH acme.de", ["acme.de"]),
    ("sites.google.com/acme", ["sites.google.com/acme"]),
    ("bit.ly/acme", ["bit.ly/acme"]),
    ("acme.wordpress.com", ["acme.wordpress.com"]),
    ("www.acme.museum", ["acme.museum"]),
    ("goo.gl/maps/xyz", ["goo.gl/maps/xyz"]),
    ("www.acme.de/kontakt.html", ["acme.de/kontakt.html"]),
    ("http://acme.example", ["acme.example"]),
    ("acme.net.au", ["acme.net.au"]),
    ("www.Acme-Bau.de", ["acme-bau.de"]),
    ("acme.me", ["acme.me"]),
    ("Acme.de", ["acme.de"]),
    ("AcmeGroup.co.in", ["acmegroup.co.in"]),
    ("www.a-b.com", ["a-b.com"]),
    ("www.x.de", ["x.de"]),
    ("ACME.DE", ["acme.de"]),
    ("ACME.CO.UK", ["acme.co.uk"]),
]


@pytest.mark.parametrize(("text", "want"), SITES, ids=lambda v: str(v)[:40])
def test_sites(text: str, want: list[str]) -> None:
    assert [re.sub(r"^https?://(www\.)?", "", u) for u in urls(text)] == want


def test_the_printed_scheme_is_kept_and_https_is_assumed() -> None:
    assert urls("http://acme.com") == ["http://acme.com"]
    assert urls("www.acme.com") == ["https://www.acme.com"]


def test_a_site_printed_twice_is_one() -> None:
    assert urls("ACME.COM", "www.acme.com") == ["https://www.acme.com"]
    assert urls("www.acme.com/de", "www.acme.com") == [
        "https://www.acme.com/de",
        "https://www.acme.com",
    ]


def test_a_bare_name_that_is_the_mail_s_domain_is_a_site_whatever_its_ending() -> None:
    assert urls("uqx.ac") == []
    assert urls("uqx.ac", "info@uqx.ac") == ["https://uqx.ac"]


def test_the_segment_leaves_the_label_out() -> None:
    lines = [Line("Web: www.acme.com, Tel.", 0.99, BOX, "ppocr")]
    (found,) = web.candidates(lines, ())
    assert found.segments[0].text == "www.acme.com"
