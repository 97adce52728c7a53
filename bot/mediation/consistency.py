"""Dates of a case put side by side: contradictions named, uncertain days narrowed."""

from dataclasses import replace
from datetime import date
from typing import Any

from bot.french.date_range import DateRange
from bot.french.say import typeset
from bot.mediation.case import SOME_DAY, Case, CaseError, Reply
from bot.mediation.words import say_range

LABELS = {
    "complaint": "votre réclamation au service clients",
    "letter": "votre courrier au service consommateurs",
    "consumer_replied": "la réponse du service consommateurs",
    "referred": "votre saisine du médiateur",
    "notified": "l'annonce que votre dossier est complet",
    "opinion": "l'avis du médiateur",
}

# (before, after): every pair, not only neighbours, since any of the dates may be missing.
ORDER = (
    ("complaint", "letter"),
    ("complaint", "consumer_replied"),
    ("complaint", "referred"),
    ("complaint", "notified"),
    ("complaint", "opinion"),
    ("letter", "consumer_replied"),
    ("referred", "notified"),
    ("referred", "opinion"),
    ("notified", "opinion"),
)


def settle(case: Case, today: date) -> Case:
    """Return the same case with each date as narrow as today and the other dates allow.

    A complaint or a letter that was not told but must exist (it was answered, or followed)
    becomes ``SOME_DAY`` first, so that it is narrowed too.

    Raises:
        CaseError: a date is in the future, or two dates are in an impossible order.
    """
    whole = _with_implied_dates(case)
    dates = told_dates(whole)
    _refuse_future(case, dates, today)
    _refuse_disorder(case, dates)
    changes: dict[str, Any] = {}
    for name, told in dates.items():
        befores = [dates[b].earliest for b, after in ORDER if after == name and b in dates]
        afters = [dates[a].latest for before, a in ORDER if before == name and a in dates]
        changes[name] = DateRange(
            max(told.earliest, *befores, date.min), min(told.latest, *afters, today)
        )
    return replace(whole, **changes)


def told_dates(case: Case) -> dict[str, DateRange]:
    """The dates of a case that are there, by field name, in the order things happen."""
    every = {name: getattr(case, name) for name in LABELS}
    return {name: told for name, told in every.items() if told is not None}


def _with_implied_dates(case: Case) -> Case:
    if case.letter is None and _answered(case.consumer_reply):
        case = replace(case, letter=SOME_DAY)
    followed = case.letter is not None or case.complaint_written is not None
    implied = (followed or _answered(case.customer_reply)) and case.complained is not False
    if case.complaint is None and implied:
        case = replace(case, complaint=SOME_DAY)
    return case


def _answered(reply: Reply | None) -> bool:
    return reply in (Reply.SATISFACTORY, Reply.UNSATISFACTORY)


def _refuse_future(case: Case, dates: dict[str, DateRange], today: date) -> None:
    for name, told in dates.items():
        if told.earliest > today:
            message = typeset(
                f"Date à venir : {LABELS[name]} ({say_range(told)}) ne peut pas être après "
                f"aujourd'hui ({say_range(DateRange(today, today))}). Quelle est la bonne date ?"
            )
            raise CaseError(message, case, (name,))


def _refuse_disorder(case: Case, dates: dict[str, DateRange]) -> None:
    for before, after in ORDER:
        if before in dates and after in dates and dates[after].latest < dates[before].earliest:
            message = typeset(
                f"Deux dates se contredisent : {LABELS[after]} ({say_range(dates[after])}) ne peut "
                f"pas être avant {LABELS[before]} ({say_range(dates[before])}). "
                "Laquelle faut-il corriger ?"
            )
            raise CaseError(message, case, (before, after))
