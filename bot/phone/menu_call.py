"""A call in the menu: what is said and done after each key, whoever carries the call.

A call is told by where it is and how often it was asked there; nothing of it is kept.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.knowledge.town_hall import TownHall
from bot.phone.menu import HOURS, PERSON, TIMES_SAID, Menu
from bot.phone.wording import aloud
from bot.townhall import State, Status, status_at
from bot.townhall_words import say_now

# Where a call is while its caller hears the choices.
CHOICES = "choix"


@dataclass(frozen=True)
class Step:
    """What to do now.

    Attributes:
        says: spoken texts, in order.
        place: ``CHOICES`` or the name of a choice: where a key is waited for, None when it is not.
        turn: how often in a row it was said here, from 1.
        transfers: whether the call goes to a person.
    """

    says: tuple[str, ...]
    place: str | None = None
    turn: int = 1
    transfers: bool = False


def opening(menu: Menu) -> Step:
    """The first words of a call."""
    return Step((menu.welcome.said, menu.offers.said), CHOICES)


def after_key(
    menu: Menu, town_hall: TownHall, moment: datetime, place: str, turn: int, key: str
) -> Step:
    """What follows a key, or none.

    Args:
        menu: that of the town.
        town_hall: whom the menu answers for.
        moment: aware.
        place, turn: those of the step before; unknown ones begin again.
        key: what was pressed, empty after a silence.
    """
    heard = next((choice for choice in menu.choices if choice.key == key), None)
    if heard is not None:
        return _said(menu, town_hall, moment, heard.name)
    if key == menu.back:
        return Step((menu.offers.said,), CHOICES)
    if key == menu.repeat:
        return _said(menu, town_hall, moment, place)
    if turn >= TIMES_SAID:
        silent_after_answer = not key and place != CHOICES
        return (
            Step((menu.goodbye.said,))
            if silent_after_answer
            else to_person(menu, town_hall, moment)
        )
    again = menu.offers if place == CHOICES else menu.after
    told = menu.invalid if key else menu.silence
    return Step((told.said, again.said), place, turn + 1)


def nobody_answers(menu: Menu, town_hall: TownHall, moment: datetime) -> Step:
    """After a transfer that nobody took: so, and when the town hall is there."""
    status = status_at(town_hall, moment)
    return Step((menu.nobody.said, status_aloud(status, moment), menu.goodbye.said))


def status_aloud(status: Status, moment: datetime) -> str:
    """Who is received at the town hall now, and until or from when."""
    response, given = say_now(status, moment)
    return aloud(response, given)


def _said(menu: Menu, town_hall: TownHall, moment: datetime, place: str) -> Step:
    choice = menu.choice(place)
    if choice is None:
        return Step((menu.offers.said,), CHOICES)
    if choice.name == PERSON:
        return to_person(menu, town_hall, moment)
    says = [prompt.said for prompt in choice.prompts]
    if choice.name == HOURS:
        says.insert(0, status_aloud(status_at(town_hall, moment), moment))
    return Step((*says, menu.after.said), choice.name)


def to_person(menu: Menu, town_hall: TownHall, moment: datetime) -> Step:
    """To the town hall while somebody is there, told whom it receives if not all; else when."""
    status = status_at(town_hall, moment)
    if status.open:
        return Step((menu.transfer.said,), transfers=True)
    told = status_aloud(status, moment)
    if status.state is State.CLOSED:
        return Step((told, menu.goodbye.said))
    # Appointments are made by phone.
    return Step((told, menu.transfer.said), transfers=True)
