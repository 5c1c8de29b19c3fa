"""What tests of several rooms share because it takes long to make."""

from __future__ import annotations

import pytest

from service.pipeline import CardPipeline
from service.settings import Settings
from service.wiring import card_reader


@pytest.fixture(scope="session")
def pipeline() -> CardPipeline:
    """The real pipeline with the real readers."""
    return card_reader(Settings())
