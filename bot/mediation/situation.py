"""A settled case on a given day: what the rules ask about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.french.date_range import DateRange
from bot.mediation.assessment import MilestoneName
from bot.mediation.case import Case
from bot.mediation.milestones import Facts

WAYS_TO_REFER = (MilestoneName.REFER_DIRECTLY_FROM, MilestoneName.REFER_FROM)


@dataclass(frozen=True)
class Situation:
    """A case with its dates settled, today, and every day each milestone can be."""

    case: Case
    today: date
    facts: Facts
    spans: Mapping[MilestoneName, DateRange]

    def open(self, name: MilestoneName) -> bool:
        """Whether a wait is over, whatever the exact days."""
        return name in self.spans and self.spans[name].latest <= self.today

    def over(self, name: MilestoneName) -> bool:
        """Whether the last day has passed, whatever the exact days."""
        return name in self.spans and self.spans[name].latest < self.today

    def maybe_over(self, name: MilestoneName) -> bool:
        """Whether the last day has passed for some of the possible days, not for all."""
        return name in self.spans and self.spans[name].earliest < self.today and not self.over(name)

    @property
    def limit(self) -> date | None:
        """The first day that the last day to refer can be, whether it is over or not."""
        span = self.spans.get(MilestoneName.REFER_BY)
        return span.earliest if span else None

    @property
    def time_for_letter(self) -> bool:
        """Whether the wait for consumer service, written to today, would end before the limit."""
        return self.limit is None or self._letter_way_opens <= self.limit

    @property
    def limit_before_way_opens(self) -> bool:
        """Whether the last day to refer, still ahead, comes before the first day to refer.

        Without any wait under way, the letter to consumer service is supposed sent today.
        """
        if self.limit is None or self.limit < self.today or self.case.nothing_written:
            # Counted from a call, the limit is prudence: writing is what comes first.
            return False
        waits = [self.spans[name].latest for name in WAYS_TO_REFER if name in self.spans]
        return self.limit < min(waits, default=self._letter_way_opens)

    @property
    def _letter_way_opens(self) -> date:
        """The first day to refer if the letter to consumer service were sent today."""
        delay = self.facts["complaint.consumer_service_delay"].delta
        opens: date = self.today + delay + timedelta(days=1)
        return opens
