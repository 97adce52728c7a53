"""The content of a document that is offered by its link."""

import asyncio
from collections.abc import Callable, Mapping

import aiohttp

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


def file_form(fields: Mapping[str, str], part: str, file: File) -> Callable[[], aiohttp.FormData]:
    """Makes a form with a file: each try of a request needs its own.

    Args:
        fields: the other parts.
        part: the name of the file's part.
        file: what is sent.
    """

    def form() -> aiohttp.FormData:
        data = aiohttp.FormData(dict(fields))
        data.add_field(part, file.content, filename=file.name, content_type=file.mime)
        return data

    return form
