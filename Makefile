# Two commands do everything: `make run` and `make test`.  `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501

.DEFAULT_GOAL := help
.PHONY: help setup run test check lint bench sample screenshots clean

help: ## List all targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/app: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "mmrec needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version)." \
		"Call 'make PYTHON=python3.11 …'."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet -r requirements.txt
	touch $@

$(VENV)/dev: $(VENV)/app requirements-dev.txt
	$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	touch $@

setup: $(VENV)/dev ## Make .venv with everything, and nothing else

run: $(VENV)/app ## Start the app on http://localhost:8501
	$(BIN)/python -m streamlit run app.py --server.port $(PORT)

test: lint ## Lint, types, unit, page and browser tests; warnings are errors
	$(BIN)/python -m pytest

check: lint ## Lint, types and all tests but the slow and the browser ones
	$(BIN)/python -m pytest -m "not slow and not browser"

lint: $(VENV)/dev ## Format, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(VENV)/dev ## Measure on real data and write benchmarks/results.md
	$(BIN)/python -m benchmarks.ml100k

sample: $(VENV)/app ## Draw, simulate and encode the bundled sample again
	$(BIN)/python sample_data/draw_posters.py
	$(BIN)/python sample_data/simulate.py
	$(BIN)/python -m mmrec.features.ship

screenshots: $(VENV)/dev ## Pictures of every page into artifacts/
	$(BIN)/python -m pytest tests/browser -m browser -k "journey or screenshots"

clean: ## Remove the environment and everything that was made
	rm -rf $(VENV) artifacts .pytest_cache .ruff_cache .mypy_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
