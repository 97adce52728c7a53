"""The Rasa agent with our store, our rules on payloads, and an answer to every message."""

from __future__ import annotations

import asyncio
import re
import time
from contextlib import suppress
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, OutputChannel, UserMessage
from rasa.core.lock_store import LockStore
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import TrackerStore
from rasa.core.utils import AvailableEndpoints
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.answers import answers
from bot.clock import today
from bot.french.private import holds_private_data
from bot.knowledge import Town, served
from bot.knowledge.checked import due
from bot.limits import TOWNS_HELD
from bot.rasa.action_endpoint import InProcessActions
from bot.rasa.lighter import lighten_rasa
from bot.rasa.routing import BRIEF, pressed, route, was_offered
from bot.rasa.tracker_store import (
    ConversationStore,
    ErasedMeanwhileError,
    OutrunError,
    Replies,
)
from bot.rasa.turns import events_of_turn
from bot.understanding.decision import DANGERS, perhaps_danger
from bot.understanding.model import Guess
from bot.wording import say

ROOT = Path(__file__).parents[2]
ENDPOINTS = ROOT / "endpoints.yml"
MODEL = ROOT / "models" / "assistant.tar.gz"
# Questions answered beside what a message tells, or beside its first question.
MORE_ANSWERED = 2
# After that long without a word, who comes back is told where they were.
AWAY_SECONDS = 3600
# How often a message is taken when other workers write first; each time, one of them is done.
TIMES_TAKEN = 10
# Nothing delays who is in danger, or makes them doubt.
DANGER_ANSWERS = {f"utter_{danger}" for danger in DANGERS}
# After these the pending question is not asked again: they asked it, ended the path, or nothing
# else matters now.
NOT_RESUMED_AFTER = {
    *DANGER_ANSWERS,
    "action_guide",
    "action_erase",
    "action_repeat",
    "action_start_over",
    "action_say_goodbye",
}
_COMMAND = re.compile(r"^/\w+(?:\{.*\})?$")


class ModelMissingError(Exception):
    """There is no trained model to answer with."""


class Processor(MessageProcessor):
    """Rasa's processor, which never leaves a message without an answer, nor takes one twice."""

    tracker_store: ConversationStore

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._one_at_a_time = asyncio.Lock()

    async def handle_message(self, message: UserMessage) -> Replies:
        """Take a message; of the long ones one at a time, so that the others pass between.

        Raises:
            OutrunError: another worker went on with the conversation meanwhile.
            ErasedMeanwhileError: it was erased meanwhile.
        """
        began = time.perf_counter()
        if len(message.text) <= BRIEF:
            return await self._take_once(message, began)
        async with self._one_at_a_time:
            return await self._take_once(message, began)

    async def _take_once(self, message: UserMessage, began: float) -> Replies:
        """Take a message, or give again what was answered when it came before."""
        replies, tracker = message.output_channel, await self.get_tracker(message.sender_id)
        answered: Replies | None = tracker.answers.get(message.message_id)
        if answered is None:
            if _has_been_away(tracker):
                await self._do("action_welcome_back", replies, tracker)
                tracker.update(ActionExecuted(ACTION_LISTEN_NAME), self.domain)
            await self._update_tracker_session(tracker, replies, message.metadata)
            await self._handle_message_with_tracker(message, tracker)
            await self.run_action_extract_slots(replies, tracker)
            await self._run_prediction_loop(replies, tracker)
            answered = list(getattr(replies, "messages", []))
            seconds = time.perf_counter() - began
            await self.tracker_store.save(tracker, message.message_id, answered, seconds)
        else:
            self.tracker_store.keep_live(tracker)
            replies.messages = list(answered)
        return answered

    async def parse_message(
        self,
        message: UserMessage,
        tracker: DialogueStateTracker | None = None,
        only_output_properties: bool = True,
    ) -> dict[str, Any]:
        """Understand a message; the words of a button just offered are that button pressed.

        A payload that was not just offered is read as text.
        """
        message.text = pressed(message.text, tracker) or message.text
        if message.text.startswith("/") and not was_offered(message.text, tracker):
            # A bare command is nobody's words: « /erase_my_data » must not erase.
            message.text = _COMMAND.sub("", message.text).lstrip("/ ") or "?"
        parsed: dict[str, Any] = await super().parse_message(
            message, tracker, only_output_properties
        )
        if tracker is not None and not parsed["text"].startswith("/"):
            await route(parsed, tracker)
        return parsed

    async def _run_prediction_loop(
        self, output_channel: OutputChannel, tracker: DialogueStateTracker
    ) -> None:
        await super()._run_prediction_loop(output_channel, tracker)
        stuck = tracker.latest_action_name != ACTION_LISTEN_NAME
        more = self._still_to_say(tracker, stuck)
        if self.tracker_store.keeps_unheard and "utter_my_data" in _this_turn(tracker):
            more.insert(0, "utter_unheard_kept")
        for name in more:
            await self._do(name, output_channel, tracker)
        if stuck or more:
            # The next message finds its rule only after listening.
            tracker.update(ActionExecuted(ACTION_LISTEN_NAME), self.domain)

    @staticmethod
    def _still_to_say(tracker: DialogueStateTracker, stuck: bool) -> list[str]:
        """What the rules do not say: an apology, a warning, the pending question once more."""
        if stuck or not _answered(tracker):
            return ["utter_apology"]
        more = _more_answers(tracker)
        resumes = bool(more) or not _this_turn(tracker) & NOT_RESUMED_AFTER
        if _may_be_in_danger(tracker):
            more.append("utter_perhaps_danger")
        if holds_private_data(tracker.latest_message.text or ""):
            more.append("utter_no_private_data")
        if _some_fact_is_due(served(), today()) and not _this_turn(tracker) & DANGER_ANSWERS:
            more.append("action_say_caution")
        if tracker.get_slot("asked") and resumes:
            more.append("action_resume")
        return more

    async def _do(
        self, name: str, output_channel: OutputChannel, tracker: DialogueStateTracker
    ) -> None:
        prediction = PolicyPrediction.for_action_name(self.domain, name)
        await self._run_action(
            self._get_action(name), tracker, output_channel, self.nlg, prediction
        )


class Assistant(Agent):
    """Rasa's agent without its in-memory fallback store, which loses conversations silently."""

    tracker_store: ConversationStore

    async def handle_message(self, message: UserMessage) -> Replies:
        """The answers to a message, written on top of the last turn, whoever wrote that one.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the store does not answer; nothing was kept.
            OutrunError: other workers wrote too often meanwhile.
        """
        text = message.text
        async with self.lock_store.lock(message.sender_id):
            for _ in range(TIMES_TAKEN - 1):
                with suppress(OutrunError):
                    return await self._take(message)
                message.text, message.output_channel.messages = text, []
            return await self._take(message)

    async def erase(self, conversation: str) -> None:
        """Erase a conversation, after the message being answered if there is one."""
        async with self.lock_store.lock(conversation):
            await self.tracker_store.erase(conversation)

    async def _take(self, message: UserMessage) -> Replies:
        try:
            said: Replies = await self.processor.handle_message(message)
        except ErasedMeanwhileError:
            erased = {"text": say("utter_erased"), "custom": {"type": "erased"}}
            said = message.output_channel.messages = [{"recipient_id": message.sender_id, **erased}]
        return said

    @staticmethod
    def _create_tracker_store(store: TrackerStore | None, domain: Domain) -> TrackerStore:
        assert store is not None, "endpoints.yml names the store"
        return store

    def load_model(self, model_path: str | Path, fingerprint: str | None = None) -> None:
        """Load the model with our processor, and check its wording against the facts."""
        self.processor = Processor(
            model_path=model_path,
            tracker_store=self.tracker_store,
            lock_store=self.lock_store,
            action_endpoint=self.action_endpoint,
            generator=self.nlg,
        )
        self.domain = self.tracker_store.domain = self.processor.domain
        self.nlg.responses = self.domain.responses
        self._set_fingerprint(fingerprint)

    async def reply(self, text: str, sender: str) -> list[dict[str, Any]]:
        """The messages that answer one message, as the REST channel would send them."""
        replies = CollectingOutputChannel()
        await self.handle_message(UserMessage(text, replies, sender))
        messages: list[dict[str, Any]] = replies.messages
        return messages


def load_assistant(model: Path = MODEL, store_url: str | None = None) -> Assistant:
    """The assistant, ready to answer, with the parts that ``endpoints.yml`` names.

    Args:
        model: the trained model.
        store_url: a database for this process alone, instead of the one of ``endpoints.yml``.

    Raises:
        ModelMissingError: nothing was trained yet.
        KnowledgeError: a fact file cannot be used.
        WordingError: a response names a fact that does not exist.
    """
    if not model.is_file():
        raise ModelMissingError(f"{model} n'existe pas. Entraînez le modèle avec « make train ».")
    endpoints = AvailableEndpoints.read_endpoints(str(ENDPOINTS))
    if store_url:
        endpoints.tracker_store.url = store_url
    lighten_rasa()
    assistant = Assistant(
        generator=endpoints.nlg,
        tracker_store=TrackerStore.create(endpoints.tracker_store),
        lock_store=LockStore.create(endpoints.lock_store),
        action_endpoint=endpoints.action or InProcessActions(),
    )
    assistant.load_model(model)
    return assistant


@lru_cache(maxsize=TOWNS_HELD)
def _some_fact_is_due(town: Town, day: date) -> bool:
    """Whether a fact of a town was last checked more than a year before a day."""
    return bool(due(town.facts, day))


def _more_answers(tracker: DialogueStateTracker) -> list[str]:
    """What answers the questions that the rule of the message has not answered."""
    heard = tracker.latest_message.parse_data.get("heard")
    if not heard:
        return []
    asked = heard["questions"] if heard["for_path"] else heard["questions"][1:]
    return [action for intent in asked[:MORE_ANSWERED] for action in answers().get(intent, [])]


def _this_turn(tracker: DialogueStateTracker) -> set[str]:
    """The names of the actions run since the last message."""
    events = events_of_turn(tracker)
    return {event.action_name for event in events if isinstance(event, ActionExecuted)}


def _may_be_in_danger(tracker: DialogueStateTracker) -> bool:
    """Whether a danger is possible in a message that tells nothing of a case."""
    parsed = tracker.latest_message.parse_data
    ranking = [Guess(each["name"], each["confidence"]) for each in parsed.get("intent_ranking", ())]
    return perhaps_danger(ranking) and not (parsed.get("heard") or {}).get("facts")


def _has_been_away(tracker: DialogueStateTracker) -> bool:
    """Whether the resident comes back after a while."""
    last = tracker.get_last_event_for(UserUttered)
    return last is not None and time.time() - last.timestamp > AWAY_SECONDS


def _answered(tracker: DialogueStateTracker) -> bool:
    return any(isinstance(event, BotUttered) for event in events_of_turn(tracker))
