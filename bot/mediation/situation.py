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
    def limit_before_way_opens(self) -> bool:
        """Whether the last day to refer, still ahead, comes before the first day to refer.

        Without any wait under way, the letter to consumer service is supposed sent today.
        """
        limit = self.spans.get(MilestoneName.REFER_BY)
        if limit is None or limit.earliest < self.today:
            return False
        waits = [self.spans[name].latest for name in WAYS_TO_REFER if name in self.spans]
        delay = self.facts["complaint.consumer_service_delay"].delta
        written_today = self.today + delay + timedelta(days=1)
        return limit.earliest < min(waits, default=written_today)
