"""A word to a person: who has lost somebody, is ill, has waited for months, or is about to act."""

from datetime import date

from dateutil.relativedelta import relativedelta

from bot.path import vocabulary
from bot.path.corrections import SHORT
from bot.path.questions import Question
from bot.path.reading import Reading
from bot.path.state import Told

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


def will_act(reading: Reading, told: Told, question: Question | None) -> bool:
    """« ok je vais écrire demain », at the end and no more: it will be told once done.

    Args:
        reading: the message.
        told: the case so far.
        question: the pending question, if any.
    """
    ended = question is None and told != Told()
    return ended and len(reading.words) <= SHORT and vocabulary.has("will_write", reading)
