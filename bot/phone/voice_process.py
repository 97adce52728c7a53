"""The voice in a process of its own: while it speaks, its library holds up every thread of ours.

``python -m bot.phone.voice_process`` reads a spoken text on each line, as JSON, and writes the
length of its sound in four bytes, then the sound. It ends with its standard input.
"""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from pathlib import Path

from bot.phone.voice import wav

_LENGTH_BYTES = 4


class VoiceError(Exception):
    """The process has ended; the next sound starts another."""


@dataclass(order=True)
class _Asked:
    """A sound that somebody waits for, until it is made or they leave."""

    wanted_at: float
    number: int
    said: str = field(compare=False)
    sound: "asyncio.Future[bytes]" = field(compare=False)


class VoiceProcess:
    """Makes sounds one after the other, first the one that is wanted first."""

    def __init__(self) -> None:
        self._process: Process | None = None
        self._asked: list[_Asked] = []
        self._numbers = count()
        self._making: asyncio.Task[None] | None = None

    @property
    def process_id(self) -> int | None:
        """The process, None before the first sound."""
        return self._process.pid if self._process else None

    async def wav(self, said: str, wanted_in: float = 0.0) -> bytes:
        """A spoken text as a WAV file, at 8 kHz.

        Args:
            said: the text.
            wanted_in: in how many seconds it is to be heard; others may come before until then.

        Raises:
            VoiceError: the process ended meanwhile.
        """
        loop = asyncio.get_running_loop()
        asked = _Asked(loop.time() + wanted_in, next(self._numbers), said, loop.create_future())
        heappush(self._asked, asked)
        if self._making is None or self._making.done():
            self._making = loop.create_task(self._make())
        return await asked.sound

    async def stop(self) -> None:
        """End the process; what waits for a sound gets a VoiceError."""
        if self._process is not None:
            assert self._process.stdin is not None
            self._process.stdin.close()
            await self._process.wait()

    async def _make(self) -> None:
        """Make what is asked; not for who has left before."""
        while self._asked:
            asked = heappop(self._asked)
            if asked.sound.done():
                continue
            try:
                made = await self._answered(asked.said)
            except Exception as error:
                if not asked.sound.done():
                    asked.sound.set_exception(error)
            else:
                if not asked.sound.done():
                    asked.sound.set_result(made)

    async def _answered(self, said: str) -> bytes:
        process = self._process = self._process or await _started()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps(said).encode() + b"\n")
            await process.stdin.drain()
            length = int.from_bytes(await process.stdout.readexactly(_LENGTH_BYTES), "big")
            return await process.stdout.readexactly(length)
        except (ConnectionError, asyncio.IncompleteReadError):
            self._process = None
            raise VoiceError("la voix s'est arrêtée, le prochain son la relance") from None


async def _started() -> Process:
    # Apart from the terminal's signals: it ends with us, however we do.
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", __name__),
        stdin=PIPE,
        stdout=PIPE,
        cwd=Path(__file__).parents[2],
        start_new_session=True,
    )


def main() -> None:
    """Make the sound of each line."""
    for line in sys.stdin.buffer:
        sound = wav(json.loads(line))
        sys.stdout.buffer.write(len(sound).to_bytes(_LENGTH_BYTES, "big") + sound)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
