"""Each town's account with a messaging app: its webhook, its secrets, its people, its answers."""

import signal
from collections.abc import Iterator
from contextvars import copy_context
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.channels.accounts import read_account
from bot.channels.secrets import conversation_key, town_of, webhook_token
from bot.channels.settings import ChannelSettingError
from bot.knowledge import Town, default_town, serve
from tests.channels.conftest import KEY
from tests.channels.doubles import Asked, Double
from tests.channels.telegram_person import SENDS, Person, body, shown
from tests.channels.test_server import ACCEPTED, _post
from tests.running import RunningServer, call, start_server
from tests.stored import everything_stored
from tests.towns import town_file

SOURCE = {"source": ["town_hall_page"], "checked_on": "2026-11-22"}
PHONES = {"rouen": "02 35 00 00 01", "caen": "02 31 00 00 02", "": "02 31 27 90 60"}
# Lisieux has accepted it and given no account; Évreux has given one and not accepted it.
ACCOUNTS = {"rouen": "1111:rouen", "caen": "2222:caen", "evreux": "3333:evreux", "": "4242:secret"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("towns")
    for key in ("rouen", "caen", "lisieux", "evreux"):
        phone = {"value": PHONES.get(key, "02 00 00 00 00"), **SOURCE}
        accepted = {} if key == "evreux" else {"telegram": ACCEPTED}
        file = town_file(made, name=key.title(), phone=phone, channels=accepted)
        file.rename(made / f"{key}.yml")
        if key in ACCOUNTS:
            write_account(made, key, ACCOUNTS[key])
    return made


def write_account(folder: Path, key: str, token: str) -> None:
    file = folder / f"{key}.env"
    file.write_text(f"# Le compte de la mairie\nTELEGRAM_TOKEN={token}\n", encoding="utf-8")
    file.chmod(0o640)


@pytest.fixture(scope="module")
def settings(
    tmp_path_factory: pytest.TempPathFactory, folder: Path, telegram: Double
) -> dict[str, str]:
    own = tmp_path_factory.mktemp("own")
    return {
        "LINK_KEY": KEY,
        "STORE_URL": f"sqlite:///{own / 'conversations.db'}",
        "TOWNS": str(folder),
        "TOWN": str(town_file(own, channels={"telegram": ACCEPTED})),
        "TELEGRAM_TOKEN": ACCOUNTS[""],
        "TELEGRAM_API": telegram.url,
    }


@pytest.fixture(scope="module")
def served(settings: dict[str, str], secret_key: str) -> Iterator[RunningServer]:
    yield from start_server(None, None, **settings)


@pytest.fixture(autouse=True)
def _new_day(telegram: Double) -> None:
    telegram.forget()


def token_of(key: str) -> str:
    def run() -> str:
        serve(Town(key, default_town().facts))
        return webhook_token("telegram")

    return copy_context().run(run)


def deliver(served: RunningServer, key: str, update: object, secret: str | None = None) -> int:
    town = f"/ville/{key}" if key else ""
    proof = {"X-Telegram-Bot-Api-Secret-Token": token_of(key) if secret is None else secret}
    return _post(f"{served.url}{town}/webhooks/telegram", body(update), proof).status  # type: ignore[arg-type]


def accounts(sent: list[Asked]) -> set[str]:
    return {each.path.split("/")[1].removeprefix("bot") for each in sent}


def test_each_town_answers_by_its_own_account(served: RunningServer, telegram: Double) -> None:
    for key in PHONES:
        telegram.forget()
        assert deliver(served, key, Person().writes("le téléphone de la mairie")) == 200
        sent = telegram.wait_for(1, *SENDS)
        assert accounts(sent) == {ACCOUNTS[key]}
        assert PHONES[key] in shown(sent).text.replace("\N{NO-BREAK SPACE}", " ")
        for other in set(PHONES) - {key}:
            assert PHONES[other] not in shown(sent).text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_secret_of_one_town_opens_no_other(served: RunningServer, telegram: Double) -> None:
    assert len({token_of(key) for key in PHONES}) == len(PHONES)
    for key in PHONES:
        for other in set(PHONES) - {key}:
            update = Person().writes("bonjour")
            assert deliver(served, key, update, secret=token_of(other)) == 403
    assert telegram.sent(*SENDS) == []


def test_a_town_without_account_or_without_its_word_takes_nothing(
    served: RunningServer, telegram: Double
) -> None:
    for key in ("lisieux", "evreux", "nulle-part"):
        for secret in (token_of(key), token_of(""), token_of("rouen")):
            assert deliver(served, key, Person().writes("bonjour"), secret=secret) == 404
    assert telegram.sent(*SENDS) == []
    assert "mairie evreux, messageries éteintes" in "".join(served.log)
    assert "3333" not in "".join(served.log)
    assert call(f"{served.url}/ville/rouen/webhooks/whatsapp").status == 404


def test_one_person_in_two_towns_is_two_conversations(
    served: RunningServer, telegram: Double, settings: dict[str, str]
) -> None:
    me = Person()
    update = me.writes("bonjour")
    for key in ("rouen", "caen", ""):
        telegram.forget()
        # The same update, by its number too: a newcomer in each.
        assert deliver(served, key, update) == 200
        assert "je suis un robot" in shown(telegram.wait_for(1, *SENDS)).text
    stored = everything_stored(settings["STORE_URL"])
    assert str(me.number) not in stored


def test_what_a_killed_process_left_is_answered_by_its_own_town(
    settings: dict[str, str], telegram: Double, tmp_path: Path, secret_key: str
) -> None:
    given = {**settings, "STORE_URL": f"sqlite:///{tmp_path / 'conversations.db'}"}
    telegram.slow = 3.0
    try:
        for served in start_server(None, None, **given):
            assert deliver(served, "rouen", Person().writes("le téléphone de la mairie")) == 200
            served.process.send_signal(signal.SIGKILL)
            served.process.wait(timeout=20)
    finally:
        telegram.slow = 0.0
    telegram.forget()
    for _ in start_server(None, None, **given):
        sent = telegram.wait_for(1, *SENDS)
        assert accounts(sent) == {ACCOUNTS["rouen"]}
        assert "Argences" not in shown(sent).text


def test_a_changed_account_is_taken_without_a_restart(
    served: RunningServer, folder: Path, telegram: Double
) -> None:
    write_account(folder, "caen", "5555:nouveau")
    assert deliver(served, "caen", Person().writes("bonjour")) == 200
    assert accounts(telegram.wait_for(1, *SENDS)) == {"5555:nouveau"}
    (folder / "caen.env").chmod(0o644)
    assert deliver(served, "caen", Person().writes("bonjour")) == 404
    write_account(folder, "caen", ACCOUNTS["caen"])
    assert deliver(served, "caen", Person().writes("bonjour")) == 200


def test_a_conversation_tells_its_town(secret_key: str) -> None:
    def name() -> str:
        serve(Town("rouen", default_town().facts))
        return conversation_key("telegram", "1")

    assert town_of(copy_context().run(name)) == "rouen"
    assert town_of(conversation_key("telegram", "1")) == ""
    assert copy_context().run(name).split("@")[0] != conversation_key("telegram", "1")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (b"TELEGRAM_TOKEN: 1", "ligne 1 : écrivez NOM=valeur"),
        (b"\n\nexport A=1", "ligne 3"),
        (b"\xff", "UTF-8"),
        (None, "illisible"),
    ],
)
def test_an_account_that_cannot_be_read_is_told_without_it(
    tmp_path: Path, written: bytes | None, told: str
) -> None:
    file = tmp_path / "rouen.env"
    if written is not None:
        file.write_bytes(written)
        file.chmod(0o600)
    with pytest.raises(ChannelSettingError, match=told) as refused:
        read_account(file)
    assert "TELEGRAM_TOKEN: 1" not in str(refused.value)


def test_a_command_connects_one_town(
    settings: dict[str, str],
    telegram: Double,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PUBLIC_URL", "https://assistants.fr")
    default_town.cache_clear()
    assert main(["connect", "--town", "rouen", "telegram"]) == 0
    asked = telegram.sent("setWebhook")
    assert accounts(asked) == {ACCOUNTS["rouen"]}
    assert asked[0].fields["url"] == "https://assistants.fr/ville/rouen/webhooks/telegram"
    assert main(["connect", "--town", "lisieux", "telegram"]) == 2
    assert "lisieux.env : illisible" in capsys.readouterr().err
    default_town.cache_clear()
