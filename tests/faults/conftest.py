"""Two workers on one database, SQLite or PostgreSQL, and what they may do to a conversation."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.commands.rasa_setting import quiet_rasa
from tests.faults.postgres import Postgres, programs, start_postgres


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL of our own; CI has none, and says so."""
    found = programs()
    if found is None:
        pytest.skip("PostgreSQL n'est pas installé (paquet Debian « postgresql »)")
    yield from start_postgres(found)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database for several workers."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path_factory.mktemp('workers') / 'conversations.db'}"
    url: str = request.getfixturevalue("postgres").url
    return url


@pytest.fixture(scope="session")
def models() -> list[Any]:
    """Two assistants that share nothing, as two processes do; loaded once."""
    quiet_rasa()
    from bot.rasa.assistant import load_assistant

    return [load_assistant(store_url="sqlite://") for _ in range(2)]


@pytest.fixture
def workers(models: list[Any], store_url: str) -> list[Any]:
    """The two assistants, on one database."""
    from bot.rasa.tracker_store import ConversationStore

    for assistant in models:
        store = ConversationStore(assistant.domain, host=store_url)
        assistant.tracker_store = assistant.processor.tracker_store = store
    return models
