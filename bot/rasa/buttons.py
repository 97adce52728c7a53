"""The Rasa component that reads a pressed button: its payload, or its words typed instead."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.rasa.turns import events_of_turn
from bot.understanding.features import words

_COMMAND = re.compile(r"^/\w+(?:\{.*\})?$")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class Buttons(GraphComponent):
    """Makes typed words of a button its payload, and a payload that was not offered plain text.

    Rasa takes ``/anything`` for an intent, whoever types it; this assistant, only from a button of
    its last answer.
    """

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Buttons:
        """The component, which has nothing to learn."""
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the examples as they are."""
        return training_data

    def process(
        self, messages: list[Message], tracker: DialogueStateTracker | None = None
    ) -> list[Message]:
        """Change the text of each message to what it stands for.

        Args:
            messages: what was sent.
            tracker: the conversation before; without one (``rasa test``), all is taken as sent.
        """
        if tracker is not None and tracker.events:
            for message in messages:
                message.set(TEXT, stands_for(message.get(TEXT) or "", tracker))
        return messages


def stands_for(text: str, tracker: DialogueStateTracker) -> str:
    """The payload of the button that was pressed or whose words were typed, else the words."""
    buttons = _last_buttons(tracker)
    text = _pressed(text, buttons) or text
    if text.startswith("/") and text not in {button["payload"] for button in buttons}:
        # A bare command is nobody's words: « /erase_my_data » must not erase.
        text = _COMMAND.sub("", text).lstrip("/ ") or "?"
    return text


def _pressed(text: str, buttons: list[dict[str, str]]) -> str | None:
    typed = words(text)
    # The summary has several buttons « Changer »: typed, none of them is meant.
    same = {each["payload"] for each in buttons if typed and words(each["title"]) == typed}
    return same.pop() if len(same) == 1 else None


def _last_buttons(tracker: DialogueStateTracker) -> list[dict[str, str]]:
    """The buttons under the assistant's last answer, and those around a question."""
    said = [event.data for event in events_of_turn(tracker) if isinstance(event, BotUttered)]
    parts = [part for data in said for part in (data, data.get("custom") or {})]
    return [button for part in parts for button in part.get("buttons") or []]
