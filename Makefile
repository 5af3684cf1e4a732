# The commands of the house. `make` alone lists them.
# What the machine lacks is installed by deploy/install/ (docs/operations.md).

PYTHON ?=
DATABASE ?= postgres
BIN := $(CURDIR)/.venv/bin
DONE := .venv/done
export PATH := $(BIN):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Compiled once and kept out of the tree: each start of Python would take seconds more.
export PYTHONDONTWRITEBYTECODE :=
export PYTHONPYCACHEPREFIX := $(CURDIR)/.venv/bytecode

PYTEST := $(BIN)/python -m pytest -p tests.database
SLOWEST := --durations=20 --durations-min=0.5
ENGLISH := $(wildcard *.md) docs bench deploy config demeso/kernel demeso/ledger demeso/field demeso/vault
WEB_SOURCES := $(shell find web -name node_modules -prune -o -name dist -prune -o -type f -print)
MESSAGES := $(wildcard demeso/locale/*/LC_MESSAGES/django.po)

# `make code aissata` says the same as `make code NAME=aissata`.
ifeq (code,$(firstword $(MAKECMDGOALS)))
NAME ?= $(word 2,$(MAKECMDGOALS))
$(foreach word,$(wordlist 2,9,$(MAKECMDGOALS)),$(eval .PHONY: $(word))$(eval $(word): ; @:))
endif

.DEFAULT_GOAL := help
.PHONY: help run test check check-style check-types check-house check-web suites \
  suites-apart suites-browser suites-smoke bench soak scenarios redlines release screens code messages generated lock install install-tests clean

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

run: install ## install what is missing, load a fictional Mali, serve on http://localhost:8000
	@DEMESO_DEMO=$${DEMESO_DEMO:-1} $(BIN)/python -m config.cli run

test: install-tests ## install what is missing, then every check and every test
	@$(MAKE) --no-print-directory --keep-going check suites

suites: install-tests ## the tests only: both databases side by side, then the journeys in the browser
	@$(MAKE) --no-print-directory --keep-going suites-apart suites-browser suites-smoke

suites-apart:
	@$(MAKE) --no-print-directory --keep-going -j2 --output-sync=target suite-sqlite suite-postgres

suites-browser:
	$(PYTEST) --database=postgres -m browser $(SLOWEST)

suites-smoke:
	$(PYTEST) --database=sqlite -m browser -k smoke

suite-%:
	@echo "$* without a browser: it is told when all has run"
	$(PYTEST) --database=$* -m "not browser" $(SLOWEST)

check: $(DONE)/dev $(DONE)/web ## style, types, layers, house and rules (90 s)
	@$(MAKE) --no-print-directory -j2 --output-sync=target \
	  check-types check-style check-house check-web

check-style:
	ruff check .
	ruff format --check .
	codespell $(ENGLISH)
	djlint demeso --lint --quiet --profile=django --ignore=H006,H021,H030,H031,T002,T003,H020,H042

check-types:
	mypy
	lint-imports

check-house: generated-messages
	$(PYTEST) -q tests/house $(sort $(wildcard tests/*/test_rules.py tests/kernel))

check-web:
	cd web && npm run --silent check
	cd web && npm test --silent -- --test-reporter=dot

bench: install-tests ## measure speed, memory and bytes into docs/benchmarks.md
	$(BIN)/python -m bench.run

soak: install-tests ## the same with big numbers
	$(BIN)/python -m bench.soak

scenarios: install-tests ## the 72 acceptance scenarios: pass, fail or missing
	@$(BIN)/python -m tests.report scenario --database=$(DATABASE)

redlines: install-tests ## the 32 red lines: pass, fail or missing
	@$(BIN)/python -m tests.report redline --database=$(DATABASE)

release: install ## build, list and sign a release: make release VERSION=7 KEY=file
	@test -n "$(VERSION)" -a -r "$(KEY)" || { echo "make release VERSION=7 KEY=file"; exit 1; }
	public=$$($(BIN)/python -m config.cli release public "$(KEY)") && cd web && \
	  DEMESO_RELEASE_PUBLIC=$$public npm run --silent build
	$(BIN)/python -m config.cli release list $(VERSION)
	$(BIN)/python -m config.cli release sign $(KEY)

screens: install-tests ## take the pictures in docs/screens anew
	DEMESO_SCREENS=1 $(PYTEST) -q --database=sqlite tests/journeys/test_screens.py

code: install ## a fresh second-factor code for a demo person: make code NAME=aissata
	@DEMESO_DEMO=$${DEMESO_DEMO:-1} $(BIN)/python -m config.cli code $(NAME)

messages: $(DONE)/dev ## collect the French messages into the English catalogue
	$(BIN)/python -m tests.house.messages

generated: $(DONE)/dev ## write the generated files anew
	$(BIN)/python -m tests.house.generated

lock: $(DONE)/dev ## make the lock files anew; releases of the last week wait
	sh deploy/install/lock.sh

clean: ## remove what was installed and built; var/ and its data stay
	rm -rf .venv web/node_modules web/dist

# --- what the commands above stand on ---

install: $(DONE)/runtime $(DONE)/web generated-messages

install-tests: $(DONE)/dev install
	@sh deploy/install/system.sh postgresql chromium

generated-messages: $(MESSAGES:.po=.mo)

%.mo: %.po $(DONE)/runtime
	@$(BIN)/pybabel --quiet compile --input-file=$< --output-file=$@
	@touch $@

$(DONE)/venv:
	sh deploy/install/python.sh $(PYTHON)
	@mkdir -p $(DONE) && touch $@

$(DONE)/runtime: requirements.lock | $(DONE)/venv
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	@touch $@

$(DONE)/dev: requirements-dev.lock $(DONE)/runtime
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.lock
	@touch $@

$(DONE)/packages: web/package.json web/package-lock.json $(DONE)/runtime
	cd web && npm ci --ignore-scripts --silent
	@touch $@

$(DONE)/web: $(WEB_SOURCES) $(DONE)/packages
	cd web && npm run --silent build
	@touch $@
