"""A conversation as the store hands it out."""

from collections import OrderedDict
from copy import copy
from typing import Any

from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.figures import unheard
from bot.figures.counting import Counts

Replies = list[dict[str, Any]]

# A message sent again is one of the last, or is known to have been taken.
ANSWERS_KEPT = 6
KEYS_KEPT = 100


class StoredTracker(DialogueStateTracker):
    """A tracker that knows which turn it goes on from, and what was answered to which message.

    Also what the last turn added to the counts, and the messages not understood that may be kept.
    """

    turn = 0
    counts = Counts()
    keeps_unheard = False
    kept_longer = 0.0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answers: OrderedDict[str, Replies] = OrderedDict()
        # The messages before those: taken, and what was answered is not kept.
        self.taken: list[str] = []
        self.unheard: list[unheard.Kept] = []

    @property
    def said_last(self) -> Replies:
        """What was said to the last message; empty before the first."""
        return list(next(reversed(self.answers.values()), []))

    def answered(self, key: str | None) -> Replies | None:
        """What was said to a message that came before, None for a new one.

        When many came since, what was said last: the conversation is there now.
        """
        if key in self.taken:
            return self.said_last
        return self.answers.get(key) if key is not None else None

    def keep_answer(self, key: str, said: Replies) -> None:
        """Keep what was said to a message, to be given again when it comes again."""
        self.answers[key] = said
        while len(self.answers) > ANSWERS_KEPT:
            self.taken.append(self.answers.popitem(last=False)[0])
        del self.taken[:-KEYS_KEPT]

    def copy(self) -> "StoredTracker":
        """A duplicate that can go its own way; Rasa's own replays every event."""
        twin = copy(self)
        twin.events = self.events.copy()
        twin.slots = {name: _twin(slot) for name, slot in self.slots.items()}
        return twin


def _twin(slot: Slot) -> Slot:
    # Python's own copy asks how it would be pickled, at four times the price.
    twin: Slot = object.__new__(type(slot))
    twin.__dict__.update(slot.__dict__)
    return twin
