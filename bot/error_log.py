"""Errors in the log: what failed and where, never a resident's words."""

import logging
import traceback


def log_error(logger: logging.Logger, what: str, error: Exception) -> None:
    """Log an error without its message, which may hold a resident's words; its frames do not.

    Args:
        logger: of the module where it was met.
        what: what was under way, in French.
        error: as it was raised.
    """
    frames = "".join(traceback.format_tb(error.__traceback__))
    logger.error("%s : %s\n%s", what, type(error).__name__, frames)
