"""The website's conversations by messaging app: the same dates, the same facts, few messages."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.channels.telegram import Telegram
from tests.channels import telegram_person
from tests.channels.doubles import Double
from tests.channels.talking import deliver, desk_of

FILE = Path(__file__).parents[1] / "rasa" / "path_conversations.yml"
CONVERSATIONS: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
MOST_MESSAGES = 4


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").lower()


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda told: told["name"])
def test_on_telegram(assistant: Any, telegram: Double, conversation: dict[str, Any]) -> None:
    person = telegram_person.Person()

    async def talk() -> None:
        desk = desk_of(Telegram("4242:secret", telegram.url), assistant)
        await deliver(desk, telegram_person.body(person.writes("/start")))
        last, buttons = "", dict[str, str]()
        for turn in conversation["turns"]:
            telegram.forget()
            update = (
                person.taps(_pressed(turn, buttons, last))
                if "press" in turn
                else person.writes(turn["say"])
            )
            await deliver(desk, telegram_person.body(update))
            sent = telegram.sent(*telegram_person.SENDS)
            screen = telegram_person.shown(sent)
            last, buttons = screen.text, screen.buttons
            said, what = plain(screen.text), f"{turn}\n→ {screen.text}"
            assert 0 < len(sent) <= MOST_MESSAGES, what
            assert [fact for fact in turn.get("says", []) if plain(fact) not in said] == [], what
            assert [fact for fact in turn.get("never", []) if plain(fact) in said] == [], what
            assert "/documents/" not in said, what
            for name in turn.get("files", []):
                assert name in screen.files or "/d/" in said, what
        await desk.close(1)

    asyncio.run(talk())


def _pressed(turn: dict[str, str], buttons: dict[str, str], last: str) -> str:
    """The payload of the button that a turn presses, by its words or by the line it is beside."""
    wanted = plain(turn["press"])
    if beside := turn.get("beside"):
        line = next(each for each in last.splitlines() if plain(beside) in plain(each))
        wanted = f"{wanted} {line.partition('.')[0]}"
    titles = {plain(title): payload for title, payload in buttons.items()}
    found = [wanted] if wanted in titles else [title for title in titles if wanted in title]
    assert len(found) == 1, f"{turn['press']} : {sorted(titles)}"
    return titles[found[0]]
