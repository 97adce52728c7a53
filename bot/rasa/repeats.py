"""A message sent again is answered again, and not taken twice."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

ANSWERS_KEPT = 2_000
SECONDS_KEPT = 300

Replies = list[dict[str, Any]]


class Repeats:
    """The last answers, in memory, by conversation and message id.

    A turn goes to its end even when the resident no longer waits for it, so that the same message
    sent again finds its answer.
    """

    def __init__(self) -> None:
        self._answers: OrderedDict[tuple[str, str], asyncio.Task[Replies]] = OrderedDict()

    async def once(
        self, sender: str, message_id: str, answer: Callable[[], Coroutine[Any, Any, Replies]]
    ) -> Replies:
        """The answer given to this message before, or a new one; a failure is not kept."""
        key = (sender, message_id)
        task = self._answers.get(key)
        if task is None:
            task = self._answers[key] = asyncio.create_task(answer())
            task.add_done_callback(partial(self._drop_failed, key))
            asyncio.get_running_loop().call_later(SECONDS_KEPT, self._answers.pop, key, None)
            if len(self._answers) > ANSWERS_KEPT:
                self._answers.popitem(last=False)
        return await asyncio.shield(task)

    def forget(self, sender: str) -> None:
        """Keep no answer of a conversation."""
        for key in [key for key in self._answers if key[0] == sender]:
            del self._answers[key]

    def _drop_failed(self, key: tuple[str, str], task: "asyncio.Task[Replies]") -> None:
        if task.cancelled() or task.exception():
            self._answers.pop(key, None)
