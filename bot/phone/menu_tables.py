"""The menu as tables: key, sound, what follows; and what OVH's page asks for, in its order.

OVH imports nothing: sounds, menus, keys, closed days and hours are typed in a web page (its guide
« Configurer un Serveur Vocal Interactif », 22 January 2026).
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from bot.french.say import DAYS
from bot.knowledge.hours import Span
from bot.knowledge.town_hall import TownHall
from bot.phone.menu import HOURS, PERSON, TIMES_SAID, Choice, Menu, Prompt
from bot.phone.spreadsheet import csv_table
from bot.townhall import DayHours, hours_on, plain_week, words_beside

# How far ahead closed days are listed.
_AHEAD = timedelta(days=366)
_MENU_NAME = "Mairie"

Rows = list[tuple[str, ...]]


def keys_table(menu: Menu) -> str:
    """« touche, sons, suite » for any switchboard, as CSV."""
    rows: Rows = [("menu", "touche", "sons", "texte dit", "suite")]
    rows += [("accueil", "", *_sound_cells([menu.welcome, menu.offers]), "attendre une touche")]
    rows += [("accueil", *_row(choice, menu)) for choice in menu.choices]
    rows += [
        ("accueil", menu.repeat, *_sound_cells([menu.offers]), "redire les choix"),
        ("accueil", "silence", *_sound_cells([menu.silence, menu.offers]), _at_last()),
        ("accueil", "autre touche", *_sound_cells([menu.invalid, menu.offers]), _at_last()),
        ("après une réponse", "", *_sound_cells([menu.after]), "attendre une touche"),
        ("après une réponse", menu.repeat, "", "", "redire la réponse"),
        ("après une réponse", menu.back, *_sound_cells([menu.offers]), "redire les choix"),
        ("après une réponse", "silence", *_sound_cells([menu.goodbye]), "raccrocher"),
        (_on(PERSON), "fermée", *_sound_cells(_hours(menu)), "dire quand elle ouvre, raccrocher"),
        (_on(PERSON), "sans réponse", *_sound_cells([menu.nobody, menu.goodbye]), "raccrocher"),
    ]
    return csv_table(rows)


def ovh_table(menu: Menu, town_hall: TownHall, today: date) -> str:
    """What to type in OVH's page, step by step, as CSV."""
    rows: Rows = [("étape", "où", "champ", "valeur", "détail")]
    rows += [
        ("3.1", "Gérer les sons", "Ajouter un son", f"{prompt.name}.wav", prompt.said)
        for prompt in menu.prompts
    ]
    menus = [(_MENU_NAME, menu.offers, menu.invalid)]
    menus += [
        (f"{_MENU_NAME} {choice.name}", choice.prompts[0], menu.invalid)
        for choice in menu.choices
        if choice.prompts
    ]
    for name, greeting, invalid in menus:
        rows += [
            ("3.2", "Gérer les menus interactifs", "Nom du menu interactif", name, ""),
            ("3.2", name, "Son d'accueil", f"{greeting.name}.wav", greeting.said),
            ("3.2", name, "Son en cas d'action invalide", f"{invalid.name}.wav", invalid.said),
        ]
    rows += _entries(menu)
    rows += [
        ("4.1", "Ajouter une étape", "Étape", "Accueil", ""),
        ("4.2", "Accueil", "Action", f"Lire un son : {menu.welcome.name}.wav", menu.welcome.said),
        ("4.2", "Accueil", "Action", f"Lancer un menu interactif : {_MENU_NAME}", ""),
    ]
    rows += _closed_days(town_hall, today)
    rows += _usual_hours(town_hall, today)
    return csv_table(rows)


def _entries(menu: Menu) -> Iterator[tuple[str, ...]]:
    """The keys of each interactive menu."""
    for choice in menu.choices:
        where = "le poste d'accueil, aux heures d'ouverture" if choice.name == PERSON else ""
        action = f"{_MENU_NAME} {choice.name}" if choice.prompts else f"Transférer vers {where}"
        yield ("3.3", _MENU_NAME, f"Touche {choice.key}", action, choice.label)
    yield ("3.3", _MENU_NAME, f"Touche {menu.repeat}", _MENU_NAME, "redire les choix")
    for choice in menu.choices:
        for prompt in choice.prompts[1:]:
            name = f"{_MENU_NAME} {choice.name}"
            yield ("3.3", name, "Son suivant", f"{prompt.name}.wav", prompt.said)


def _closed_days(town_hall: TownHall, today: date) -> Iterator[tuple[str, ...]]:
    """The days of the coming year on which the usual hours do not hold, runs of days together."""
    coming = [hours_on(town_hall, today + timedelta(days=n)) for n in range(_AHEAD.days)]
    usual = [day.spans for day in plain_week(town_hall, today)]
    unusual = [day for day in coming if day.spans != usual[day.day.weekday()]]
    for _, run in groupby(
        enumerate(unusual), lambda each: (each[1].day.toordinal() - each[0], *_like(each[1]))
    ):
        days = [day for _, day in run]
        first, last = days[0].day.isoformat(), days[-1].day.isoformat()
        kind = "Plage horaire" if days[0].spans else "Journée entière"
        told = [f"ouverte {_opens(span, town_hall)}" for span in days[0].spans]
        detail = " ; ".join(told) or "fermée"
        where = "Gérer les créneaux exceptionnels"
        yield ("4.3", where, "Plage horaire/journée entière", kind, detail)
        yield ("4.3", where, "Objet", days[0].reason or "", "")
        yield ("4.3", where, "Du/au", f"{first} / {last}", "")


def _like(day: DayHours) -> tuple[object, ...]:
    return day.spans, day.reason


def _usual_hours(town_hall: TownHall, today: date) -> Iterator[tuple[str, ...]]:
    for day in plain_week(town_hall, today):
        for span in day.spans:
            name = DAYS[day.day.weekday()]
            where = "Plages horaires génériques"
            yield ("4.3", where, name.capitalize(), _clock(span), _note(span, town_hall))


def _row(choice: Choice, menu: Menu) -> tuple[str, ...]:
    if choice.name == PERSON:
        return (
            choice.key,
            *_sound_cells([menu.transfer]),
            "passer l'appel, sauf si la mairie est fermée ; dire d'abord qui elle reçoit, "
            "si ce n'est pas tout le monde",
        )
    then = f"attendre une touche (son {menu.after.name})"
    if choice.name == HOURS:
        then = f"dire d'abord si elle est ouverte ; {then}"
    return (choice.key, *_sound_cells(choice.prompts), then)


def _hours(menu: Menu) -> tuple[Prompt, ...]:
    hours = menu.choice(HOURS)
    return hours.prompts if hours else ()


def _on(name: str) -> str:
    return f"après la touche « {name} »"


def _at_last() -> str:
    return f"redire les choix ; au bout de {TIMES_SAID} fois, une personne"


def _sound_cells(prompts: Iterable[Prompt]) -> tuple[str, str]:
    told = list(prompts)
    return " + ".join(f"{p.name}.wav" for p in told), " ".join(p.said for p in told)


def _opens(span: Span, town_hall: TownHall) -> str:
    note = _note(span, town_hall)
    return f"{_clock(span)} ({note})" if note else _clock(span)


def _note(span: Span, town_hall: TownHall) -> str:
    return words_beside(span, town_hall, under_way=False) or ""


def _clock(span: Span) -> str:
    return f"{span.start:%H:%M}-{span.end:%H:%M}"
