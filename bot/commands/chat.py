"""``python -m bot chat``: a conversation in the terminal."""

import argparse
import asyncio
import sys
from typing import Any

from bot.knowledge import KnowledgeError
from bot.wording import WordingError, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No option."""


def run(arguments: argparse.Namespace) -> int:
    """Talk until the end of input; 2 with a message when the assistant cannot be loaded."""
    from bot.commands.rasa_setting import quiet_rasa

    quiet_rasa()
    from bot.rasa.assistant import ModelMissingError, load_assistant

    try:
        assistant = load_assistant(store_url="sqlite://")
    except (KnowledgeError, WordingError, ModelMissingError) as error:
        print(error, file=sys.stderr)
        return 2
    print("Écrivez votre question, ou le numéro d'un bouton. Ctrl+D pour finir.")
    asyncio.run(_talk(assistant))
    return 0


async def _talk(assistant: Any) -> None:
    buttons: list[dict[str, str]] = []
    while True:
        try:
            typed = input("> ").encode("utf-8", "replace").decode().strip()
        except (EOFError, KeyboardInterrupt):
            print()
            return
        if not typed:
            continue
        pressed = typed.isdigit() and 1 <= int(typed) <= len(buttons)
        text = buttons[int(typed) - 1]["payload"] if pressed else typed
        buttons = []
        for message in await _reply(assistant, text):
            if "text" in message:
                print(message["text"])
            buttons += message.get("buttons", [])
        for number, button in enumerate(buttons, start=1):
            print(f"  {number}. {button['title']}")


async def _reply(assistant: Any, text: str) -> list[dict[str, Any]]:
    try:
        messages: list[dict[str, Any]] = await assistant.reply(text, sender="chat")
    except Exception:
        return [{"text": say("utter_apology")}]
    return messages
