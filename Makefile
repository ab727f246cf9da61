# `make` sets everything up and builds the five seed documents into exports/; `make test` sets up and runs the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: all build test lint accuracy harden leaning proposer projects confidence clean

all: build

build: $(VENV)/installed
	$(BIN)/kg build seeds --out exports

test: $(VENV)/installed-dev
	$(BIN)/python -m pytest -n 2

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The page of measured accuracy, from a build of the seeds and their gold.
accuracy: build
	( cat docs/accuracy-head.md; $(BIN)/kg score tests/gold/seeds.jsonl --tables exports/tables --markdown ) > docs/accuracy.md

# The tables of weights, from the passages beside the checkout: who rules were written by, and whom nobody has read.
GOLD := ../shared/gold
READ := tests/gold/seeds.jsonl $(GOLD)/dev.jsonl $(patsubst %,$(GOLD)/rounds/%.jsonl,1 2 3 4)
UNREAD := $(patsubst %,$(GOLD)/rounds/%.jsonl,5 6)
INVENTED := tests/gold/invented.jsonl
MADE := tests/gold/made_up_projects.jsonl

# Whole reports, of which the headings say what is review and what is plan.
REPORTS := ../shared/corpus

leaning:
	$(BIN)/python -m kg.score.fit_leaning $(REPORTS) $(READ)

proposer:
	$(BIN)/python -m kg.score.proposer $(READ) $(INVENTED)

projects:
	$(BIN)/python -m kg.score.fit_projects $(MADE) $(MADE) $(MADE) $(READ) $(READ) $(INVENTED)

confidence:
	$(BIN)/python -m kg.score.fit $(UNREAD) --read $(filter $(GOLD)/rounds/%,$(READ))

clean:
	rm -rf $(VENV) build dist

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "fazhan needs Python 3.11 or newer; install it, or name it: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	    { echo "$(PYTHON) cannot make environments; on Debian and Ubuntu: sudo apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/installed-dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/installed

# Attacks that need no end: `make harden MINUTES=60 ARGUMENTS="--seed 7 --only mutants"`.
MINUTES ?= 5
harden: $(VENV)/installed-dev
	$(BIN)/python tests/harden --minutes $(MINUTES) $(ARGUMENTS)
