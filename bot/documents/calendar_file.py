"""The dates still to come, for the resident's own calendar (iCalendar, RFC 5545).

All-day events without a time zone, so that a day stays that day everywhere; each rings at an
instant of universal time. An event keeps its UID when the file is made again, and its SEQUENCE
grows: a calendar that looks at them changes the event it has. Others show it twice.
"""

from datetime import date, time, timedelta, timezone
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from bot.clock import in_town
from bot.documents.request import Request
from bot.documents.words import counted, title
from bot.french.say import say_day, typeset
from bot.french.text import fold
from bot.knowledge.model import Knowledge
from bot.mediation import Assessment, Milestone, assess

# Imported when a calendar is made: icalendar takes half a second to load.
if TYPE_CHECKING:
    from icalendar import Alarm, Event

# Any fixed UUID: it keeps our UIDs apart from everybody else's.
_OURS = UUID("5f0c7a52-3a0e-4a86-9d7b-0d6f6f2f4b1e")
# When the day before an event rings.
_ALARM = time(9)
_NOT_ADVICE = "Ce calendrier vous informe, il ne remplace pas un conseil juridique."


class NoDateToComeError(Exception):
    """A calendar was asked for a case none of whose dates is still to come."""


def calendar_file(request: Request, facts: Knowledge) -> bytes:
    """One event per milestone still to come, the day itself included.

    Raises:
        NoDateToComeError: there is none.
        CaseError: the dates of the case cannot all be true.
    """
    today = request.made_at.date()
    coming = to_come(assess(request.case, today, facts), today)
    if not coming:
        raise NoDateToComeError("Aucune date n'est à venir dans ce dossier.")
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//mediation-telecom//FR")
    calendar.add("version", "2.0")
    for milestone in coming:
        calendar.add_component(_event(milestone, request, facts))
    content: bytes = calendar.to_ical()
    return content


def to_come(found: Assessment, today: date) -> list[Milestone]:
    """The milestones that are not over on a day, in date order."""
    return [milestone for milestone in found.milestones if milestone.date >= today]


def _event(milestone: Milestone, request: Request, facts: Knowledge) -> "Event":
    from icalendar import Event

    summary = title(milestone)
    if request.case.operator:
        summary = f"{summary} ({request.case.operator})"
    event = Event()
    event.add("uid", _uid(milestone, request))
    event.add("dtstamp", request.made_at.astimezone(timezone.utc))
    # Calendars keep the event they have unless the new one is a later revision.
    event.add("sequence", int(request.made_at.timestamp()) // 60)
    event.add("dtstart", milestone.date)
    event.add("dtend", milestone.date + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", _description(milestone, facts))
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm(summary, milestone.date))
    return event


def _uid(milestone: Milestone, request: Request) -> str:
    """The same for the same milestone of the same dispute, whatever its date."""
    dispute = request.dispute.value if request.dispute else ""
    named = "/".join((fold(request.case.operator or ""), dispute, milestone.name.value))
    return str(uuid5(_OURS, named))


def _description(milestone: Milestone, facts: Knowledge) -> str:
    online = f"Saisir le médiateur en ligne : {facts.mediation.referral.online.value}"
    return typeset("\n".join([counted(milestone), online, _NOT_ADVICE]))


def _alarm(title: str, day: date) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    # An instant, not a length before midnight: some calendars count whole days from a whole day.
    rings = in_town(day - timedelta(days=1), _ALARM)
    alarm.add("trigger", rings.astimezone(timezone.utc), parameters={"VALUE": "DATE-TIME"})
    alarm.add("description", typeset(f"Demain, {say_day(day)} : {title}"))
    return alarm
