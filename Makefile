# One command each; the first one sets up what is missing. RAW=<folder or URL> and WAREHOUSE=<folder>
# choose other places than raw/ and warehouse/, SHARE=<folder or URL> a mirror; .env and JUESUAN_… variables do as well.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= $(shell command -v python3.11 || command -v python3)
UV_VERSION := 0.13.8
PY := .venv/bin/python
JUESUAN := $(PY) -m pipelines.cli

ifdef RAW
export JUESUAN_RAW := $(RAW)
endif
ifdef WAREHOUSE
export JUESUAN_WAREHOUSE := $(WAREHOUSE)
endif
ifdef SHARE
export JUESUAN_SHARE := $(SHARE)
endif
# Buckets and clusters need packages that folders do without.
TOLD := $(shell grep -sE '^(JUESUAN_(RAW|SHARE|CLUSTER)|DASK_SCHEDULER_ADDRESS)=' .env)
REMOTE := $(findstring ://,$(TOLD) $(JUESUAN_RAW) $(JUESUAN_SHARE) $(JUESUAN_CLUSTER) $(DASK_SCHEDULER_ADDRESS))
ROOMS := .venv/.$(if $(REMOTE),everything,runtime)
export DAGSTER_DISABLE_TELEMETRY := 1
export GX_ANALYTICS_ENABLED := false

.PHONY: help run nightly backfill rollback share fetch crash query serve test lint format bench bench-scale lock clean corpus gate-report quarantine replay docs

help:  ## list these commands
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 20

run: $(ROOMS)  ## read raw/, judge it, publish warehouse/juesuan.duckdb (YEARS=2016-2024, RETRY=1)
	@$(JUESUAN) run $(if $(YEARS),--years $(YEARS)) $(if $(RETRY),--retry)

nightly: $(ROOMS)  ## what cron calls: run, and write and post a summary of the night
	@$(JUESUAN) nightly

fetch: $(ROOMS)  ## bring what raw/sources.yml lists into raw/; nightly does it first
	@$(JUESUAN) fetch

backfill: $(ROOMS)  ## read and judge YEARS=2016-2024 side by side, and publish them together
	@$(JUESUAN) backfill $(or $(YEARS),$(error say which: make backfill YEARS=2016-2024))

rollback: $(ROOMS)  ## put back the file published before (TO=20261121T0200, LIST=1)
	@$(JUESUAN) rollback $(if $(LIST),--list) $(TO)

share: $(ROOMS)  ## mirror what is published to SHARE=<folder or URL>; every run does at its end
	@$(JUESUAN) share

quarantine: $(ROOMS)  ## list what is held back and why (DOC=<id> shows one, PICTURES=1)
	@$(JUESUAN) quarantine $(DOC) $(if $(PICTURES),--pictures)

replay: $(ROOMS)  ## judge again after a waiver, correction or expectation (REPAIR=1, SHRINK=1)
	@$(JUESUAN) replay $(if $(REPAIR),--repair) $(if $(SHRINK),--shrink)

query: .venv/.runtime  ## answer a question of sql/queries (NAME=three_public), or list them
	@$(JUESUAN) query $(NAME)

serve: .venv/.everything  ## Dagster's web server and daemon on http://127.0.0.1:3000 (PORT=3000)
	@$(JUESUAN) serve $(if $(PORT),--port $(PORT))

test: .venv/.everything  ## run all tests, a file a process at a time (ARGS="-n0 -k gate" for some)
	@$(PY) -m pytest -n auto --maxprocesses 4 --dist loadfile $(ARGS)

lint: .venv/.everything  ## ruff, its formatter, and mypy --strict
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy

format: .venv/.everything  ## put the code in the formatter's shape
	@$(PY) -m ruff check --fix-only --quiet .
	@$(PY) -m ruff format .

corpus: .venv/.everything  ## invent N disclosures under OUT (PDF=0.1 ERRORS=0.02 SEED=1 YEARS=2016-2024)
	@$(PY) -m tests.corpus $(N) $(OUT) $(if $(PDF),--pdf $(PDF)) $(if $(ERRORS),--errors $(ERRORS)) \
		$(if $(SEED),--seed $(SEED)) $(if $(YEARS),--years $(YEARS))

bench: .venv/.everything  ## measure reading and the gate against their yardsticks
	@$(PY) -m tests.bench

bench-scale: .venv/.everything  ## cost by room, of publishing, nights and a backfill (TEXTS="100 1000" PDFS=100 KNOWN=2000)
	@$(PY) -m tests.bench.bench_scale $(TEXTS) $(if $(PDFS),--pdf $(PDFS))
	@$(PY) -m tests.bench.bench_publish
	@$(PY) -m tests.bench.bench_night $(KNOWN)
	@$(PY) -m tests.bench.bench_backfill

docs: .venv/.runtime  ## write docs/identities.md anew from expectations/
	@$(PY) -m pipelines.gate.catalogue docs/identities.md

gate-report: .venv/.everything  ## mutation score of the gate (MUTANTS=3600 SEED=1 SOURCES=text,typeset,genuine)
	@$(PY) -m tests.mutation $(if $(MUTANTS),--mutants $(MUTANTS)) $(if $(SEED),--seed $(SEED)) \
		$(if $(SOURCES),--sources $(SOURCES))

crash: .venv/.everything  ## kill N=50 nights at random moments (SEED=1), and look at what they leave
	@$(PY) -m tests.bench.crash $(or $(N),50) $(or $(SEED),1)

lock: .venv/.uv  ## write .ci/requirements*.txt anew from pyproject.toml
	@$(LOCK) -o .ci/requirements.txt
	@$(LOCK) --extra serve --extra dev -o .ci/requirements-dev.txt

clean:  ## remove the environment and all caches; the warehouse stays
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

LOCK = $(PY) -m uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --no-emit-index-url
INSTALL = $(PY) -m uv pip install --python $(PY) --quiet --compile-bytecode --require-hashes -r
FALLBACK = $(PYTHON) -m pip --python $(PY) install --quiet --require-hashes -r

.venv/.uv:
	@echo "setting up .venv with $(PYTHON)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11) and "Python 3.11 is needed")'
	@$(PYTHON) -m venv --without-pip .venv
	@$(PYTHON) -m pip --python $(PY) install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@touch $@

.venv/.runtime: .ci/requirements.txt | .venv/.uv
	@echo "installing $<"
	@$(INSTALL) $< || $(FALLBACK) $<  # pip knows indexes that uv does not
	@touch $@

.venv/.everything: .ci/requirements-dev.txt | .venv/.uv
	@echo "installing $<"
	@$(INSTALL) $< || $(FALLBACK) $<  # pip knows indexes that uv does not
	@touch .venv/.runtime $@
