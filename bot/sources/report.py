"""What the comparison says to the person who answers for the content, in plain French lines."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from bot.french.say import say_date
from bot.sources.comparison import OTHER, Outcome, Verdict
from bot.sources.sheet import Sheet

_STATUSES = {
    "enCoursDeMiseAJour": "l'État est en train de la réécrire",
    "miseAJourAVenir": "l'État annonce qu'elle va changer",
}


def sheet_lines(sheet: Sheet, verdicts: list[Verdict]) -> Iterator[str]:
    """What a sheet says of our facts, one line each, those that need a person first."""
    dated = f" du {say_date(sheet.modified)}" if sheet.modified else ", sans date lisible"
    yield f"Fiche {sheet.id}{dated} : « {sheet.title} »"
    if sheet.status:
        yield f"- annonce : {_STATUSES.get(sheet.status, sheet.status)}."
    yield from verdict_lines(verdicts)


def verdict_lines(verdicts: list[Verdict]) -> Iterator[str]:
    """One line a fact, what differs first."""
    order = (Outcome.DIFFERS, Outcome.NOT_FOUND, Outcome.SAME)
    for verdict in sorted(verdicts, key=lambda each: order.index(each.outcome)):
        yield f"- {verdict.outcome.value} : {_told(verdict)}"


def _told(verdict: Verdict) -> str:
    where = f" ({verdict.place})" if verdict.place else ""
    if verdict.outcome is Outcome.SAME:
        return f"{verdict.fact} : {verdict.ours}"
    if verdict.outcome is Outcome.NOT_FOUND:
        return f"{verdict.fact} : nous disons « {verdict.ours} », rien de tel n'a été trouvé"
    if verdict.fact == OTHER:
        return f"« {verdict.theirs} », {OTHER}{where}"
    return f"{verdict.fact} : nous disons « {verdict.ours} », l'autre « {verdict.theirs} »{where}"


def due_lines(due: dict[str, date]) -> Iterator[str]:
    """The facts to check again, under the day they were last checked."""
    for day, keys in groupby(due, key=lambda key: due[key]):
        yield f"- vérifié le {say_date(day)} : {', '.join(keys)}"
