"""What the resident has told so far: dates and answers, no identity."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.french.date_range import DateRange

# « Je ne sais plus quand » : it happened, no day is known.
SOME_DAY = DateRange(date.min, date.max)


class Reply(str, Enum):
    """What a service of the operator answered."""

    NONE = "none"
    UNSATISFACTORY = "unsatisfactory"
    SATISFACTORY = "satisfactory"


@dataclass(frozen=True)
class Case:
    """A dispute as told; None means not told, or not happened yet. Correct it with ``replace``.

    A reply that is not told counts as silence. A date that is forgotten is ``SOME_DAY``.

    Attributes:
        operator: its name, only to know that it was told.
        member: whether the operator is a member of the mediator's association, None when it
            must be checked.
        telecom: False when the matter is not one of the mediator's services.
        complained: False when customer service was never contacted, so that a letter went
            straight to consumer service.
        complaint: day the first complaint was sent to customer service.
        complaint_written: True in writing, False by phone.
        customer_reply: customer service's reply.
        letter: day the letter was sent to consumer service.
        consumer_reply: consumer service's reply.
        consumer_replied: day that reply was received.
        court: whether a court or another mediator has the case.
        referred: day the case was put before the mediator.
        notified: day the mediator notified that the file is complete.
        opinion: day the opinion was received.
    """

    operator: str | None = None
    member: bool | None = None
    telecom: bool | None = None
    complained: bool | None = None
    complaint: DateRange | None = None
    complaint_written: bool | None = None
    customer_reply: Reply | None = None
    letter: DateRange | None = None
    consumer_reply: Reply | None = None
    consumer_replied: DateRange | None = None
    court: bool | None = None
    referred: DateRange | None = None
    notified: DateRange | None = None
    opinion: DateRange | None = None

    @property
    def customer_service_silent(self) -> bool:
        """Whether customer service has not answered the complaint."""
        return self.customer_reply in (None, Reply.NONE)

    @property
    def consumer_service_silent(self) -> bool:
        """Whether consumer service has not answered the letter."""
        return self.consumer_reply in (None, Reply.NONE)

    @property
    def solved(self) -> bool:
        """Whether the last service that answered gave satisfaction."""
        last = self.customer_reply if self.consumer_service_silent else self.consumer_reply
        return last is Reply.SATISFACTORY

    @property
    def nothing_written(self) -> bool:
        """Whether the operator was only called."""
        return self.complaint_written is False and self.letter is None

    @property
    def first_written(self) -> DateRange | None:
        """The first written complaint, else the first contact (art. L612-2 code conso, 4°)."""
        if self.complaint is None or self.complaint_written is False:
            return self.letter or self.complaint
        return self.complaint


class CaseError(ValueError):
    """Dates that cannot all be true; the message, in French, names both and asks which is right.

    Attributes:
        case: the case as it was told, whole.
        fields: the names of the fields in conflict: one when the date is in the future.
    """

    def __init__(self, message: str, case: Case, fields: tuple[str, ...]) -> None:
        super().__init__(message)
        self.case = case
        self.fields = fields
