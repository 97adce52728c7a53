"""The file as it was downloaded: its forms, its compression, and what is wrong with it."""

import bz2
import gzip
import io
import json
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.directory import records
from bot.directory.records import DirectoryError, read_records
from tests.directory.made import MADE, record

CONTENT = json.dumps({"service": [record(MADE[0], 0)]}, ensure_ascii=False).encode()


def in_zip(content: bytes, name: str = "annuaire.json") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("lisez-moi.txt", "rien")
        archive.writestr(name, content)
    return packed.getvalue()


def in_tar(content: bytes) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:bz2") as archive:
        member = tarfile.TarInfo("data.gouv_local.json")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return packed.getvalue()


@pytest.mark.parametrize(
    "packed",
    [bytes, gzip.compress, in_zip, in_tar, lambda content: b"\xef\xbb\xbf" + content],
    ids=["plain", "gzip", "zip", "tar.bz2", "byte order mark"],
)
def test_a_file_is_read_however_it_is_packed(
    packed: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    file = tmp_path / "fichier"
    file.write_bytes(packed(CONTENT))
    assert [each.name for each in read_records(file)] == ["Mairie - Essai-sur-Orne"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "ce n'est pas un fichier de l'annuaire"),
        (b'{"features": []}', "ce n'est pas un fichier de l'annuaire"),
        (b"<html>404</html>", "ce n'est pas un fichier de l'annuaire"),
        (CONTENT[:-40], "Téléchargez-le de nouveau"),
        ('[{"nom": "Été"}]'.encode("latin-1"), "pas en UTF-8"),
        (b'[{"nom": }]', "incomplet, ou pas en UTF-8"),
        (
            b'{"total_count": 35, "results": [{"nom": "x"}]}',
            "n'a que 1 des 35 fiches. Ajoutez &limit=100",
        ),
        (gzip.compress(CONTENT)[:-30], "Téléchargez-le de nouveau"),
        (in_zip(CONTENT)[:-30], "Téléchargez-le de nouveau"),
        (in_zip(CONTENT, "annuaire.xml"), "ne contient pas de fichier .json"),
        (in_tar(CONTENT)[:60], "Téléchargez-le de nouveau"),
        (bz2.compress(CONTENT), "Téléchargez-le de nouveau"),
    ],
)
def test_a_file_that_is_not_read_says_why(content: bytes, told: str, tmp_path: Path) -> None:
    file = tmp_path / "fichier"
    file.write_bytes(content)
    with pytest.raises(DirectoryError) as refused:
        list(read_records(file))
    assert str(refused.value).startswith(f"{file} ")
    assert told in str(refused.value)


def test_a_file_that_opens_into_too_much_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "_LARGEST", 1_000_000)
    file = tmp_path / "bombe.gz"
    file.write_bytes(gzip.compress(b'{"service":[{"nom":"' + b"x" * 5_000_000))
    with pytest.raises(DirectoryError, match="plus de 1 Mo une fois ouvert"):
        list(read_records(file))


class Terminal(io.StringIO):
    """Someone looks at it."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("shown", "seen"), [(Terminal, True), (io.StringIO, False)])
def test_a_long_reading_is_shown_to_who_looks(
    shown: type[io.StringIO], seen: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "_LONG_TO_READ", 0)
    monkeypatch.setattr("sys.stderr", shown())
    file = tmp_path / "annuaire.json"
    file.write_bytes(CONTENT)
    assert len(list(read_records(file))) == 1
    printed = sys.stderr.getvalue()  # type: ignore[attr-defined]
    assert ("annuaire.json" in printed) is seen


def test_the_command_names_a_file_that_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["town", str(tmp_path / "rien.json")]) == 2
    assert "rien.json" in capsys.readouterr().err


def test_a_town_file_is_never_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "annuaire.json"
    file.write_bytes(CONTENT)
    assert main(["town", str(file)]) == 0
    written = (tmp_path / "essai-sur-orne.yml").read_bytes()
    assert main(["town", str(file)]) == 2
    assert "essai-sur-orne.yml existe déjà" in capsys.readouterr().err
    assert (tmp_path / "essai-sur-orne.yml").read_bytes() == written
