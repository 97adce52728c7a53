"""When a part fails: an apology with the town hall's phone, and no words of the resident logged."""

import asyncio
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

PHONE = "02 31 27 90 60"
QUESTION = "horaires de la mairie chrysanthème"


@contextmanager
def action_replaced(assistant: Any, name: str, run: Any) -> Iterator[None]:
    actions = assistant.action_endpoint._executor.actions
    usual = actions[name]
    actions[name] = run
    try:
        yield
    finally:
        actions[name] = usual


def say(assistant: Any, text: str, sender: str) -> str:
    messages = asyncio.run(assistant.reply(text, sender))
    return "\n".join(message["text"] for message in messages)


def test_a_failing_action_apologises(assistant: Any, caplog: pytest.LogCaptureFixture) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError(QUESTION)

    with action_replaced(assistant, "action_say_hours", fail):
        said = say(assistant, QUESTION, "failing")
    assert "incident" in said
    assert PHONE in said
    assert "RuntimeError" in caplog.text
    assert "chrysanthème" not in caplog.text
    assert "lundi" in say(assistant, QUESTION, "failing")


def test_a_slow_action_apologises_and_the_others_do_not_wait(
    assistant: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    released = threading.Event()
    monkeypatch.setattr(assistant.action_endpoint, "_timeout", 0.05)
    with action_replaced(assistant, "action_say_hours", lambda *_: released.wait(10)):
        said = say_together(assistant, released)
    assert "incident" in said["slow"]
    assert "gratuite" in said["quick"]
    assert "action_say_hours" in caplog.text


def test_hung_actions_do_not_hold_up_the_others(
    assistant: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(assistant.action_endpoint, "_timeout", 0.05)
    monkeypatch.setattr(assistant.action_endpoint, "_free", threading.Semaphore(0))
    said = say(assistant, QUESTION, "full")
    assert "incident" in said
    assert "actions en cours" in caplog.text


def say_together(assistant: Any, released: threading.Event) -> dict[str, str]:
    async def both() -> dict[str, str]:
        slow = asyncio.create_task(assistant.reply(QUESTION, "slow"))
        quick = await assistant.reply("combien coûte le médiateur ?", "quick")
        said = {"slow": await slow, "quick": quick}
        released.set()
        return {who: "\n".join(m["text"] for m in messages) for who, messages in said.items()}

    return asyncio.run(both())


def test_an_action_that_says_nothing_apologises(assistant: Any) -> None:
    with action_replaced(assistant, "action_say_hours", lambda *_: []):
        assert PHONE in say(assistant, QUESTION, "mute")


def test_a_response_that_nothing_fills_apologises(assistant: Any) -> None:
    def forget(dispatcher: Any, *_: Any) -> list[Any]:
        dispatcher.utter_message(response="utter_open_now")
        return []

    with action_replaced(assistant, "action_say_hours", forget):
        said = say(assistant, QUESTION, "unfilled")
    assert PHONE in said
    assert "{closes}" not in said


def test_an_endless_chain_of_actions_is_broken_with_an_apology(assistant: Any) -> None:
    def again(*_: Any) -> list[dict[str, Any]]:
        return [{"event": "followup", "name": "action_say_hours"}]

    with action_replaced(assistant, "action_say_hours", again):
        said = say(assistant, QUESTION, "endless")
    assert said.count("incident") == 1
    assert "gratuite" in say(assistant, "combien coûte le médiateur ?", "endless")


def test_a_store_that_cannot_write_apologises_over_rest(
    assistant: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from bot.rasa.rest_channel import Message, RestChannel
    from bot.rasa.server import store_writes
    from bot.rate_limit import RateLimit

    def broken(*_: Any) -> None:
        raise OperationalError(QUESTION, {}, Exception("disk full"))

    say(assistant, "bonjour", "unwritable")
    with monkeypatch.context() as patched:
        patched.setattr(assistant.tracker_store.database.engine, "connect", broken)
        channel, message = RestChannel(RateLimit(1)), Message("unwritable", QUESTION, "1")
        messages = asyncio.run(channel.answer(assistant.handle_message, message))
        assert PHONE in messages[-1]["text"]
        assert not asyncio.run(store_writes(assistant.tracker_store))
    assert "chrysanthème" not in caplog.text
    assert "OperationalError" in caplog.text
    assert asyncio.run(store_writes(assistant.tracker_store))
    assert "lundi" in say(assistant, QUESTION, "unwritable")


@pytest.fixture(autouse=True)
def _errors_are_captured(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
