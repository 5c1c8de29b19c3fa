"""Generated requests against the published contract: no crash, no answer it does not tell."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from service.api.app import application, schema
from service.settings import Settings
from service.wiring import service
from tests.api.conftest import listening
from tests.peers import CommaNotes, KnownReader, picture, written

KEY = {"Authorization": "Bearer key"}
CONTRACT = schemathesis.openapi.from_dict(schema())


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    chosen = Settings(
        data_dir=tmp_path_factory.mktemp("var"), rate_per_minute=1_000_000, api_keys=("key",)
    )
    with listening(
        application(service(chosen, KnownReader(note=written()), interpreter=CommaNotes()))
    ) as url:
        yield url


@pytest.fixture(scope="module")
def known(address: str) -> str:
    """The id of a contact that is there."""
    files = {"front": picture(), "back": picture(shade=240)}
    made = httpx2.post(f"{address}/v1/cards", files=files, headers=KEY)
    contact_id: str = made.json()["contact"]["id"]
    return contact_id


@CONTRACT.parametrize()
@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_generated_requests(case: schemathesis.Case, address: str) -> None:
    # Whether bytes are a picture is beyond a schema: generated files are mostly refused.
    beyond = [positive_data_acceptance] if case.media_type == "multipart/form-data" else []
    case.call_and_validate(base_url=address, headers=KEY, excluded_checks=beyond)


@CONTRACT.include(path_regex="contact_id").parametrize()
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_generated_requests_about_a_contact_that_is_there(
    case: schemathesis.Case, address: str, known: str
) -> None:
    case.path_parameters["contact_id"] = known
    case.headers.pop("if-match", None)  # no generated tag is that of the contact
    case.call_and_validate(base_url=address, headers=KEY)
