"""``python -m bot connect``, and what residents are told of who sees their messages."""

from pathlib import Path

import pytest

from bot.__main__ import main
from bot.channels.secrets import webhook_token
from bot.channels.telegram import UPDATES
from bot.site.pages import render_page
from tests.channels.doubles import Double, Reaction
from tests.channels.test_settings import ACCEPTED, give
from tests.towns import serving, town_file


@pytest.fixture
def accepted(tmp_path: Path) -> Path:
    return town_file(tmp_path, channels={"telegram": ACCEPTED, "whatsapp": ACCEPTED})


def test_telegram_is_told_where_to_deliver_with_its_secret(
    monkeypatch: pytest.MonkeyPatch,
    accepted: Path,
    telegram: Double,
    capsys: pytest.CaptureFixture[str],
) -> None:
    telegram.forget()
    give(monkeypatch, TELEGRAM_API=telegram.url)
    with serving(accepted):
        assert main(["connect", "telegram"]) == 0
    assert "https://t.me/mairie_bot" in capsys.readouterr().out
    (hook,) = telegram.sent("setWebhook")
    assert hook.fields["url"] == "https://assistant.ville.fr/webhooks/telegram"
    assert hook.fields["secret_token"] == webhook_token("telegram")
    assert hook.fields["allowed_updates"] == list(UPDATES)
    (menu,) = telegram.sent("setMyCommands")
    assert {"effacer", "start"} <= {each["command"] for each in menu.fields["commands"]}


def test_a_wrong_token_is_explained_without_showing_it(
    monkeypatch: pytest.MonkeyPatch,
    accepted: Path,
    telegram: Double,
    capsys: pytest.CaptureFixture[str],
) -> None:
    give(monkeypatch, TELEGRAM_API=f"{telegram.url}/send")
    monkeypatch.setattr(telegram, "_note", lambda _: Reaction(401, {"ok": False}))
    with serving(accepted):
        assert main(["connect", "telegram"]) == 2
    told = capsys.readouterr().err
    assert "HTTP 401" in told
    assert "4242" not in told


def test_an_app_that_is_not_set_says_what_it_needs(
    monkeypatch: pytest.MonkeyPatch, accepted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    give(monkeypatch)
    with serving(accepted):
        assert main(["connect", "whatsapp"]) == 2
    told = capsys.readouterr().err
    for name in ("WHATSAPP_TOKEN", "WHATSAPP_PHONE_ID", "WHATSAPP_APP_SECRET", "messageries.md"):
        assert name in told


def test_the_page_on_privacy_names_who_sees_the_messages(accepted: Path, tmp_path: Path) -> None:
    with serving(accepted):
        page = render_page("/confidentialite")
    assert "Telegram" in page
    assert "société Meta, qui déchiffre" in page
    assert "Messenger" not in page
    assert "hors de l'Union européenne" in page
    assert "sauf si vous écrivez par une application" in page


def test_without_any_app_the_page_says_nothing_of_them() -> None:
    page = render_page("/confidentialite")
    assert "Telegram" not in page
    assert "application" not in page
