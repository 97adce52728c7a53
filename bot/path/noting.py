"""The days of a message noted as facts, or what is unclear about them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from bot.french.date_range import DateRange
from bot.french.dates import complete_date
from bot.french.tense import Doubt
from bot.mediation import SOME_DAY
from bot.path import vocabulary
from bot.path.context import Context, Placed
from bot.path.days import Dated
from bot.path.fields import BY_FIELD, DAYS
from bot.path.reading import DateSaid, Reading
from bot.path.saying import Problem, Saying
from bot.path.state import Answer, Told
from bot.path.statements import way_of
from bot.path.words import say_days

# Not legal delays: beyond them a mistaken year is likelier than a case, so the day is confirmed.
_LONG_AGO = relativedelta(years=3)
_YEAR_UNCLEAR = relativedelta(months=9)
_DOUBTS = {
    Doubt.IMPOSSIBLE: "utter_date_impossible",
    Doubt.NOT_PAST: "utter_date_future",
    Doubt.NOT_FUTURE: "utter_date_unclear",
    Doubt.CONFLICT: "utter_date_conflict",
    Doubt.INCOMPLETE: "utter_date_incomplete",
    Doubt.VAGUE: "utter_date_vague",
    Doubt.AMBIGUOUS: "utter_date_unclear",
}
_QUESTION_OF = {
    "complaint_day": "complaint_date",
    "letter_day": "letter_date",
    "notified_day": "notified_date",
    "opinion_day": "opinion_date",
}


def note(placed: Placed, name: str, found: list[Dated], reading: Reading, context: Context) -> None:
    """Note the dates of one field: its day, or the question that they raise.

    Args:
        placed: where the facts, their words and the questions go.
        name: the field of ``Told``.
        found: its dates, in order.
        reading: the message.
        context: what it is heard against.
    """
    told = context.told
    if all(each.said.doubt is Doubt.NOT_PAST for each in found) and _asked_whether(name, context):
        # « je leur écris demain », asked whether it was done: not yet.
        placed.facts[DAYS[name]] = Answer.NONE if name == "consumer_replied_day" else False
        return
    days_said = _one_day(found, name, reading, context)
    if isinstance(days_said, Saying):
        placed.problems.append(Problem(days_said, _QUESTION_OF.get(name)))
        return
    if name == "complaint_day" and _is_another_contact(days_said, reading, context):
        _note_another(placed, days_said, context)
        return
    said = found[0].said
    if _to_confirm(days_said, said, name, context):
        placed.facts["doubtful"] = (name, days_said)
    else:
        placed.facts[name] = days_said
    placed.words[name] = _sentence(reading, said)
    several = _narrowest([each.said.days for each in found if each.said.days])
    if name == "complaint_day" and len(several) > 1:
        first = Saying("utter_first_of_several", {"day": say_days(days_said)})
        if not vocabulary.has("either", reading) and not _replaces_any(reading, found):
            placed.problems.append(Problem(first, asks=False))
    placed.facts |= _happened(name, told, context.heard)
    if name == "complaint_day" and "written" not in context.heard:
        clause = reading.clause_of(said.at)
        # « le 14 août, j'ai écrit »: the clause of the date, else the one it leads to.
        ways = (way_of(reading, [span]) for span in reading.clauses[clause : clause + 2])
        way = next((way for way in ways if way is not None), None)
        if way is not None and (told.written is None or (way and not told.written)):
            placed.facts["written"] = way


def _asked_whether(name: str, context: Context) -> bool:
    question = context.question
    return question is not None and question.day == name and not question.asks_day


def _one_day(
    found: list[Dated], name: str, reading: Reading, context: Context
) -> DateRange | Saying:
    """The one day meant; of several contacts, the first, from which the delays count."""
    doubtful = context.told.doubtful if context.asks("confirm_date") else None
    known = doubtful[1] if doubtful else getattr(context.told, name)
    known = None if known == SOME_DAY else known
    whole = [each.said.days for each in found if each.said.days]
    if not whole:
        said = found[-1 if _replaces_any(reading, found) else 0].said
        if known and (completed := complete_date(said.text, known, context.today)):
            return completed
        assert said.doubt is not None
        return Saying(_DOUBTS[said.doubt], {"quoted": said.text, "what": _what(name)})
    if _replaces_any(reading, found):
        whole = whole[-1:]
    distinct = _narrowest(whole)
    if len(distinct) > 1 and name != "complaint_day":
        first, second, *_ = (say_days(each) for each in distinct)
        return Saying("utter_two_dates", {"first": first, "second": second, "what": _what(name)})
    first_day = min(distinct, key=lambda each: (each.earliest, each.latest))
    if len(distinct) == 2 and vocabulary.has("either", reading):
        # « le 14, à moins que ce ne soit le 15 »
        first_day = DateRange(first_day.earliest, max(each.latest for each in distinct))
    return (_in_year(first_day, known, context.today) if known else None) or first_day


def _narrowest(said: list[DateRange]) -> list[DateRange]:
    """Each day once, without what another says better: « mi-novembre, le 16 »."""

    def says_better(one: DateRange, other: DateRange) -> bool:
        within = other.earliest <= one.earliest and one.latest <= other.latest
        return one != other and within

    distinct = list(dict.fromkeys(said))
    return [each for each in distinct if not any(says_better(other, each) for other in distinct)]


def _replaces(reading: Reading, first: DateSaid, last: DateSaid) -> bool:
    """« le 3, non, le 4 », « pas le 3 mais le 4 »."""
    return vocabulary.has("corrects", reading, first.at, last.at) or (
        vocabulary.has("it_was", reading, first.at, last.at)
    )


def _replaces_any(reading: Reading, found: list[Dated]) -> bool:
    return len(found) > 1 and _replaces(reading, found[0].said, found[-1].said)


def _what(name: str) -> str:
    return str(BY_FIELD[name].event)


def _in_year(said: DateRange, known: DateRange, today: date) -> DateRange | None:
    """« non, en 2025 »: the day told before, in that year; None when more than a year is said."""
    first = date(said.earliest.year, 1, 1)
    whole_year = said == DateRange(first, min(first + relativedelta(years=1, days=-1), today))
    if not whole_year or not known.exact or said.earliest.month == said.latest.month:
        return None
    moved = known.earliest + relativedelta(year=said.earliest.year)
    return DateRange(moved, moved) if moved <= today else None


def _is_another_contact(said: DateRange, reading: Reading, context: Context) -> bool:
    """A day of contact beside the one already told, which nothing says was wrong."""
    known = context.told.complaint_day
    question = context.question
    asked = question is not None and question.day == "complaint_day"
    if known is None or known in (SOME_DAY, said) or asked:
        return False
    if context.corrects and any(each.days == known for each in reading.dates):
        # « le 12 août c'est la panne, j'ai écrit fin septembre »
        return False
    if context.corrects:
        # « en fait si, je leur ai écrit le 5 »: the letter denied before, perhaps.
        written = vocabulary.has("contact", reading)
        return written and context.told.letter_sent is False and said.earliest > known.latest
    first_writing = vocabulary.has("in_writing", reading) and context.told.written is False
    return not first_writing


def _note_another(placed: Placed, said: DateRange, context: Context) -> None:
    """To consumer service perhaps, where no letter is told yet; else the first one counts."""
    known = context.told.complaint_day
    assert known is not None
    if context.told.letter_sent or said.latest < known.earliest:
        note = Saying("utter_first_complaint_counts", {"day": say_days(known)})
        placed.problems.append(Problem(note, asks=False))
    else:
        placed.facts["unplaced"] = said


def _to_confirm(said: DateRange, as_said: DateSaid, name: str, context: Context) -> bool:
    if context.asks("confirm_date"):
        return False
    if said.latest < context.today - _LONG_AGO:
        return True
    return said.latest < context.today - _YEAR_UNCLEAR and not as_said.says_year


def _happened(name: str, told: Told, heard: Mapping[str, Any]) -> dict[str, Any]:
    """A day says that its event happened."""
    if name != "consumer_replied_day":
        return {str(DAYS[name]): True}
    reply = heard.get("consumer_reply") or told.consumer_reply
    known = reply not in (None, Answer.NONE)
    return {"letter_sent": True} | ({} if known else {"consumer_reply": Answer.REPLIED})


def _sentence(reading: Reading, said: DateSaid) -> str:
    return reading.quote(*reading.clauses[reading.clause_of(said.at)])
