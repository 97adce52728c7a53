"""An assistant inside the test's process, with a secret, and the platforms it talks to."""

import os
from collections.abc import Iterator
from typing import Any

import pytest

from bot.commands.rasa_setting import quiet_rasa
from tests.channels.doubles import Double, double_of
from tests.running import NOW

KEY = "une clé d'essai, la même pour tous les processus"


@pytest.fixture(scope="session")
def secret_key() -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LINK_KEY", KEY)
        patch.setenv("BOT_NOW", os.environ.get("BOT_NOW", NOW))
        yield KEY


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory, secret_key: str) -> Any:
    quiet_rasa()
    from bot.rasa.assistant import load_assistant

    store = tmp_path_factory.mktemp("channels") / "conversations.db"
    return load_assistant(store_url=f"sqlite:///{store}")


@pytest.fixture(scope="session")
def telegram() -> Iterator[Double]:
    with double_of("telegram") as double:
        yield double


@pytest.fixture(scope="session")
def whatsapp() -> Iterator[Double]:
    with double_of("whatsapp") as double:
        yield double


@pytest.fixture(scope="session")
def messenger() -> Iterator[Double]:
    with double_of("messenger") as double:
        yield double
