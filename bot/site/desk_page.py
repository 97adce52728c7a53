"""The clerk's page: its HTML, with its styles in it, and its code beside it."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.french.say import typeset
from bot.knowledge import knowledge
from bot.site.policy import policy_hash
from bot.site.town_hall import status_line
from bot.townhall_words import say_hours

FOLDER = Path(__file__).parents[2] / "widget" / "desk"
_STYLE = "<style></style>"


def render_desk(moment: datetime) -> str:
    """The HTML of the page."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined
    )
    town_hall = knowledge().town_hall
    page = environment.get_template("accueil.html").render(
        town=town_hall,
        status=status_line(moment),
        week=[line.removeprefix("- ") for line in say_hours(town_hall, moment.date()).split("\n")],
    )
    return typeset(page).replace(_STYLE, Markup(f"<style>{_styles()}</style>"))


@lru_cache(maxsize=1)
def code() -> str:
    """The page's JavaScript."""
    return (FOLDER / "bureau.js").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def content_policy() -> str:
    """Our script, the styles of the page, requests to this server, nothing else."""
    return (
        f"default-src 'none'; script-src 'self'; style-src {policy_hash(_styles())}; "
        "connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


@lru_cache(maxsize=1)
def _styles() -> str:
    return (FOLDER / "accueil.css").read_text(encoding="utf-8")
