"""The assistant as messaging apps and calls ask it: words in, messages out."""

from __future__ import annotations

import asyncio

from rasa.core.channels.channel import UserMessage

from bot.channels.desk import Said
from bot.rasa.assistant import Assistant
from bot.rasa.rest_channel import Replies


class ChannelReplies(Replies):
    """What is said on a channel, for which the responses may have other words."""

    def __init__(self, channel: str) -> None:
        super().__init__()
        self._channel = channel

    def name(self) -> str:
        """The channel, as the response generator asks for it."""
        return self._channel


class AssistantAnswers:
    """The assistant, as messaging apps and calls ask it."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    async def say(self, conversation: str, channel: str, text: str, key: str) -> Said:
        """The answer to one message; the same again for the same key."""
        replies = ChannelReplies(channel)
        message = UserMessage(text, replies, conversation, input_channel=channel, message_id=key)
        await asyncio.shield(asyncio.ensure_future(self._assistant.handle_message(message)))
        said: Said = replies.messages
        return said

    async def last_said(self, conversation: str, key: str) -> Said | None:
        """What was said last; None when the message of this key has its answer already."""
        store = self._assistant.tracker_store
        async with self._assistant.lock_store.lock(conversation):
            tracker = await store.get_or_create_tracker(conversation)
            if tracker.events:
                store.keep_live(tracker)
        if tracker.answered(key) is not None:
            return None
        return tracker.said_last

    async def erase(self, conversation: str) -> None:
        """Erase a conversation without a word."""
        await self._assistant.erase(conversation)
