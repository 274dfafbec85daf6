# The house's own commands; `make help` lists them. Needs make, python3 (3.11 or newer) and python3-venv, nothing else.
PYTHON ?= python3
VENV ?= .venv
PY := $(VENV)/bin/python
export PORT ?= 8000
# The demo is for running only: checks and tests start from the plain house.
run seed code: export DEMO ?= 1

help:  ## List what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## */  make \1\t/' | expand -t 18

run: setup  ## Start everything on http://localhost:8000 (PORT=8001 and DEMO=0 can be set); Ctrl-C ends it
	@exec $(PY) -m portal.run

setup: $(VENV)/installed  ## Make the environment for running

setup-dev: $(VENV)/installed-dev  ## Make the environment for developing and testing

# Installs a locked list into the environment, and only again when the list has changed.
define install
	@test -x $(PY) || { echo "Making the environment in $(VENV) ..."; $(PYTHON) -m venv $(VENV) || { \
	  echo "python3-venv seems to be missing; on Debian: apt-get install python3-venv"; rm -rf $(VENV); exit 1; }; }
	@echo "Installing what $(1) lists (once; about a minute) ..."
	@test -x $(VENV)/bin/uv || $(PY) -m pip install --quiet --require-hashes -r requirements-uv.txt 2>/dev/null || true
	@{ test -x $(VENV)/bin/uv && $(VENV)/bin/uv pip install --quiet --python $(PY) --require-hashes -r $(1); } \
	  || $(PY) -m pip install --quiet --require-hashes -r $(1)
	@touch $@
endef

$(VENV)/installed: requirements.txt
	$(call install,requirements.txt)

$(VENV)/installed-dev: requirements-dev.txt
	$(call install,requirements-dev.txt)

test: setup-dev messages-compiled  ## Run the tests; ARGS="tests/visits -x" narrows them
	@home=$$(mktemp -d); trap 'rm -rf "$$home"' EXIT; DATA_DIR=$$home $(VENV)/bin/pytest -n 2 -q $(ARGS)

check: setup-dev  ## Look for mistakes without running the portal
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/lint-imports
	$(VENV)/bin/mypy portal accounts exchange visits
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) manage.py messages --check

fix: setup-dev  ## Repair what can be repaired by itself
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

seed: setup  ## Load real data and, with DEMO=1, the demo network (make run does it too)
	@$(PY) manage.py prepare

code: setup  ## Print the newest one-time code that was sent (demo only)
	@$(PY) manage.py demo_code

messages: setup  ## Collect all strings into locale/ and compile them
	@$(PY) manage.py messages

messages-compiled: setup-dev
	@$(PY) manage.py messages --compile

lock: setup-dev  ## Write requirements*.txt anew from requirements*.in
	@for name in requirements-uv requirements requirements-dev; do \
	  $(VENV)/bin/uv pip compile --quiet --upgrade --generate-hashes --universal --python-version 3.11 \
	    --custom-compile-command "make lock" $$name.in -o $$name.txt || exit 1; done

bench: setup-dev  ## Measure pages, matching and delivery on this machine (on demand; no gate)
	@$(VENV)/bin/pytest -q -s -n 0 --timeout=900 tests/bench/bench_*.py

bench-matching: setup-dev  ## Measure matching: ratios to bare numpy, and the lists of our own ground (EXPERTS=100000)
	@$(PY) -m tests.bench.matching

bench-search: setup-dev  ## Measure search: 200,000 texts on PostgreSQL (DATABASE_URL), 20,000 on SQLite
	@if [ -n "$(DATABASE_URL)" ]; then $(PY) -m tests.bench.search_at_scale postgresql; \
	  else echo "PostgreSQL is left out: set DATABASE_URL to measure it."; fi
	@$(PY) -m tests.bench.search_at_scale sqlite

hostile-files: setup-dev  ## Send the set of hostile files through the check and count what becomes of them
	@home=$$(mktemp -d); trap 'rm -rf "$$home"' EXIT; DATA_DIR=$$home HOSTILE_FILES=1 $(VENV)/bin/pytest -q -s -n 0 --log-disable=pikepdf \
	  --log-disable=pikepdf.models.metadata._xmp tests/portal/uploads/test_hostile_files.py

.PHONY: help run setup setup-dev test check fix seed code messages messages-compiled lock bench bench-matching bench-search hostile-files
