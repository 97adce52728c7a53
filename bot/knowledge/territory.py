"""What the INSEE code of a town tells: its time zone and its public holidays."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from jours_feries_france import JoursFeries
from pydantic import ConstrainedStr

GOOD_FRIDAY = "Vendredi saint"
ALSACE_MOSELLE = "Alsace-Moselle"
# By the first figures of the INSEE code: the public holidays, as Etalab's library names the place
# (art. L3133-1, L3134-13 and L3422-2 of the labour code), and the time zone. Elsewhere, all of
# metropolitan France.
_APART = {
    "57": (ALSACE_MOSELLE, "Europe/Paris"),
    "67": (ALSACE_MOSELLE, "Europe/Paris"),
    "68": (ALSACE_MOSELLE, "Europe/Paris"),
    "971": ("Guadeloupe", "America/Guadeloupe"),
    "972": ("Martinique", "America/Martinique"),
    "973": ("Guyane", "America/Cayenne"),
    "974": ("La Réunion", "Indian/Reunion"),
    "975": ("Saint-Pierre-et-Miquelon", "America/Miquelon"),
    "976": ("Mayotte", "Indian/Mayotte"),
    "977": ("Saint-Barthélémy", "America/St_Barthelemy"),
    "978": ("Saint-Martin", "America/Marigot"),
}
_OVERSEAS = ("97", "98")


class InseeCode(ConstrainedStr):
    """``14020``, ``2A004``, ``97411``."""

    strict = True
    regex = re.compile(r"^\d[\dAB]\d{3}$")


@dataclass(frozen=True)
class Territory:
    """Where a town lies.

    Attributes:
        place: the name of its list of public holidays.
        zone: the time its clocks show.
    """

    place: str
    zone: ZoneInfo


# Made once: every look at the clock asks for the zone.
_METROPOLITAN = Territory("Métropole", ZoneInfo("Europe/Paris"))
_TERRITORIES = {code: Territory(place, ZoneInfo(zone)) for code, (place, zone) in _APART.items()}


def territory(insee: str) -> Territory:
    """Where the town of an INSEE code lies.

    Raises:
        ValueError: its public holidays are not known (Wallis-et-Futuna, Polynésie, Calédonie).
    """
    known = _TERRITORIES.get(insee[:2]) or _TERRITORIES.get(insee[:3])
    if known is None and insee.startswith(_OVERSEAS):
        raise ValueError(
            f"les jours fériés du territoire {insee[:3]} ne sont pas connus : "
            "corrigez ce code INSEE, ou ne servez pas cette mairie"
        )
    return known or _METROPOLITAN


@lru_cache(maxsize=64)
def public_holidays(place: str, year: int) -> dict[date, str]:
    """The public holidays of a place in one year, with their French names."""
    return {day: name for name, day in JoursFeries.for_year(year, place).items()}
