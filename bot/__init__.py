"""L'assistant des mairies pour les litiges télécom; importable and testable without Rasa."""

import os

# One message is a few small products: numpy's threads, waiting for work, cost as much again as all
# the rest of a turn (bench/RESULTS.md), and take the core of the next worker.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
