"""Why a downloaded file is not read."""


class RefusedFileError(ValueError):
    """A file that cannot be used: names it, says why and what to do, in French."""
