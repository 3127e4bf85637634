# The commands of the tracker. `make` alone lists them.

# Any Python from 3.11 on, by name or path: make run PYTHON=python3.12
PYTHON ?= python3

VENV := .venv
IN_VENV := $(VENV)/bin/python
# Each stamp is newer than the requirements that were last installed.
READY_TO_RUN := $(VENV)/.ready-to-run
READY_TO_TEST := $(VENV)/.ready-to-test
PIP_INSTALL := $(IN_VENV) -m pip install --quiet --disable-pip-version-check --requirement

# Every server and command that is started compiles the sources anew where Python may not keep them.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help
help: ## List these commands
	@grep -E '^[a-z]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

.PHONY: run
run: $(READY_TO_RUN) ## Set up what is missing and start the tracker
	@$(IN_VENV) -m ddci_tracker run

# One process more than cores: those that drive a browser wait for much of their time.
TEST_PROCESSES = $$(($$(getconf _NPROCESSORS_ONLN) + 1))

.PHONY: test
test: $(READY_TO_TEST) ## Run every test on all cores (what the machine lacks is named and skipped)
	@.ci/with-postgres $(IN_VENV) -m pytest --numprocesses $(TEST_PROCESSES) --dist worksteal

.PHONY: lint
lint: $(READY_TO_TEST) ## Check style, types and requirements
	@$(IN_VENV) -m ruff check
	@$(IN_VENV) -m ruff format --check
	@$(IN_VENV) -m mypy
	@.ci/check-requirements $(IN_VENV)

# Where the table is written as well, for programs: make bench JSON=bench.json
JSON ?=

.PHONY: bench
bench: $(READY_TO_TEST) ## Measure speed, size and how well texts of plans are read, in one table
	@DDCI_BENCH_JSON="$(JSON)" .ci/with-postgres $(IN_VENV) -m pytest tests/bench -s

# How long each parser is tried: make fuzz SECONDS=600
SECONDS ?= 120

.PHONY: fuzz
fuzz: $(READY_TO_TEST) ## Try everything that reads what others wrote on spoiled files, for minutes each
	@DDCI_FUZZ_SECONDS=$(SECONDS) $(IN_VENV) -m tests.fuzz.run

.PHONY: words
words: $(READY_TO_RUN) ## Bring the Vietnamese catalogue up to date with what the sources say
	@$(IN_VENV) -m ddci_tracker.words.extract

.PHONY: architecture
architecture: $(READY_TO_TEST) ## Draw anew which room of the sources imports which
	@$(IN_VENV) -m docs.make_architecture

.PHONY: reliability
reliability: $(READY_TO_TEST) ## Write anew what becomes of people and data at each fault
	@$(IN_VENV) -m docs.make_reliability

.PHONY: components
components: $(READY_TO_TEST) ## List the libraries with versions and licences anew (CycloneDX)
	@$(IN_VENV) -m docs.make_components

.PHONY: screenshots
screenshots: $(READY_TO_TEST) ## Take the pictures of README.md and the guides anew
	@$(IN_VENV) -m docs.make_screenshots

.PHONY: lock
lock: $(READY_TO_TEST) ## Pin what requirements*.in ask for (add UPGRADE=1 for the newest releases)
	@.ci/lock-requirements $(IN_VENV) . $(if $(UPGRADE),--upgrade)

# Where they are gathered: make wheels WHEELS=/media/usb/wheels
WHEELS ?= wheels

.PHONY: wheels
wheels: $(VENV)/bin/pip ## Gather what an installation without a network needs, the tracker included
	@$(IN_VENV) -m pip download --quiet --disable-pip-version-check --only-binary :all: \
		--dest "$(WHEELS)" --requirement requirements.txt
	@$(IN_VENV) -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir "$(WHEELS)" .
	@rm -rf build *.egg-info
	@echo "$(WHEELS): for $$($(IN_VENV) --version) on this kind of computer; docs/huong-dan-trien-khai.md says how to install from it" >&2

# Where the libraries come from without a network: make upgrade FROM=wheels
FROM ?=

.PHONY: upgrade
upgrade: ## Bring libraries and database to the version in this folder, or leave them as they were
	@deploy/upgrade $(FROM)

$(VENV)/bin/pip:
	@command -v "$(PYTHON)" >/dev/null || { \
		echo "There is no '$(PYTHON)' here. Name a Python from 3.11 on: make run PYTHON=python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "The tracker needs Python 3.11 or newer; '$(PYTHON)' is $$("$(PYTHON)" --version 2>&1)." >&2; \
		echo "Name another one: make run PYTHON=python3.12" >&2; exit 1; }
	@echo "Making $(VENV) with $$("$(PYTHON)" --version)" >&2
	@"$(PYTHON)" -m venv $(VENV) || { \
		echo "Could not make $(VENV). On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

$(READY_TO_RUN): requirements.txt | $(VENV)/bin/pip
	@echo "Installing what the tracker needs (the first time takes a minute or two)" >&2
	@$(PIP_INSTALL) requirements.txt
	@touch $@

$(READY_TO_TEST): requirements-dev.txt requirements.txt | $(VENV)/bin/pip
	@echo "Installing what the tests and checks need (the first time takes a minute or two)" >&2
	@$(PIP_INSTALL) requirements-dev.txt
	@touch $(READY_TO_RUN) $@
