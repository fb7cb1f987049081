# The only names anyone has to know: make run · make test · make check · make bench
.DEFAULT_GOAL := run
.PHONY: run test check bench look
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check

# One environment; a stamp a need, so that `make run` installs no tools of developers.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Bield needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another with: make PYTHON=python3.12 run")'
	@$(PYTHON) -m venv $(VENV) || { echo "Python cannot make a virtual environment here. On Debian: apt-get install python3-venv"; exit 1; }

$(VENV)/run.stamp: pyproject.toml | $(BIN)/python
	@echo "Setting Bield up in $(VENV); this happens once …"
	@$(PIP) install --editable '.[site,pictures]'
	@touch $@

$(VENV)/dev.stamp: pyproject.toml | $(BIN)/python
	@echo "Setting up what the tests need in $(VENV); this happens once …"
	@$(PIP) install --editable '.[dev]'
	@touch $@ $(VENV)/run.stamp

run: $(VENV)/run.stamp
	@$(BIN)/python -m bield_site $(if $(PORT),--port $(PORT))

# The browser of the journeys is Debian's Chromium; the mail server beside the milter its Postfix.
test: $(VENV)/dev.stamp
	@bash tools/debian.sh chromium tesseract-ocr tesseract-ocr-deu fonts-dejavu-core postfix
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile $(PYTEST)

check: $(VENV)/dev.stamp
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports
	@$(BIN)/python tools/check_docs.py
	@bash look/check.sh

bench: $(VENV)/dev.stamp
	@bash tools/debian.sh spamassassin rspamd || echo "Without SpamAssassin and rspamd: measured alone."
	@$(BIN)/python bench/recognise.py
	@$(BIN)/python bench/calibration.py
	@$(BIN)/python bench/indicators.py
	@$(BIN)/python bench/chat_dates.py
	@$(BIN)/python bench/mail_filters.py
	@$(BIN)/python bench/scan_memory.py
	@$(BIN)/python bench/answer_times.py
	@$(BIN)/python bench/reading_grade.py
	@$(BIN)/python bench/every_plan.py
	@$(BIN)/python bench/record_tamper.py
	@$(BIN)/python bench/record_kills.py
	@bash tools/debian.sh age || echo "Without age: measured alone."
	@$(BIN)/python bench/locked_records.py
	@$(BIN)/python bench/record_speed.py
	@$(BIN)/python bench/statement_pdf.py
	@bash tools/debian.sh chromium default-jre-headless || echo "Without Chromium or Java: what needs them is skipped."
	@$(BIN)/python bench/page_quality.py --no-times
	@$(BIN)/python bench/milter_speed.py

# After a change in look/: build the stylesheet and script again (needs Node).
look:
	@bash look/build.sh
