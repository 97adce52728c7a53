"""The typed shape of the facts. Every fact carries its value, its sources and when it was checked.

Each class mirrors one YAML file of this folder; an unknown or missing key is refused.
"""

import re
from datetime import date
from typing import Any, Generic, TypeVar

from dateutil.relativedelta import relativedelta
from pydantic import BaseModel, ConstrainedStr, Extra, Field, root_validator, validator
from pydantic.generics import GenericModel

T = TypeVar("T")


class _Strict(BaseModel):
    class Config:
        extra = Extra.forbid
        frozen = True


class Delay(_Strict):
    """A length of time in exactly one unit, as the law states it."""

    days: int | None = Field(None, gt=0)
    weeks: int | None = Field(None, gt=0)
    months: int | None = Field(None, gt=0)
    years: int | None = Field(None, gt=0)

    @root_validator
    def _one_unit(cls, values: dict[str, int | None]) -> dict[str, int | None]:
        if sum(count is not None for count in values.values()) != 1:
            raise ValueError("un délai a une seule unité : days, weeks, months ou years")
        return values

    @property
    def delta(self) -> relativedelta:
        """The delay as calendar arithmetic (art. 641 CPC: same day number, else month's end)."""
        return relativedelta(
            days=self.days or 0,
            weeks=self.weeks or 0,
            months=self.months or 0,
            years=self.years or 0,
        )

    def __str__(self) -> str:
        names = {"days": "jour", "weeks": "semaine", "months": "mois", "years": "an"}
        unit, count = next((u, c) for u, c in self.dict().items() if c)
        plural = "s" if count > 1 and not names[unit].endswith("s") else ""
        return f"{count} {names[unit]}{plural}"


class Source(_Strict):
    """Where facts come from; ``url`` is None when it is not published."""

    title: str
    url: str | None


class Fact(GenericModel, Generic[T]):
    """One fact: its value, the keys of its sources, and the day it was last checked."""

    value: T
    source: tuple[str, ...]
    checked_on: date

    class Config:
        extra = Extra.forbid
        frozen = True

    @validator("source")
    def _sourced(cls, source: tuple[str, ...]) -> tuple[str, ...]:
        if not source:
            raise ValueError("un fait a au moins une source")
        return source


Lines = Fact[tuple[str, ...]]


class Mediator(_Strict):
    """Who he is and where he is."""

    name: Fact[str]
    role: Fact[str]
    services: Lines
    association: Fact[str]
    coverage: Fact[str]
    website: Fact[str]
    address: Lines
    former_address: Lines


class Complaint(_Strict):
    """The two levels of complaint before the mediator."""

    written_proof: Fact[str]
    customer_service_delay: Fact[Delay]
    consumer_service_delay: Fact[Delay]
    counted_from: Fact[str]
    contacts_found_in: Lines


class Referral(_Strict):
    """Putting the case before the mediator."""

    online: Fact[str]
    form_found_on: Fact[str]
    direct_delay: Fact[Delay]
    time_limit: Fact[Delay]
    documents: Lines
    cost: Fact[str]
    refusal_notice: Fact[Delay]


class Opinion(_Strict):
    """What the mediator gives, and what follows."""

    delay: Fact[Delay]
    legal_delay: Fact[Delay]
    binding: Fact[str]
    answer_delay: Fact[Delay]


class Court(_Strict):
    """The judge beside the mediator."""

    optional_referral: Fact[str]
    amicable_attempt_up_to: Fact[str]
    ends_mediation: Fact[str]
    charges_time_barred_after: Fact[Delay]


class OfficialSheet(_Strict):
    """The State's own sheet on the subject."""

    url: Fact[str]
    revised_on: Fact[date]
    licence: Fact[str]


class Mediation(_Strict):
    """``mediation.yml``."""

    mediator: Mediator
    complaint: Complaint
    referral: Referral
    opinion: Opinion
    court: Court
    official_sheet: OfficialSheet


class Operator(_Strict):
    """A company, its trade names, and the boxes that carry its name.

    ``member`` is None when it must be checked.
    """

    name: str
    brands: tuple[str, ...] = ()
    boxes: tuple[str, ...] = ()
    member: Fact[bool] | None


class Door(_Strict):
    """Someone else who can help."""

    name: Fact[str]
    contact: Fact[str]


class Doors(_Strict):
    """``doors.yml``."""

    signalconso: Door
    jalerte_arcep: Door
    reponse_conso: Door
    conciliator: Door
    other_mediators: Door


class HoursException(_Strict):
    """Days on which the usual hours do not hold; ``hours`` is None when closed."""

    first: date
    last: date
    hours: str | None
    reason: str

    @validator("last")
    def _in_order(cls, last: date, values: dict[str, Any]) -> date:
        if "first" in values and last < values["first"]:
            raise ValueError(f"last ({last}) est avant first ({values['first']})")
        return last


class Phone(ConstrainedStr):
    """``02 31 27 90 60``."""

    strict = True
    regex = re.compile(r"^(?:\+\d{1,3} \d|0\d)(?: \d\d){4}$")


class WebAddress(ConstrainedStr):
    """``https://argences.com``."""

    regex = re.compile(r"^https?://[^\s/]+\.[^\s/]+(?:/\S*)?$")


class TownHall(_Strict):
    """``towns/*.yml``: one town hall. ``opening_hours`` is in OpenStreetMap syntax."""

    name: str
    insee: str
    address: Lines
    phone: Fact[Phone]
    website: Fact[WebAddress]
    opening_hours: Fact[str]
    exceptions: tuple[HoursException, ...]


class Knowledge(_Strict):
    """All the facts, for one town."""

    sources: dict[str, Source]
    mediation: Mediation
    operators: tuple[Operator, ...]
    doors: Doors
    town_hall: TownHall
