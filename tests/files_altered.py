"""What a hand may do to a file while it is in use."""

import os
from pathlib import Path


def removed(file: Path) -> None:
    """What « rm » does."""
    file.unlink()


def emptied(file: Path) -> None:
    """What « : > » does: it stays the same file."""
    os.truncate(file, 0)


def replaced(file: Path) -> None:
    """A copy of it in its place, as an editor or a restored backup leaves."""
    copy = file.with_name(f"{file.name}.copy")
    copy.write_bytes(file.read_bytes())
    copy.rename(file)
