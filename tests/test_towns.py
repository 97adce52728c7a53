"""The folder of the towns: found by name, read again when it changes, refused without harm."""

import hashlib
import hmac
import logging
import os
from contextvars import copy_context
from pathlib import Path

import pytest

from bot import towns as module
from bot.__main__ import main
from bot.knowledge import Town, serve
from bot.public_address import absolute
from bot.towns import RefusedTownError, Towns, TownsFolderError, UnknownTownError
from bot.web_settings import key_of_town
from tests.running import ROOT
from tests.towns import serving, town_file

OTHER = ROOT / "tests" / "knowledge" / "autre_ville.yml"


class Clock:
    """Seconds that the test lets go by."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("TOWN", raising=False)
    monkeypatch.setenv("PUBLIC_URL", "https://assistants.fr")
    made = tmp_path / "towns"
    made.mkdir()
    add(made, "rouen", name="Rouen")
    add(made, "caen", name="Caen")
    return made


def add(folder: Path, key: str, **changes: object) -> Path:
    file = folder / f"{key}.yml"
    town_file(folder, **changes).rename(file)
    return file


def name_of(town: Town) -> str:
    return town.facts.town_hall.name


def test_a_town_is_found_by_the_name_of_its_file(folder: Path) -> None:
    towns = Towns(folder)
    assert (name_of(towns.named("rouen")), towns.named("rouen").key) == ("Rouen", "rouen")
    assert name_of(towns.named("caen")) == "Caen"
    assert towns.named("caen") is towns.named("caen")


@pytest.mark.parametrize(
    "name",
    [
        *("", "Rouen", "..", ".", "../towns/rouen", "rouen/", "rouen.yml", "rouen\0", "rouén"),
        *("r" * 300, "r" * 252, "-..-", "%2e%2e", "rouen\n", "/etc/passwd", "./rouen"),
    ],
)
def test_another_name_is_unknown_and_opens_no_file(folder: Path, name: str) -> None:
    with pytest.raises(UnknownTownError, match="n'est pas servie ici"):
        Towns(folder).named(name)


def test_a_host_has_its_own_file_else_that_of_its_first_part(folder: Path) -> None:
    (folder / "telecom.rouen.fr.yml").symlink_to("rouen.yml")
    towns = Towns(folder)
    for host in ("telecom.rouen.fr", "telecom.rouen.fr:8443", "TELECOM.rouen.fr"):
        assert name_of(towns.of_host(host)) == "Rouen"
    # Another name of the same town: the same conversations.
    assert towns.of_host("telecom.rouen.fr").key == towns.named("rouen").key == "rouen"
    assert towns.of_host("caen.assistants.fr").key == "caen"


@pytest.mark.parametrize(
    "host", ["lisieux.assistants.fr", "assistants.fr", "localhost", "127.0.0.1", "", "[::1", "é.fr"]
)
def test_without_town_no_town_answers_for_another(folder: Path, host: str) -> None:
    with pytest.raises(UnknownTownError, match="Aucune mairie"):
        Towns(folder).of_host(host)


def test_town_answers_at_the_public_address_and_for_no_other_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for given in ("caen", str(folder / "caen.yml")):
        monkeypatch.setenv("TOWN", given)
        towns = Towns(folder)
        for host in ("assistants.fr", "localhost:5005", "127.0.0.1", "[::1]:5005", ""):
            assert (name_of(towns.of_host(host)), towns.of_host(host).key) == ("Caen", "")
        assert towns.named("caen").key == ""
        with pytest.raises(UnknownTownError):
            towns.of_host("lisieux.assistants.fr")


def test_a_changed_file_is_read_again_a_removed_one_is_gone_a_new_one_is_there(
    folder: Path,
) -> None:
    clock = Clock()
    towns = Towns(folder, clock)
    assert name_of(towns.named("rouen")) == "Rouen"
    add(folder, "rouen", name="Rouen-sur-Mer")
    assert name_of(towns.named("rouen")) == "Rouen"
    clock.now += 1
    assert name_of(towns.named("rouen")) == "Rouen-sur-Mer"
    add(folder, "lisieux", name="Lisieux")
    assert name_of(towns.named("lisieux")) == "Lisieux"
    (folder / "rouen.yml").unlink()
    clock.now += 1
    with pytest.raises(UnknownTownError):
        towns.named("rouen")
    assert name_of(towns.named("caen")) == "Caen"


def test_a_wrong_file_is_named_and_what_it_said_before_goes_on(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    towns = Towns(folder, clock)
    towns.named("rouen")
    file = folder / "rouen.yml"
    file.write_text(file.read_text("utf-8").replace("phone:", "fone:"), encoding="utf-8")
    clock.now += 1
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            assert name_of(towns.named("rouen")) == "Rouen"
            clock.now += 1
    assert len(caplog.messages) == 1
    for told in ("mairie rouen refusée", "rouen.yml", "fone : clé inconnue", "supprimez-la"):
        assert told in caplog.text
    assert towns.refused == ["rouen"]
    assert name_of(towns.named("caen")) == "Caen"
    add(folder, "rouen", name="Rouen réparée")
    clock.now += 1
    assert name_of(towns.named("rouen")) == "Rouen réparée"
    assert towns.refused == []


def write_nothing(file: Path) -> None:
    file.write_bytes(b"")


def write_bytes(file: Path) -> None:
    file.write_bytes(b"\xff\xfe")


def write_much(file: Path) -> None:
    file.write_text(f"# {'x' * 300_000}\n", encoding="utf-8")


def make_folder(file: Path) -> None:
    file.mkdir()


def make_pipe(file: Path) -> None:
    os.mkfifo(file)


def make_loop(file: Path) -> None:
    file.symlink_to(file.name)


def write_foreign_source(file: Path) -> None:
    text = (ROOT / "bot/knowledge/towns/argences.yml").read_text("utf-8")
    file.write_text(text.replace("source: [town_hall_page]", "source: [rumeur]"), encoding="utf-8")


@pytest.mark.parametrize(
    "make",
    [
        write_nothing,
        write_bytes,
        write_much,
        make_folder,
        make_pipe,
        make_loop,
        write_foreign_source,
    ],
)
def test_what_never_was_right_is_not_served(folder: Path, make: object) -> None:
    towns = Towns(folder)
    make(folder / "lisieux.yml")  # type: ignore[operator]
    for _ in range(2):
        with pytest.raises(RefusedTownError, match="Réessayez plus tard"):
            towns.named("lisieux")
    assert towns.refused == ["lisieux"]
    assert name_of(towns.named("caen")) == "Caen"


def test_the_sources_of_a_town_are_its_own(folder: Path) -> None:
    (folder / "trifouillis.yml").write_bytes(OTHER.read_bytes())
    assert "site_trifouillis" in Towns(folder).named("trifouillis").facts.sources
    with serving(OTHER):
        assert "site_trifouillis" not in Towns(folder).named("rouen").facts.sources


def test_the_last_towns_asked_for_are_held(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TOWNS_HELD", 2)
    towns = Towns(folder)
    add(folder, "lisieux", name="Lisieux")
    first = towns.named("rouen")
    towns.named("caen")
    assert towns.named("rouen") is first
    towns.named("lisieux")
    assert towns.named("rouen") is first
    towns.named("caen")
    assert len(towns._files) == 2


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(TownsFolderError, match=r"TOWNS=.*nulle-part : ce dossier n'existe pas"):
        Towns(tmp_path / "nulle-part")


def test_each_town_has_its_own_address_and_keys(folder: Path) -> None:
    def in_town() -> None:
        serve(Towns(folder).named("rouen"))
        assert absolute("/documents/x") == "https://assistants.fr/ville/rouen/documents/x"

    copy_context().run(in_town)
    assert absolute("/documents/x") == "https://assistants.fr/documents/x"
    secret = "0123456789abcdef"
    keys = {key_of_town(secret, page, town) for page in ("figures", "accueil") for town in "ab"}
    assert len(keys) == 4
    assert all(len(key) == 32 and secret not in key for key in keys)
    # Who has the key of the town of TOWN cannot work out the others.
    alone = hmac.digest(secret.encode(), b"figures a", hashlib.sha256).hex()[:32]
    assert alone not in keys
    assert key_of_town(secret, "figures", "") == secret


def test_a_command_prints_the_keys(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TOWNS", str(folder))
    monkeypatch.setenv("FIGURES_KEY", "0123456789abcdef")
    monkeypatch.delenv("LINK_KEY", raising=False)
    assert main(["keys", "--town", "rouen"]) == 2
    assert "LINK_KEY" in capsys.readouterr().err
    monkeypatch.setenv("LINK_KEY", "un secret du service, assez long")
    assert main(["keys", "--town", "rouen"]) == 0
    said = capsys.readouterr().out
    key = key_of_town("0123456789abcdef", "figures", "rouen")
    assert said == f"https://assistants.fr/ville/rouen/figures  {key}\n"
    assert main(["widget", "--town", "rouen"]) == 0
    assert "https://assistants.fr/ville/rouen/widget.js" in capsys.readouterr().out
    assert main(["keys", "--town", "lisieux"]) == 2
    assert "--town : La mairie « lisieux » n'est pas servie ici." in capsys.readouterr().err
    monkeypatch.delenv("TOWNS")
    assert main(["keys", "--town", "rouen"]) == 2
    assert "donnez aussi TOWNS" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"allowed_origins": ["https://www.rouen.fr/"]}, "allowed_origins.0 : « https://www.rouen"),
        ({"allowed_origins": ["*"]}, "n'est pas l'origine d'un site"),
        ({"keep_hours": 1}, "keep_hours : « 1 » n'est pas un nombre d'heures de 2 à 743"),
        ({"keep_hours": True}, "n'est pas un nombre d'heures"),
        ({"keep_hours": "24"}, "n'est pas un nombre d'heures"),
        ({"color": "teal"}, "color : valeur mal écrite"),
        ({"color": '#000" onload="x'}, "color : valeur mal écrite"),
    ],
)
def test_what_a_town_sets_is_checked(
    folder: Path, caplog: pytest.LogCaptureFixture, changes: dict[str, object], told: str
) -> None:
    add(folder, "rouen", **changes)
    with caplog.at_level(logging.ERROR), pytest.raises(RefusedTownError):
        Towns(folder).named("rouen")
    assert told in caplog.text


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("name: " + "[" * 3000, "les unes dans les autres"),
        ("- " * 3000, "les unes dans les autres"),
        ("a: &a [x]\nb: &b [*a, *a]\nname: [*b, *b]", "écrivez la valeur"),
        ('name: !!int "abc"', "ôtez le type"),
        ("insee: " + "9" * 5000, "mal écrit"),
        ("exceptions: [{first: 0001-01-01, last: 9999-12-31, hours: null, reason: x}]", "deux ans"),
    ],
)
def test_a_file_that_would_stop_the_others_is_refused(
    folder: Path, caplog: pytest.LogCaptureFixture, written: str, told: str
) -> None:
    (folder / "rouen.yml").write_text(written, encoding="utf-8")
    towns = Towns(folder)
    with pytest.raises(RefusedTownError):
        towns.named("rouen")
    assert told in caplog.text
    assert towns.refused == ["rouen"]
    assert name_of(towns.named("caen")) == "Caen"
