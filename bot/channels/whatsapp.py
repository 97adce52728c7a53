"""WhatsApp's Cloud API: https://developers.facebook.com/documentation/business-messaging/whatsapp."""

import json
import logging
from collections.abc import Iterator
from typing import Any

from bot.channels.files import content_of, file_form
from bot.channels.message import (
    Choice,
    Delivery,
    Document,
    Incoming,
    Limits,
    MessageKind,
    NotSentError,
    Outgoing,
    of_type,
)
from bot.channels.meta import GRAPH, MetaChannel, read_each
from bot.channels.wording import GREETING, tell

logger = logging.getLogger(__name__)

# Beyond, choices are the rows of a list.
BUTTONS = 3
DESCRIPTION = 72
_KINDS = {
    "audio": MessageKind.VOICE,
    "image": MessageKind.PHOTO,
    "video": MessageKind.PHOTO,
    "document": MessageKind.FILE,
    "location": MessageKind.PLACE,
    "contacts": MessageKind.CONTACT,
    "sticker": MessageKind.STICKER,
    "edit": MessageKind.EDIT,
}
# Nobody waits for an answer: a reaction, a message taken back, a changed number.
_SILENT = ("reaction", "revoke", "system")


class WhatsApp(MetaChannel):
    """A number of the WhatsApp Business Platform.

    Args:
        token: a permanent one, of a system user.
        phone: the identifier of the number, not the number itself.
        secret: the application's, which signs deliveries.
        graph: where the Graph API is.
    """

    name = "whatsapp"
    variables = ("WHATSAPP_TOKEN", "WHATSAPP_PHONE_ID", "WHATSAPP_APP_SECRET")
    limits = Limits(
        text=4096,
        text_with_choices=1024,
        choices=10,
        title=20,
        payload=200,
        files=frozenset(("application/pdf",)),
    )

    def __init__(self, token: str, phone: str, secret: str, graph: str = GRAPH) -> None:
        super().__init__(token, secret, f"{graph}/{phone}/")
        self._phone = phone

    def read(self, delivery: Delivery) -> list[Incoming]:
        """The messages of a batch; a message that did not arrive is counted."""
        changes = (
            of_type(change, dict)
            for entry in of_type(json.loads(delivery.body)["entry"], list)
            for change in entry.get("changes", ())
        )
        return list(read_each(changes, self._change, self.counts))

    def _change(self, change: dict[str, Any]) -> Iterator[Incoming]:
        value = of_type(change.get("value"), dict)
        if change.get("field") != "messages" or not self._is_ours(value):
            return
        for status in value.get("statuses", ()):
            self._status(of_type(status, dict))
        contacts = value.get("contacts", ())
        events = ((message, contacts) for message in value.get("messages", ()))
        yield from read_each(events, _message, self.counts)

    def _is_ours(self, value: dict[str, Any]) -> bool:
        """Whether it is about our number: one application may have several."""
        number = of_type(value.get("metadata"), dict).get("phone_number_id")
        return number is not None and str(number) == self._phone

    def _status(self, status: dict[str, Any]) -> None:
        """What became of a message: taken by WhatsApp is not yet arrived."""
        if status.get("status") != "failed":
            return
        self.counts["undelivered"] += 1
        codes = [str(error.get("code")) for error in status.get("errors", ())]
        logger.error("%s : message non remis (code %s)", self.name, ", ".join(codes))

    async def connect(self, address: str) -> str:
        """What to paste in Meta's page."""
        return self.to_paste("WhatsApp > Configuration > Webhook", address, "messages")

    async def send(self, address: str, message: Outgoing) -> None:
        """Send a text, a text with its choices, or a file."""
        if message.document is not None:
            content = {"type": "document", "document": await self._upload(message.document)}
        elif message.choices:
            content = {"type": "interactive", "interactive": _interactive(message)}
        else:
            content = {"type": "text", "text": {"body": message.text}}
        to: dict[str, str] = json.loads(address)
        body = {"messaging_product": "whatsapp", "recipient_type": "individual", **to, **content}
        await self.sender.post("messages", json=body)

    async def _upload(self, document: Document) -> dict[str, str]:
        """Give the file to WhatsApp, which hands it on by its number."""
        file = await content_of(document)
        fields = {"messaging_product": "whatsapp", "type": file.mime}
        told = await self.sender.post("media", data=file_form(fields, "file", file))
        if not isinstance(told, dict) or "id" not in told:
            raise NotSentError("media")
        return {"id": str(told["id"]), "caption": document.caption, "filename": file.name}


def _contact(message: dict[str, Any], contacts: Any) -> dict[str, Any]:
    """Who sent a message, among those who wrote: never somebody else."""
    for name, known_as in (("from_user_id", "user_id"), ("from", "wa_id")):
        given = message.get(name)
        for contact in contacts:
            if given and contact.get(known_as) == given:
                return of_type(contact, dict)  # type: ignore[no-any-return]
    if message.get("from_user_id") or message.get("from"):
        return {}
    (only,) = contacts
    return of_type(only, dict)  # type: ignore[no-any-return]


def _message(event: tuple[dict[str, Any], Any]) -> Iterator[Incoming]:
    message, contacts = event
    kind = of_type(message.get("type"), str)
    # Groups exist only where the town made them: a case is no talk for a group.
    if kind in _SILENT or message.get("group_id"):
        return
    contact = _contact(message, contacts)
    # Who takes a username has no number any more; the identifier stays.
    number = message.get("from") or contact.get("wa_id")
    identifier = message.get("from_user_id") or contact.get("user_id")
    person = str(identifier or of_type(number, str))
    address = json.dumps({"to": number} if number else {"recipient": identifier})
    told, text = _told(kind, message)
    sent_at = float(int(message["timestamp"]))
    yield Incoming(of_type(message.get("id"), str), person, address, told, text, sent_at)


def _told(kind: str, message: dict[str, Any]) -> tuple[MessageKind, str]:
    """What a message is, and its words."""
    if kind == "text":
        return MessageKind.TEXT, str(message["text"]["body"])
    if kind == "request_welcome":
        return MessageKind.TEXT, GREETING
    if kind == "button":
        return MessageKind.TAP, str(message["button"]["payload"])
    if kind == "interactive":
        interactive = message["interactive"]
        reply = interactive.get("button_reply") or interactive.get("list_reply")
        return (MessageKind.TAP, str(reply["id"])) if reply else (MessageKind.UNKNOWN, "")
    content = message.get(kind)
    caption = content.get("caption") if isinstance(content, dict) else None
    return _KINDS.get(kind, MessageKind.UNKNOWN), str(caption or "")


def _interactive(message: Outgoing) -> dict[str, Any]:
    body = {"text": message.text}
    if len(message.choices) <= BUTTONS:
        buttons = [
            {"type": "reply", "reply": {"id": each.payload, "title": each.title}}
            for each in message.choices
        ]
        return {"type": "button", "body": body, "action": {"buttons": buttons}}
    rows = [_row(each) for each in message.choices]
    action = {"button": tell("choose"), "sections": [{"rows": rows}]}
    return {"type": "list", "body": body, "action": action}


def _row(choice: Choice) -> dict[str, str]:
    row = {"id": choice.payload, "title": choice.title}
    # The line beside « Changer 2 »; a whole question is already above the list.
    if 0 < len(choice.about) <= DESCRIPTION:
        row["description"] = choice.about
    return row
