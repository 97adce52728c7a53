"""Updates as aiogram's models write them, and what is wrong with calls of the Bot API.

A call is read by aiogram's models, and measured by python-telegram-bot's limits.
"""

import json
import sys

import aiogram.methods
from aiogram.types import InlineKeyboardMarkup, Update
from telegram.constants import InlineKeyboardButtonLimit, MessageLimit


def wrong(method: str, fields: dict) -> list[str]:
    model = getattr(aiogram.methods, method[0].upper() + method[1:])
    document = fields.pop("document", None)
    if document is not None:
        fields["document"] = "attach://document"
    read = model.model_validate(fields)
    found = [f"{method}: {name}" for name in fields if name not in model.model_fields]
    if len(getattr(read, "text", None) or "") > MessageLimit.MAX_TEXT_LENGTH:
        found.append("text")
    if len(getattr(read, "caption", None) or "") > MessageLimit.CAPTION_LENGTH:
        found.append("caption")
    markup = getattr(read, "reply_markup", None)
    if isinstance(markup, InlineKeyboardMarkup):
        for button in (button for row in markup.inline_keyboard for button in row):
            if not button.text:
                found.append("button without words")
            size = len((button.callback_data or "").encode())
            if not 1 <= size <= InlineKeyboardButtonLimit.MAX_CALLBACK_DATA:
                found.append(f"callback_data of {size} bytes")
    return found


def written(update: dict) -> dict:
    model = Update.model_validate(update)
    return json.loads(model.model_dump_json(exclude_none=True, by_alias=True))


asked = json.load(sys.stdin)
answer = {
    "updates": [written(each) for each in asked["updates"]],
    "wrong": [wrong(*each) for each in asked["calls"]],
}
json.dump(answer, sys.stdout)
