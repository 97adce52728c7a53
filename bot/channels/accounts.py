"""The accounts with messaging apps: each town has its own, and none is seen from another.

Those of the environment are of the town of ``TOWN``. Another town of the folder ``TOWNS`` has the
same variables in ``NAME.env``, beside its file, read by the server alone.
"""

import asyncio
import logging
import re
import stat
from collections import OrderedDict
from collections.abc import Coroutine, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.channels.channel import Channel
from bot.channels.message import NotSentError
from bot.channels.settings import ChannelSettingError, channels_on
from bot.documents import LinkKeyError
from bot.knowledge import Town, served
from bot.web_settings import WebSettingError

logger = logging.getLogger(__name__)

# Towns whose connections are kept open.
ACCOUNTS_HELD = 200
_LINE = re.compile(r"([A-Z][A-Z0-9_]*)=(.*)")

_Version = tuple[int, int, int] | None


@dataclass
class _Held:
    """What was made for a town, of which version of its file, and of what the town accepts."""

    accepted: Any
    version: _Version
    channels: dict[str, Channel] = field(default_factory=dict)


class Accounts(Mapping[str, Channel]):
    """The messaging apps of the town being served, by name.

    Args:
        own: those of the environment.
        folder: where the other towns are; None when there are none.
    """

    def __init__(self, own: Mapping[str, Channel], folder: Path | None) -> None:
        self.own = own
        self._folder = folder
        self._held: OrderedDict[str, _Held] = OrderedDict()

    def __getitem__(self, name: str) -> Channel:
        return self._served()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._served())

    def __len__(self) -> int:
        return len(self._served())

    async def close(self) -> None:
        """Let go of the connections of the towns of the folder."""
        for held in self._held.values():
            for channel in held.channels.values():
                await channel.close()

    def _served(self) -> Mapping[str, Channel]:
        town = served()
        if not town.key or self._folder is None:
            return self.own
        file = account_file(self._folder, town)
        version, accepted = _version(file), town.facts.town_hall.channels
        held = self._held.get(town.key)
        if held is None or (held.version, held.accepted) != (version, accepted):
            held = self._switch(town, version, held)
        self._held.move_to_end(town.key)
        if len(self._held) > ACCOUNTS_HELD:
            _, oldest = self._held.popitem(last=False)
            _close(oldest.channels)
        return held.channels

    def _switch(self, town: Town, version: _Version, before: _Held | None) -> _Held:
        """Switch on what a town's file says now, and off what it said before."""
        assert self._folder is not None
        held = self._held[town.key] = _Held(town.facts.town_hall.channels, version)
        if before is not None:
            _close(before.channels)
        if version is None:
            return held
        try:
            held.channels = channels_on(read_account(account_file(self._folder, town)))
        except (LinkKeyError, WebSettingError) as error:
            logger.error("mairie %s, messageries éteintes : %s", town.key, error)
        for channel in held.channels.values():
            _in_background(channel.start())
        return held


def account_file(folder: Path, town: Town) -> Path:
    """Where a town's accounts are, if it has any."""
    return folder / f"{town.key}.env"


def read_account(file: Path) -> dict[str, str]:
    """The variables of a town's file: lines ``NAME=value``, empty or beginning with « # ».

    Raises:
        ChannelSettingError: it is missing, open to everyone of the machine, or ill-written.
    """
    try:
        if stat.S_IMODE(file.stat().st_mode) & stat.S_IROTH:
            raise ChannelSettingError(
                f"{file} : tous les comptes de la machine peuvent lire ses secrets : "
                "chmod o-r le leur interdit."
            )
        lines = file.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        raise ChannelSettingError(f"{file} : enregistrez ce fichier en UTF-8.") from None
    except OSError as error:
        raise ChannelSettingError(f"{file} : illisible ({error.strerror}).") from None
    found: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        written = _LINE.fullmatch(line.strip())
        if written is None:
            # Never the line itself, which may hold a secret.
            raise ChannelSettingError(f"{file}, ligne {number} : écrivez NOM=valeur.")
        found[written[1]] = written[2]
    return found


def _version(file: Path) -> _Version:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_ctime_ns


def _close(channels: Mapping[str, Channel]) -> None:
    for channel in channels.values():
        _in_background(channel.close())


_under_way: set["asyncio.Task[None]"] = set()


def _in_background(work: Coroutine[Any, Any, None]) -> None:
    async def quietly() -> None:
        with suppress(NotSentError):
            await work

    task = asyncio.ensure_future(quietly())
    _under_way.add(task)
    task.add_done_callback(_under_way.discard)
