# Two commands on a fresh machine: `make brief` and `make test`. Python 3.11 and the registries are all they need.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
DEMO := out/demo
WORKERS ?= 2

.PHONY: brief test check bench fuzz lock format install examples reference clean

install: $(INSTALLED)

$(INSTALLED): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv==$$(sed -n 's/^uv==\([0-9.]*\).*/\1/p' requirements.lock)"
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	touch $@

brief: install  ## the main job on the shipped examples; ends by printing where the briefing is
	rm -rf $(DEMO)
	$(BIN)/storehand init $(DEMO) --shop 木棉旗舰店:taobao
	$(BIN)/storehand -w $(DEMO) load examples/taobao
	$(BIN)/storehand -w $(DEMO) brief

test: install  ## everything that must be green before anything lands
	sh tools/install_viewers.sh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n $(WORKERS) --cov --cov-report=term:skip-covered -rs

check: install  ## under a minute: format, lint, types, imports, the fast tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n $(WORKERS) -m "not slow and not real and not browser"

bench: install  ## speed against bare DuckDB and peers; see benchmarks/README.md
	$(BIN)/python -m benchmarks.speed.run

fuzz: install  ## a coverage-guided fuzzer on intake, from the samples; SECONDS=28800 is a night; what breaks it is left in out/fuzz
	mkdir -p out/fuzz
	$(BIN)/uv pip install --quiet --python $(BIN)/python --target out/fuzz/site "atheris>=3,<4"
	PYTHONPATH=out/fuzz/site $(BIN)/python -m tests.fuzz.nightly out/fuzz/corpus -max_total_time=$(or $(SECONDS),300) -timeout=20 \
	  -artifact_prefix=out/fuzz/ -print_final_stats=1

examples: install  ## make the shipped examples anew (deterministic)
	$(BIN)/python tools/make_examples.py

reference: install  ## generated files: the reference pages, the compiled queries, the layouts of the samples
	$(BIN)/python tools/layouts.py
	$(BIN)/python tools/reference.py
	$(BIN)/python tools/queries.py

format: install
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock:  ## names, versions and hashes, no addresses; new releases wait seven days
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --python $(BIN)/python --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
	  --exclude-newer "$$(date -u -d '7 days ago' +%Y-%m-%dT00:00:00Z)" \
	  --extra fonts --group dev --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) out
