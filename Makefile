# Two commands: `make run` does the main job on the sample county, `make test` proves the house.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
# Every command that a test starts would compile the house anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup run tuesday test lint types unit bench clean lock

help: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

setup: $(READY) ## .venv with the locked dependencies

# `--without-pip` and the outer pip: Debian's python3 has venv but not ensurepip unless python3-venv is installed.
# Not compiled: most of it is never imported, and what is, Python compiles at its first use.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv --without-pip $(VENV)
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --no-compile --no-deps --require-hashes -r requirements.lock
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

run: $(READY) ## the main job on the sample county, as of Monday
	$(BIN)/gongkai run --sample

tuesday: $(READY) ## the same county a day later: edits, removals, a dead site (exit 1: it needs a hand)
	$(BIN)/gongkai run --sample --day tuesday

test: lint types unit ## lint, types, layers, all tests

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(READY)
	$(BIN)/mypy

unit: $(READY)
	$(BIN)/pytest -n auto

bench: $(READY) ## what the benchmarks compare with, beside the locked dependencies; README.md has the commands
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --no-build-isolation --editable '.[bench]'
	# Each for itself: pip 23 breaks off where two packages ask for lxml[html-clean].
	$(PYTHON) -m pip --python $(BIN)/python install --quiet newspaper4k jieba nltk
	$(PYTHON) -m pip --python $(BIN)/python install --quiet readability-lxml

lock: ## write requirements.lock anew (needs uv)
	uv pip compile pyproject.toml --extra rar --extra sample --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-annotate --no-header --quiet --output-file requirements.lock

clean: ## remove what runs and tests leave behind
	rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build *.egg-info
