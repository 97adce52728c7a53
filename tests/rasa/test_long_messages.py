"""Long messages wait for each other; nobody else waits for them."""

import asyncio
from typing import Any

from bot.limits import MAX_MESSAGE

ATTACK = 12
LONG = ("le 3 mars, lundi, " * MAX_MESSAGE)[:MAX_MESSAGE]


def test_a_short_message_is_answered_between_the_long_ones(assistant: Any) -> None:
    answered: list[str] = []

    async def say(text: str, sender: str) -> None:
        messages = await assistant.reply(text, sender)
        assert messages[0]["text"]
        answered.append(sender)

    async def together() -> None:
        for sender in ("short", *(f"long{number}" for number in range(ATTACK))):
            await say("bonjour", sender)
        answered.clear()
        long = [asyncio.create_task(say(LONG, f"long{number}")) for number in range(ATTACK)]
        # The long ones are all under way before it comes.
        await asyncio.sleep(0)
        await say("combien coûte le médiateur ?", "short")
        await asyncio.gather(*long)

    asyncio.run(together())
    assert len(answered) == ATTACK + 1
    assert answered.index("short") < ATTACK / 2


def test_the_dates_left_out_are_said(assistant: Any) -> None:
    calls = ", ".join(f"le {day} septembre" for day in range(1, 29))

    async def talk() -> str:
        await assistant.reply("bonjour", "many")
        messages = await assistant.reply(f"j'ai appelé Orange {calls}, aucune réponse", "many")
        return "\n".join(message.get("text", "") for message in messages)

    said = asyncio.run(talk())
    assert "plus de 20 dates" in said
    assert "le 20 septembre" in said
    assert "Orange" in said
    assert "1er septembre 2026" in said
