"""A small page that says, to a browser, why there is nothing else to see."""

from html import escape
from string import Template

from bot.french.say import typeset
from bot.public_address import absolute

_PAGE = Template(
    '<!DOCTYPE html><html lang="fr"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width">'
    "<title>$title</title><h1>$title</h1><p>$reason</p>"
)
_LINK = Template('<p><a href="$assistant">Ouvrir l\'assistant</a></p>')


def problem_page(title: str, reason: str, assistant: bool = True) -> str:
    """The HTML of the page.

    Args:
        title: what is missing, in French.
        reason: why, in French.
        assistant: whether it leads to the assistant.
    """
    page = _PAGE.substitute(title=escape(title), reason=escape(reason))
    link = _LINK.substitute(assistant=escape(absolute("/assistant"))) if assistant else ""
    return typeset(f"{page}{link}</html>")
