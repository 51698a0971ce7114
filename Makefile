.PHONY: run test test-all check bench

run:
	@scripts/setup.sh run
	@.venv/bin/python -m core.start

test:
	@scripts/setup.sh test
	@.venv/bin/python -m pytest -m "not slow"

test-all:
	@scripts/setup.sh test
	@.venv/bin/python -m pytest

check:
	@scripts/setup.sh test
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-logo 2>/dev/null || .venv/bin/lint-imports
