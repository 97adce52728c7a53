"""How many first messages that tell a dispute end in « je n'ai pas compris »: whole assistant.

    python -m bench.fallbacks

Each message opens a conversation of its own, through everything a resident goes through but HTTP.
"""

import asyncio
from collections import Counter

from bench.stories import DEVELOPMENT, VERDICT, rows
from bench.understanding import AROUND_DEVELOPMENT, AROUND_VERDICT, held_out
from bot.commands.rasa_setting import quiet_rasa

STORY = "tell_case"
NOT_UNDERSTOOD = {"utter_guess", "utter_rephrase", "utter_not_understood_twice"}


def stories(part: str) -> list[str]:
    """The first messages of a set that tell a dispute and ask nothing."""
    if part in (AROUND_DEVELOPMENT, AROUND_VERDICT):
        return [text for _, intent, text in held_out(part) if intent == STORY]
    return [row["text"] for row in rows(part, "first_messages")]


async def main() -> None:
    """Print a row for each set."""
    quiet_rasa()
    from bot.rasa.assistant import load_assistant

    assistant = load_assistant(store_url="sqlite://")
    print("| set | messages | not understood | of these, with the dispute as first button |")
    print("| --- | --- | --- | --- |")
    for part in (AROUND_DEVELOPMENT, AROUND_VERDICT, DEVELOPMENT, VERDICT):
        became: Counter[str] = Counter()
        for number, text in enumerate(stories(part)):
            sender = f"{part}{number}"
            await assistant.reply(text, sender)
            tracker = await assistant.tracker_store.retrieve(sender)
            assert tracker is not None, "the conversation was just written"
            said = {event.metadata.get("utter_action") for event in tracker.events}
            became["all"] += 1
            became["lost"] += bool(said & NOT_UNDERSTOOD)
            became["offered"] += "utter_guess" in said
        print(f"| {part} | {became['all']} | {became['lost']} | {became['offered']} |", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
