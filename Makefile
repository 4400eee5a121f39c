# Two commands do everything on a fresh machine with Python 3.11+, git and make:
#   make demo    the program with a believable hospital in it
#   make test    ruff, types, import rules and the whole suite
# While working: make quick, the pure rules and the use-cases on SQLite alone.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-warn-script-location
ARGS ?=
# Compiled modules are kept, whatever the environment says: hundreds of tests start the program anew.
export PYTHONDONTWRITEBYTECODE =

.PHONY: demo test quick lint check wheel pythons mutants docs bench trust lock clean

demo: $(VENV)/.installed
	@$(BIN)/advice-line demo $(ARGS)

test: lint check

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

check: $(VENV)/.installed-dev
	$(BIN)/pytest -n 4 --dist worksteal $(ARGS)

quick: $(VENV)/.installed-dev
	$(BIN)/pytest -n 2 -m "not slow and not postgres and not faults" tests/rota tests/enquiry tests/people tests/usecases $(ARGS)

bench: $(VENV)/.installed-bench
	$(BIN)/python -m bench $(ARGS)

# The wheel as it is handed out, installed into an environment of its own and worked with from elsewhere
wheel: $(VENV)/.installed-dev
	@.ci/wheel $(BIN)/python

# The whole of “make test” on every Python that is claimed and found here
pythons:
	@.ci/pythons $(ARGS)

# Faults made by a machine in the rules and use-cases, and which no test notices; ARGS names files or folders
mutants: $(VENV)/.installed-mutants
	PATH=$(CURDIR)/$(BIN):$$PATH $(BIN)/python -m tests.mutants $(ARGS)

# The pages that the program writes about itself: every command's --help, every chaser
docs: $(VENV)/.installed-dev
	$(BIN)/python -m docs.make_commands
	$(BIN)/python -m docs.make_chasers
	$(BIN)/python -m docs.make_audits

# kill -9, power cuts and failing disks against the store; wants a C compiler, takes some minutes
trust: $(VENV)/.installed-dev
	$(BIN)/python -m bench.trust $(ARGS)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Advice Line needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version). Try: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "This Python cannot make a virtual environment. On Debian or Ubuntu: apt install python3-venv (on Fedora: dnf install python3-pip)." >&2; exit 1; }
	@echo "Building $(VENV) (once, about a minute)..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python requirements.lock pyproject.toml
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/bin/python requirements-dev.lock pyproject.toml
	@$(PIP) --require-hashes -r requirements-dev.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-bench: $(VENV)/.installed-dev requirements-bench.lock
	@$(PIP) --require-hashes -r requirements-bench.lock
	@touch $@

$(VENV)/.installed-mutants: $(VENV)/.installed-dev requirements-mutants.lock
	@$(PIP) --require-hashes -r requirements-mutants.lock
	@touch $@

# Names, versions and hashes only: no lock file carries the address of a package registry.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml --group build -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml --group build --group dev -c requirements.lock -o requirements-dev.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml --group build --group dev --group bench -c requirements-dev.lock -o requirements-bench.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml --group build --group dev --group mutants -c requirements-dev.lock -o requirements-mutants.lock

clean:
	rm -rf $(VENV) $(VENV)-3.* .mypy_cache .ruff_cache .pytest_cache
