"""The records of a downloaded file, one at a time: the State's daily file has 273 MB.

The file is an answer of the API (``/records`` or ``/exports/json``) or the daily JSON, plain or in
gzip, zip or tar.bz2.
"""

import gzip
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

import ijson
from tqdm import tqdm

from bot.directory.record import Record

DAILY_FILE = "https://lecomarquage.service-public.gouv.fr/donnees_locales_v4/all/"

_MEGABYTE = 1_000_000
# Some times the daily file: a compressed file that opens into more is no directory.
_LARGEST = 1000 * _MEGABYTE
# From this size on, the progress is shown.
_LONG_TO_READ = 20 * _MEGABYTE
_HEAD = 4096
# Some times the depth of a record: reading takes memory as the square of it.
_DEEPEST = 100
_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LISTS = re.compile(
    rb'\s*(?:(?P<bare>\[)|\{\s*(?:"total_count"\s*:\s*(?P<count>\d+)\s*,\s*)?'
    rb'"(?P<list>service|results)"\s*:\s*\[)'
)
_UNREADABLE = (
    EOFError,
    OSError,
    RuntimeError,
    lzma.LZMAError,
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
)


class DirectoryError(ValueError):
    """A file, a record or a choice that cannot be used: says which, and the remedy."""


def read_records(file: Path) -> Iterator[Record]:
    """The records of a file, in its order.

    Raises:
        DirectoryError: it is none of the directory's files, is cut short, or is an answer of the
            API that holds some of the records only.
    """
    try:
        with _opened(file) as content:
            yield from _records(content, file)
    except ijson.IncompleteJSONError:
        raise DirectoryError(
            f"{file} : incomplet, ou pas en UTF-8. Téléchargez-le de nouveau."
        ) from None
    except ijson.JSONError as error:
        reason = str(error).partition("\n")[0]
        raise DirectoryError(f"{file} : ce n'est pas du JSON lisible ({reason}).") from None
    except _UNREADABLE as error:
        raise DirectoryError(f"{file} : illisible ({error}). Téléchargez-le de nouveau.") from None


def _records(content: IO[bytes], file: Path) -> Iterator[Record]:
    head = content.read(_HEAD).removeprefix(_BYTE_ORDER_MARK)
    found = _LISTS.match(head)
    if not found:
        raise DirectoryError(
            f"{file} : ce n'est pas un fichier de l'annuaire. Prenez une réponse de l'API "
            f"(/records ou /exports/json), ou le fichier du jour : {DAILY_FILE}"
        )
    place = "item" if found["bare"] else f"{found['list'].decode()}.item"
    count = 0
    for written in ijson.items(_Joined(head, content), place, use_float=True):
        count += 1
        if isinstance(written, dict):
            yield Record(written)
    expected = int(found["count"] or count)
    if count < expected:
        raise DirectoryError(
            f"{file} n'a que {count} des {expected} fiches. Ajoutez &limit=100 à l'adresse de "
            "l'API, ou précisez la commune (code_insee_commune), et téléchargez de nouveau."
        )


class _Joined:
    """A file with its head put back, never longer nor deeper than what is read."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest, self._left = head, rest, _LARGEST
        self._depth, self._in_string, self._escape = 0, False, b""

    def read(self, size: int = -1) -> bytes:
        if not size:
            return b""
        chunk, self._head = self._head, b""
        chunk = chunk or self._rest.read(size)
        self._left -= len(chunk)
        if self._left < 0:
            raise OSError(f"plus de {_LARGEST // _MEGABYTE} Mo une fois ouvert")
        self._check_depth(chunk)
        return chunk

    def _check_depth(self, chunk: bytes) -> None:
        plain = (self._escape + chunk).replace(rb"\\", b"").replace(rb"\"", b"")
        self._escape = b"\\" if plain.endswith(b"\\") else b""
        between_quotes = plain.split(b'"')
        outside = b"".join(between_quotes[self._in_string :: 2])
        self._in_string ^= len(between_quotes) % 2 == 0
        for bracket in outside.translate(None, _NOT_BRACKETS):
            self._depth += 1 if bracket in b"[{" else -1
            if self._depth > _DEEPEST:
                raise OSError(f"plus de {_DEEPEST} crochets les uns dans les autres")


@contextmanager
def _opened(file: Path) -> Iterator[IO[bytes]]:
    """The JSON inside a file, whatever it is compressed with; its reading is shown when long."""
    size = file.stat().st_size
    with file.open("rb") as raw:
        start = raw.read(4)
        raw.seek(0)
        quiet = True if size < _LONG_TO_READ else None  # None: shown where someone looks.
        shown: Any = tqdm.wrapattr(
            raw, "read", total=size, desc=file.name, disable=quiet, leave=False
        )
        with shown as read, _uncompressed(read, start, file) as content:
            yield content


@contextmanager
def _uncompressed(raw: IO[bytes], start: bytes, file: Path) -> Iterator[IO[bytes]]:
    if start.startswith(b"\x1f\x8b"):
        with gzip.open(raw) as content:
            yield cast(IO[bytes], content)
    elif start.startswith(b"PK"):
        with zipfile.ZipFile(raw) as archive, archive.open(_largest(archive, file)) as found:
            yield found
    elif start.startswith(b"BZh"):
        with tarfile.open(fileobj=raw, mode="r|bz2") as tar:
            yield _first(tar, file)
    else:
        yield raw


def _largest(archive: zipfile.ZipFile, file: Path) -> zipfile.ZipInfo:
    found = [each for each in archive.infolist() if each.filename.endswith(".json")]
    if not found:
        raise _without_json(file)
    return max(found, key=lambda each: each.file_size)


def _first(archive: tarfile.TarFile, file: Path) -> IO[bytes]:
    for member in archive:
        content = archive.extractfile(member) if member.name.endswith(".json") else None
        if content:
            return content
    raise _without_json(file)


def _without_json(file: Path) -> DirectoryError:
    return DirectoryError(f"{file} : cette archive ne contient pas de fichier .json.")
