"""The pages served beside the conversation, filled with the facts of the town being served."""

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.clock import now, today
from bot.french.say import say_date, typeset
from bot.knowledge import knowledge
from bot.limits import keep_hours
from bot.site.town_hall import status_line
from bot.townhall_words import say_hours
from bot.wording import fact_values

FOLDER = Path(__file__).parents[2] / "widget" / "pages"
# Address and template.
PAGES = {
    "/": "commune.html",
    "/assistant": "assistant.html",
    "/secours": "secours.html",
    "/confidentialite": "confidentialite.html",
}
# Where the styles go: in the page, so that a copy of it needs nothing else.
_STYLE = "<style></style>"


def render_page(path: str) -> str:
    """The HTML of a page, for now.

    Args:
        path: a key of ``PAGES``.
    """
    facts = knowledge()
    week = say_hours(facts.town_hall, today()).splitlines()
    html = (
        _templates()
        .get_template(PAGES[path])
        .render(
            town=facts.town_hall,
            fact=fact_values(facts),
            week=[line.removeprefix("- ").split(" : ", maxsplit=1) for line in week],
            status=status_line(now()),
            keep_hours=keep_hours(),
        )
    )
    return typeset(html).replace(_STYLE, f"<style>{_styles()}</style>")


@lru_cache(maxsize=1)
def content_policy() -> str:
    """The content security policy of the pages: our script, the styles they hold, nothing else."""
    digest = base64.b64encode(hashlib.sha256(_styles().encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'self'; style-src 'sha256-{digest}'; connect-src 'self'; "
        "img-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )


@lru_cache(maxsize=1)
def _styles() -> str:
    return (FOLDER / "pages.css").read_text(encoding="utf-8")


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
