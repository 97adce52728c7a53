"""A small page that says, to a browser, why there is nothing else to see."""

from html import escape
from string import Template

from bot.french.say import typeset
from bot.public_address import absolute

_PAGE = Template(
    '<!DOCTYPE html><html lang="fr"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width">'
    "<title>$title</title><h1>$title</h1><p>$reason</p>"
    '<p><a href="$assistant">Ouvrir l\'assistant</a></p></html>'
)


def problem_page(title: str, reason: str) -> str:
    """The HTML of the page.

    Args:
        title: what is missing, in French.
        reason: why, in French.
    """
    assistant = absolute("/assistant")
    words = {"title": title, "reason": reason, "assistant": assistant}
    return typeset(_PAGE.substitute({name: escape(text) for name, text in words.items()}))
