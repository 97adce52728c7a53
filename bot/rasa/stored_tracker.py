"""A conversation as the store hands it out."""

from collections import OrderedDict
from copy import copy
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from bot.figures import unheard
from bot.figures.counting import Counts

Replies = list[dict[str, Any]]


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
        self.unheard: list[unheard.Kept] = []

    def copy(self) -> "StoredTracker":
        """A duplicate that can go its own way; Rasa's own replays every event."""
        twin = copy(self)
        twin.events = self.events.copy()
        twin.slots = {name: copy(slot) for name, slot in self.slots.items()}
        return twin
