"""The typed shape of the facts. Every fact carries its value, its sources and when it was checked.

Each class mirrors one YAML file of this folder; an unknown or missing key is refused.
"""

from datetime import date
from functools import lru_cache

from dateutil.relativedelta import relativedelta
from pydantic import Field, root_validator

from bot.knowledge.fact import Fact, Lines, Source, Strict
from bot.knowledge.town_hall import TownHall


class Delay(Strict):
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
        return _delta(self.days or 0, self.weeks or 0, self.months or 0, self.years or 0)

    def __str__(self) -> str:
        names = {"days": "jour", "weeks": "semaine", "months": "mois", "years": "an"}
        unit, count = next((u, c) for u, c in self.dict().items() if c)
        plural = "s" if count > 1 and not names[unit].endswith("s") else ""
        return f"{count} {names[unit]}{plural}"


@lru_cache(maxsize=64)
def _delta(days: int, weeks: int, months: int, years: int) -> relativedelta:
    return relativedelta(days=days, weeks=weeks, months=months, years=years)


class Mediator(Strict):
    """Who he is and where he is."""

    name: Fact[str]
    role: Fact[str]
    services: Lines
    association: Fact[str]
    coverage: Fact[str]
    website: Fact[str]
    address: Lines
    former_address: Lines


class Complaint(Strict):
    """The two levels of complaint before the mediator."""

    written_proof: Fact[str]
    customer_service_delay: Fact[Delay]
    consumer_service_delay: Fact[Delay]
    counted_from: Fact[str]
    contacts_found_in: Lines


class Referral(Strict):
    """Putting the case before the mediator."""

    online: Fact[str]
    form_found_on: Fact[str]
    direct_delay: Fact[Delay]
    time_limit: Fact[Delay]
    documents: Lines
    cost: Fact[str]
    refusal_notice: Fact[Delay]


class Opinion(Strict):
    """What the mediator gives, and what follows."""

    delay: Fact[Delay]
    legal_delay: Fact[Delay]
    in_fact: Fact[str]
    in_fact_lately: Fact[str]
    binding: Fact[str]
    answer_delay: Fact[Delay]


class Court(Strict):
    """The judge beside the mediator."""

    optional_referral: Fact[str]
    amicable_attempt_up_to: Fact[str]
    fee: Fact[str]
    ends_mediation: Fact[str]
    charges_time_barred_after: Fact[Delay]


class OfficialSheet(Strict):
    """The State's own sheet on the subject."""

    url: Fact[str]
    revised_on: Fact[date]
    licence: Fact[str]


class Mediation(Strict):
    """``mediation.yml``."""

    mediator: Mediator
    complaint: Complaint
    referral: Referral
    opinion: Opinion
    court: Court
    official_sheet: OfficialSheet


class Operator(Strict):
    """A company, its trade names, and the boxes that carry its name.

    ``member`` is None when it must be checked.
    """

    name: str
    brands: tuple[str, ...] = ()
    boxes: tuple[str, ...] = ()
    member: Fact[bool] | None


class Door(Strict):
    """Someone else who can help."""

    name: Fact[str]
    contact: Fact[str]


class Doors(Strict):
    """``doors.yml``."""

    signalconso: Door
    jalerte_arcep: Door
    reponse_conso: Door
    conciliator: Door
    other_mediators: Door
    emergency: Door
    emergency_sms: Door
    suicide_prevention: Door
    elder_abuse: Door
    violence_against_women: Door
    child_in_danger: Door
    no_roof: Door


# ``around.yml``: the questions around a dispute, by theme, then by name.
Around = dict[str, dict[str, Fact[Delay | tuple[str, ...] | str]]]


class OwnFacts(Strict):
    """``towns/*.yml``: what one town adds to what is the same everywhere."""

    sources: dict[str, Source]
    town_hall: TownHall


class Knowledge(OwnFacts):
    """All the facts, for one town: one object for each reading of the files, equal to itself."""

    mediation: Mediation
    around: Around
    operators: tuple[Operator, ...]
    doors: Doors

    # What is worked out of all the facts is kept by the object they are.
    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)

    @property
    def members(self) -> list[Operator]:
        """The operators of which a source says that they are members of the mediation."""
        return [operator for operator in self.operators if operator.member]
