"""Several workers: no fact lost, no message taken twice, no word left after erasing."""

import asyncio
from itertools import count
from typing import Any

import pytest

from bot.path import Told
from tests.stored import words_stored

RACES = 40
STORY = "j'ai écrit à Orange le 3 septembre 2026, aucune réponse"
OPERATOR = "je me suis trompé, mon opérateur c'est Free"
LETTER = "j'ai écrit au service consommateurs le 10 octobre 2026"
_senders = count()


@pytest.fixture
def sender() -> str:
    return f"race {next(_senders)}"


def talk(*each: Any) -> list[Any]:
    """The answers to messages sent at the same moment."""

    async def all_at_once() -> list[Any]:
        return list(await asyncio.gather(*each))

    return asyncio.run(all_at_once())


def said(messages: list[dict[str, Any]]) -> str:
    return "\n".join(message.get("text", "") for message in messages)


def told(worker: Any, sender: str) -> Told:
    tracker = asyncio.run(worker.tracker_store.retrieve(sender))
    return Told.from_json(tracker.get_slot("case"))


def stored(worker: Any, sender: str) -> str:
    return words_stored(worker.tracker_store.database.engine, sender)


async def send(worker: Any, sender: str, text: str, message_id: str) -> list[dict[str, Any]]:
    """A message by the door of the website."""
    from bot.rasa.rest_channel import Message, RestChannel
    from bot.rate_limit import RateLimit

    channel = RestChannel(RateLimit(1))
    return await channel.answer(worker.handle_message, Message(sender, text, message_id))


def test_two_facts_told_at_once_are_both_kept(workers: list[Any]) -> None:
    one, two = workers
    for number in range(RACES):
        sender = f"facts {number} {next(_senders)}"
        asyncio.run(one.reply(STORY, sender))
        talk(one.reply(OPERATOR, sender), two.reply(LETTER, sender))
        known = told(one, sender)
        assert (known.operator, str(known.letter_day)) == (
            "Free",
            str(told(two, sender).letter_day),
        )
        assert known.letter_day is not None
        assert known.letter_day.earliest.isoformat() == "2026-10-10"


def test_first_messages_sent_at_once_begin_one_conversation(
    workers: list[Any], sender: str
) -> None:
    one, two = workers
    replies = talk(one.reply("combien ça coûte ?", sender), two.reply("bonjour", sender))
    introductions = [each for each in replies if "robot" in said(each)]
    assert len(introductions) == 1
    assert all("incident" not in said(each) for each in replies)


def test_a_message_sent_again_to_another_worker_is_not_taken_twice(
    workers: list[Any], sender: str
) -> None:
    one, two = workers
    first = talk(send(one, sender, STORY, "1"))
    assert talk(send(two, sender, STORY, "1")) == first
    assert "10 octobre" not in said(first[0])
    # The same id with other words is another message.
    other = talk(send(two, sender, "non", "1"))
    assert other != first
    known = told(two, sender)
    assert known.letter_sent is False
    assert known.letter_day is None


def test_a_message_sent_again_after_many_others_is_not_taken_twice(
    workers: list[Any], sender: str
) -> None:
    one, two = workers
    talk(send(one, sender, STORY, "1"))
    talk(send(one, sender, "non", "2"))
    for number in range(3, 12):
        last = talk(send(one, sender, "quel est mon dossier ?", str(number)))
    before = told(one, sender)
    assert talk(send(two, sender, "non", "2")) == last
    assert told(two, sender) == before


def test_the_same_message_to_both_workers_at_once_is_taken_once(workers: list[Any]) -> None:
    one, two = workers
    for number in range(RACES):
        sender = f"twice {number} {next(_senders)}"
        first, second = talk(send(one, sender, STORY, "1"), send(two, sender, STORY, "1"))
        assert first == second
        known = told(one, sender)
        assert (known.operator, known.letter_sent) == ("Orange", None)


def test_nothing_said_while_it_is_erased_stays(workers: list[Any]) -> None:
    one, two = workers
    for number in range(RACES):
        sender = f"erased {number} {next(_senders)}"
        if number % 2:
            asyncio.run(one.reply("bonjour", sender))
        replies, _ = talk(
            send(one, sender, "je m'appelle quidamsecret", "1"), two.tracker_store.erase(sender)
        )
        if "effacé" in said(replies):
            assert "quidamsecret" not in stored(one, sender)
        asyncio.run(two.tracker_store.erase(sender))
        assert not stored(one, sender)
        assert asyncio.run(one.tracker_store.retrieve(sender)) is None
