# Intersession. `make help` lists what can be done here.
PORT ?= 8000
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
# The project itself is built with the setuptools of the lock, so that nothing unlocked is fetched.
ITSELF := $(PIP) install --no-deps --no-build-isolation --editable .

.DEFAULT_GOAL := help
.PHONY: help run test check bench lock clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.base ## serve an example on http://127.0.0.1:8000 (PORT=8001 for another port)
	@exec $(VENV)/bin/intersession run --port $(PORT)

test: $(VENV)/.dev ## every test, on SQLite and on a real PostgreSQL
	@exec $(PY) -m tests.harness.suite

check: $(VENV)/.dev ## formatter, linter, types, import contracts, migrations, translations
	@exec $(PY) -m tests.harness.checks

bench: $(VENV)/.dev ## the benchmarks, with peers where they are installed
	@exec $(PY) -m tests.harness.benches

lock: $(VENV)/.dev ## resolve the dependencies again (needs a package index)
	@$(PY) -m tests.harness.lock

clean: ## remove what was installed and built; the data under var/ stays
	rm -rf $(VENV) build src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(PY):
	@for python in $(PYTHON) python3.14 python3.13 python3.12 python3.11; do \
	  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  $$python -m venv --clear $(VENV) && exit 0; \
	  rm -rf $(VENV); \
	  echo "$$python cannot make a virtual environment. On Debian: apt-get install python3-venv" >&2; \
	  exit 1; \
	done; \
	echo "Intersession needs Python 3.11 or newer. Name it with PYTHON=/path/to/python3." >&2; exit 1

$(VENV)/.base: requirements.lock pyproject.toml | $(PY)
	@echo "Installing what Intersession needs into $(VENV) (once, about half a minute) ..." >&2
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(ITSELF)
	@touch $@

$(VENV)/.dev: requirements-dev.lock requirements.lock pyproject.toml | $(PY)
	@echo "Installing what the tests need into $(VENV) (once, about a minute) ..." >&2
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@$(ITSELF)
	@touch $(VENV)/.base $@
