"""The pages served beside the conversation, filled with the facts of the town being served."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from bot.clock import now, today
from bot.french.say import say_date, typeset
from bot.knowledge import all_facts, knowledge
from bot.knowledge.checked import checks_of, is_due
from bot.knowledge.model import Knowledge
from bot.limits import UNHEARD_DAYS, keep_hours
from bot.site.policy import policy_hash
from bot.site.town_hall import status_line
from bot.townhall_words import say_hours
from bot.wording import fact_values

FOLDER = Path(__file__).parents[2] / "widget" / "pages"
# The one that another website may show in a frame of its own.
FRAMED = "/cadre"
# Address and template.
PAGES = {
    "/": "commune.html",
    "/assistant": "assistant.html",
    FRAMED: "cadre.html",
    "/secours": "secours.html",
    "/confidentialite": "confidentialite.html",
}
# What town_hall.html states.
TOWN_HALL_FACTS = tuple(
    f"town_hall.{name}" for name in ("phone", "address", "website", "opening_hours")
)
# Where the styles go: in the page, so that a copy of it needs nothing else.
_STYLE = "<style></style>"


def render_page(path: str, keeps_unheard: bool = False, script: str = "widget.js") -> str:
    """The HTML of a page, for now.

    Args:
        path: a key of ``PAGES``.
        keeps_unheard: whether messages that were not understood are kept.
        script: the address of the widget's file.
    """
    facts = knowledge()
    week = say_hours(facts.town_hall, today()).splitlines()
    stated = _StatedFacts(fact_values(facts))
    html = template(PAGES[path]).render(
        town=facts.town_hall,
        script=script,
        fact=stated,
        checked=lambda: _checked(facts, stated.keys_stated),
        week=[line.removeprefix("- ").split(" : ", maxsplit=1) for line in week],
        status=status_line(now()),
        keep_hours=keep_hours(facts.town_hall),
        unheard_days=UNHEARD_DAYS if keeps_unheard else None,
    )
    return styled(html)


def styled(html: str) -> str:
    """A rendered template with its typography and the styles of every page."""
    return typeset(html).replace(_STYLE, f"<style>{styles()}</style>")


class _StatedFacts(dict[str, Any]):
    """The facts that a template reads; notes which, so that it can name their sources."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__(values)
        self.keys_stated: list[str] = []

    def __getitem__(self, key: str) -> Any:
        self.keys_stated.append(key)
        return super().__getitem__(key)


def _checked(facts: Knowledge, keys: list[str]) -> list[dict[str, Any]]:
    """The sources behind what a page has stated so far and its town hall, with their checks."""
    known = all_facts(facts)
    behind = [known[key] for key in (*keys, *TOWN_HALL_FACTS) if key in known]
    return [
        {"source": source, "on": day, "long_ago": is_due(day, today())}
        for source, day in checks_of(facts, behind)
    ]


def content_policy(framed_by: Iterable[str] = ()) -> str:
    """The content security policy of a page: our script, the styles it holds, nothing else.

    Args:
        framed_by: the origins that may show it in a frame, besides our own.
    """
    ancestors = " ".join(["'self'", *sorted(framed_by)])
    return (
        f"default-src 'none'; script-src 'self'; style-src {policy_hash(styles())}; "
        "connect-src 'self'; "
        "img-src 'self'; "
        f"base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


@lru_cache(maxsize=1)
def styles() -> str:
    """The styles of every page."""
    return (FOLDER / "pages.css").read_text(encoding="utf-8")


def template(name: str) -> Template:
    """One of the templates beside the pages."""
    return _templates().get_template(name)


@lru_cache(maxsize=1)
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["date"] = say_date
    return environment
