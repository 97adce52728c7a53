"""The page of a short link that opens several documents: each in words, to download."""

from collections.abc import Sequence

from bot.documents import DocumentKind
from bot.documents.links import VALID_HOURS
from bot.knowledge import knowledge
from bot.public_address import absolute
from bot.site.pages import styled, styles, template
from bot.site.policy import policy_hash
from bot.wording import responses

_KINDS = {kind.file_name: kind for kind in DocumentKind}


def files_page(paths: Sequence[str]) -> str:
    """The HTML of the page.

    Args:
        paths: of the documents, ``/documents/…``, in the order in which they are shown.
    """
    html = template("fichiers.html").render(
        town=knowledge().town_hall,
        files=[_shown(path) for path in paths],
        hours=VALID_HOURS,
        assistant=absolute("/assistant"),
    )
    return styled(html)


def content_policy() -> str:
    """The content security policy of the page: its styles, and nothing else."""
    return (
        f"default-src 'none'; style-src {policy_hash(styles())}; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _shown(path: str) -> dict[str, str]:
    """A document: its address, what it is, and the type of its file."""
    name = path.rpartition("/")[2]
    said: str = responses()[f"utter_file_{_KINDS[name].value}"][0]["text"]
    return {
        "address": absolute(path),
        "title": said.partition(" : ")[0],
        "type": name.rpartition(".")[2].upper(),
    }
