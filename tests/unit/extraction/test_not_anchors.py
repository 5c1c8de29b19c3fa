"""What cards print that is no phone, no site and no e-mail must not become one."""

from __future__ import annotations

import pytest

from service.domain.card import Hints
from service.domain.text import Line
from service.extraction import anchors
from tests.unit.extraction.phone_tables import NOT_ADDRESSES, NOT_NUMBERS

BOX = ((0.0, 0.0), (100.0, 0.0), (100.0, 10.0), (0.0, 10.0))


@pytest.mark.parametrize("text", [*NOT_NUMBERS, *NOT_ADDRESSES])
def test_nothing_is_invented(text: str) -> None:
    for region in (None, "US", "DE", "BR", "GB", "FR"):
        found = anchors.found([Line(text, 0.99, BOX, "ppocr")], Hints(region=region))
        assert found.all == (), region
