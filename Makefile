.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo test proofs check format samples openapi screenshots bench resilience bare-debian lock clean
SHELL := /bin/sh

BIN := .venv/bin
# Arguments of a target that passes some on: make demo ARGS="--files ~/invoices", make test ARGS="-k vendors".
ARGS ?=
WORKERS ?= logical
PYTEST = $(BIN)/python -m pytest -n $(WORKERS) --maxprocesses=4 --dist worksteal

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

setup: ## create or update .venv with what payables needs to run; leaves .venv/bin/payables
	@scripts/setup runtime

setup-dev: ## the same, with what the tests and checks need
	@scripts/setup dev

demo: setup ## see invoices go in as files and come out approved and exported
	@$(BIN)/payables demo $(ARGS)

test: setup-dev ## run the tests, the import contracts and the linter
	@status=0; \
	$(BIN)/ruff check . || status=1; \
	$(BIN)/lint-imports || status=1; \
	$(PYTEST) -m "not proof" $(ARGS) || status=1; \
	exit $$status

proofs: setup-dev ## run the tests that take long: every page in every look, damaged files, killed processes, nights of learning
	@$(PYTEST) -m proof $(ARGS)

check: setup-dev ## lint, types and import contracts
	@status=0; \
	$(BIN)/ruff check . || status=1; \
	$(BIN)/ruff format --check . || status=1; \
	$(BIN)/lint-imports || status=1; \
	$(BIN)/pyright || status=1; \
	exit $$status

format: setup-dev ## put imports and layout in order
	@$(BIN)/ruff check --select I --fix . && $(BIN)/ruff format .

samples: setup-dev ## make the sample documents and their exact truth again
	@$(BIN)/python -m samples $(ARGS)

openapi: setup ## write the OpenAPI document to docs/openapi.json
	@$(BIN)/payables openapi > docs/openapi.json.new && mv docs/openapi.json.new docs/openapi.json

screenshots: setup-dev ## write pictures of the dashboard's main pages to docs/screenshots (needs Chromium)
	@$(BIN)/python -m scripts.screenshots

bench: setup-dev ## measure requests per second and CPU per request beside the same SQL without the framework
	@$(BIN)/python -m benchmarks $(ARGS)

resilience: setup-dev ## kill processes during work and attack the inputs; prints tried and failed
	@$(BIN)/python -m resilience $(ARGS)

bare-debian: ## run a target on a bare Debian 12: make bare-debian TARGET=test [RUN_AS=root] (as root; needs debootstrap)
	@scripts/bare-debian $(if $(TARGET),$(TARGET),setup) $(if $(RUN_AS),$(RUN_AS),clerk)

# The newest versions that fit pyproject.toml, as wheels for every platform and Python; no index address is written.
# dev.lock repeats runtime.lock to the letter, so that the tests run on what is shipped.
COMPILE = UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv --no-config pip compile --quiet --upgrade --universal \
	--python-version 3.11 --only-binary :all: --generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links
lock: setup-dev ## resolve requirements/*.lock again from pyproject.toml
	$(COMPILE) requirements/build.in -o requirements/build.lock
	$(COMPILE) pyproject.toml -o requirements/runtime.lock
	$(COMPILE) pyproject.toml --extra dev -c requirements/runtime.lock -o requirements/dev.lock

clean: ## remove .venv and every cache
	rm -rf .venv build src/*.egg-info .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
