"""Many towns in one process: each is a file ``NAME.yml`` of the folder ``TOWNS``, read when asked.

A town is found by the name of its file, so that nothing is looked through at start. A file that
changed is read again; while it is wrong, what it said before goes on.
"""

import logging
import os
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from stat import S_ISREG
from urllib.parse import urlsplit

from bot.knowledge import (
    KnowledgeError,
    Town,
    default_town,
    load_beside,
)
from bot.limits import TOWNS_HELD
from bot.public_address import absolute

logger = logging.getLogger(__name__)

# What is longer is no town, and would hold up the others while it is read.
LONGEST_FILE_BYTES = 64 * 1024
LOOK_EVERY_SECONDS = 1.0
# With « .yml », the longest name of a file.
LONGEST_NAME = 251
_NAME = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*")

# What changes whenever a file does.
_Version = tuple[int, int, int]
_UNREAD: _Version = (0, 0, 0)


class TownsFolderError(KnowledgeError):
    """``TOWNS`` or the name of a town, as given to a command, cannot be used."""


class UnknownTownError(Exception):
    """No such town is served; the message is for the resident."""


class RefusedTownError(Exception):
    """The town has a file that cannot be used, and had no better one."""


@dataclass
class _File:
    """What is known of a town's file.

    Attributes:
        town: its last good version, if there was one.
        version: of the file that was read last.
        looked_at: when the file was last looked at.
        wrong: whether that version was refused.
    """

    town: Town | None
    version: _Version
    looked_at: float
    wrong: bool


class Towns:
    """The towns of a folder; the last ones asked for are held.

    Args:
        folder: where their files are.
        clock: seconds that never go back.

    Attributes:
        folder: the same, in full.
    """

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        if not folder.is_dir():
            raise TownsFolderError(
                f"TOWNS={folder} : ce dossier n'existe pas. Donnez celui des fichiers des mairies, "
                "un par mairie : TOWNS=/etc/mairies"
            )
        self.folder = folder.resolve()
        self._clock = clock
        self._files: OrderedDict[str, _File] = OrderedDict()
        # Without TOWN, no town answers where none is named.
        self._default = _name_in(self.folder, os.environ.get("TOWN", ""))
        self._own_hosts = {"", "localhost", urlsplit(absolute("")).hostname}

    @property
    def has_own(self) -> bool:
        """Whether the town of ``TOWN`` answers where none is named."""
        return bool(self._default)

    @property
    def refused(self) -> list[str]:
        """The towns whose present file cannot be used, among those asked for lately."""
        return sorted(name for name, file in self._files.items() if file.wrong)

    def named(self, name: str) -> Town:
        """The town of a file of the folder.

        Raises:
            UnknownTownError: there is no such file.
            RefusedTownError: it cannot be used.
        """
        if town := self._found(name):
            return town
        raise UnknownTownError(f"La mairie « {name[:60]} » n'est pas servie ici.")

    def of_host(self, host: str) -> Town:
        """The town of a host name: its own file, else that of its first part, else ``TOWN``.

        ``TOWN`` answers at the address of ``PUBLIC_URL``, and to who names no host: any other name
        was that of a town.

        Raises:
            UnknownTownError: none is served there.
            RefusedTownError: its file cannot be used.
        """
        name = _host_name(host)
        if not _is_address(name):
            first = name.partition(".")[0]
            if town := self._found(name) or self._found(first):
                return town
        if self._default and (name in self._own_hosts or _is_address(name)):
            return self._found(self._default) or default_town()
        raise UnknownTownError(f"Aucune mairie n'est servie à l'adresse « {name[:60]} ».")

    def _found(self, name: str) -> Town | None:
        """The town of a file of the folder, None when there is no such file.

        Raises:
            RefusedTownError: it cannot be used.
        """
        if len(name) > LONGEST_NAME or not _NAME.fullmatch(name):
            return None
        held, now = self._files.get(name), self._clock()
        if held is None or now - held.looked_at >= LOOK_EVERY_SECONDS:
            held = self._look(name, held, now)
            if held is None:
                self._files.pop(name, None)
                return None
            self._files[name] = held
        self._files.move_to_end(name)
        if len(self._files) > TOWNS_HELD:
            self._files.popitem(last=False)
        if held.town is None:
            raise RefusedTownError(
                "L'assistant de cette mairie ne peut pas répondre pour le moment. "
                "Réessayez plus tard, ou appelez la mairie."
            )
        return held.town

    def _look(self, name: str, held: _File | None, now: float) -> _File | None:
        """What a file says now, read only when it changed; None when it is not there."""
        path, version = self.folder / f"{name}.yml", _UNREAD
        try:
            found = path.stat()
            version = (found.st_ino, found.st_mtime_ns, found.st_size)
            if held is not None and held.version == version:
                held.looked_at = now
                return held
            if not S_ISREG(found.st_mode) or found.st_size > LONGEST_FILE_BYTES:
                raise KnowledgeError(f"{path} : ce n'est pas le fichier d'une mairie.")
            town = Town(self._key(path), load_beside(path, default_town().facts))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except Exception as error:
            # Whatever a file holds, it stops no other town.
            before = held.town if held else None
            if held is None or held.version != version:
                goes_on = "la version d'avant reste servie" if before else "elle n'est pas servie"
                logger.error("mairie %s refusée, %s : %s", name, goes_on, error)
            return _File(before, version, now, wrong=True)
        return _File(town, version, now, wrong=False)

    def _key(self, path: Path) -> str:
        """What tells the town from the others: a symbolic link is another name of the same town."""
        target = path.resolve()
        name = target.stem if target.parent == self.folder else path.stem
        return "" if name == self._default else name


def towns_of_environment() -> Towns | None:
    """The towns of the folder ``TOWNS``; None when the process serves the one of ``TOWN``.

    Raises:
        TownsFolderError: the folder is not there.
    """
    folder = os.environ.get("TOWNS")
    return Towns(Path(folder)) if folder else None


def _name_in(folder: Path, town: str) -> str:
    """The name that ``TOWN`` has in the folder, when it is the path of one of its files."""
    path = Path(town).resolve()
    return path.stem if town and path.parent == folder else town


def _host_name(host: str) -> str:
    """The name of the header of a request, without its port."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return host


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
