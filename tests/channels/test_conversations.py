"""The website's conversations by messaging app: the same dates, the same facts, few messages."""

import asyncio
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from bot.channels.titles import short_titles
from tests.channels import messenger_person, telegram_person, whatsapp_person
from tests.channels.doubles import Double
from tests.channels.talking import Shown, deliver, desk_of

FILE = Path(__file__).parents[1] / "rasa" / "path_conversations.yml"
CONVERSATIONS: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
MOST_MESSAGES = 4


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").lower()


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda told: told["name"])
def test_on_telegram(assistant: Any, telegram: Double, conversation: dict[str, Any]) -> None:
    asyncio.run(talk(assistant, telegram, telegram_person, conversation))


@pytest.mark.parametrize("conversation", CONVERSATIONS[::3], ids=lambda told: told["name"])
def test_on_whatsapp(assistant: Any, whatsapp: Double, conversation: dict[str, Any]) -> None:
    asyncio.run(talk(assistant, whatsapp, whatsapp_person, conversation))


@pytest.mark.parametrize("conversation", CONVERSATIONS[1::3], ids=lambda told: told["name"])
def test_on_messenger(assistant: Any, messenger: Double, conversation: dict[str, Any]) -> None:
    asyncio.run(talk(assistant, messenger, messenger_person, conversation))


async def talk(
    assistant: Any, double: Double, app: ModuleType, conversation: dict[str, Any]
) -> None:
    person, last = app.Person(), Shown([], {}, [])
    desk = desk_of(app.channel(double.url), assistant)
    await deliver(desk, app.body(person.writes("Démarrer")))
    for turn in conversation["turns"]:
        double.forget()
        sent = person.taps(pressed(turn, last)) if "press" in turn else person.writes(turn["say"])
        await deliver(desk, app.body(sent))
        received = double.sent(*app.SENDS)
        last = app.shown(received)
        said, what = plain(last.text), f"{turn}\n→ {last.text}"
        assert 0 < len(received) <= MOST_MESSAGES, what
        assert [fact for fact in turn.get("says", []) if plain(fact) not in said] == [], what
        assert [fact for fact in turn.get("never", []) if plain(fact) in said] == [], what
        assert "/documents/" not in said, what
        given = len(last.files) + last.text.count("/d/")
        assert given == len(turn.get("files", [])) or "files" not in turn, what
        assert set(last.files) <= set(turn.get("files", last.files)), what
    await desk.close(1)


def pressed(turn: dict[str, str], last: Shown) -> str:
    """The payload of the button that a turn presses, by its words or by the line it is beside."""
    wanted = plain(turn["press"])
    if beside := turn.get("beside"):
        line = next(each for each in last.text.splitlines() if plain(beside) in plain(each))
        wanted = f"{wanted} {line.partition('.')[0]}"
    longer = {
        long: last.buttons[short] for long, short in short_titles().items() if short in last.buttons
    }
    named = {plain(title): payload for title, payload in {**last.buttons, **longer}.items()}
    found = {
        payload
        for title, payload in named.items()
        if title == wanted or (wanted not in named and wanted in title)
    }
    assert len(found) == 1, f"{turn['press']} : {sorted(named)}"
    return found.pop()
