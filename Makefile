# Công Tâm. `make demo` needs only python3.11 with venv, make and git.
SHELL := /bin/sh
.DEFAULT_GOAL := help

export CONGTAM_DATA ?= $(CURDIR)/data
export PORT ?= 8000
export UV_PYTHON_DOWNLOADS := never

BIN := .venv/bin
UV := $(BIN)/uv
PIP := $(UV) pip

.PHONY: help setup demo demo-reset test check bench

help:
	@echo "make demo        chạy thử với dữ liệu trình diễn (PORT, CONGTAM_DATA)"
	@echo "make demo-reset  bỏ dữ liệu trình diễn và làm lại từ đầu"
	@echo "make setup       công cụ để chạy và để phát triển"
	@echo "make test        mọi bài thử, trên SQLite và trên PostgreSQL"
	@echo "make check       kiểm tra khuôn mẫu của mã nguồn"
	@echo "make bench       đo tốc độ"

$(UV):
	@python3.11 -m venv .venv || { echo "Cần python3.11 có venv (Debian: apt-get install python3.11-venv)."; exit 1; }
	@$(BIN)/pip install --quiet --disable-pip-version-check uv==0.13.8

# What the product runs on. A stamp keeps the second run quick.
.venv/run.stamp: requirements.txt pyproject.toml | $(UV)
	@$(PIP) install --quiet --require-hashes -r requirements.txt
	@$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: requirements-dev.txt .venv/run.stamp
	@$(PIP) install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

setup: .venv/dev.stamp

demo: .venv/run.stamp
	@CONGTAM_DEMO=1 $(BIN)/congtam demo build
	@CONGTAM_DEMO=1 exec $(BIN)/congtam demo serve

demo-reset: .venv/run.stamp
	@CONGTAM_DEMO=1 $(BIN)/congtam demo build --reset
	@CONGTAM_DEMO=1 exec $(BIN)/congtam demo serve

# The browser and the PDF reader of the tests are Debian's: installed here when we are root,
# else one line says how.
.venv/system.stamp:
	@command -v chromium >/dev/null 2>&1 && command -v pdftoppm >/dev/null 2>&1 || { \
	  if [ "$$(id -u)" = 0 ]; then \
	    apt-get update -qq && apt-get install -y -qq chromium poppler-utils >/dev/null; \
	  else echo "Cần cho các bài thử: sudo apt-get install -y chromium poppler-utils"; exit 1; fi; }
	@mkdir -p .venv && touch $@

test: setup .venv/system.stamp
	@$(BIN)/python -m tests.run

check: setup
	@$(BIN)/ruff check congtam tests
	@$(BIN)/ruff format --check congtam tests
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/djlint --lint congtam --quiet
	@CONGTAM_DATA=$$(mktemp -d) DJANGO_SETTINGS_MODULE=tests.settings \
	  $(BIN)/python -m django makemigrations --check --dry-run
	@$(BIN)/pytest tests/house -q

bench: setup
	@$(BIN)/python -m tests.bench
