"""The days a message tells, by field, and what is unclear about them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from bot.french.date_range import DateRange
from bot.french.dates import complete_date
from bot.french.tense import Doubt
from bot.mediation import SOME_DAY
from bot.path.events import BARE, CUSTOMER_REPLY, SILENCE, Dated
from bot.path.line import DateSaid, Line
from bot.path.questions import Question
from bot.path.retracted import kept_events
from bot.path.saying import Problem, Saying
from bot.path.told import DAYS, Answer, Told
from bot.path.words import EVENTS, say_days

# Not legal delays: beyond them a mistaken year is likelier than a case, so the day is confirmed.
_LONG_AGO = relativedelta(years=3)
_YEAR_UNCLEAR = relativedelta(months=9)

_PROBLEMS = {
    Doubt.IMPOSSIBLE: "utter_date_impossible",
    Doubt.NOT_PAST: "utter_date_future",
    Doubt.NOT_FUTURE: "utter_date_unclear",
    Doubt.CONFLICT: "utter_date_conflict",
    Doubt.INCOMPLETE: "utter_date_incomplete",
    Doubt.VAGUE: "utter_date_vague",
    Doubt.AMBIGUOUS: "utter_date_unclear",
}

Unclear = list[Problem]

_QUESTIONS = {
    "complaint_day": "complaint_date",
    "letter_day": "letter_date",
    "notified_day": "notified_date",
    "opinion_day": "opinion_date",
}


def hear_days(
    line: Line,
    told: Told,
    question: Question | None,
    corrects: bool,
    heard: Mapping[str, Any],
    today: date,
) -> tuple[dict[str, Any], Unclear]:
    """The days as facts, and the questions they raise.

    Args:
        line: the message as the cues read it.
        told: the case so far.
        question: the pending question.
        corrects: whether the message corrects something.
        heard: the other facts of the message.
        today: the day of the message.
    """
    facts: dict[str, Any] = {}
    problems: Unclear = []
    by_field: dict[str, list[DateSaid]] = {}
    unplaced: list[tuple[str, Dated]] = []
    for dated in kept_events(line):
        name = _field_of(dated, told, question, corrects, heard)
        if name == "unspecified" and dated.said.days:
            facts["unplaced"] = dated.said.days
        elif name == "again" and dated.said.days:
            facts["doubtful"] = (_only_recent_day(told), dated.said.days)
        elif name in DAYS:
            by_field.setdefault(name, []).append(dated.said)
        else:
            unplaced.append((name, dated))
    asked_day_told = question is not None and question.day in by_field
    for name, dated in unplaced if not asked_day_told else []:
        problems.extend(_unplaced(name, dated, told, question, heard))
    for name, said in by_field.items():
        days = _one_day(said, told, name, today)
        if _only_planned(said, name, question):
            facts[DAYS[name]] = False
            continue
        if isinstance(days, Saying):
            problems.append(Problem(days, _QUESTIONS.get(name)))
        elif _to_confirm(days, said[0], name, told, today):
            facts["doubtful"] = (name, days)
        else:
            facts[name] = days
        facts |= {**_happened(name, told, heard)}
    return facts, problems


def _only_planned(said: list[DateSaid], name: str, question: Question | None) -> bool:
    """« je leur écris demain », asked whether it was done: not yet."""
    asked = question is not None and question.day == name and not question.asks_day
    return asked and all(each.doubt is Doubt.NOT_PAST for each in said)


def _field_of(
    dated: Dated,
    told: Told,
    question: Question | None,
    corrects: bool,
    heard: Mapping[str, Any],
) -> str:
    asked = question.day if question else None
    if dated.event == BARE:
        asks_day = question is not None and question.asks_day
        if dated.said.days and dated.said.days == _complaint(told) and not asks_day:
            return "complaint_day"
        adds = dated.adds and not asks_day and _only_recent_day(told)
        return "again" if adds else _bare_field(dated, told, question, corrects, heard)
    if dated.event == SILENCE and asked and question and question.asks_day:
        return asked
    if dated.event == CUSTOMER_REPLY and not dated.to_whom:
        to_letter = "consumer_reply" in heard or asked == "consumer_replied_day"
        return "consumer_replied_day" if to_letter else CUSTOMER_REPLY
    if dated.event == "complaint_day" and not dated.to_whom and corrects and told.letter_day:
        recent = [name for name in ("complaint_day", "letter_day") if name in told.recent]
        return recent[0] if len(recent) == 1 else "unspecified"
    if dated.event == "complaint_day" and _called_before(dated, told):
        return "called"
    if dated.event == "complaint_day" and not dated.to_whom and _either_service(dated, told, asked):
        return "unspecified"
    if dated.event == "complaint_day" and not dated.to_whom and not corrects:
        if asked in ("letter_day", "consumer_replied_day"):
            return "letter_day"
        if told.complaint_day not in (None, SOME_DAY, dated.said.days) and (
            asked != "complaint_day"
        ):
            return "complaint_day" if _first_writing(dated, told, question) else "unspecified"
    return dated.event


def _complaint(told: Told) -> DateRange | None:
    """The day of the complaint, when it is told and not forgotten."""
    return None if told.complaint_day == SOME_DAY else told.complaint_day


def _called_before(dated: Dated, told: Told) -> bool:
    """A call before a complaint in writing, which stays the one that counts."""
    first, days = _complaint(told), dated.said.days
    if told.written is not True or dated.in_writing or not dated.by_phone:
        return False
    return first is not None and days is not None and days != first


def _either_service(dated: Dated, told: Told, asked: str | None) -> bool:
    """A day something was sent that is neither surely the letter nor surely the complaint.

    Before the complaint told, it cannot be the letter; after a letter denied, it may be one.
    """
    first, days = _complaint(told), dated.said.days
    if first is None or days is None:
        return False
    if asked in ("letter_day", "consumer_replied_day") and days.latest < first.earliest:
        return True
    return told.letter_sent is False and days.earliest > first.latest


def _first_writing(dated: Dated, told: Told, question: Question | None) -> bool:
    """« le 14 août je leur ai écrit », after a phone call: the complaint that can be proved."""
    asked = question is not None and question.name == "written"
    return dated.in_writing and not told.letter_sent and (told.written is False or asked)


def _only_recent_day(told: Told) -> str | None:
    """The field of the one day that the last message told."""
    days = [name for name in told.recent if name in DAYS and getattr(told, name) != SOME_DAY]
    return days[0] if len(days) == 1 else None


def _bare_field(
    dated: Dated, told: Told, question: Question | None, corrects: bool, heard: Mapping[str, Any]
) -> str:
    """The field of a date told alone: the one corrected, else the one asked for."""
    if dated.rank and getattr(told, dated.rank) is not None:
        return dated.rank
    asked = question.day if question else None
    if question is not None and question.name == "confirm_date" and told.doubtful:
        return told.doubtful[0]
    if corrects:
        recent = [name for name in told.recent if name in DAYS]
        every = told.known_days
        for names in (recent, every):
            if len(names) == 1 and not (question and question.asks_day and names is every):
                return names[0]
        if not asked and every:
            return "which"
    if asked and (dated.plain or (question and question.asks_day)):
        return asked
    if heard.get("complained") and told.complaint_day is None:
        return "complaint_day"
    return BARE


def _unplaced(
    name: str,
    dated: Dated,
    told: Told,
    question: Question | None,
    heard: Mapping[str, Any],
) -> Iterator[Problem]:
    """What to ask about a date that no field takes."""
    if name == "called" and told.complaint_day:
        note = Saying("utter_first_complaint_counts", {"day": say_days(told.complaint_day)})
        yield Problem(note, asks=False)
    elif name == "which":
        yield Problem(Saying("utter_which_correction"))
    elif name == "unspecified" and dated.said.doubt:
        yield Problem(_doubted(dated.said, "complaint_day"), "complaint_date")
    elif name == SILENCE and told.complaint_day is None and dated.said.days:
        yield Problem(Saying("utter_sent_when", {"quoted": dated.said.text}), "complaint_date")
    elif name == BARE and question is None and not heard:
        yield Problem(Saying("utter_date_of_what", {"quoted": dated.said.text}))
    elif question is not None and question.asks_day and name != CUSTOMER_REPLY:
        yield Problem(Saying("utter_date_of_other", {"quoted": dated.said.text}), question.name)


def _one_day(said: list[DateSaid], told: Told, name: str, today: date) -> DateRange | Saying:
    found = {each.days for each in said if each.days}
    doubts = [each for each in said if each.doubt]
    if len(found) > 1:
        first, second = (say_days(each.days) for each in said if each.days in found)
        return Saying("utter_two_dates", {"first": first, "second": second, "what": EVENTS[name]})
    before = getattr(told, name)
    known = before if before != SOME_DAY else None
    if doubts:
        if known and len(doubts) == 1 and (days := complete_date(doubts[0].text, known, today)):
            return days
        return _doubted(doubts[0], name)
    days = next(iter(found))
    return (_in_year(days, known, today) if known else None) or days


def _in_year(days: DateRange, known: DateRange, today: date) -> DateRange | None:
    """« non, en 2025 »: the day told before, in that year; None when more than a year is said."""
    first = date(days.earliest.year, 1, 1)
    whole_year = days == DateRange(first, min(first + relativedelta(years=1, days=-1), today))
    if not whole_year or not known.exact or days.earliest.month == days.latest.month:
        return None
    moved = known.earliest + relativedelta(year=days.earliest.year)
    return DateRange(moved, moved) if moved <= today else None


def _doubted(said: DateSaid, name: str) -> Saying:
    assert said.doubt is not None
    return Saying(_PROBLEMS[said.doubt], {"quoted": said.text, "what": EVENTS[name]})


def _to_confirm(days: DateRange, said: DateSaid, name: str, told: Told, today: date) -> bool:
    if told.doubtful == (name, days):
        return False
    if days.latest < today - _LONG_AGO:
        return True
    return days.latest < today - _YEAR_UNCLEAR and not said.says_year


def _happened(name: str, told: Told, heard: Mapping[str, Any]) -> dict[str, Any]:
    """A day says that its event happened."""
    event = DAYS[name]
    if name == "consumer_replied_day":
        reply = heard.get(event) or told.consumer_reply
        return {"letter_sent": True} | (
            {} if reply not in (None, Answer.NONE) else {event: Answer.REPLIED}
        )
    return {event: True}
