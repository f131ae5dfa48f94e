# The two commands that matter are `make run` and `make test`. A second run is quick and needs no network.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory --no-builtin-rules

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
BUILT := src/upstander/kernel/pages/static/upstander
# an environment knows the folder it was made in: a checkout that moved gets a new one
PLACE := $(STAMPS)/$(shell printf '%s' '$(CURDIR)' | cksum | cut -d' ' -f1)
NPM_FOUND := $(shell command -v npm 2>/dev/null)
NPM := $(if $(NPM_FOUND),npm,PATH="$(CURDIR)/$(BIN):$$PATH" npm)

export UV_PYTHON_DOWNLOADS := never
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport DJANGO_SETTINGS_MODULE PYTHONDONTWRITEBYTECODE

.PHONY: help setup setup-dev run test proofs coverage check format reference languages pictures lock clean

help: ## List what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(BIN)/upstander $(BUILT)/app.css ## Set everything up; leaves the command at .venv/bin/upstander
	@:

setup-dev: setup $(STAMPS)/dev

run: setup ## Load the demonstration and serve it; PLAN=FILE opens on that plan instead
	@exec $(BIN)/upstander run --demo $(if $(PLAN),--plan "$$PLAN") $(if $(HOST),--host "$$HOST") $(if $(PORT),--port "$$PORT")

run: export PLAN := $(PLAN)
run: export HOST := $(HOST)
run: export PORT := $(PORT)

test: setup-dev ## Set up and run the tests; ARGS="..." goes to pytest
	@$(BIN)/pytest -n 2 --dist worksteal $(ARGS)

proofs: setup-dev ## Run the heavy proofs: thousands of attacks, every width
	@$(BIN)/pytest -n 2 --dist worksteal -m proof $(ARGS)

coverage: setup-dev ## Run every test and say which branches none of them took
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest $(ARGS)
	@$(BIN)/coverage combine --quiet && $(BIN)/coverage report

check: setup-dev ## Format, lint, types, directions, migrations, templates, copies, reference
	@bash tests/check.sh

format: setup-dev ## Put the code into shape
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix-only --quiet .

reference: setup-dev ## Write docs/reference from what the product declares
	@$(BIN)/upstander docs_reference

languages: setup-dev ## Bring the translations up to date with the pages, and compile them
	@$(BIN)/python -m tests.catalogues

pictures: setup-dev ## Take the pictures of the README anew
	@PICTURES=docs/images $(BIN)/pytest -q -k 'picture_for_the_readme or test_a_quarter_runs' tests src

lock: ## Choose versions anew within requirements/*.in and write their hashes (needs uv)
	cd requirements && for name in core dev node; do \
	  uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-emit-index-url --no-emit-find-links $$name.in -o $$name.txt; done
	npm install --package-lock-only --ignore-scripts

clean: ## Remove what was set up and built; data under var/ stays
	rm -rf $(VENV) node_modules $(BUILT) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# ---- steps, each done once -----------------------------------------------------------------------

$(PLACE):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Upstander needs Python 3.11 or later: make PYTHON=...")'
	@echo "Making $(VENV)"
	@if command -v uv >/dev/null; then uv venv --quiet --clear --python "$$(command -v $(PYTHON))" $(VENV); \
	else $(PYTHON) -m venv --clear $(VENV); fi
	@mkdir -p $(STAMPS) && touch $@

define install
@echo "Installing $(1)"
@if command -v uv >/dev/null; then uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r $(1); \
else $(BIN)/python -m pip install --quiet --require-hashes -r $(1); fi
@touch $@
endef

$(STAMPS)/core: requirements/core.txt $(PLACE)
	$(call install,$<)

$(STAMPS)/dev: requirements/dev.txt $(STAMPS)/core
	$(call install,$<)

$(STAMPS)/npm: $(if $(NPM_FOUND),,requirements/node.txt) $(STAMPS)/core
	$(if $(NPM_FOUND),@touch $@,$(call install,requirements/node.txt))

# a line in site-packages instead of an install: no build tool and no network are needed
$(BIN)/upstander: $(STAMPS)/core
	@echo '$(CURDIR)/src' > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/upstander.pth"
	@printf '#!/bin/sh\nexec "%s" -P -m upstander.site "$$@"\n' '$(CURDIR)/$(BIN)/python' > $@
	@chmod +x $@

node_modules/.package-lock.json: package-lock.json .npmrc $(STAMPS)/npm
	@echo "Installing the design system"
	@$(NPM) ci --ignore-scripts --silent
	@touch $@

$(BUILT)/app.css: node_modules/.package-lock.json $(shell find assets -type f)
	@echo "Building styles and scripts"
	@$(NPM) run build --silent
	@touch $@
