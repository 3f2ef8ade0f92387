# make run: serve on 127.0.0.1 · make test: everything that CI runs · make proof: the same tests, every case of them ·
# make quick: what tells within seconds whether the domain still works. Nothing is needed beforehand but Python 3.11+.

PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
COMPILE := $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
	--custom-compile-command "make lock" pyproject.toml

PYTEST := $(BIN)/pytest -n auto --dist worksteal --durations 20
# Folders of tests that need no browser, no database, no server and little time.
QUICK := model pipeline pricebooks report whatif
# Compiled modules are kept, so that every process after the first starts soon.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run quick test proof checks bench lock format

run: .venv/.installed
	$(BIN)/python -m app serve --port $(PORT)

quick: .venv/.installed-dev
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/pytest -q -n auto --dist worksteal $(QUICK:%=tests/domain/%)

test: checks
	$(PYTEST)

proof: checks
	$(PYTEST) --proof

checks: .venv/.installed-dev
	.ci/system-packages
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --lint templates
	$(BIN)/hadolint Dockerfile
	$(BIN)/python -m app check

bench: .venv/.installed-dev
	$(BIN)/pytest -m bench -s

format: .venv/.installed-dev
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

lock: .venv/.uv
	$(COMPILE) --upgrade -o requirements.lock
	$(COMPILE) --upgrade --extra dev -c requirements.lock -o requirements-dev.lock

.venv/.uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; name it with PYTHON=…"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q uv==0.13.9
	@touch $@

.venv/.installed: requirements.lock | .venv/.uv
	$(BIN)/uv pip install -q --require-hashes -r $<
	@touch $@

.venv/.installed-dev: requirements-dev.lock | .venv/.uv
	$(BIN)/uv pip install -q --require-hashes -r $<
	@touch $@
