"""Messenger: https://developers.facebook.com/docs/messenger-platform."""

import json
from collections.abc import Iterator
from typing import Any

from bot.channels.files import content_of, file_form
from bot.channels.message import Delivery, Incoming, Limits, MessageKind, Outgoing, of_type
from bot.channels.meta import GRAPH, MetaChannel, read_each
from bot.channels.wording import GREETING

BEGIN = "begin"
FIELDS = "messages,messaging_postbacks,message_edits"
_KINDS = {
    "audio": MessageKind.VOICE,
    "image": MessageKind.PHOTO,
    "video": MessageKind.PHOTO,
    "reel": MessageKind.PHOTO,
    "file": MessageKind.FILE,
    "location": MessageKind.PLACE,
    "sticker": MessageKind.STICKER,
}


class Messenger(MetaChannel):
    """The page of a town.

    Args:
        token: the page's.
        secret: the application's, which signs deliveries.
        graph: where the Graph API is.
    """

    name = "messenger"
    variables = ("MESSENGER_TOKEN", "MESSENGER_APP_SECRET")
    limits = Limits(
        text=2000,
        text_with_choices=2000,
        choices=13,
        title=20,
        payload=1000,
        files=frozenset(("application/pdf",)),
        choices_last=True,
    )

    def __init__(self, token: str, secret: str, graph: str = GRAPH) -> None:
        super().__init__(token, secret, f"{graph}/me/")

    def read(self, delivery: Delivery) -> list[Incoming]:
        """The messages of a batch."""
        events = (
            event
            for entry in of_type(json.loads(delivery.body)["entry"], list)
            # What another application of the page holds comes under « standby ».
            for event in entry.get("messaging", ())
        )
        return list(read_each(events, _event, self.counts))

    async def connect(self, address: str) -> str:
        """Have the page's messages delivered and its button « Démarrer » shown."""
        await self.sender.post("subscribed_apps", json={"subscribed_fields": FIELDS})
        await self.sender.post("messenger_profile", json={"get_started": {"payload": BEGIN}})
        return self.to_paste("Messenger > Paramètres > Webhooks", address, FIELDS)

    async def send(self, address: str, message: Outgoing) -> None:
        """Send a text with its quick replies, or a file; always as an answer."""
        if message.document is None:
            content: dict[str, Any] = {"text": message.text}
            if message.choices:
                content["quick_replies"] = [
                    {"content_type": "text", "title": each.title, "payload": each.payload}
                    for each in message.choices
                ]
            body = {
                "recipient": {"id": address},
                "messaging_type": "RESPONSE",
                "message": content,
            }
            await self.sender.post("messages", json=body)
            return
        attachment = {"attachment": {"type": "file", "payload": {"is_reusable": False}}}
        fields = {
            "recipient": json.dumps({"id": address}),
            "messaging_type": "RESPONSE",
            "message": json.dumps(attachment),
        }
        file = await content_of(message.document)
        await self.sender.post("messages", data=file_form(fields, "filedata", file))


def _event(event: dict[str, Any]) -> Iterator[Incoming]:
    """A message, a button or an edit; receipts, reactions and our own echoes are left aside."""
    found = next((name for name in ("message", "postback", "message_edit") if name in event), None)
    if found is None:
        return
    content = of_type(event[found], dict)
    if content.get("is_echo") or content.get("is_deleted"):
        return
    person = of_type(event["sender"]["id"], str)
    sent_at = of_type(event.get("timestamp"), int) / 1000
    # Each edit of a message has the number of that message.
    number = f"{content.get('mid') or person} {found} {content.get('num_edit', '')}"
    if "mid" not in content:
        number += str(event["timestamp"])
    kind, text = _told(found, content)
    yield Incoming(number, person, person, kind, text, sent_at)


def _told(found: str, content: dict[str, Any]) -> tuple[MessageKind, str]:
    """What an event is, and its words."""
    if found == "message_edit":
        return MessageKind.EDIT, ""
    if found == "postback":
        payload = str(content.get("payload") or "")
        return (MessageKind.TEXT, GREETING) if payload == BEGIN else (MessageKind.TAP, payload)
    if "quick_reply" in content:
        return MessageKind.TAP, str(content["quick_reply"]["payload"])
    text = str(content.get("text") or "")
    attachments = content.get("attachments") or ()
    kinds = [_kind(of_type(each, dict)) for each in attachments if each.get("type") != "fallback"]
    if kinds:
        return kinds[0], text
    return (MessageKind.TEXT, text) if text else (MessageKind.UNKNOWN, "")


def _kind(attachment: dict[str, Any]) -> MessageKind:
    # Older stickers come as images.
    if (attachment.get("payload") or {}).get("sticker_id"):
        return MessageKind.STICKER
    return _KINDS.get(str(attachment.get("type")), MessageKind.UNKNOWN)
