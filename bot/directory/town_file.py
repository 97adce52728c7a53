"""The town file of a record: written to be read and changed by hand."""

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from textwrap import fill
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from bot.directory.choosing import Chosen
from bot.directory.contact import address, emails, phone, town_name, website
from bot.directory.hours import opening_hours
from bot.directory.notice import Notice
from bot.french.say import say_date, typeset
from bot.knowledge.territory import ALSACE_MOSELLE, territory

TEMPLATE = "town.yml.jinja"
_LONGEST_TRUSTED_DAYS = 365
_WIDTH = 100


@dataclass(frozen=True)
class TownFile:
    """A town file that is not written yet.

    Attributes:
        name: the name of the town.
        text: its YAML.
        notices: what is to check in it.
    """

    name: str
    text: str
    notices: list[Notice]


def write_town_file(chosen: Chosen, file: Path, today: date) -> TownFile:
    """The town file of a record.

    Args:
        chosen: the record, and the commune it is that of.
        file: where the record was read, named as a source.
        today: the day of the reading.

    Raises:
        ValueError: its public holidays are not known (Wallis-et-Futuna, Polynésie, Calédonie).
    """
    record, notices = chosen.record, list[Notice]()
    place = territory(chosen.insee).place
    name = town_name(record)
    modified = _modified(record.modified, today, notices)
    values: dict[str, Any] = {
        "name": name,
        "insee": chosen.insee,
        "ask_good_friday": place == ALSACE_MOSELLE,
        "record_name": record.name,
        "modified": say_date(modified),
        "read_on": say_date(today),
        "file": file.name,
        "page": record.page or None,
        "checked_on": modified.isoformat(),
        "address": address(record, notices),
        "phone": phone(record, notices),
        "website": website(record, notices),
        "emails": emails(record),
        "hours": opening_hours(record, notices),
    }
    if values["ask_good_friday"]:
        told = "est-il férié dans la commune ? Écrivez true ou false après good_friday."
        notices.append(Notice("Vendredi saint", told))
    text = _template().render(values, notices=[_comment(each) for each in notices])
    return TownFile(name, text, notices)


def _modified(modified: date | None, today: date, notices: list[Notice]) -> date:
    """The day of the record, which stands for that of the last check of its facts."""
    if modified is None or modified > today:
        notices.append(Notice("fiche", "elle ne dit pas sa date : celle du jour est écrite."))
        return today
    if (today - modified).days > _LONGEST_TRUSTED_DAYS:
        told = "vérifiez tout auprès de la mairie, puis mettez la date du jour dans checked_on."
        notices.append(Notice("fiche", f"elle date du {say_date(modified)} : {told}"))
    return modified


def _comment(notice: Notice) -> str:
    return fill(
        typeset(str(notice)),
        _WIDTH,
        initial_indent="# - ",
        subsequent_indent="#   ",
        break_on_hyphens=False,
        break_long_words=False,
    )


def _scalar(value: str | None) -> str:
    """A value on one line of YAML, between quotes where YAML would read something else."""
    if value is None:
        return "null"
    written = yaml.safe_dump(value, allow_unicode=True, width=10**9).removesuffix("...\n").strip()
    return written if "\n" not in written else json.dumps(value, ensure_ascii=False)


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["scalar"] = _scalar
    return environment.get_template(TEMPLATE)
