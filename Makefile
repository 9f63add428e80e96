# `make` builds the edition, `make test` runs all the tests; both set up .venv themselves.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOWEST := .venv-lowest

.PHONY: edition test long coverage lint lowest fuzz kill accuracy benchmark pictures clean

edition: $(VENV)/installed
	@status=0; $(BIN)/kktei build || status=$$?; \
	if [ $$status -le 1 ]; then \
	  echo "The site:  output/html/index.html"; \
	  echo "The book:  output/print/screen.pdf"; \
	fi; exit $$status

test: $(VENV)/installed-for-tests lint
	$(BIN)/pytest -n 4 --dist worksteal $(PYTEST_ARGS)

# What takes too long to wait for after every change; CI runs it too.
long: $(VENV)/installed-for-tests
	$(BIN)/pytest -n 3 --dist worksteal -m long $(PYTEST_ARGS)

coverage: $(VENV)/installed-for-tests
	$(BIN)/pytest -n 2 --cov=kktei --cov-report=term:skip-covered $(PYTEST_ARGS)

lint: $(VENV)/installed-for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The lowest versions that pyproject.toml allows, in an environment of their own; the tests of all that rests on them.
LOWEST_TESTS := browser/test_preview.py cli/test_commands.py config encode packaging/test_wheel.py parse pool publish \
  read render security validate
lowest: $(LOWEST)/installed
	$(LOWEST)/bin/pytest -n 2 -m '' $(addprefix tests/,$(LOWEST_TESTS)) $(PYTEST_ARGS)

# Thousands of inputs of every kind, changed at random (CASES, SEED); runs that are killed at random moments.
CASES ?= 10000
fuzz: $(VENV)/installed-for-tests
	$(BIN)/python -m tests.hostile.fuzz $(CASES) $(SEED)

kill: $(VENV)/installed-for-tests
	$(BIN)/python -m tests.hostile.kill 200 100

accuracy: $(VENV)/installed-for-tests
	$(BIN)/python benchmarks/accuracy.py

benchmark: $(VENV)/installed-for-tests
	$(BIN)/python benchmarks/line.py

pictures: $(VENV)/installed-for-tests
	$(BIN)/python benchmarks/screenshots.py

clean:
	rm -rf $(VENV) $(LOWEST) .kktei-cache build dist

$(VENV)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "kktei needs Python 3.11 or newer; name one with: make PYTHON=python3.12"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/installed: pyproject.toml | $(VENV)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[all]'
	@touch $@

$(VENV)/installed-for-tests: pyproject.toml | $(VENV)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@ $(VENV)/installed

$(LOWEST)/installed: pyproject.toml | $(VENV)/installed-for-tests
	$(PYTHON) -m venv $(LOWEST)
	$(BIN)/python tests/packaging/lowest.py > $(LOWEST)/constraints.txt
	$(LOWEST)/bin/python -m pip install --quiet --disable-pip-version-check -e '.[test]' -c $(LOWEST)/constraints.txt
	@touch $@
