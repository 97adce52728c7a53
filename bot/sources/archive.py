"""The daily zip of the State's sheets, read without ever being unpacked on disk.

The real one weighs 23 MB, holds about 5 540 files, and is 148 MB once open. What is larger by far,
or encrypted, or damaged, is refused before it takes memory or time.
"""

import struct
import zlib
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from bot.sources.refused import RefusedFileError

MAX_FILE_BYTES = 200_000_000
MAX_MEMBERS = 20_000
# A list of files takes about 100 bytes each.
MAX_LIST_BYTES = MAX_MEMBERS * 500
MAX_MEMBER_BYTES = 5_000_000
_CHUNK = 65_536
# The end of a zip, and what comes before it in the format for more than 65 535 files.
_END, _LARGE, _LARGE_BYTES = b"PK\5\6", b"PK\6\7", 20
_LONGEST_END = 22 + 65_535


class Archive:
    """A zip; only the files asked for are read, each within bounds.

    Raises:
        RefusedFileError: it is no zip that can be read safely.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            self._check_size(file)
            try:
                with ZipFile(file) as opened:
                    self._members = _by_name(opened.infolist())
            except (BadZipFile, OSError, ValueError, NotImplementedError):
                raise self._refused("ce zip est abîmé : téléchargez-le de nouveau") from None

    @property
    def holds_json(self) -> bool:
        """Whether it is rather a file of the directory: the sheets are XML only."""
        return any(name.endswith(".json") for name in self._members)

    def read(self, name: str) -> bytes | None:
        """The content of the member of that name, in any folder; None when there is none.

        Raises:
            RefusedFileError: several have that name, or its content cannot be read.
        """
        found = self._members.get(name, [])
        if len(found) > 1:
            raise self._refused(f"il contient {len(found)} fichiers {name} : lequel croire ?")
        try:
            return self._content(found[0]) if found else None
        except (BadZipFile, OSError, RuntimeError, NotImplementedError, zlib.error, EOFError):
            # RuntimeError: encrypted; NotImplementedError: an unknown compression.
            raise self._refused(f"{name} y est abîmé ou chiffré") from None

    def _content(self, member: ZipInfo) -> bytes:
        content = bytearray()
        with ZipFile(self._path) as opened, opened.open(member) as stream:
            # What the member says of its size may be a lie: it is counted as it comes.
            while chunk := stream.read(_CHUNK):
                content += chunk
                if len(content) > MAX_MEMBER_BYTES:
                    raise self._refused(
                        f"{member.filename} y dépasse {MAX_MEMBER_BYTES:_} octets une fois ouvert, "
                        "ce qu'aucune fiche ne fait"
                    )
        return bytes(content)

    def _check_size(self, file: BinaryIO) -> None:
        """Refuse a list of files too long to be kept in memory, which is read all at once."""
        size = file.seek(0, 2)
        if size > MAX_FILE_BYTES:
            raise self._refused(f"ce zip dépasse {MAX_FILE_BYTES:_} octets")
        file.seek(max(0, size - _LONGEST_END - _LARGE_BYTES))
        tail = file.read()
        end = tail.rfind(_END)
        if end < 0 or len(tail) - end < 22:
            raise self._refused("ce zip est coupé : téléchargez-le de nouveau")
        members, list_bytes = struct.unpack_from("<HI", tail, end + 10)
        large = tail[max(0, end - _LARGE_BYTES) : end].startswith(_LARGE)
        if large or members > MAX_MEMBERS or list_bytes > MAX_LIST_BYTES:
            raise self._refused(f"ce zip contient plus de {MAX_MEMBERS} fichiers")

    def _refused(self, why: str) -> RefusedFileError:
        return RefusedFileError(f"{self._path} : {why}.".replace("_", " "))


def _by_name(members: list[ZipInfo]) -> dict[str, list[ZipInfo]]:
    found: dict[str, list[ZipInfo]] = {}
    for member in members:
        found.setdefault(PurePosixPath(member.filename).name, []).append(member)
    return found
