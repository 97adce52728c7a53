"""FastAGI, by which an Asterisk asks over TCP what to do in a call: one line out, one line in.

https://docs.asterisk.org/Configuration/Interfaces/Asterisk-Gateway-Interface-AGI. Why no library
does: docs/decisions/0016-la-ligne-de-telephone.md.
"""

import asyncio
import re
from collections.abc import Mapping

# A command ends with the sound that it plays, or with the key that it waits for.
REPLY_SECONDS = 300.0
BEGIN_SECONDS = 10.0
_MOST_VARIABLES = 200
_REPLY = re.compile(r"(\d{3})[ -](?:result=(-?\d+))?")
_DONE = "200"
_HANGUP = b"HANGUP"
_ALL_KEYS = "0123456789*#"


class AgiError(Exception):
    """Asterisk did not do what it was told; the message says what, and holds nobody's words."""


class HungUpError(Exception):
    """The caller has left, or Asterisk has."""


class AgiCall:
    """One call.

    Args:
        reader, writer: the connection that Asterisk opened.

    Attributes:
        variables: what Asterisk told of the call, by name without ``agi_``.
    """

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self.variables: Mapping[str, str] = {}

    async def begin(self) -> None:
        """Read what Asterisk tells of the call.

        Raises:
            HungUpError: it told nothing, or not in time.
            AgiError: this is no Asterisk.
        """
        told: dict[str, str] = {}
        while line := await self._line(BEGIN_SECONDS):
            name, separator, value = line.partition(":")
            if not name.startswith("agi_") or not separator or len(told) >= _MOST_VARIABLES:
                raise AgiError("la connexion ne vient pas d'un Asterisk")
            told[name.removeprefix("agi_")] = value.strip()
        self.variables = told

    async def play(self, sound: str) -> str:
        """Play a sound until its end or a key; the key, empty when none.

        Args:
            sound: the path of its file, without its ending.

        Raises:
            HungUpError: the caller has left.
            AgiError: Asterisk cannot read the file.
        """
        result, rest = await self._command(f'STREAM FILE "{sound}" "{_ALL_KEYS}"')
        if result < 0:
            # The same for a caller who left; then this raises.
            await self._command("CHANNEL STATUS")
        if result < 0 or (result == 0 and re.search(r"\bendpos=0\b", rest)):
            raise AgiError("Asterisk ne peut pas lire le son, voyez FASTAGI_SOUNDS")
        return _key(result)

    async def key(self, seconds: float) -> str:
        """The next key; empty when none comes in time.

        Raises:
            HungUpError: the caller has left.
        """
        result, _ = await self._command(f"WAIT FOR DIGIT {int(seconds * 1000)}")
        if result < 0:
            raise HungUpError
        return _key(result)

    async def _command(self, words: str) -> tuple[int, str]:
        """The result of a command, and the rest of its reply."""
        self._writer.write(f"{words}\n".encode())
        try:
            await self._writer.drain()
        except ConnectionError:
            raise HungUpError from None
        line = await self._line(REPLY_SECONDS)
        reply = _REPLY.match(line)
        if reply is None or reply[1] != _DONE or reply[2] is None:
            if line.startswith("511"):
                # A dead channel.
                raise HungUpError
            raise AgiError(
                f"Asterisk refuse « {words} » (réponse {line[:3]}), "
                "voyez « agi show commands » à sa console"
            )
        return int(reply[2]), line[reply.end() :]

    async def _line(self, seconds: float) -> str:
        try:
            line = await asyncio.wait_for(self._reader.readline(), seconds)
        except (ConnectionError, ValueError, asyncio.TimeoutError):
            # ValueError: longer than a line can be.
            raise HungUpError from None
        if not line.endswith(b"\n") or line.strip() == _HANGUP:
            raise HungUpError
        return line.decode(errors="replace").strip()


async def gather(call: AgiCall, first: str, most: int, seconds: float) -> str:
    """The keys that a caller presses, empty when none.

    Args:
        call: whose keys.
        first: the key pressed during what was said, empty when none.
        most: after as many keys, none is waited for; « # » ends several before.
        seconds: how long each key is waited for.

    Raises:
        HungUpError: the caller has left.
        AgiError: Asterisk did not do as told.
    """
    keys = ""
    key = first or await call.key(seconds)
    while key and not (most > 1 and key == "#"):
        keys += key
        if len(keys) == most:
            break
        key = await call.key(seconds)
    return keys


def _key(result: int) -> str:
    return chr(result) if result > 0 else ""
