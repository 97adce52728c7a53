"""Files made to harm, cut or mistaken: a clear error in French, quickly, and nothing else."""

import bz2
import gzip
import io
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.sources import archive
from bot.sources.xml_file import MAX_DEPTH
from tests.sources.sheets import daily_zip, redirections, saved, sheet

Refuse = Callable[[bytes], str]
# A hundred megabytes of zeros weigh a tenth of one zipped.
BOMB_BYTES = 100_000_000


@pytest.fixture
def refuse(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Refuse:
    """The error for a file of this content; nothing else was printed."""

    def run(content: bytes) -> str:
        assert main(["sources", saved(tmp_path, content)]) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert "telecharge" in printed.err
        return printed.err.replace("\N{NO-BREAK SPACE}", " ")

    return run


def bomb(name: str) -> bytes:
    """A zip whose member of that name opens into a hundred megabytes."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made,
        made.open(name, "w", force_zip64=True) as member,
    ):
        for _ in range(BOMB_BYTES // 10_000_000):
            member.write(bytes(10_000_000))
    return content.getvalue()


def with_type(declared: str) -> bytes:
    """The sheet under a document type that declares something."""
    return sheet().replace(b"?>\n", f"?>\n<!DOCTYPE Publication {declared}>\n".encode(), 1)


@pytest.mark.parametrize("name", ["F14373.xml", "redirections.xml"])
def test_a_zip_bomb_is_not_opened(refuse: Refuse, name: str) -> None:
    assert "une fois ouvert" in refuse(bomb(name))


def test_a_bomb_that_is_not_ours_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_NOW", "2026-11-28")
    content = io.BytesIO(bomb("F1.xml"))
    with zipfile.ZipFile(content, "a") as made:
        made.writestr("F14373.xml", sheet())
    assert main(["sources", saved(tmp_path, content.getvalue())]) == 0


def test_as_many_files_as_the_real_zip_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_NOW", "2026-11-28")
    ours = {"F14373.xml": sheet(), "redirections.xml": redirections()}
    assert main(["sources", saved(tmp_path, daily_zip(ours, others=5_600))]) == 0


def test_many_more_files_than_the_real_zip_are_not_listed(refuse: Refuse) -> None:
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as made:
        for number in range(archive.MAX_MEMBERS + 1):
            made.writestr(f"F{number}.xml", b"")
    assert "contient plus de 20000 fichiers" in refuse(many.getvalue())


def test_a_zip_that_lies_about_its_list_is_refused(refuse: Refuse) -> None:
    """What says how many there are is believed by nobody: the list's length is looked at."""
    content = bytearray(daily_zip({"F14373.xml": sheet()}, others=3))
    end = content.rfind(b"PK\5\6")
    struct.pack_into("<I", content, end + 12, 90_000_000)
    assert "fichiers" in refuse(bytes(content))


def test_two_sheets_of_one_name_are_refused(refuse: Refuse) -> None:
    two = {"F14373.xml": sheet(), "ailleurs/F14373.xml": sheet(date="modified 2026-10-01")}
    assert "2 fichiers F14373.xml" in refuse(daily_zip(two))


def test_a_member_that_leads_out_of_its_folder_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_NOW", "2026-11-28")
    inside = tmp_path / "dossier"
    inside.mkdir()
    file = saved(inside, daily_zip({"../F14373.xml": sheet()}))
    assert main(["sources", file]) == 0
    assert os.listdir(tmp_path) == ["dossier"]
    assert os.listdir(inside) == ["telecharge"]


def test_a_damaged_zip_is_refused(refuse: Refuse) -> None:
    content = daily_zip({"F14373.xml": sheet()})
    assert "coupé" in refuse(content[: len(content) // 2])
    assert "coupé" in refuse(b"PK")
    flipped = bytearray(content)
    flipped[content.index(b"F14373.xml") + 200] ^= 0xFF
    assert "abîmé" in refuse(bytes(flipped))


def test_an_encrypted_member_is_refused(refuse: Refuse) -> None:
    content = bytearray(daily_zip({"F14373.xml": sheet()}, others=0))
    for mark, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        content[content.index(mark) + flags] |= 1
    assert "chiffré" in refuse(bytes(content))


@pytest.mark.parametrize(
    "declared",
    [
        '[<!ENTITY a "1 mois">]',
        '[<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]',
        '[<!ENTITY fichier SYSTEM "file:///etc/passwd">]',
        '[<!ENTITY % dehors SYSTEM "http://127.0.0.1:9/x.dtd"> %dehors;]',
        'SYSTEM "http://127.0.0.1:9/x.dtd"',
    ],
)
def test_entities_and_document_types_are_refused(refuse: Refuse, declared: str) -> None:
    assert "type de document" in refuse(with_type(declared))


def test_another_encoding_than_announced_is_told_with_its_place(refuse: Refuse) -> None:
    latin = sheet().decode().encode("latin-1")
    said = refuse(latin)
    assert "encodage" in said
    assert "ligne 3" in said
    unknown = sheet().replace(b'encoding="UTF-8"', b'encoding="klingon"')
    assert "encodage" in refuse(unknown)
    assert "UTF-8" in refuse(sheet().decode().encode("utf-16"))


def test_latin_1_that_says_so_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_NOW", "2026-11-28")
    content = sheet().decode().replace("UTF-8", "ISO-8859-1").encode("latin-1")
    assert main(["sources", saved(tmp_path, content)]) == 0


def test_a_very_deep_or_very_long_document_is_refused(refuse: Refuse) -> None:
    deep = b"<Publication ID='F14373'>" + b"<Texte>" * MAX_DEPTH + b"</Texte>" * MAX_DEPTH
    assert "balises" in refuse(deep + b"</Publication>")
    assert "5 Mo" in refuse(sheet(more="<Paragraphe>Non.</Paragraphe>" * 200_000))


def test_sentences_full_of_the_same_words_are_refused_or_read_at_once(
    refuse: Refuse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pattern that tries every place of every word would take days on them."""
    monkeypatch.setenv("BOT_NOW", "2026-11-28")
    words = "directement service clients répondu 2 mois écrire "
    assert "phrase" in refuse(sheet(more=f"<Paragraphe>{words * 40_000}</Paragraphe>"))
    content = sheet(more=f"<Paragraphe>{words * 300}.</Paragraphe>" * 50)
    assert main(["sources", saved(tmp_path, content)]) == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "ni un zip, ni du XML"),
        (b"\x1f\x8b\x08\0", "Téléchargez-le de nouveau"),
        (gzip.compress(sheet()), "ce n'est pas un fichier de l'annuaire"),
        (bz2.compress(sheet()), "Téléchargez-le de nouveau"),
        (b"<html><p>Erreur 503</p></html>", "n'est pas une fiche"),
        (b"<Publication", "ligne 1"),
        (sheet(id="F22486"), "c'est la fiche F22486, pas F14373"),
        (daily_zip({}), "la fiche F14373 n'y est pas"),
    ],
)
def test_another_file_is_told_apart(refuse: Refuse, content: bytes, told: str) -> None:
    assert told in refuse(content)


def test_a_missing_file_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["sources", str(tmp_path / "absent.xml")]) == 2
    assert "absent.xml" in capsys.readouterr().err
    assert main(["sources", str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err
