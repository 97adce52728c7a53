"""Deliveries as pywa reads them: whether it takes the signature, and what it finds inside."""

import json
import sys

from pywa import WhatsApp, types, utils

client = WhatsApp(phone_id="106540352242922", token="token")


def read(body: str, signature: str, secret: str) -> dict:
    if not utils.webhook_updates_validator(secret, body.encode(), signature):
        return {"refused": True}
    raw = json.loads(body)
    message = raw["entry"][0]["changes"][0]["value"]["messages"][0]
    kind = message["type"]
    if kind == "interactive":
        found = types.CallbackButton.from_update(client, raw)
        said = found.data
    else:
        found = types.Message.from_update(client, raw)
        said = found.text or found.caption
    user = found.from_user
    return {"type": kind, "said": said, "number": user.wa_id, "identifier": user.bsuid}


json.dump([read(*each) for each in json.load(sys.stdin)], sys.stdout)
