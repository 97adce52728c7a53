"""Calls that an Asterisk hands over by FastAGI: keys in, the voice out, nothing left of them.

Asterisk 16 hears no speech: all goes by keys. When the connection ends while the caller is still
there, the dialplan passes them to a person (``bot/phone/asterisk.py``).
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import socket
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from sanic import Sanic

from bot.error_log import log_error
from bot.french.spoken import pieces
from bot.phone.call import Listens, Turn
from bot.phone.fastagi import AgiCall, AgiError, HungUpError, gather
from bot.phone.menu import WAIT_SECONDS
from bot.phone.sounds import sound_file, sounds_folder
from bot.phone.voice import has_voice, seconds_of
from bot.phone.voice_process import VoiceError, VoiceProcess
from bot.rasa.call_sms import CallSms
from bot.rasa.call_turns import CallTurns
from bot.web_settings import WebSettingError

logger = logging.getLogger(__name__)

_DAY_KEYS = 8
# Numbers not to be shown to who is called; the same bits say that there is none.
_WITHHELD = 0x60


def listen(host: str, port: int) -> socket.socket:
    """A socket bound for calls, not listening yet.

    Raises:
        WebSettingError: the address cannot be taken, or what calls need is missing.
    """
    if not has_voice():
        raise WebSettingError(
            "FASTAGI : la voix n'est pas installée. "
            "Installez-la : .venv/bin/uv pip install py-nanotts==0.1.1"
        )
    sounds_folder()
    here = socket.socket()
    here.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # While the service is updated, the new process and the old one both take calls.
    here.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        here.bind((host, port))
    except OSError as error:
        here.close()
        raise WebSettingError(
            f"FASTAGI : {host}:{port} ne peut pas être pris ({error.strerror}). "
            "Donnez une adresse de cette machine et un port libre : FASTAGI=127.0.0.1:4573"
        ) from None
    return here


def add_fastagi(app: Sanic, here: socket.socket, sms: CallSms) -> None:
    """Take calls that Asterisk hands over on a socket of :func:`listen`."""
    turns = CallTurns(app.ctx.agent, sms, speaks=False)
    FastAgiCalls(turns, sounds_folder()).serve(app, here)


class FastAgiCalls:
    """The calls of one process.

    Args:
        turns: what is said.
        sounds: the folder that Asterisk reads.
    """

    def __init__(self, turns: CallTurns, sounds: Path) -> None:
        self._turns, self._sounds = turns, sounds
        self._voice = VoiceProcess()
        self._under_way: set[asyncio.Task[None]] = set()

    def serve(self, app: Sanic, here: socket.socket) -> None:
        """Take calls on a socket for as long as the application runs."""

        async def start(_app: Sanic, _loop: Any) -> None:
            # Loads the voice.
            await self._voice.wav("bonjour")
            app.ctx.fastagi = await asyncio.start_server(self._take, sock=here)

        async def stop(_app: Sanic, _loop: Any) -> None:
            app.ctx.fastagi.close()
            await self._cut_short()
            await self._voice.stop()

        app.register_listener(start, "before_server_start")
        app.register_listener(stop, "before_server_stop")

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._under_way.add(task)
        call = AgiCall(reader, writer)
        try:
            await call.begin()
            await self._talk(call)
        except HungUpError:
            pass
        except (AgiError, VoiceError) as error:
            logger.error("appel d'Asterisk : %s", error)
        except Exception as error:
            log_error(logger, "appel d'Asterisk", error)
        finally:
            self._under_way.discard(task)
            writer.close()

    async def _talk(self, call: AgiCall) -> None:
        """Turn after turn, until the caller leaves or is to be passed to a person."""
        # The connection is the call: Asterisk's own number for it is not needed.
        name = secrets.token_hex(16)
        caller, told = _caller(call), self._turns.opening()
        try:
            while True:
                most = _DAY_KEYS if told.place.listens is Listens.DAY else 1
                keys = await gather(call, await self._say(call, told), most, WAIT_SECONDS)
                after = await self._turns.after(name, caller, told.place, keys)
                if not isinstance(after, Turn):
                    return
                told = after
        finally:
            await _whole(self._turns.end(name))

    async def _say(self, call: AgiCall, turn: Turn) -> str:
        """Say a turn, each piece made while the one before plays; the key that ends it, or none."""
        first, *others = pieces(turn.says)
        coming = self._made(first, 0.0)
        try:
            for following in (*others, ""):
                sound = await coming
                if following:
                    coming = self._made(following, seconds_of(sound))
                with sound_file(self._sounds, sound) as path:
                    if key := await call.play(path):
                        return key
            return ""
        finally:
            coming.cancel()

    def _made(self, piece: str, wanted_in: float) -> asyncio.Task[bytes]:
        return asyncio.create_task(self._voice.wav(piece, wanted_in))

    async def _cut_short(self) -> None:
        """End the calls under way, and erase them: a person takes over."""
        tasks = list(self._under_way)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _caller(call: AgiCall) -> str:
    """The number that calls, empty when it is withheld."""
    shown = call.variables.get("callingpres", "0")
    withheld = not shown.isdigit() or int(shown) & _WITHHELD
    return "" if withheld else call.variables.get("callerid", "")


async def _whole(erasing: Coroutine[Any, Any, None]) -> None:
    """Wait for something even when told to stop meanwhile."""
    task = asyncio.ensure_future(erasing)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await task
        raise
