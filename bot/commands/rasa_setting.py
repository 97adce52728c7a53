"""How the commands run Rasa: no telemetry, no noise."""

import logging
import os

from bot.commands.unused_libraries import leave_out_unused_libraries


def quiet_rasa() -> None:
    """Set what Rasa reads when it is imported, and what it need not import: call it first."""
    leave_out_unused_libraries()
    quiet_whole_rasa()


def quiet_whole_rasa() -> None:
    """The same with all that Rasa imports, for its own pipeline."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    # Some libraries switch warnings on again: these go to a log that says nothing.
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.CRITICAL)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("rasa_sdk").setLevel(logging.ERROR)

    import structlog

    # Rasa computes its debug lines whatever the level; this drops them, and the resident's words.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
