# Bench Companion. `make run` and `make test` do everything on a fresh machine; `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help run test lint types check verify self-test tour bench torture structures bundle bundle-test pages catalogue manual schema lock clean
.DEFAULT_GOAL := help

help:  ## list what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# The stamps carry the lock files' times, so a changed lock installs anew and an unchanged one costs nothing. The lock
# names everything, so pip looks for no dependency itself: asked to, it takes a newer release for one named with extras.
$(VENV)/run.stamp: requirements.lock packaging/debian-packages.txt
	@sh packaging/install-system.sh packaging/debian-packages.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements-dev.lock packaging/debian-packages-dev.txt
	@sh packaging/install-system.sh packaging/debian-packages-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

# What is only measured against is installed when something is measured.
$(VENV)/bench.stamp: $(VENV)/dev.stamp requirements-bench.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-bench.lock
	@touch $@

run: $(VENV)/run.stamp  ## start the program (installs what is missing first)
	@$(BIN)/python -m benchapp

test: $(VENV)/dev.stamp  ## run every test
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest

lint: $(VENV)/dev.stamp  ## ruff: style, docstrings, traps
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(VENV)/dev.stamp  ## mypy --strict, no module exempt
	@$(BIN)/mypy

verify: $(VENV)/run.stamp  ## recompute the published worked examples
	@$(BIN)/python -m benchapp --verify resources/answer_key.json

self-test: $(VENV)/run.stamp  ## walk one bench day off-screen
	@$(BIN)/python -m benchapp --self-test

tour: $(VENV)/run.stamp  ## pictures of every page into tour/
	@$(BIN)/python -m benchapp --tour tour

bench: $(VENV)/bench.stamp  ## measure start, typing and planning against peers, in one run
	@$(BIN)/python packaging/bench.py

torture: $(VENV)/dev.stamp  ## every proof at full length (docs/reliability.md); takes about an hour
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.torture
	@$(BIN)/python -m tests.torture_plans
	@$(BIN)/python -m pytest -q --hypothesis-profile=new-examples tests/domain
	@$(BIN)/python -m tests.freshness_sequences
	@$(BIN)/python -m tests.clock_sequences
	@$(BIN)/python -m tests.cut_writes
	@$(BIN)/python -m tests.damaged_journals
	@$(BIN)/python -m tests.at_scale
	@BENCHAPP_ROUND_TRIPS=100 $(BIN)/python -m pytest -q tests/store/test_backups.py
	@BENCHAPP_KILLS=2000 QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q tests/flow/test_kill.py

structures: $(VENV)/dev.stamp  ## draw the structures, list the sources, make the example list
	@$(BIN)/python packaging/make_structures.py
	@$(BIN)/python packaging/make_sources.py
	@$(BIN)/python packaging/make_example_list.py

bundle: $(VENV)/dev.stamp  ## build the one-folder program into dist/benchapp
	@$(BIN)/pyinstaller --noconfirm --log-level WARN --distpath dist --workpath build packaging/benchapp.spec
	@du -sm dist/benchapp | sed 's/\t.*/ MB in dist\/benchapp/'

bundle-test: bundle  ## run the built program's own self-test, with no internet socket allowed
	@$(BIN)/python packaging/check_bundle.py dist/benchapp

check: lint types test verify  ## what must hold before a commit

pages: $(VENV)/dev.stamp  ## renew the reference pictures of every page; look at what changed
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.flow.pages 2>/dev/null

catalogue: $(VENV)/dev.stamp  ## collect the texts of the screen, and compile what is translated
	@$(BIN)/python packaging/make_catalogue.py 2>&1 | grep -v warning:

manual: $(VENV)/run.stamp  ## make docs/manual.md of the manual in the program
	@$(BIN)/python packaging/make_manual.py

schema: $(VENV)/run.stamp  ## write the monograph format's JSON Schema into resources/
	@$(BIN)/python -c "from pathlib import Path; from benchapp.store.monograph_schema import schema_bytes; Path('resources/monograph.schema.json').write_bytes(schema_bytes())"

lock: $(VENV)/dev.stamp  ## renew the lock files (needs uv)
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --extra dev pyproject.toml -o requirements-dev.lock
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --extra bench -c requirements-dev.lock pyproject.toml -o requirements-bench.lock

clean:  ## remove what was built
	rm -rf build dist tour .mypy_cache .ruff_cache .pytest_cache .hypothesis
