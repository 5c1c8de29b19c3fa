from __future__ import annotations

import json
from pathlib import Path

from service.api.app import schema
from tests.api.conftest import Running

COMMITTED = Path(__file__).parents[2] / "openapi" / "openapi.json"


def test_the_committed_document_is_what_the_code_says() -> None:
    told = "run 'python -m service openapi > openapi/openapi.json'"
    assert json.loads(COMMITTED.read_text(encoding="utf-8")) == schema(), told


def test_the_service_shows_the_same_document(running: Running) -> None:
    assert running.client.get("/openapi.json").json() == schema()


def test_every_route_tells_its_problems() -> None:
    document = schema()
    assert document["openapi"].startswith("3.1")
    for path, item in document["paths"].items():
        for method, operation in item.items():
            assert operation["summary"], (method, path)
            assert operation["description"], (method, path)
            for status, response in operation["responses"].items():
                if status >= "400" and not (path == "/readyz" and status == "503"):
                    assert set(response["content"]) == {"application/problem+json"}, (path, status)
    assert "HTTPValidationError" not in document["components"]["schemas"]
    assert document["paths"]["/v1/cards"]["post"]["responses"].keys() >= {
        "201", "202", "401", "409", "413", "415", "422", "429", "500", "503",
    }  # fmt: skip


def test_every_reference_leads_somewhere() -> None:
    document = schema()
    names = set(document["components"]["schemas"])
    for reference in _references(document):
        assert reference.removeprefix("#/components/schemas/") in names


def _references(node: object) -> set[str]:
    if isinstance(node, dict):
        own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set()
        return own.union(*(_references(v) for v in node.values()))
    if isinstance(node, list):
        return set().union(*(_references(v) for v in node))
    return set()
