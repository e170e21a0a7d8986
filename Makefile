# make run    on a fresh machine with Python 3.11 or later: install, check the examples, write the report, then open
#             the workbench with the example county; NO_BROWSER=1 opens no browser, RUN_ARGS go to jixiao serve
# make test   what continuous integration runs: lint, types, tests
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin
REPORT := build/report.html
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run report test test-all bench fuzz bundle docs clean

run: report
	$(BIN)/jixiao serve --example --data build/example $(if $(NO_BROWSER),--no-open) $(RUN_ARGS)

# Findings in the examples are what they are for: status 1 is a success here.
report: .venv/installed
	@mkdir -p $(dir $(REPORT))
	@$(BIN)/jixiao check examples --report $(REPORT) || [ $$? -eq 1 ]

test: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto -m "not slow"
	$(BIN)/python tests/workbench/on_postgresql.py -n auto -m "not slow and not any_database"

test-all: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto
	$(BIN)/python tests/workbench/on_postgresql.py -n auto

bench: .venv/installed-bench
	$(BIN)/python bench/run.py
	$(BIN)/python bench/write.py

# The property tests with many more examples than make test gives them.
fuzz: .venv/installed-dev
	$(BIN)/pytest -n auto -m hypothesis --hypothesis-profile fuzz

# Everything that a machine without internet needs, in one archive for machines of this kind.
bundle: .venv/installed
	$(BIN)/python deploy/make_bundle.py build

docs: .venv/installed-dev
	$(BIN)/jixiao rules --markdown > docs/rules.md
	$(BIN)/python docs/make_images.py
	$(BIN)/python docs/make_screenshots.py

clean:
	rm -rf .venv build

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python pyproject.toml
	$(BIN)/pip install --quiet --editable '.[workbench]'
	$(BIN)/python -m compileall -q src
	@touch $@

.venv/installed-bench: .venv/installed-dev
	$(BIN)/pip install --quiet --editable '.[bench]'
	@touch $@

.venv/installed-dev: .venv/bin/python pyproject.toml
	$(BIN)/pip install --quiet --editable '.[dev]'
	$(BIN)/python -m compileall -q src
	@touch $@
