"""A message sent again while its answer is awaited, lost or failed."""

import asyncio
from typing import Any

import pytest

from bot.rasa.repeats import ANSWERS_KEPT, Repeats


class Turn:
    """Answers slowly, and counts how often it was taken."""

    def __init__(self, fails: int = 0) -> None:
        self.taken = 0
        self.fails = fails
        self.go = asyncio.Event()

    async def __call__(self) -> list[dict[str, Any]]:
        self.taken += 1
        await self.go.wait()
        if self.taken <= self.fails:
            raise RuntimeError
        return [{"text": f"réponse {self.taken}"}]


def test_sent_again_while_waiting_it_is_taken_once() -> None:
    async def talk() -> None:
        repeats, turn = Repeats(), Turn()
        both = [asyncio.create_task(repeats.once("a", "1", turn)) for _ in range(2)]
        await asyncio.sleep(0)
        turn.go.set()
        assert [await each for each in both] == [[{"text": "réponse 1"}]] * 2

    asyncio.run(talk())


def test_a_resident_who_leaves_finds_the_answer_on_coming_back() -> None:
    async def talk() -> None:
        repeats, turn = Repeats(), Turn()
        left = asyncio.create_task(repeats.once("a", "1", turn))
        await asyncio.sleep(0)
        left.cancel()
        turn.go.set()
        assert await repeats.once("a", "1", turn) == [{"text": "réponse 1"}]
        assert turn.taken == 1

    asyncio.run(talk())


def test_a_failure_is_tried_again() -> None:
    async def talk() -> None:
        repeats, turn = Repeats(), Turn(fails=1)
        turn.go.set()
        with pytest.raises(RuntimeError):
            await repeats.once("a", "1", turn)
        assert await repeats.once("a", "1", turn) == [{"text": "réponse 2"}]

    asyncio.run(talk())


def test_a_conversation_forgotten_leaves_the_others() -> None:
    async def talk() -> None:
        repeats, turn = Repeats(), Turn()
        turn.go.set()
        for sender in ("a", "b"):
            await repeats.once(sender, "1", turn)
        repeats.forget("a")
        assert await repeats.once("b", "1", turn) == [{"text": "réponse 2"}]
        assert await repeats.once("a", "1", turn) == [{"text": "réponse 3"}]

    asyncio.run(talk())


def test_only_the_last_answers_are_kept() -> None:
    async def talk() -> None:
        repeats, turn = Repeats(), Turn()
        turn.go.set()
        for number in range(ANSWERS_KEPT + 1):
            await repeats.once("a", str(number), turn)
        await repeats.once("a", str(ANSWERS_KEPT), turn)
        assert turn.taken == ANSWERS_KEPT + 1
        await repeats.once("a", "0", turn)
        assert turn.taken == ANSWERS_KEPT + 2

    asyncio.run(talk())
