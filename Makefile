# make demo, make test and make serve set the machine up themselves (Debian or Ubuntu; root or sudo).
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo serve test check lock openapi clean
PY := .venv/bin/python

help:            ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/'

setup:           ## system packages, .venv and the locked packages
	@scripts/setup

setup-dev:       ## the same with the tools of the tests
	@scripts/setup --dev

demo: setup      ## start the service, read fixture cards, stay up (ONCE=1: end after printing)
	@scripts/demo

serve: setup     ## serve at 127.0.0.1:8000
	@$(PY) -m service serve --host 127.0.0.1 --port $${PORT:-8000}

test: setup-dev check ## every check and test
	$(PY) -m pytest -n 2

check: setup-dev ## lint, types, imports
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports

lock:            ## resolve the newest releases into the two locks (needs uv)
	uv pip compile -q --universal --python-version 3.11 --upgrade --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --upgrade --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml --group dev -o requirements-dev.lock

openapi: setup   ## write openapi/openapi.json from the code
	$(PY) -m service openapi > openapi/openapi.json

clean:           ## forget the virtual environment and caches
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache
