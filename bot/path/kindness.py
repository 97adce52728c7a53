"""A word before the first question, to who has lost somebody, is ill, or has waited for months."""

from datetime import date

from dateutil.relativedelta import relativedelta

from bot.path import vocabulary
from bot.path.reading import Reading

# Shorter is usual; longer is how long they have been a customer.
_LONG, _LONGEST = relativedelta(months=2), relativedelta(months=18)


def kind_word(reading: Reading, today: date) -> str | None:
    """The response to say, if any.

    Args:
        reading: the first message of a case.
        today: the day it was written.
    """
    if vocabulary.has("bereaved", reading):
        return "utter_sympathy_death"
    if vocabulary.has("ill", reading):
        return "utter_sympathy_illness"
    lasting = (said.days.latest for said in reading.dates if said.since and said.days)
    is_long = any(today - _LONGEST < day <= today - _LONG for day in lasting)
    return "utter_sympathy_long" if is_long else None
