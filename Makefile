PYTHON ?= python

.PHONY: run demo check format lint types imports test test-slow golden test-hostile explore bench bench-million docs lock

run: ; $(PYTHON) -m logbook
demo: ; $(PYTHON) -m logbook demo

check: format lint types imports test

format: ; $(PYTHON) -m ruff format --check .
lint: ; $(PYTHON) -m ruff check .
# Each folder of tests by itself: every one has a conftest of its own.
types:
	$(PYTHON) -m mypy logbook docs
	$(PYTHON) -m mypy tests/conftest.py
	for folder in tests/[a-z]*/; do $(PYTHON) -m mypy $$folder || exit 1; done
imports: ; lint-imports
test: ; $(PYTHON) -m pytest
test-slow: ; $(PYTHON) -m pytest -n 0 -m slow
# Files as they are made now, to be kept as what they were: look at what changed first.
golden:
	LOGBOOK_REMAKE_GOLDEN=1 $(PYTHON) -m pytest -q -n 0 tests/export tests/services/test_golden_packs.py -k "golden or as_it_was or as_they_were"
# Every hostile string on every surface, drawn by an app and through a real terminal.
test-hostile: ; $(PYTHON) -m pytest -n 0 -m "slow or not slow" tests/tui/test_text_surfaces.py tests/tui/test_text_terminal.py
# Property tests with examples that nobody chose; CI repeats the same ones.
explore: ; $(PYTHON) -m pytest -m hypothesis --hypothesis-profile=default
bench: ; $(PYTHON) -m pytest -n 0 -m bench -s tests/bench
# Makes a store of some ten gigabytes, and takes an hour. See docs/performance.md.
bench-million: ; LOGBOOK_BENCH_ENTRIES=1000000 $(PYTHON) -m pytest -n 0 -m bench -s tests/bench/test_bench_program.py

# The manual's generated parts: commands, keys and pictures.
docs:
	$(PYTHON) -m logbook.cli.reference docs/commands.md
	$(PYTHON) docs/write_keys.py
	$(PYTHON) docs/make_pictures.py

# Needs uv; the lock names no index, so that it installs from any.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links -o requirements/run.txt pyproject.toml
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links -o requirements/dev.txt --extra dev pyproject.toml
