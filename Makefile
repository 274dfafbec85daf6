# The house's own commands; `make help` lists them.
PYTHON ?= python3
VENV ?= .venv
PY := $(VENV)/bin/python

help:  ## List what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/'

setup-dev:  ## Make the environment for developing and testing
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)

check: setup-dev  ## Look for mistakes without running the portal
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/lint-imports
	$(VENV)/bin/mypy portal accounts exchange visits
	$(PY) manage.py makemigrations --check --dry-run

fix: setup-dev  ## Repair what can be repaired by itself
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

test: setup-dev  ## Run the tests
	$(VENV)/bin/pytest -n 2 -q

.PHONY: help setup-dev check fix test
