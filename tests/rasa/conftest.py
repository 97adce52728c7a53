"""An assistant inside the test's own process, for what a resident cannot provoke from outside."""

from pathlib import Path

import pytest

from bot.commands.rasa_setting import quiet_rasa


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> object:
    quiet_rasa()
    from bot.rasa.assistant import load_assistant

    store: Path = tmp_path_factory.mktemp("in-process") / "conversations.db"
    return load_assistant(store_url=f"sqlite:///{store}")
