# Each target makes the virtual environment it needs; `make test` is what continuous integration runs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check
PAIRS := data/2023-03:zh-draft data/2023-09:zh-draft data/2024-02:zh-Hant-draft

.DEFAULT_GOAL := help
.PHONY: help demo app test lint docs bench

help:
	@echo "make demo   check the sample digests of data/"
	@echo "make app    the review desk, in the browser"
	@echo "make test   lint, types, import contracts, documentation, tests with branch coverage"
	@echo "make lint   lint, types and import contracts only"
	@echo "make docs   the documentation site, in build/site"
	@echo "make bench  the benchmarks"

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -m venv $(VENV)

# One stamp per set of dependencies; a change of either file installs again.
$(VENV)/.run: pyproject.toml constraints.txt | $(VENV)/pyvenv.cfg
	@$(PIP) install -e . -c constraints.txt
	@touch $@

$(VENV)/.app: pyproject.toml constraints.txt | $(VENV)/pyvenv.cfg
	@$(PIP) install -e '.[app]' -c constraints.txt
	@touch $@ $(VENV)/.run

$(VENV)/.dev: pyproject.toml constraints.txt | $(VENV)/pyvenv.cfg
	@$(PIP) install -e '.[dev]' -c constraints.txt
	@touch $@ $(VENV)/.run

$(VENV)/.bench: pyproject.toml constraints.txt | $(VENV)/pyvenv.cfg
	@$(PIP) install -e '.[bench]' -c constraints.txt
	@touch $@ $(VENV)/.run

# The drafts are bad on purpose: exit code 1 says that the gate found that out.
demo: $(VENV)/.run
	@for pair in $(PAIRS); do \
	  $(BIN)/transqa check "$${pair%%:*}/en.md" "$${pair%%:*}/$${pair##*:}.md" || test $$? -eq 1 || exit 1; \
	done

app: $(VENV)/.app
	@$(BIN)/transqa app

lint: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

test: lint docs
	@$(BIN)/pytest --cov --cov-report=term

# The site in build/site; a broken link or a page left out is an error.
docs: $(VENV)/.dev
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

bench: $(VENV)/.bench
	@for file in benchmarks/bench_*.py; do echo "== $$file"; $(BIN)/python "$$file" || exit 1; done
