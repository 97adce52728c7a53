"""The Rasa agent with our store, our actions, and an answer to every message."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rasa.core.actions.action import Action, RemoteAction
from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, OutputChannel, UserMessage
from rasa.core.lock_store import LockStore
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import TrackerStore
from rasa.core.utils import AvailableEndpoints
from rasa.engine.loader import load_predict_graph_runner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.rasa.graph_runner import PlainGraphRunner
from bot.rasa.own_actions import InProcessAction, InProcessActions
from bot.rasa.routing import HEARD_SLOT, take
from bot.rasa.stored_tracker import Replies
from bot.rasa.tracker_store import ConversationStore, ErasedMeanwhileError, OutrunError
from bot.rasa.turn_policy import APOLOGY
from bot.wording import say

ROOT = Path(__file__).parents[2]
ENDPOINTS = ROOT / "endpoints.yml"
MODEL = ROOT / "models" / "assistant.tar.gz"
# Characters up to which a message is heard at once: a few milliseconds.
BRIEF = 300
# How often a message is taken when other workers write first; each time, one of them is done.
TIMES_TAKEN = 10


class ModelMissingError(Exception):
    """There is no trained model to answer with."""


class Processor(MessageProcessor):
    """Rasa's processor, which never leaves a message without an answer, nor takes one twice."""

    tracker_store: ConversationStore
    action_endpoint: InProcessActions

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
        replies = message.output_channel
        # Rasa's own way to it also writes the name of the model into every event.
        tracker = await self.tracker_store.get_or_create_tracker(message.sender_id)
        answered: Replies | None = tracker.answered(message.message_id)
        if answered is None:
            if not tracker.events:
                # The only session: it lasts as long as the conversation is kept.
                await self._update_tracker_session(tracker, replies, message.metadata)
            await self._handle_message_with_tracker(message, tracker)
            if len(message.text) > BRIEF:
                # In a thread, so that the others go on; the policy finds it heard.
                heard = await asyncio.to_thread(take, tracker)
                tracker.update(SlotSet(HEARD_SLOT, heard))
            await self._run_prediction_loop(replies, tracker)
            answered = list(getattr(replies, "messages", []))
            seconds = time.perf_counter() - began
            await self.tracker_store.save(tracker, message.message_id, answered, seconds)
        else:
            self.tracker_store.keep_live(tracker)
            replies.messages = list(answered)
        return answered

    async def _run_prediction_loop(
        self, output_channel: OutputChannel, tracker: DialogueStateTracker
    ) -> None:
        await super()._run_prediction_loop(output_channel, tracker)
        if tracker.latest_action_name != ACTION_LISTEN_NAME:
            # Rasa gave up an endless chain of actions.
            for name in (APOLOGY, ACTION_LISTEN_NAME):
                prediction = PolicyPrediction.for_action_name(self.domain, name)
                action = self._get_action(name)
                await self._run_action(action, tracker, output_channel, self.nlg, prediction)

    def _check_for_unseen_features(self, parse_data: dict[str, Any]) -> None:
        # A warning for developers, for which Rasa builds an empty domain at every message.
        return

    async def _run_action(self, action: Action, *args: Any, **kwargs: Any) -> bool:
        if isinstance(action, RemoteAction):
            action = InProcessAction(action.name(), self.action_endpoint)
        goes_on: bool = await super()._run_action(action, *args, **kwargs)
        return goes_on

    def _log_action_on_tracker(
        self,
        tracker: DialogueStateTracker,
        action: Action,
        events: list[Event] | None,
        prediction: PolicyPrediction,
    ) -> None:
        # Rasa's own also copies all of it for lines of a log that nobody reads.
        tracker.update_with_events(prediction.events, self.domain)
        tracker.update(action.event_for_successful_execution(prediction))
        tracker.update_with_events(events or [], self.domain)

    @staticmethod
    def _load_model(model_path: str | Path) -> tuple[str, ModelMetadata, GraphRunner]:
        with TemporaryDirectory() as folder:
            metadata, runner = load_predict_graph_runner(
                Path(folder), Path(model_path), LocalModelStorage, PlainGraphRunner
            )
        return Path(model_path).name, metadata, runner


class Assistant(Agent):
    """Rasa's agent without its in-memory fallback store, which loses conversations silently."""

    tracker_store: ConversationStore

    async def handle_message(self, message: UserMessage) -> Replies:
        """The answers to a message, written on top of the last turn, whoever wrote that one.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the store does not answer; nothing was kept.
            OutrunError: other workers wrote too often meanwhile.
        """
        async with self.lock_store.lock(message.sender_id):
            for _ in range(TIMES_TAKEN - 1):
                with suppress(OutrunError):
                    return await self._take(message)
                message.output_channel.messages = []
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
    assistant = Assistant(
        generator=endpoints.nlg,
        tracker_store=TrackerStore.create(endpoints.tracker_store),
        lock_store=LockStore.create(endpoints.lock_store),
        action_endpoint=InProcessActions(),
    )
    assistant.load_model(model)
    return assistant
