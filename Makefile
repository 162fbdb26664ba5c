# `make run` and `make test` set up what they need: python3 >= 3.11, make and the package index are enough.
PYTHON ?= python3
BIN = .venv/bin
CODE = bot handlers keyboards db tests tools deploy

.PHONY: run doctor test both quick words mutants soak dockerfile check format bench lock messages
run: .venv/run
	@$(BIN)/python -m bot

# What is right with this installation, what is wrong, what to do; changes nothing.
doctor: .venv/run
	@$(BIN)/python -m bot doctor

test: .venv/dev
	$(BIN)/python -m pytest

# Every conversation on SQLite and on PostgreSQL; `make test` plays each on one of them, but for those that are marked `both`.
both: .venv/dev
	$(BIN)/python -m pytest --both tests/flows

# What a change breaks first: rules, queries and actions on SQLite, and the conversations of a ticket's life.
quick: .venv/dev
	$(BIN)/python -m pytest tests/actions tests/db tests/rules tests/tools tests/test_*.py tests/flows/tickets/test_new_request.py \
		tests/flows/tickets/test_closing.py tests/flows/tickets/test_relay.py --both -k "not postgres and not whole_dictionary" --deselect tests/test_main.py

# How often the rules about words are right, on texts for development and on texts kept apart (tests/rules/sets/README.md).
words: .venv/dev
	@$(BIN)/python -m tests.rules.words

# What no test notices of 40 random changes in each of bot/rules and bot/actions: `make mutants SEED=2`.
SEED ?= 1
mutants: .venv/dev
	$(BIN)/python -m tools.mutants $(SEED)

soak: .venv/dev
	@mkdir -p var
	$(BIN)/python -m tests.soak 2>var/soak.log  # what the desks log of the faults

# What deploy/Dockerfile does to build, in a clean folder with Debian's python3 (and python3-venv); then the desk from there.
dockerfile: .venv/dev
	@$(BIN)/python -m tests.deploy

check: .venv/dev
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.catalogs --check
	$(BIN)/python -m tools.budgets
	$(BIN)/python -m tools.forms --check

format: .venv/dev
	$(BIN)/ruff check --fix-only --quiet $(CODE)
	$(BIN)/ruff format --quiet $(CODE)

bench: .venv/dev
	$(BIN)/python -m tests.bench

messages: .venv/dev
	$(BIN)/python -m tools.catalogs --update

lock: .venv/dev
	cd requirements && for name in run dev; do ../$(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file $$name.txt $$name.in; done

# One line says what takes so long; what pip says is shown when it fails.
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
define installed
@$(INSTALL) -r $< >.venv/pip.log 2>&1 || { cat .venv/pip.log >&2; exit 1; }
@touch $@
endef

.venv/run: requirements/run.txt
	@echo "Preparing .venv: this takes about a minute, this once."
	@$(PYTHON) -m venv .venv
	$(installed)

.venv/dev: requirements/dev.txt .venv/run
	@echo "Installing what the tests need: this takes a few minutes, this once."
	$(installed)
