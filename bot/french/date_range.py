"""A day known exactly or only between two days: the type every date in a case has."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class DateRange:
    """One day known to lie between two days, both included.

    « le 3 mars 2026 » is a range of a single day, « fin mars 2026 » a range of several.

    Attributes:
        earliest: the first day it can be.
        latest: the last day it can be.

    Raises:
        ValueError: when ``earliest`` is after ``latest``.
    """

    earliest: date
    latest: date

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise ValueError(
                f"le premier jour ({self.earliest.isoformat()}) est après "
                f"le dernier ({self.latest.isoformat()})"
            )

    @property
    def exact(self) -> bool:
        """Whether the day is known exactly."""
        return self.earliest == self.latest
