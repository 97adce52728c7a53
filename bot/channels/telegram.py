"""Telegram's Bot API: https://core.telegram.org/bots/api, as of version 10."""

import json
import time
from typing import Any

from bot.channels.channel import Channel
from bot.channels.files import content_of, file_form
from bot.channels.message import (
    Delivery,
    Incoming,
    Limits,
    MessageKind,
    NotSentError,
    Outgoing,
    of_type,
)
from bot.channels.proof import same_token
from bot.channels.secrets import webhook_token
from bot.channels.sending import Sender
from bot.channels.wording import GREETING

API = "https://api.telegram.org"
SECRET_HEADER = "x-telegram-bot-api-secret-token"
# Nothing else is asked for; what comes all the same is left unanswered.
UPDATES = ("message", "edited_message", "callback_query")
# In the menu of the conversation.
COMMANDS = {
    "start": "Commencer",
    "aide": "Ce que je sais faire",
    "dossier": "Revoir ce que j'ai dit",
    "effacer": "Effacer cette conversation",
}
_WORDS_OF = {"start": GREETING, "dossier": "récapitulatif"}
_KINDS = {
    "voice": MessageKind.VOICE,
    "audio": MessageKind.VOICE,
    "video_note": MessageKind.VOICE,
    "photo": MessageKind.PHOTO,
    "video": MessageKind.PHOTO,
    "animation": MessageKind.PHOTO,
    "document": MessageKind.FILE,
    "location": MessageKind.PLACE,
    "venue": MessageKind.PLACE,
    "sticker": MessageKind.STICKER,
    "dice": MessageKind.STICKER,
    "contact": MessageKind.CONTACT,
    "poll": MessageKind.UNKNOWN,
}


class Telegram(Channel):
    """A bot of Telegram.

    Args:
        token: the one that BotFather gives: the number of the bot, a colon, a secret.
        api: where the API is.
    """

    name = "telegram"
    variables = ("TELEGRAM_TOKEN",)
    api = (API, "TELEGRAM_API")
    limits = Limits(
        text=4096,
        text_with_choices=4096,
        choices=12,
        title=64,
        payload=64,
        files=frozenset(("application/pdf", "text/calendar")),
    )

    def __init__(self, token: str, api: str = API) -> None:
        super().__init__(Sender(f"{api}/bot{token}/"))
        self._bot = token.partition(":")[0]
        self._name: str | None = None
        self._secret = webhook_token(self.name)

    def proves(self, delivery: Delivery) -> bool:
        """Whether it carries the secret given to ``setWebhook``: no signature covers the body."""
        return same_token(delivery.headers.get(SECRET_HEADER), self._secret)

    def read(self, delivery: Delivery) -> list[Incoming]:
        """The message of an update, if it has one that is for us."""
        update = of_type(json.loads(delivery.body), dict)
        number = f"{of_type(update.get('update_id'), int)}"
        if "callback_query" in update:
            return self._tapped(number, of_type(update["callback_query"], dict))
        if "edited_message" in update:
            return self._written(number, of_type(update["edited_message"], dict), edited=True)
        if "message" in update:
            return self._written(number, of_type(update["message"], dict), edited=False)
        return []

    def _written(self, number: str, message: dict[str, Any], edited: bool) -> list[Incoming]:
        chat = of_type(message.get("chat"), dict)
        address = str(of_type(chat.get("id"), int))
        text = str(message.get("text") or message.get("caption") or "")
        sent_at = float(of_type(message.get("date"), int))
        if chat.get("type") != "private":
            if edited or not self._names_us(message, text):
                return []
            return [Incoming(number, f"group {address}", address, MessageKind.GROUP, "", sent_at)]
        if edited:
            sent_at = float(message.get("edit_date") or sent_at)
            return [Incoming(number, address, address, MessageKind.EDIT, "", sent_at)]
        kind = next((kind for name, kind in _KINDS.items() if name in message), MessageKind.TEXT)
        if kind is MessageKind.TEXT and not text:
            # A pinned message, a changed picture: nobody waits for an answer.
            return []
        return [Incoming(number, address, address, kind, _without_slash(text), sent_at)]

    def _tapped(self, number: str, query: dict[str, Any]) -> list[Incoming]:
        person = str(of_type(of_type(query.get("from"), dict).get("id"), int))
        # The message that carried the button is not always told; a private chat is its person.
        message = query.get("message") or {}
        chat = of_type(message, dict).get("chat") or {"id": int(person)}
        if str(of_type(chat, dict).get("id")) != person:
            return []
        payload, tap = str(query.get("data") or ""), str(query.get("id") or "")
        # The query has no time of its own, and is delivered within a day.
        now = time.time()
        return [Incoming(number, person, person, MessageKind.TAP, payload, now, tap)]

    def _names_us(self, message: dict[str, Any], text: str) -> bool:
        """Whether a message of a group is for the bot: an answer to it, or its name."""
        answered = message.get("reply_to_message") or {}
        if str((answered.get("from") or {}).get("id")) == self._bot:
            return True
        return self._name is not None and f"@{self._name}".lower() in text.lower().split()

    async def start(self) -> None:
        """Learn the bot's own name, by which groups call it; without it they are not answered."""
        told = await self.sender.post("getMe")
        try:
            self._name = str(told["result"]["username"])
        except (LookupError, TypeError):
            raise NotSentError("getMe") from None

    async def connect(self, address: str) -> str:
        """Tell Telegram where to deliver, and the words of the menu.

        Raises:
            NotSentError: Telegram does not know the token, or refuses the address.
        """
        hook = {
            "url": address,
            "secret_token": self._secret,
            "allowed_updates": UPDATES,
            "max_connections": 20,
        }
        menu = [{"command": name, "description": words} for name, words in COMMANDS.items()]
        await self.start()
        await self.sender.post("setWebhook", json=hook)
        await self.sender.post("setMyCommands", json={"commands": menu, "language_code": ""})
        return f"C'est branché. Écrivez à votre robot pour essayer : https://t.me/{self._name}"

    async def take_tap(self, message: Incoming) -> None:
        """Stop the button from turning."""
        await self.sender.post("answerCallbackQuery", json={"callback_query_id": message.tap})

    async def send(self, address: str, message: Outgoing) -> None:
        """Send a text with its buttons, one a line, or a file."""
        if message.document is not None:
            file = await content_of(message.document)
            fields = {"chat_id": address, "caption": message.document.caption}
            form = file_form(fields, "document", file)
            await self.sender.post("sendDocument", data=form)
            return
        body: dict[str, Any] = {
            "chat_id": int(address),
            "text": message.text,
            "link_preview_options": {"is_disabled": True},
        }
        if message.choices:
            keys = [[{"text": c.title, "callback_data": c.payload}] for c in message.choices]
            body["reply_markup"] = {"inline_keyboard": keys}
        await self.sender.post("sendMessage", json=body)


def _without_slash(text: str) -> str:
    """The words of a command: « /aide », « /start qr », « /effacer@mairie_bot »."""
    if not text.startswith("/"):
        return text
    command, _, rest = text[1:].partition(" ")
    command = command.partition("@")[0]
    if command in _WORDS_OF:
        return _WORDS_OF[command]
    return f"{command} {rest}".strip() or "?"
