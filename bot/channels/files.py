"""The content of a document that is offered by its link."""

import asyncio

from bot.channels.message import Document, NotSentError
from bot.clock import now
from bot.documents import File, LinkError, NoDateToComeError, read_link, render
from bot.documents.links import PREFIX
from bot.mediation import CaseError
from bot.public_address import absolute


async def content_of(document: Document) -> File:
    """The file, made afresh in a thread.

    Raises:
        NotSentError: its link opens nothing any more.
    """
    token = document.url.removeprefix(absolute(PREFIX)).partition("/")[0]
    try:
        return await asyncio.to_thread(lambda: render(read_link(token, now())))
    except (LinkError, CaseError, NoDateToComeError) as error:
        raise NotSentError(type(error).__name__) from None
