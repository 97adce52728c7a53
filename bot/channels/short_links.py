"""``/d/<code>``: documents by an address short enough for a message."""

import secrets
import string
import time
from collections.abc import Callable, Sequence

import sqlalchemy as sa

from bot.channels.message import Document
from bot.database import Database
from bot.documents.links import VALID_FOR
from bot.public_address import absolute

PREFIX = "/d/"
# Of 62 signs each: guessed by nobody within the day that it is good for.
CODE_LENGTH = 10
_SIGNS = string.ascii_letters + string.digits
# Between the paths of a code that opens several documents; no address holds one.
_BETWEEN = "\n"

_KEEP = sa.text(
    "INSERT INTO short_links (code, conversation, path, expires_at) "
    "VALUES (:code, :conversation, :path, :expires_at)"
)
_FIND = sa.text("SELECT path FROM short_links WHERE code = :code AND expires_at > :now")
_FORGET_OF = sa.text("DELETE FROM short_links WHERE conversation = :conversation")
_FORGET_OLD = sa.text("DELETE FROM short_links WHERE expires_at <= :now")


class ShortLinks:
    """The codes and the signed paths behind them, for as long as these are valid.

    Args:
        database: with the table ``short_links``.
        clock: seconds since 1970.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    async def shorten(
        self, conversation: str, documents: Sequence[Document], together: bool
    ) -> dict[str, str]:
        """The short address of each document, by its own; valid as long as the documents.

        Args:
            conversation: whose links they are: they are forgotten with it.
            documents: those to be given by a link.
            together: whether one address opens them all.
        """
        parts = [documents] if together and documents else [[each] for each in documents]
        return {
            document.url: short
            for part in parts
            for short in [await self._keep(conversation, [each.url for each in part])]
            for document in part
        }

    async def _keep(self, conversation: str, urls: Sequence[str]) -> str:
        code = "".join(secrets.choice(_SIGNS) for _ in range(CODE_LENGTH))
        row = {
            "code": code,
            "conversation": conversation,
            "path": _BETWEEN.join(url.removeprefix(absolute("")) for url in urls),
            "expires_at": self._clock() + VALID_FOR.total_seconds(),
        }
        await self._database.run(lambda connection: connection.execute(_KEEP, row))
        return absolute(PREFIX + code)

    async def paths(self, code: str) -> list[str]:
        """The paths of the documents, ``/documents/…``; none for a code that is good no more."""
        given = {"code": code, "now": self._clock()}
        found: str | None = await self._database.run(
            lambda connection: connection.scalar(_FIND, given)
        )
        return found.split(_BETWEEN) if found else []

    async def forget(self, conversation: str) -> None:
        """Forget the links of a conversation that was erased."""
        given = {"conversation": conversation}
        await self._database.run(lambda connection: connection.execute(_FORGET_OF, given))

    async def forget_old(self) -> None:
        """Forget links that open nothing any more."""
        given = {"now": self._clock()}
        await self._database.run(lambda connection: connection.execute(_FORGET_OLD, given))
