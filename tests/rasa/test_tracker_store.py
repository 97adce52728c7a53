"""Conversations: kept, found again, forgotten, and never slower."""

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest

from bot.commands.rasa_setting import quiet_rasa

quiet_rasa()

from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import (  # noqa: E402
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.slots import AnySlot, BooleanSlot  # noqa: E402
from sqlalchemy import event, select  # noqa: E402

from bot.rasa.tracker_store import _EVENTS, ConversationStore, StoreError  # noqa: E402
from bot.rasa.window import TURNS_KEPT, keep_last_turns  # noqa: E402
from tests.running import start_server  # noqa: E402

DOMAIN = Domain.empty()
DOMAIN.slots = [AnySlot("operator", mappings=[{}]), BooleanSlot("erase", mappings=[{}])]


def new_store(tmp_path: Path) -> ConversationStore:
    return ConversationStore(DOMAIN, host=f"sqlite:///{tmp_path / 'conversations.db'}")


@pytest.fixture
def store(tmp_path: Path) -> ConversationStore:
    return new_store(tmp_path)


def turn(store: ConversationStore, sender: str, text: str, *more: Any) -> Any:
    async def run() -> Any:
        tracker = await store.get_or_create_tracker(sender)
        if not tracker.events:
            for opening in (ActionExecuted("action_session_start"), SessionStarted()):
                tracker.update(opening)
        for said in (
            ActionExecuted("action_listen"),
            UserUttered(text, {"name": "greet", "confidence": 1.0}),
            *more,
            ActionExecuted("utter_greet"),
            BotUttered(f"réponse à {text}"),
        ):
            tracker.update(said)
        await store.save(tracker)
        return tracker

    return asyncio.run(run())


def retrieve(store: ConversationStore, sender: str) -> Any:
    return asyncio.run(store.retrieve(sender))


def count(store: ConversationStore, sender: str) -> int:
    with store._engine.connect() as connection:
        return len(connection.execute(select(_EVENTS).where(_EVENTS.c.sender_id == sender)).all())


def texts(tracker: Any) -> list[str]:
    return [e.text for e in tracker.events if isinstance(e, UserUttered)]


def test_a_conversation_is_found_again_by_another_process(
    store: ConversationStore, tmp_path: Path
) -> None:
    turn(store, "a", "bonjour", SlotSet("operator", "Orange"))
    other = retrieve(new_store(tmp_path), "a")
    assert texts(other) == ["bonjour"]
    assert other.get_slot("operator") == "Orange"
    assert other.latest_bot_utterance.text == "réponse à bonjour"


def test_nothing_is_stored_before_something_is_said(store: ConversationStore) -> None:
    asyncio.run(store.get_or_create_tracker("a"))
    assert count(store, "a") == 0


def test_only_new_events_are_written(store: ConversationStore) -> None:
    turn(store, "a", "un")
    before = count(store, "a")
    for number in range(10):
        turn(store, "a", str(number))
    assert count(store, "a") == before + 10 * 4


def test_what_was_told_long_ago_is_still_known(store: ConversationStore, tmp_path: Path) -> None:
    turn(store, "a", "je suis chez Orange", SlotSet("operator", "Orange"), ActiveLoop("case_form"))
    for number in range(20):
        tracker = turn(store, "a", str(number))
    assert texts(tracker) == ["16", "17", "18", "19"]
    for known in (tracker, tracker.copy(), retrieve(new_store(tmp_path), "a")):
        assert known.get_slot("operator") == "Orange"
        assert known.active_loop_name == "case_form"


def test_the_window_begins_with_listening(store: ConversationStore) -> None:
    for number in range(20):
        tracker = turn(store, "a", str(number))
    kept = [e for e in tracker.events if isinstance(e, (ActionExecuted, UserUttered))]
    assert [type(e).__name__ for e in kept[1:3]] == ["ActionExecuted", "UserUttered"]
    before = list(tracker.events)
    keep_last_turns(tracker)
    assert len(texts(tracker)) == TURNS_KEPT
    assert list(tracker.events)[-3:] == before[-3:]


def test_a_turn_that_fails_leaves_no_trace(store: ConversationStore) -> None:
    turn(store, "a", "un")
    retrieve(store, "a").update(UserUttered("jamais enregistré"))
    assert texts(retrieve(store, "a")) == ["un"]


def test_what_another_process_wrote_is_seen(store: ConversationStore, tmp_path: Path) -> None:
    turn(store, "a", "un")
    turn(new_store(tmp_path), "a", "deux")
    assert texts(retrieve(store, "a")) == ["un", "deux"]


def test_erasing_one_conversation_leaves_the_others(store: ConversationStore) -> None:
    turn(store, "a", "un")
    turn(store, "b", "un")
    turn(store, "a", "effacez", SlotSet("erase", True))
    assert (count(store, "a"), retrieve(store, "a")) == (0, None)
    assert count(store, "b") > 0


def test_silent_conversations_are_erased_after_a_while(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    turn(store, "old", "un")
    with store._engine.begin() as connection:
        connection.execute(_EVENTS.update().values(timestamp=time.time() - 25 * 3600))
    turn(store, "new", "un")
    store.erase_silent()
    assert count(store, "old") == 0
    assert count(store, "new") > 0
    assert retrieve(store, "old") is None


def test_the_server_erases_them_when_it_starts(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    turn(store, "old", "un")
    with store._engine.begin() as connection:
        connection.execute(_EVENTS.update().values(timestamp=time.time() - 25 * 3600))
    for _ in start_server(STORE_URL=f"sqlite:///{tmp_path / 'conversations.db'}"):
        assert count(store, "old") == 0


def test_event_types_are_looked_up_once(store: ConversationStore, tmp_path: Path) -> None:
    for number in range(5):
        turn(store, "a", str(number))
    statements: list[str] = []
    other = new_store(tmp_path)
    event.listen(other._engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    assert texts(retrieve(other, "a"))[-1] == "4"
    assert len(statements) == 2


def test_erased_words_are_not_left_on_the_disk(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    turn(store, "a", "mon nom est quidamsecret")
    assert any(b"quidamsecret" in file.read_bytes() for file in tmp_path.iterdir())
    turn(store, "a", "effacez", SlotSet("erase", True))
    assert not any(b"quidamsecret" in file.read_bytes() for file in tmp_path.iterdir())


def test_a_database_that_cannot_be_opened_is_told_without_its_password(tmp_path: Path) -> None:
    for url in ("pouet", f"sqlite:///{tmp_path}/absent/c.db", "postgresql://moi:secret@x/y"):
        with pytest.raises(StoreError, match="STORE_URL") as told:
            ConversationStore(DOMAIN, host=url)
        assert "secret" not in str(told.value)


def test_the_probe_leaves_nothing(store: ConversationStore) -> None:
    store.probe()
    assert count(store, "") == 0
