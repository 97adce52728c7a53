# make run    serve the assistant on http://localhost:5005 (PORT=… changes it)
# make chat   talk to it in the terminal
# make test   everything that is checked
# make nlu    how well it understands sentences it was not trained on
# make lock   choose the versions of the libraries again
SHELL := /bin/bash
PYTHON := .venv/bin/python
MODEL := models/assistant.tar.gz
# The folders too: a file taken away changes the model as well.
MODEL_SOURCES := config.yml domain.yml $(wildcard data/* data/*/*.yml bot/understanding/*.py) \
	$(wildcard bot/understanding/*.yml) bot/rasa/classifier.py bot/rasa/french_nlp.py bot/french/text.py

export RASA_TELEMETRY_ENABLED := false
export PYTHONWARNINGS := ignore
export TF_CPP_MIN_LOG_LEVEL := 3
export SQLALCHEMY_SILENCE_UBER_WARNING := 1

.PHONY: run chat test nlu train lock
.DELETE_ON_ERROR:

run: $(MODEL)
	@$(PYTHON) -m bot run

chat: $(MODEL)
	@$(PYTHON) -m bot chat

test: .venv/dev $(MODEL)
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	$(PYTHON) -m pytest

nlu: .venv/dev $(MODEL)
	@$(PYTHON) -m bench.understanding

train: $(MODEL)

# Rasa trains again only what changed since last time.
$(MODEL): .venv/run $(MODEL_SOURCES)
	$(PYTHON) -m rasa train --fixed-model-name assistant
	@touch $@

.venv/run: requirements.lock .venv/bin/uv
	.venv/bin/uv pip install --compile-bytecode --python $(PYTHON) --require-hashes -r requirements.lock
	@touch $@

.venv/dev: requirements-dev.lock .venv/run
	.venv/bin/uv pip install --compile-bytecode --python $(PYTHON) --require-hashes -r requirements-dev.lock
	@touch $@

.venv/bin/uv: requirements-uv.lock
	@python=$$(scripts/find-python) && $$python -m venv --clear .venv
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock

lock: .venv/bin/uv
	echo uv | .venv/bin/uv pip compile - --generate-hashes --no-emit-index-url --no-header -o requirements-uv.lock
	.venv/bin/uv pip compile pyproject.toml --generate-hashes --no-emit-index-url --no-header -o requirements.lock
	.venv/bin/uv pip compile pyproject.toml --extra dev -c requirements.lock --generate-hashes --no-emit-index-url --no-header -o requirements-dev.lock
