"""Conversations: kept, found again, forgotten, and never slower."""

import asyncio
import json
import sqlite3
import time
from collections.abc import Callable
from contextvars import copy_context
from datetime import date
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
from sqlalchemy.exc import OperationalError  # noqa: E402

from bot.database import StoreError  # noqa: E402
from bot.figures import unheard  # noqa: E402
from bot.knowledge import Town, load, serve  # noqa: E402
from bot.rasa.conversations_table import CONVERSATIONS  # noqa: E402
from bot.rasa.stored_tracker import ANSWERS_KEPT, KEYS_KEPT  # noqa: E402
from bot.rasa.tracker_store import (  # noqa: E402
    ConversationStore,
    ErasedMeanwhileError,
    OutrunError,
)
from bot.rasa.window import TURNS_KEPT, keep_last_turns  # noqa: E402
from tests import stored  # noqa: E402
from tests.running import start_server  # noqa: E402
from tests.towns import town_file  # noqa: E402

DOMAIN = Domain.empty()
SOON_SECONDS = 20
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
        await store.save(tracker, text, [{"text": f"réponse à {text}"}])
        return tracker

    return asyncio.run(run())


def retrieve(store: ConversationStore, sender: str) -> Any:
    return asyncio.run(store.retrieve(sender))


def words_stored(store: ConversationStore, sender: str) -> str:
    """All that the database holds of a conversation besides its identifier."""
    return stored.words_stored(store.database.engine, sender)


def age(store: ConversationStore, hours: float) -> None:
    """Have everything stored so far been said some hours ago."""
    with store.database.engine.connect() as connection:
        then = time.time() - hours * 3600
        connection.execute(CONVERSATIONS.update().values(updated_at=then))


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
    assert not words_stored(store, "a")


def test_a_turn_costs_two_statements_however_long_the_conversation(
    store: ConversationStore,
) -> None:
    turn(store, "a", "un")
    statements: list[str] = []
    event.listen(
        store.database.engine, "before_cursor_execute", lambda *call: statements.append(call[2])
    )
    turn(store, "a", "deux")
    assert [each.split()[0] for each in statements] == ["SELECT", "UPDATE"]
    size = len(words_stored(store, "a"))
    for number in range(30):
        turn(store, "a", str(number))
    assert len(words_stored(store, "a")) < 4 * size


def test_a_conversation_read_ahead_is_not_read_twice_nor_believed_when_it_went_on(
    store: ConversationStore, tmp_path: Path
) -> None:
    turn(store, "a", "un")
    read: list[str] = []
    event.listen(store.database.engine, "after_cursor_execute", lambda *call: read.append(call[2]))

    async def run() -> Any:
        store.read_ahead("a")
        tracker = await store.get_or_create_tracker("a")
        assert [each.split()[0] for each in read] == ["SELECT"]
        store.keep_live(tracker)
        store.read_ahead("a")
        while len(read) < 2:
            await asyncio.to_thread(store.database.run_here, lambda _: None)
        await asyncio.to_thread(turn, new_store(tmp_path), "a", "deux")
        late = await store.get_or_create_tracker("a")
        late.update(UserUttered("trois", {"name": "greet", "confidence": 1.0}))
        with pytest.raises(OutrunError):
            await store.save(late)
        return await store.get_or_create_tracker("a")

    assert texts(asyncio.run(run())) == ["un", "deux"]


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


def test_two_turns_made_from_the_same_one_are_not_both_written(
    store: ConversationStore, tmp_path: Path
) -> None:
    turn(store, "a", "un")
    outrun = retrieve(new_store(tmp_path), "a")
    turn(store, "a", "deux")
    with pytest.raises(OutrunError):
        asyncio.run(store.save(outrun))
    assert texts(retrieve(store, "a")) == ["un", "deux"]


def test_a_first_turn_is_not_written_over_another_first_turn(
    store: ConversationStore, tmp_path: Path
) -> None:
    outrun = asyncio.run(new_store(tmp_path).get_or_create_tracker("a"))
    turn(store, "a", "un")
    with pytest.raises(OutrunError):
        asyncio.run(store.save(outrun))
    assert texts(retrieve(store, "a")) == ["un"]


@pytest.mark.parametrize("begun", [True, False], ids=["under way", "first message"])
def test_a_turn_under_way_while_it_is_erased_leaves_nothing(
    store: ConversationStore, tmp_path: Path, begun: bool
) -> None:
    if begun:
        turn(store, "a", "un")
    under_way = asyncio.run(store.get_or_create_tracker("a"))
    under_way.update(UserUttered("quidamsecret"))
    asyncio.run(new_store(tmp_path).erase("a"))
    with pytest.raises(ErasedMeanwhileError):
        asyncio.run(store.save(under_way, "clé", [{"text": "quidamsecret"}]))
    assert not words_stored(store, "a")
    assert texts(turn(store, "a", "encore moi")) == ["encore moi"]


def test_the_last_answers_are_known_to_any_process(
    store: ConversationStore, tmp_path: Path
) -> None:
    for number in range(ANSWERS_KEPT + 1):
        turn(store, "a", f"message {number}")
    known = retrieve(new_store(tmp_path), "a").answers
    assert known[f"message {ANSWERS_KEPT}"] == [{"text": f"réponse à message {ANSWERS_KEPT}"}]
    assert len(known) == ANSWERS_KEPT
    assert "message 0" not in known


def test_a_message_of_long_before_is_known_and_gets_the_last_answer(
    store: ConversationStore, tmp_path: Path
) -> None:
    for number in range(KEYS_KEPT + ANSWERS_KEPT + 1):
        turn(store, "a", f"message {number}")
    known = retrieve(new_store(tmp_path), "a")
    last = [{"text": f"réponse à message {KEYS_KEPT + ANSWERS_KEPT}"}]
    assert known.answered("message 1") == last
    assert known.answered("message 0") is None
    assert known.answered("message 1000") is None
    assert known.answered(None) is None


def test_erasing_one_conversation_leaves_the_others(store: ConversationStore) -> None:
    turn(store, "a", "un")
    turn(store, "b", "un")
    turn(store, "a", "effacez", SlotSet("erase", True))
    assert (words_stored(store, "a"), retrieve(store, "a")) == ("", None)
    assert texts(retrieve(store, "b")) == ["un"]


def test_silent_conversations_are_erased_after_a_while(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    for number in range(120):
        turn(store, f"old {number}", "un")
    age(store, 25)
    turn(store, "new", "un")
    asyncio.run(store.erase_silent())
    assert not any(words_stored(store, f"old {number}") for number in range(120))
    assert words_stored(store, "new")
    assert retrieve(store, "old 0") is None


def test_the_file_shrinks_once_they_are_erased(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    for number in range(60):
        turn(store, f"old {number}", "un mot " * 2000)
    asyncio.run(store.erase("old 0"))
    full = (tmp_path / "conversations.db").stat().st_size
    age(store, 25)
    asyncio.run(store.erase_silent())
    assert (tmp_path / "conversations.db").stat().st_size < full / 10


def test_what_an_erased_conversation_leaves_goes_too(store: ConversationStore) -> None:
    turn(store, "a", "un")
    asyncio.run(store.erase("a"))
    age(store, 0.1)
    asyncio.run(store.erase_silent())
    with store.database.engine.connect() as connection:
        assert connection.execute(select(CONVERSATIONS)).all() == []


def test_the_server_erases_them_when_it_starts(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    turn(store, "old", "un")
    age(store, 25)
    for _ in start_server(STORE_URL=f"sqlite:///{tmp_path / 'conversations.db'}"):
        # It answers while it erases: it says its address first.
        until = time.monotonic() + SOON_SECONDS
        while words_stored(store, "old"):
            assert time.monotonic() < until


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
    asyncio.run(store.probe())
    with store.database.engine.connect() as connection:
        assert connection.execute(select(CONVERSATIONS)).all() == []


def test_a_disk_that_would_not_hold_a_turn_fails_the_probe(store: ConversationStore) -> None:
    with store.database.engine.connect() as connection:
        # The next pages would be the last: an empty row fits, and a conversation does not.
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}")
    with pytest.raises(OperationalError, match="full"):
        asyncio.run(store.probe())
    with store.database.engine.connect() as connection:
        assert connection.execute(select(CONVERSATIONS)).all() == []
        connection.exec_driver_sql(f"PRAGMA max_page_count={2 * pages + 20}")
    asyncio.run(store.probe())


def test_what_an_older_version_kept_is_taken_over(tmp_path: Path) -> None:
    file = tmp_path / "conversations.db"
    said = [
        ActionExecuted("action_session_start"),
        SessionStarted(),
        ActionExecuted("action_listen"),
        UserUttered("bonjour", {"name": "greet", "confidence": 1.0}),
        SlotSet("operator", "Orange"),
    ]
    with sqlite3.connect(file) as older:
        older.execute(
            "CREATE TABLE conversation_events (id INTEGER PRIMARY KEY, sender_id TEXT, "
            "timestamp FLOAT, starts_session BOOLEAN, data TEXT)"
        )
        older.executemany(
            "INSERT INTO conversation_events VALUES (NULL, 'a', ?, ?, ?)",
            [
                (each.timestamp, isinstance(each, SessionStarted), json.dumps(each.as_dict()))
                for each in said
            ],
        )
    found = retrieve(new_store(tmp_path), "a")
    assert texts(found) == ["bonjour"]
    assert found.get_slot("operator") == "Orange"
    assert texts(turn(new_store(tmp_path), "a", "suite")) == ["bonjour", "suite"]
    with sqlite3.connect(file) as now:
        tables = {name for (name,) in now.execute("SELECT name FROM sqlite_master")}
    assert "conversation_events" not in tables


def test_each_town_forgets_after_its_own_hours(store: ConversationStore, tmp_path: Path) -> None:
    towns = {
        hours: Town(f"ville-{hours}", load(str(town_file(tmp_path, keep_hours=hours))))
        for hours in (2, 72)
    }
    for town in towns.values():
        in_town(town, turn, store, "a", "bonjour")
    turn(store, "a", "bonjour")

    def left_after(hours: float) -> list[str]:
        with store.database.engine.connect() as connection:
            later = CONVERSATIONS.c.updated_at - hours * 3600
            connection.execute(CONVERSATIONS.update().values(updated_at=later))
        asyncio.run(store.erase_silent())
        with store.database.engine.connect() as connection:
            return sorted(connection.scalars(select(CONVERSATIONS.c.town)))

    assert left_after(1.9) == ["", "ville-2", "ville-72"]
    assert left_after(0.2) == ["", "ville-72"]
    assert left_after(21.8) == ["", "ville-72"]
    assert left_after(0.2) == ["ville-72"]
    assert left_after(47.8) == ["ville-72"]
    assert left_after(0.2) == []


def test_a_conversation_of_one_town_is_read_in_no_other(
    store: ConversationStore, tmp_path: Path
) -> None:
    one, other = (Town(key, load(str(town_file(tmp_path)))) for key in ("un", "deux"))
    in_town(one, turn, store, "a", "bonjour quidam")
    for found in (store, new_store(tmp_path)):
        assert texts(in_town(one, retrieve, found, "a")) == ["bonjour quidam"]
        assert in_town(other, retrieve, found, "a") is None
        assert retrieve(found, "a") is None
        asyncio.run(found.erase("a"))
        in_town(other, erase, found, "a")
    assert texts(in_town(one, retrieve, store, "a")) == ["bonjour quidam"]
    in_town(one, erase, store, "a")
    assert in_town(one, retrieve, store, "a") is None


def test_each_town_decides_whether_it_keeps_what_was_not_understood(
    store: ConversationStore, tmp_path: Path
) -> None:
    one, other = (Town(key, load(str(town_file(tmp_path)))) for key in ("un", "deux"))
    store.database.run_here(lambda found: unheard.consent(found, date(2026, 11, 1), "un"))
    asyncio.run(store.erase_silent())
    assert in_town(one, lambda: store.keeps_unheard)
    assert not in_town(other, lambda: store.keeps_unheard)
    assert not store.keeps_unheard


def erase(store: ConversationStore, sender: str) -> None:
    asyncio.run(store.erase(sender))


def in_town(town: Town, work: Callable[..., Any], *given: Any) -> Any:
    """What some work gives while a town is served."""

    def run() -> Any:
        serve(town)
        return work(*given)

    return copy_context().run(run)
