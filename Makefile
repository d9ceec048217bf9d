# Everything from a fresh checkout with Python 3.11 to 3.13 and make. `make help` lists the targets.

VENV ?= .venv
OUT ?= output
SECONDS ?= 60
ARGS ?=
BIN := $(VENV)/bin
PY := $(BIN)/python
# Without --no-deps, pip asks anew for what the lock has settled, and refuses extras in hash mode.
PIP := $(PY) -m pip install -qq --disable-pip-version-check --no-deps

# The first interpreter that answers and is new enough; say PYTHON=... for another.
PYTHON ?= $(shell for p in python3 python3.12 python3.11 python3.13 python; do \
	if $$p -c 'import sys, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' >/dev/null 2>&1; \
	then echo $$p; break; fi; done)

.DEFAULT_GOAL := help
.PHONY: help run test test-all bench growth model fuzz check format docs lock wheel clean

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 12

# --- set-up: two environments in one, each made once and again when its lock changes ----------------

define install
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed and none was found; say PYTHON=/path/to/python." >&2; exit 2; }
	@test -x $(PY) || { echo "Creating $(VENV) with $(PYTHON)"; $(PYTHON) -m venv $(VENV) || \
		{ echo "The venv module of $(PYTHON) does not work; on Debian install python3-venv." >&2; exit 2; }; }
	@echo "Installing the packages pinned in $(1)"
	@$(PIP) --require-hashes -r $(1)
	@$(PIP) --no-build-isolation -e .
endef

$(VENV)/.ready-run: locks/runtime.txt pyproject.toml
	$(call install,locks/runtime.txt)
	@touch $@

# The test lock holds all of the run-time lock, so that it makes both ready.
$(VENV)/.ready-test: locks/test.txt pyproject.toml
	$(call install,locks/test.txt)
	@touch $@ $(VENV)/.ready-run

# --- what people ask for -----------------------------------------------------------------------------

run: $(VENV)/.ready-run  ## the Prefect flow over seeds/ into output/
	@$(BIN)/communique run seeds --out $(OUT) $(ARGS)

test: $(VENV)/.ready-test  ## the default tests
	@$(PY) -m pytest -q $(ARGS)

test-all: $(VENV)/.ready-test  ## every test, with full counts
	@$(PY) -m pytest -q -m "slow or not slow" $(ARGS)

check: $(VENV)/.ready-test  ## format, lint, types, tests
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(PY) -m schemas.publish --check
	@$(PY) -m pytest -q $(ARGS)

format: $(VENV)/.ready-test  ## sort imports and mend what ruff can mend
	@$(BIN)/ruff check --fix .

bench: $(VENV)/.ready-test  ## speed of the stages, as ratios to bare tokenization
	@$(PY) -m benchmarks.stages $(ARGS)

growth: $(VENV)/.ready-test  ## how a run grows with the collection (ARGS="1000 10000 100000")
	@$(PY) -m benchmarks.growth $(ARGS)

model: $(VENV)/.ready-test  ## train the bundled model anew
	@$(PY) -m training.build $(CORPORA) pipeline/models/communique_xx $(ARGS)

fuzz: $(VENV)/.ready-test  ## SECONDS=60 of hostile input to reader, cleaner and extractors
	@$(PY) -m tests.fuzz --seconds $(SECONDS) --guided $(ARGS)

docs: $(VENV)/.ready-test  ## JSON Schemas, tables and the data dictionary, from the records
	@$(PY) -m schemas.publish

# --- for maintainers -----------------------------------------------------------------------------------

UV_COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
	pyproject.toml --group build

lock:  ## write locks/ anew (needs uv in the environment)
	@$(UV_COMPILE) -o locks/runtime.txt
	@$(UV_COMPILE) --extra test --extra load --extra dask --extra cloud -c locks/runtime.txt -o locks/test.txt

wheel: $(VENV)/.ready-run  ## dist/communique-*.whl
	@$(PY) -m hatchling build -t wheel

clean:  ## remove the environment and everything that was built
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
