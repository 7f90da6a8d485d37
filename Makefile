# Bench Companion. `make run` and `make test` do everything on a fresh machine; `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help run test monographs coverage plans lint house types check verify self-test tour bench syncthing torture structures identities identities-check bundle bundle-test deb deb-test rpm run-installer linux-test setup-exe setup-test sbom release-check bench-bundle bench-check postgres-test postgres-bundle postgres-deb postgres-deb-test postgres-zip postgres-zip-test licences pages catalogue manual schema lock clean
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

# What pytest made of each file of tests is kept for the next run, whatever the environment says of such files.
test coverage: export PYTHONDONTWRITEBYTECODE =
test: $(VENV)/dev.stamp  ## run every test
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

plans: $(VENV)/dev.stamp  ## carry out 2,000 random plans and re-doses by their words alone
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.simulated_plans 2000

coverage: $(VENV)/dev.stamp  ## fail where a branch of domain or store is reached by no test of theirs (as root)
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto --dist loadfile -m 'not torture and not slow' tests/domain tests/store \
		--hypothesis-profile=few-examples --cov=benchapp.domain --cov=benchapp.store --cov-branch --cov-report=term-missing:skip-covered --cov-fail-under=100

lint: $(VENV)/dev.stamp  ## ruff: style, docstrings, traps
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

house: $(VENV)/dev.stamp  ## print the size and shape of the code against its budgets
	@$(BIN)/python -m tests.house

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
	@$(BIN)/python packaging/bench_blocking.py 2>/dev/null
	@$(BIN)/python packaging/bench_lab.py
	@QT_QPA_PLATFORM=offscreen $(BIN)/python packaging/bench_joining.py

# What is tried at length alone is installed when it is.
$(VENV)/torture.stamp: $(VENV)/dev.stamp packaging/debian-packages-torture.txt
	@sh packaging/install-system.sh packaging/debian-packages-torture.txt
	@touch $@

syncthing: $(VENV)/torture.stamp  ## three computers of a lab on a real Syncthing, on this machine alone
	@$(BIN)/python -m tests.real_syncthing

torture: $(VENV)/torture.stamp  ## every proof at full length (docs/reliability.md); takes about an hour
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.torture
	@$(BIN)/python -m tests.torture_plans
	@for seed in 1 2 3; do $(BIN)/python -m tests.lab_year 30 365 $$seed || exit 1; done
	@$(BIN)/python -m tests.hostile_segments
	@$(BIN)/python -m tests.cut_folder
	@$(BIN)/python -m tests.kill_folder
	@$(BIN)/python -m tests.real_syncthing
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -m torture tests
	@$(BIN)/python -m tests.simulated_plans
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -m hypothesis --hypothesis-profile=new-examples tests
	@$(BIN)/python -m tests.freshness_sequences
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench_sequences 5000
	@$(BIN)/python -m tests.clock_sequences
	@$(BIN)/python -m tests.cut_writes
	@$(BIN)/python -m tests.cut_closing
	@$(BIN)/python -m tests.damaged_journals
	@$(BIN)/python -m tests.at_scale
	@$(BIN)/python -m tests.many_years
	@BENCHAPP_ROUND_TRIPS=100 $(BIN)/python -m pytest -q tests/store/journal/test_backups.py
	@BENCHAPP_KILLS=2000 QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q tests/flow/test_kill.py

# What carries to a server has an environment of its own, in which it finds the tools of the other one: the program never
# sees psycopg, and its own tests need no server.
POSTGRES := .venv-postgres
$(POSTGRES)/stamp: $(VENV)/dev.stamp packaging/postgres/requirements.lock packaging/debian-packages-postgres.txt
	@sh packaging/install-system.sh packaging/debian-packages-postgres.txt
	@test -x $(POSTGRES)/bin/python || $(PYTHON) -m venv $(POSTGRES)
	@$(POSTGRES)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r packaging/postgres/requirements.lock
	@$(BIN)/python -c "import sysconfig; print(sysconfig.get_path('purelib'))" > $$($(POSTGRES)/bin/python -c "import sysconfig; print(sysconfig.get_path('purelib'))")/tools.pth
	@touch $@

postgres-test: $(POSTGRES)/stamp  ## types and tests of benchapp-postgres, against a real server (as root)
	@$(POSTGRES)/bin/python -m mypy --config-file packaging/postgres/pyproject.toml
	@$(POSTGRES)/bin/python -m pytest -c packaging/postgres/pyproject.toml packaging/postgres/postgres_tests

postgres-bundle: $(POSTGRES)/stamp  ## build benchapp-postgres into dist/, and try it against a real server (as root)
	@$(BUILD_ENV) $(POSTGRES)/bin/python -m PyInstaller --noconfirm --log-level ERROR --distpath dist --workpath build packaging/postgres/benchapp-postgres.spec
	@BENCHAPP_POSTGRES=$(CURDIR)/dist/benchapp-postgres/benchapp-postgres $(POSTGRES)/bin/python -m pytest -c packaging/postgres/pyproject.toml packaging/postgres/postgres_tests -k "kill_9 or built"

postgres-deb: $(POSTGRES)/stamp $(VENV)/packages.stamp  ## build the Debian package of benchapp-postgres into dist/
	@$(BUILD_ENV) $(POSTGRES)/bin/python -m PyInstaller --noconfirm --log-level ERROR --distpath dist --workpath build packaging/postgres/benchapp-postgres.spec
	@$(BIN)/python packaging/finish_bundle.py dist/benchapp-postgres
	@$(BUILD_ENV) $(BIN)/python packaging/postgres/linux/make_deb.py

postgres-deb-test: postgres-deb  ## check it with lintian; install, use, upgrade and purge it in a clean root (as root)
	@lintian --fail-on error,warning dist/benchapp-postgres_*.deb 2>/dev/null
	@$(POSTGRES)/bin/python packaging/postgres/linux/test_deb.py

postgres-zip: $(VENV)/windows.stamp  ## build benchapp-postgres for Windows as a zip in dist/ (under Wine)
	@$(BIN)/python packaging/postgres/windows/build_zip.py

postgres-zip-test: postgres-zip $(POSTGRES)/stamp  ## unpack it, and carry with it to a real server, under Wine (as root)
	@$(POSTGRES)/bin/python packaging/postgres/windows/test_zip.py

bench-bundle: bundle  ## measure the built program: start warm and cold, memory, processor at rest
	@$(PYINSTALLER) packaging/bare.spec
	@$(BIN)/python packaging/bench_running.py

bench-check: bundle  ## fail where the built program is 15 % worse than docs/performance.json, or the event loop is held up
	@$(PYINSTALLER) packaging/bare.spec
	@$(BIN)/python packaging/bench_running.py --check
	@$(BIN)/python packaging/bench_blocking.py --check 2>/dev/null

structures: $(VENV)/dev.stamp  ## draw the structures, list the sources, make the example list
	@$(BIN)/python packaging/make_structures.py
	@$(BIN)/python packaging/make_sources.py
	@$(BIN)/python packaging/make_example_list.py

# What the identities are made of is installed when they are made: the program never needs it.
$(VENV)/identities.stamp: $(VENV)/dev.stamp requirements-identities.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-identities.lock
	@touch $@

identities: $(VENV)/identities.stamp  ## check the identity records and write them into resources/
	@PYTHONHASHSEED=0 $(BIN)/python packaging/make_identities.py

identities-check: $(VENV)/identities.stamp  ## check every record anew, and fail where resources/ holds others (two minutes)
	@PYTHONHASHSEED=0 $(BIN)/python packaging/make_identities.py --check

# Two builds of one commit are alike: no hash depends on chance, no time but the commit's is written, and what is packed
# is packed as it is, which also starts faster than unpacking it.
BUILD_ENV := PYTHONHASHSEED=0 PYINSTALLER_ZLIB_COMPRESSION_LEVEL=0 SOURCE_DATE_EPOCH=$(shell git log -1 --format=%ct)
PYINSTALLER := $(BUILD_ENV) $(BIN)/pyinstaller --noconfirm --log-level ERROR --distpath dist --workpath build

bundle: $(VENV)/dev.stamp  ## build the one-folder program into dist/benchapp
	@$(PYINSTALLER) packaging/benchapp.spec
	@$(BIN)/python packaging/finish_bundle.py dist/benchapp

bundle-test: bundle  ## check what is in the built program, run its self-test, and see that it opens no internet socket
	@$(BIN)/python packaging/check_bundle.py dist/benchapp

# What builds and tests the packages is installed when one is made.
$(VENV)/packages.stamp: $(VENV)/dev.stamp packaging/debian-packages-packages.txt
	@sh packaging/install-system.sh packaging/debian-packages-packages.txt
	@touch $@

deb: bundle $(VENV)/packages.stamp  ## build the Debian package into dist/
	@$(BUILD_ENV) $(BIN)/python packaging/linux/build_deb.py

deb-test: deb  ## check it with lintian; install, start, upgrade and purge it in a clean root (as root)
	@desktop-file-validate packaging/linux/benchapp.desktop
	@appstreamcli validate --no-net build/deb/tree/usr/share/metainfo/*.xml
	@lintian --fail-on error,warning dist/benchapp_*.deb 2>/dev/null
	@$(BIN)/python packaging/linux/test_packages.py deb

rpm: bundle $(VENV)/packages.stamp  ## build the RPM package into dist/
	@$(BUILD_ENV) $(BIN)/python packaging/linux/build_rpm.py

run-installer: bundle $(VENV)/packages.stamp  ## build an installer for other Linux systems, without root, into dist/
	@$(BUILD_ENV) $(BIN)/python packaging/linux/build_run.py

$(VENV)/windows.stamp: $(VENV)/dev.stamp packaging/debian-packages-windows.txt
	@sh packaging/install-system.sh packaging/debian-packages-windows.txt
	@touch $@

setup-exe: $(VENV)/windows.stamp  ## build the Windows installer and the portable zip into dist/ (under Wine)
	@$(BIN)/python packaging/windows/build_setup.py

setup-test: setup-exe  ## install, walk through, upgrade and remove it under Wine
	@$(BIN)/python packaging/check_bundle.py build/windows/dist/benchapp --contents-only
	@$(BIN)/python packaging/windows/test_setup.py

$(VENV)/release.stamp: $(VENV)/dev.stamp requirements-release.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-release.lock
	@touch $@

sbom: $(VENV)/release.stamp  ## list what the program is made of as a CycloneDX file in dist/
	@mkdir -p dist
	@$(BIN)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible --mc-type application --of JSON -o dist/benchapp.cdx.json
	@$(BIN)/python packaging/finish_sbom.py dist/benchapp.cdx.json

release-check: $(VENV)/packages.stamp sbom  ## prove what can be proved here of a release: versions, two builds alike, icons, SBOM
	@$(BUILD_ENV) $(BIN)/python packaging/release_check.py

linux-test: deb rpm run-installer  ## install, start, upgrade and remove all three in a clean root (as root)
	@$(BIN)/python packaging/linux/test_packages.py deb run rpm

check: lint types test verify  ## what must hold before a commit

licences: $(VENV)/dev.stamp  ## collect the licences of what is bundled into resources/licences (on Debian)
	@$(BIN)/python packaging/make_licences.py

pages: $(VENV)/dev.stamp  ## renew the reference pictures of every page; look at what changed
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.flow.pages 2>/dev/null

monographs: $(VENV)/dev.stamp  ## check every bundled monograph and recipe of a buffer: format, units, sources, CAS numbers, masses
	@$(BIN)/python -m benchapp --check-monograph resources/monographs/*.json
	@$(BIN)/python -m benchapp --check-buffer resources/buffers/*.json
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q tests/store/library/test_bundled_monographs.py tests/store/library/test_bundled_structures.py tests/store/buffers

catalogue: $(VENV)/dev.stamp  ## collect the texts of the screen, and compile what is translated
	@$(BIN)/python packaging/make_catalogue.py 2>&1 | grep -v warning:

manual: $(VENV)/run.stamp  ## make docs/manual.md of the manual in the program
	@$(BIN)/python packaging/make_manual.py

schema: $(VENV)/run.stamp  ## write the JSON Schemas of what is read and printed into resources/
	@$(BIN)/python -c "from pathlib import Path; from benchapp.store.library.monograph_schema import schema_bytes; Path('resources/monograph.schema.json').write_bytes(schema_bytes())"
	@$(BIN)/python -c "from pathlib import Path; from benchapp.store.buffers.buffer_files import schema_bytes; Path('resources/buffer.schema.json').write_bytes(schema_bytes())"
	@$(BIN)/python -c "from benchapp.commands.preview import SCHEMA, schema_bytes; SCHEMA.write_bytes(schema_bytes())"
	@$(BIN)/python -c "from benchapp.commands.plan import SCHEMA, schema_bytes; SCHEMA.write_bytes(schema_bytes())"

lock: $(VENV)/dev.stamp  ## renew the lock files (needs uv)
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --extra dev pyproject.toml -o requirements-dev.lock
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --extra bench -c requirements-dev.lock pyproject.toml -o requirements-bench.lock
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --extra release -c requirements-dev.lock pyproject.toml -o requirements-release.lock
	echo 'chemicals>=1.5' | uv pip compile -q --universal --no-deps --generate-hashes --no-emit-index-url --no-header --no-annotate - -o requirements-identities.lock
	$(BIN)/python -c "import tomllib; print(*(one for one in tomllib.load(open('packaging/postgres/pyproject.toml', 'rb'))['project']['dependencies'] if not one.startswith('benchapp=')), sep='\n')" \
		| uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -c requirements.lock - -o packaging/postgres/requirements.lock

clean:  ## remove what was built
	rm -rf build dist tour .mypy_cache .ruff_cache .pytest_cache .hypothesis
