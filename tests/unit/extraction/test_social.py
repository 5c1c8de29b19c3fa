"""Profiles by link, by label and by at sign; phones and sites stay what they are."""

from __future__ import annotations

import pytest

from service.domain.card import Hints
from service.domain.text import Line
from service.extraction import anchors

BOX = ((0.0, 0.0), (100.0, 0.0), (100.0, 10.0), (0.0, 10.0))


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("linkedin.com/in/jane-doe", [("linkedin", "jane-doe")]),
        ("www.linkedin.com/company/acme/", [("linkedin", "acme")]),
        ("facebook.com/acme", [("facebook", "acme")]),
        ("https://twitter.com/acme", [("twitter", "acme")]),
        ("instagram.com/acme_", [("instagram", "acme_")]),
        ("youtube.com/@acme", [("youtube", "acme")]),
        ("github.com/acme", [("github", "acme")]),
        ("Skype: jane.doe", [("skype", "jane.doe")]),
        ("Skype jane.doe", []),
        ("Twitter @acme", [("twitter", "acme")]),
        ("Instagram: /acme", [("instagram", "acme")]),
        ("WeChat ID: janedoe88", [("wechat", "janedoe88")]),
        ("@acme", [("other", "acme")]),
        ("WhatsApp: +1 415 555 0132", []),
        ("Line manager", []),
        ("info@acme.com", []),
        ("www.acme.com", []),
        ("john@", []),
    ],
)
def test_profiles(text: str, want: list[tuple[str, str]]) -> None:
    found = anchors.found([Line(text, 0.99, BOX, "ppocr")], Hints())
    assert [(s.network, s.handle) for s in found.social] == want
    if want:
        assert found.urls == ()
