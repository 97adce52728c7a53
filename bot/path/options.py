"""The facts of a case, named and valued as the options of ``python -m bot assess``."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.french.date_range import DateRange
from bot.operators import find_operator
from bot.path.fields import BY_FIELD, DAYS, FIELDS, FactKind
from bot.path.state import Answer, Told

# A fact goes by the name of its day in the case: « letter » is its day, or that it was sent.
_OPTION_OF = {field.name: field.in_case or field.name for field in FIELDS} | {
    str(field.happened): str(field.in_case)
    for field in FIELDS
    if field.in_case and field.name not in ("complaint_day", "consumer_replied_day")
}
_RECEIVED = "received"


def as_options(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts by option; a day says by itself that its event happened.

    Args:
        facts: values by field of ``Told``; texts are left as they are.
    """
    options: dict[str, Any] = {}
    for name, value in facts.items():
        option = _OPTION_OF.get(name, name)
        if value is None or (name in DAYS.values() and option in options):
            continue
        options[option] = _plain(value)
    return options


def _plain(value: Any) -> Any:
    if isinstance(value, DateRange):
        return {"earliest": value.earliest.isoformat(), "latest": value.latest.isoformat()}
    if isinstance(value, Answer):
        return _RECEIVED if value is Answer.REPLIED else value.value
    return value


def case_from_options(options: Mapping[str, Any]) -> Told:
    """The case that options tell; what is unknown is left out.

    Raises:
        ValueError: a day or a reply that cannot be read.
    """
    facts: dict[str, Any] = {}
    for field in FIELDS:
        option = field.in_case or field.name
        if option not in options or options[option] is None:
            continue
        value = options[option]
        if field.kind is FactKind.DAY and isinstance(value, Mapping):
            days = DateRange(*(date.fromisoformat(value[end]) for end in ("earliest", "latest")))
            facts |= {field.name: days} | _happened(field.name)
        elif field.kind is FactKind.DAY and isinstance(value, bool):
            facts[str(field.happened)] = value
        elif field.kind is FactKind.REPLY:
            facts[field.name] = Answer.REPLIED if value == _RECEIVED else Answer(value)
        elif field.kind is FactKind.OPERATOR:
            mention = find_operator(str(value))
            facts[field.name] = mention.name if mention else str(value)
        elif field.kind is FactKind.YES_NO and isinstance(value, bool):
            facts[field.name] = value
    return Told(**facts)


def _happened(day: str) -> dict[str, Any]:
    flag = BY_FIELD[day].happened
    return {} if day == "consumer_replied_day" else {str(flag): True}
