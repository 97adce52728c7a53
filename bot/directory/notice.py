"""What an administrator is to check in a town file that was made for him."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Notice:
    """One thing to check.

    Attributes:
        about: the part of the file, in French.
        told: what was found and what to do.
    """

    about: str
    told: str

    def __str__(self) -> str:
        return f"{self.about} : {self.told}"
