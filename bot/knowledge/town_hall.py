"""The typed shape of a town file: ``towns/*.yml``, and what it may not say."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from enum import Enum
from itertools import combinations
from typing import Any

from pydantic import ConstrainedStr, Field, validator
from pydantic.errors import StrError

from bot.knowledge.fact import Fact, Lines, Strict
from bot.knowledge.hours import Hours, Span, WrittenHours, read_hours, read_spans
from bot.knowledge.territory import (
    ALSACE_MOSELLE,
    GOOD_FRIDAY,
    InseeCode,
    Territory,
    public_holidays,
    territory,
)
from bot.web_origin import web_origin

# Days of one year or the next.
LONGEST_DAYS = 731
# Two sentences or so: it comes before every conversation.
LONGEST_BANNER = 250
# What is said of it is in the plural; nobody waits a month for the end of a conversation.
KEEP_HOURS = range(2, 31 * 24)


class DatedDays(Strict):
    """Days of one year or the next, from ``first`` to ``last``, both included."""

    first: date
    last: date

    @validator("last")
    def _in_order(cls, last: date, values: dict[str, Any]) -> date:
        if "first" in values and last < values["first"]:
            raise ValueError(f"last ({last}) est avant first ({values['first']})")
        if "first" in values and (last - values["first"]).days > LONGEST_DAYS:
            raise ValueError(
                f"du {values['first']} au {last}, il y a plus de deux ans : corrigez l'année"
            )
        return last


class Banner(DatedDays):
    """What the town hall tells everyone on these days, in its own words."""

    text: str

    @validator("text")
    def _short(cls, text: str) -> str:
        told = " ".join(text.split())
        if not told:
            raise ValueError("donnez le texte, que les habitants liront")
        if len(told) > LONGEST_BANNER:
            raise ValueError(
                f"{len(told)} caractères : raccourcissez-le à {LONGEST_BANNER}, "
                "ou renvoyez à une page du site de la mairie"
            )
        return told


class HoursException(DatedDays):
    """Days on which the usual hours do not hold; ``hours`` is None when closed.

    ``hours`` are those of every one of these days, public holidays included.
    """

    hours: str | None
    reason: str

    @validator("hours")
    def _hours_alone(cls, hours: str | None) -> str | None:
        if hours is not None:
            read_spans(hours)
        return hours

    @validator("reason")
    def _told(cls, reason: str) -> str:
        if not reason.strip():
            raise ValueError("donnez la raison, que les habitants liront")
        return " ".join(reason.split())

    @property
    def days(self) -> tuple[date, ...]:
        """All its days, in order."""
        length = (self.last - self.first).days
        return tuple(self.first + timedelta(days=offset) for offset in range(length + 1))

    @property
    def spans(self) -> tuple[Span, ...]:
        """The hours of each of its days, empty when closed."""
        return read_spans(self.hours) if self.hours else ()


class Phone(ConstrainedStr):
    """``02 31 27 90 60``, or a short number such as ``39 75``."""

    strict = True
    regex = re.compile(r"^(?:(?:\+\d{1,3} \d|0\d)(?: \d\d){4}|[13]\d \d\d)$")


class WebAddress(ConstrainedStr):
    """``https://argences.com``."""

    regex = re.compile(r"^https?://[^\s/]+\.[^\s/]+(?:/\S*)?$")


class Colour(ConstrainedStr):
    """``#0a6b4f``."""

    strict = True
    regex = re.compile(r"^#[0-9a-fA-F]{6}$")


class OpeningHours(str):
    """What of OpenStreetMap's opening hours is read: see ``bot/knowledge/hours.py``."""

    @classmethod
    def __get_validators__(cls) -> Iterator[Callable[[Any], "OpeningHours"]]:
        yield cls._read

    @classmethod
    def _read(cls, written: Any) -> "OpeningHours":
        if not isinstance(written, str):
            raise StrError()
        read_hours(written)
        return cls(written)


class ChannelName(str, Enum):
    """The messaging apps there are."""

    TELEGRAM = "telegram"
    WHATSAPP = "whatsapp"
    MESSENGER = "messenger"
    SMS = "sms"


class Acceptance(Strict):
    """Who decided, for the town, that messages may pass through a private company, and when."""

    accepted_by: str
    accepted_on: date

    @validator("accepted_by")
    def _told(cls, who: str) -> str:
        if not who.strip():
            raise ValueError("écrivez qui a décidé, par exemple « la maire »")
        return who.strip()


class TownHall(Strict):
    """``towns/*.yml``: one town hall, its territory known from its INSEE code.

    ``good_friday`` says for Alsace-Moselle, and there only, whether that day is a public holiday:
    it depends on the places of worship of the town (ordinance of 16 August 1892). ``hours_note``
    are words about all the hours, said with them. ``channels`` are the messaging apps that the town
    accepts: none starts otherwise. ``allowed_origins`` are the websites that may show the
    assistant, ``keep_hours`` how long after its last message a conversation is erased when that is
    not as for the others, ``color`` that of the assistant's own pages.
    """

    name: str
    insee: InseeCode
    good_friday: bool | None = None
    address: Lines
    phone: Fact[Phone]
    website: Fact[WebAddress]
    opening_hours: Fact[OpeningHours]
    hours_note: Fact[str] | None = None
    emails: Lines | None = None
    exceptions: tuple[HoursException, ...]
    banners: tuple[Banner, ...] = ()
    channels: dict[ChannelName, Acceptance] = Field(default_factory=dict)
    allowed_origins: tuple[str, ...] = ()
    keep_hours: int | None = None
    color: Colour | None = None

    @validator("allowed_origins", each_item=True)
    def _origins(cls, origin: str) -> str:
        return web_origin(origin)

    @validator("keep_hours", pre=True)
    def _kept_for_some_time(cls, hours: Any) -> Any:
        if type(hours) is not int or hours not in KEEP_HOURS:
            raise ValueError(
                f"« {hours} » n'est pas un nombre d'heures de {KEEP_HOURS[0]} à {KEEP_HOURS[-1]}"
            )
        return hours

    @validator("insee")
    def _known_territory(cls, insee: str) -> str:
        territory(insee)
        return insee

    @validator("good_friday", always=True)
    def _asked_in_alsace_moselle(cls, holiday: bool | None, values: dict[str, Any]) -> bool | None:
        if "insee" not in values:
            return holiday
        asked = territory(values["insee"]).place == ALSACE_MOSELLE
        if asked and holiday is None:
            raise ValueError(
                "le Vendredi saint est férié, en Alsace-Moselle, dans les communes qui ont un "
                "temple protestant ou une église mixte : écrivez true si c'est le cas, sinon false"
            )
        if not asked and holiday is not None:
            raise ValueError("cette clé ne vaut qu'en Alsace-Moselle : supprimez-la")
        return holiday

    @validator("exceptions")
    def _without_contradiction(
        cls, exceptions: tuple[HoursException, ...], values: dict[str, Any]
    ) -> tuple[HoursException, ...]:
        for one, other in combinations(exceptions, 2):
            if one.first <= other.last and other.first <= one.last:
                raise ValueError(
                    f"les exceptions du {one.first} et du {other.first} ont des jours communs : "
                    "changez leurs dates"
                )
        if {"insee", "good_friday", "opening_hours"} <= values.keys():
            for each in exceptions:
                cls._check_only_open_days(each, cls.construct(**values))
        return exceptions

    @staticmethod
    def _check_only_open_days(exception: HoursException, town_hall: "TownHall") -> None:
        # « Du 21 décembre au 3 janvier, de 9 h à midi » means neither Sundays nor Christmas.
        if len(exception.days) == 1 or exception.hours is None:
            return
        for day in exception.days:
            if not town_hall.written_hours.on(day).spans or town_hall.holiday(day):
                raise ValueError(
                    f"du {exception.first} au {exception.last}, le {day} est férié ou fermé "
                    "d'habitude : coupez cette exception pour l'en ôter, ou donnez-lui la sienne"
                )

    @property
    def territory(self) -> Territory:
        """Its time zone and the place of its public holidays."""
        return territory(self.insee)

    @property
    def written_hours(self) -> WrittenHours:
        """Its hours as they were read."""
        return read_hours(self.opening_hours.value)

    def holiday(self, day: date) -> Hours | None:
        """The hours of a day that is a public holiday of the town, None for another day."""
        name = public_holidays(self.territory.place, day.year).get(day)
        if name is None or (name == GOOD_FRIDAY and not self.good_friday):
            return None
        return self.written_hours.holidays
