# make pdf, make epub, make handout: the book of book/. Options go in ARGS: make pdf ARGS="--book ../notes --page A5"
# Each makes .venv by itself when it has not been made, or when the locked packages have changed.

PYTHON := .venv/bin/python
READY := .venv/ready
READY_FOR_TESTS := .venv/ready-for-tests

# Each step uses all the cores it can by itself, and two would make .venv at once.
.NOTPARALLEL:
.PHONY: help setup pdf epub handout check doctor test lint bench
.DEFAULT_GOAL := help

help:
	@echo "make setup                    .venv, locked packages, Pango; may be run again at will"
	@echo "make pdf | epub | handout     the book of book/, into dist/; ARGS=\"--book PATH ...\" for others"
	@echo "make check | doctor           what is wrong with the manuscript; with this machine"
	@echo "make test                     style, types, tests"
	@echo "make lint                     style and types alone"
	@echo "make bench                    speed and size, measured against others"

setup:
	@sh scripts/setup.sh

$(READY): pyproject.toml requirements.lock $(PYTHON)
	@sh scripts/setup.sh

$(READY_FOR_TESTS): pyproject.toml requirements-dev.lock tests/epub/npm/package-lock.json $(PYTHON)
	@sh scripts/setup.sh tests

$(PYTHON): # not there, or a link to a Python that the system has replaced: setup makes it

pdf epub handout check: $(READY)
	@$(PYTHON) build.py $@ $(ARGS)

doctor: # asks for nothing, since it is wanted where setup fails
	@$(or $(wildcard $(PYTHON)),python3) build.py doctor

lint: $(READY_FOR_TESTS)
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check --extend-exclude "*.md" .
	$(PYTHON) -m mypy

test: lint
	$(PYTHON) -m pytest -n 2 --dist worksteal $(ARGS)

bench: $(READY_FOR_TESTS)
	@status=0; for one in benchmarks benchmarks.whole benchmarks.ebook benchmarks.formulas; do \
	    $(PYTHON) -m $$one $(ARGS) || status=$$?; done; exit $$status
