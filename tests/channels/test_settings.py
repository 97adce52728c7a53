"""A channel starts only with all it needs, and with the town's acceptance."""

from pathlib import Path

import pytest

from bot.channels.settings import ChannelSettingError, channels_on
from tests.channels.conftest import KEY
from tests.towns import serving, town_file

ACCEPTED = {"accepted_by": "la maire", "accepted_on": "2026-11-20"}
READY = {
    "LINK_KEY": KEY,
    "PUBLIC_URL": "https://assistant.ville.fr",
    "TELEGRAM_TOKEN": "4242:secret",
}


@pytest.fixture
def accepted(tmp_path: Path) -> Path:
    return town_file(tmp_path, channels={"telegram": ACCEPTED})


def give(patch: pytest.MonkeyPatch, **variables: str | None) -> None:
    for name, value in {**READY, **variables}.items():
        if value is None:
            patch.delenv(name, raising=False)
        else:
            patch.setenv(name, value)


def test_with_all_it_needs_it_is_on(monkeypatch: pytest.MonkeyPatch, accepted: Path) -> None:
    give(monkeypatch)
    with serving(accepted):
        assert list(channels_on()) == ["telegram"]


def test_without_its_variables_it_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, TELEGRAM_TOKEN=None)
    assert channels_on() == {}


@pytest.mark.parametrize(
    ("lacking", "told"),
    [
        ({"LINK_KEY": None}, "LINK_KEY"),
        ({"PUBLIC_URL": "http://assistant.ville.fr"}, "https://"),
        ({"PUBLIC_URL": None}, "PUBLIC_URL"),
    ],
)
def test_what_is_missing_is_named(
    monkeypatch: pytest.MonkeyPatch, accepted: Path, lacking: dict[str, str | None], told: str
) -> None:
    give(monkeypatch, **lacking)
    with serving(accepted), pytest.raises(ChannelSettingError, match=told):
        channels_on()


def test_without_the_acceptance_of_the_town_it_does_not_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    give(monkeypatch)
    with serving(town_file(tmp_path)), pytest.raises(ChannelSettingError) as refused:
        channels_on()
    for told in (
        "telegram",
        "délégué à la protection des données",
        "accepted_by",
        "messageries.md",
    ):
        assert told in str(refused.value)


@pytest.mark.parametrize(
    ("channels", "told"),
    [
        ({"telegramme": ACCEPTED}, "telegram, whatsapp, messenger ou sms"),
        ({"telegram": {"accepted_by": " ", "accepted_on": "2026-11-20"}}, "qui a décidé"),
        ({"telegram": {"accepted_by": "la maire"}}, "manquante"),
    ],
)
def test_a_wrong_acceptance_is_explained(tmp_path: Path, channels: object, told: str) -> None:
    from bot.knowledge import KnowledgeError, load

    with pytest.raises(KnowledgeError, match=told):
        load(str(town_file(tmp_path, channels=channels)))
