"""Says invented names to an assistant of this process, erases, and looks for them everywhere.

Prints the kind of each live object that holds one, a line each, and nothing else.
"""

import asyncio
import gc
import random
import string
import sys
from collections.abc import Iterator

from bot.commands.rasa_setting import quiet_rasa

quiet_rasa()
from bot.rasa.assistant import Assistant, load_assistant  # noqa: E402

STORE, SENDER, OTHER = sys.argv[1], "forgetful", "someone-else"
SAID = (
    "bonjour je suis {} et jai un souci avec {}",
    "j'ai écrit à {} le 3 septembre, {} ne répond pas",
    "c'était le 12 {} 2026 chez {}, ou alors {}?",
    "{} {} {}",
    "combien coûte le médiateur {} ?",
)
NAMES = 6


def invent(chance: random.Random) -> str:
    """A name of nobody's, of twelve letters; written backwards, so that nothing here holds it."""
    return "".join(chance.choices(string.ascii_lowercase, k=12))


async def talk(assistant: Assistant, backwards: list[str]) -> None:
    """Say the names in all the ways, then erase, then let the others talk."""
    await assistant.reply("bonjour", SENDER)
    for message in SAID:
        names = (each[::-1].capitalize() for each in backwards)
        await assistant.reply(
            message.format(*[next(names) for _ in range(message.count("{}"))]), SENDER
        )
    for name in backwards:
        await assistant.reply(name[::-1], SENDER)
    erased = await assistant.reply("effacez ma conversation", SENDER)
    assert "effacée" in erased[0]["text"], erased
    for message in ("bonjour", "combien coûte le médiateur ?", "j'ai écrit à Orange le 3 mars"):
        await assistant.reply(message, OTHER)


def held(backwards: str) -> Iterator[str]:
    """The kinds of objects that hold a name."""
    for holder in gc.get_objects():
        for each in gc.get_referents(holder):
            if isinstance(each, str) and backwards in each[::-1].lower():
                yield f"objet {type(holder).__module__}.{type(holder).__name__}"


def main() -> None:
    """Say, erase, look."""
    backwards = [invent(random.Random(number)) for number in range(NAMES)]
    assistant = load_assistant(store_url=STORE)
    # It comes by too seldom, among so much that was loaded, to be what makes words go.
    gc.collect()
    gc.disable()
    asyncio.run(talk(assistant, backwards))
    for name in backwards:
        for where in held(name):
            print(where)
    # Its store of strings never forgets.
    if "spacy" in sys.modules:
        print("spaCy est chargé")


if __name__ == "__main__":
    main()
