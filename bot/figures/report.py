"""The figures of a month as a town hall reads them: no number under five is ever shown.

Small cells are merged into one line, and the smallest of the others with them when that line alone
would be under five too: it cannot be worked out from the total.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from bot.figures.counting import DANGER, LONGER, SECONDS, Figure
from bot.figures.table import Cells
from bot.french.say import MONTHS
from bot.mediation import Step
from bot.wording import QUESTION_PREFIX, responses

# « 2026-11 »
MONTH = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])")
SMALL = 5
MOST_TOPICS = 20
HOURS = 24

Labels = Mapping[str, str]
CHANNELS = {
    "rest": "Site de la mairie",
    "direct": "Terminal",
    "telegram": "Telegram",
    "whatsapp": "WhatsApp",
    "messenger": "Messenger",
    "sms": "SMS",
    "phone": "Téléphone",
}
OUTCOMES = {
    "understood": "Compris",
    "pressed": "Boutons choisis",
    "offered": "Pas sûr : plusieurs questions proposées",
    "not_understood": "Pas compris",
    "failed": "Panne : excuses et téléphone de la mairie",
}
HELPED = {"yes": "Oui", "no": "Non"}
MISSING = {
    "not_understood": "Je n'ai pas été compris",
    "unclear": "Ce n'est pas clair",
    "incomplete": "Il manque une information",
    "unsolved": "Mon litige n'avance pas",
}
_PLACEHOLDER = re.compile(r",? \{\w+\}")


class Line(NamedTuple):
    """One line of a table.

    Attributes:
        label: in French.
        number: None when it is from 1 to 4.
        key: what the database calls it; empty when several are merged.
    """

    label: str
    number: int | None
    key: str = ""


class Table(NamedTuple):
    """One breakdown; without lines when nothing was counted.

    Attributes:
        name: one word, for the CSV file.
        title: in French.
        lines: what is counted.
        total: of all lines, None when it is under five.
    """

    name: str
    title: str
    lines: tuple[Line, ...]
    total: int | None


class Report(NamedTuple):
    """The figures of a month.

    Attributes:
        month: « 2026-11 ».
        title: « novembre 2026 ».
        tables: in the order in which they are read.
    """

    month: str
    title: str
    tables: tuple[Table, ...]


def report(month: str, cells: Cells) -> Report:
    """The report of a month.

    Args:
        month: « 2026-11 ».
        cells: all that was counted in it.
    """
    said = responses()
    topics, questions = _topics(said), _questions(said)
    steps = {step.value: f"{step.label[0].upper()}{step.label[1:]}" for step in Step}
    ranked = (
        (Figure.CONVERSATIONS, "Conversations, par canal", CHANNELS, None),
        (Figure.MESSAGES, "Messages, par canal", CHANNELS, None),
        (Figure.TOPIC, "Sujets demandés", topics, MOST_TOPICS),
        (Figure.OUTCOME, "Ce que sont devenus les messages", OUTCOMES, None),
        (Figure.END, "Fins du parcours, par étape annoncée", steps, None),
        (Figure.LEFT, "Parcours interrompus, à la question", questions, None),
        (Figure.HELPED, "Cela vous a-t-il aidé ?", HELPED, None),
        (Figure.MISSING, "Ce qui a manqué", MISSING, None),
    )
    tables = [
        _table(figure, title, _ranked(cells[figure], labels, most), cells)
        for figure, title, labels, most in ranked
    ]
    tables += [
        _table(Figure.HOUR, "Messages, par heure de la journée", _hours(cells), cells),
        _table(Figure.SECONDS, "Temps de réponse", _seconds(cells), cells),
    ]
    return Report(month, month_title(month), tuple(tables))


def month_title(month: str) -> str:
    """« novembre 2026 » for « 2026-11 »."""
    year, number = month.split("-")
    return f"{MONTHS[int(number) - 1]} {year}"


def say_number(number: int | None) -> str:
    """A number as it is read: « 1 713 », or « moins de 5 »."""
    return "moins de 5" if number is None else f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")


def _table(figure: Figure, title: str, lines: Sequence[Line], cells: Cells) -> Table:
    total = sum(cells[figure].values())
    return Table(figure.value, title, tuple(lines), total if total >= SMALL else None)


def _ranked(cells: Mapping[str, int], labels: Labels, most: int | None) -> list[Line]:
    """The cells from the largest to the smallest, the small ones merged."""
    ranked = sorted(cells.items(), key=lambda cell: (-cell[1], cell[0]))
    shown = [cell for cell in ranked[:most] if cell[1] >= SMALL]
    merged = sum(cells.values()) - sum(number for _, number in shown)
    while 0 < merged < SMALL and shown:
        merged += shown.pop()[1]
    lines = [Line(labels.get(key, key), number, key) for key, number in shown]
    if merged:
        label = "Autres, réunis" if shown else "En tout"
        lines.append(Line(label, merged if merged >= SMALL else None))
    return lines


def _grouped(numbers: Sequence[int]) -> list[tuple[int, int, int | None]]:
    """Neighbours joined until each group holds five: its first and last places, its number."""
    groups: list[tuple[int, int, int]] = []
    first = held = 0
    for place, number in enumerate(numbers):
        held += number
        if held >= SMALL:
            groups.append((first, place, held))
            first, held = place + 1, 0
    if first == len(numbers) or not sum(numbers):
        return list(groups)
    if not groups:
        return [(0, len(numbers) - 1, None)]
    start, _, number = groups.pop()
    return [*groups, (start, len(numbers) - 1, number + held)]


def _hours(cells: Cells) -> list[Line]:
    numbers = [cells[Figure.HOUR].get(str(hour), 0) for hour in range(HOURS)]
    return [
        Line(f"De {first} h à {last + 1} h", number, f"{first}-{last + 1}")
        for first, last, number in _grouped(numbers)
    ]


def _seconds(cells: Cells) -> list[Line]:
    bounds = [str(bound) for bound in SECONDS]
    numbers = [cells[Figure.SECONDS].get(key, 0) for key in (*bounds, LONGER)]
    return [
        Line(_between(first, last), number, f"{first}-{last}")
        for first, last, number in _grouped(numbers)
    ]


def _between(first: int, last: int) -> str:
    """The time to answer of some neighbours, in words."""
    least, most = ([0.0, *SECONDS][first], [*SECONDS, None][last])
    if most is None:
        return f"Plus de {_number(least)} s" if least else "En tout"
    return f"De {_number(least)} à {_number(most)} s" if least else f"Moins de {_number(most)} s"


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _topics(said: Mapping[str, Any]) -> dict[str, str]:
    """The questions in plain words, as the assistant offers them."""
    named = {
        name.removeprefix(QUESTION_PREFIX): variants[0]["text"]
        for name, variants in said.items()
        if name.startswith(QUESTION_PREFIX)
    }
    return {**named, DANGER: "Danger ou détresse"}


def _questions(said: Mapping[str, Any]) -> dict[str, str]:
    """The questions of the path without what each resident told."""
    prefix = "utter_ask_"
    return {
        name.removeprefix(prefix): _without_case(variants[0]["text"])
        for name, variants in said.items()
        if name.startswith(prefix)
    }


def _without_case(text: str) -> str:
    asked = [each for each in re.findall(r"[^.?]+[.?]", text) if "?" in each]
    general = [each for each in asked if "{" not in each]
    return _PLACEHOLDER.sub("", (general or asked)[0]).strip()
