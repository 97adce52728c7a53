"""The town's phone menu: its choices, its prompts, and what follows each key."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.french.spoken import cut, spoken
from bot.knowledge.model import Knowledge
from bot.phone.wording import aloud
from bot.townhall_words import say_hours, say_usual_hours
from bot.wording import fact_values, fill

PERSON = "personne"
HOURS = "horaires"
# How long a caller is waited for, in seconds, and how often the choices are said.
WAIT_SECONDS = 6
TIMES_SAID = 2


@dataclass(frozen=True)
class Prompt:
    """One sound: its file name without ending, in ASCII, and what it says."""

    name: str
    said: str


@dataclass(frozen=True)
class Choice:
    """One key of the menu: its name, a label for whoever sets it up, and its sounds in order."""

    key: str
    name: str
    label: str
    prompts: tuple[Prompt, ...]


@dataclass(frozen=True)
class Menu:
    """The menu of one town on one day.

    Attributes:
        welcome: said first.
        offers: the choices, said after.
        choices: what each key leads to.
        after: said after an answer: repeat, other choices, a person.
        silence, invalid, goodbye, transfer, nobody: said when it happens.
        repeat: the key that says again.
        back: the key that leads to the choices again.
    """

    welcome: Prompt
    offers: Prompt
    choices: tuple[Choice, ...]
    after: Prompt
    silence: Prompt
    invalid: Prompt
    goodbye: Prompt
    transfer: Prompt
    nobody: Prompt
    repeat: str
    back: str

    @property
    def prompts(self) -> tuple[Prompt, ...]:
        """Every sound of the menu, each once."""
        told = [prompt for choice in self.choices for prompt in choice.prompts]
        own = (self.welcome, self.offers, self.after, self.silence, self.invalid, self.goodbye)
        return (*own, self.transfer, self.nobody, *told)

    def choice(self, name: str) -> Choice | None:
        """A choice by its name."""
        return next((choice for choice in self.choices if choice.name == name), None)


def recorded_menu(facts: Knowledge, today: date) -> Menu:
    """The menu for sounds, played for months: the hours without the dates soon to come."""
    return _menu(facts, say_usual_hours(facts.town_hall, today))


def menu_of(facts: Knowledge, today: date) -> Menu:
    """The menu for a voice that reads it on a day: the hours with the dates soon to come."""
    return _menu(facts, say_hours(facts.town_hall, today))


def call_words() -> dict[str, str]:
    """The words of a call that understands, which state no fact."""
    return {name: words for name, words in _told()["call"].items() if isinstance(words, str)}


def first_choices() -> tuple[str, ...]:
    """What the open question of a call becomes when only keys can answer it."""
    return tuple(_told()["call"]["first"])


def _menu(facts: Knowledge, week: str) -> Menu:
    told = _told()

    def own(name: str, text: str) -> Prompt:
        return Prompt(name, spoken(fill(text, fact_values(facts), {})))

    offers = [_press(each) for each in told["choices"]]
    person = next(each for each in told["choices"] if each["name"] == PERSON)
    return Menu(
        welcome=own("accueil", told["welcome"]),
        offers=own("choix", " ".join([*offers, _press(told["repeat"])])),
        choices=tuple(_choice(each, week) for each in told["choices"]),
        after=own("apres", " ".join(map(_press, (told["repeat"], told["back"], person)))),
        silence=own("silence", told["silence"]),
        invalid=own("invalide", told["invalid"]),
        goodbye=own("au-revoir", told["goodbye"]),
        transfer=own("transfert", told["transfer"]),
        nobody=own("absent", told["nobody"]),
        repeat=told["repeat"]["key"],
        back=told["back"]["key"],
    )


def _choice(told: dict[str, Any], week: str) -> Choice:
    said = [aloud(response, {"week": week}) for response in told["says"]]
    prompts = [prompt for text in said for prompt in cut(text)]
    return Choice(
        told["key"],
        told["name"],
        told["label"],
        tuple(Prompt(f"{told['name']}-{n}", said) for n, said in enumerate(prompts, start=1)),
    )


def _press(choice: dict[str, str]) -> str:
    """« Pour répéter, tapez 9. »."""
    told = _told()
    key = told["star"] if choice["key"] == "*" else choice["key"]
    return str(told["press"].format(offer=choice["offer"], key=key))


@lru_cache(maxsize=1)
def _told() -> dict[str, Any]:
    """``menu.yml``."""
    text = Path(__file__).with_name("menu.yml").read_text(encoding="utf-8")
    told: dict[str, Any] = yaml.safe_load(text)
    return told
