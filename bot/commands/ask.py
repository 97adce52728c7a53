"""``python -m bot ask``: the answer to one message, without a server."""

import argparse
import asyncio
import json
import sys
from typing import Any

from bot.clock import today
from bot.knowledge import KnowledgeError, knowledge
from bot.townhall import banners_on
from bot.wording import WordingError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("text", metavar="TEXTE", help="le message d'un habitant")
    parser.add_argument("--json", action="store_true", help="texte, boutons, intention, confiance")


def run(arguments: argparse.Namespace) -> int:
    """Print the answer; 2 with a message when the assistant cannot be loaded."""
    from bot.commands.rasa_setting import quiet_rasa

    quiet_rasa()
    from bot.rasa.assistant import ModelMissingError, load_assistant

    # A terminal hands bytes that are no text over as lone surrogates.
    text = arguments.text.encode("utf-8", "replace").decode()
    if not text.strip():
        print(
            'Le message est vide. Exemple : python -m bot ask "c\'est gratuit ?"', file=sys.stderr
        )
        return 2
    try:
        assistant = load_assistant(store_url="sqlite://")
    except (KnowledgeError, WordingError, ModelMissingError) as error:
        print(error, file=sys.stderr)
        return 2
    answer = asyncio.run(_answer(assistant, text))
    print(json.dumps(answer, ensure_ascii=False, indent=2) if arguments.json else answer["text"])
    return 0


async def _answer(assistant: Any, text: str) -> dict[str, Any]:
    """The answer without the introduction and the banner, which open every conversation."""
    understood = await assistant.parse_message(text)
    messages = await assistant.reply(text, sender="ask")
    answer = messages[1 + bool(banners_on(knowledge().town_hall, today())) :]
    return {
        "text": "\n".join(message["text"] for message in answer if "text" in message),
        "buttons": [button for message in answer for button in message.get("buttons", [])],
        "intent": understood["intent"]["name"],
        "confidence": round(understood["intent"]["confidence"], 3),
    }
