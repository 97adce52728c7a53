"""A call that understands: how messages are said on the phone, and what its keys send.

Speech is heard for the open question only: a recogniser hears whole questions, and takes « oui » or
a year for something else. Yes, no, an operator and days are keys, each read back by the assistant.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from bot.french.spoken import cut, spoken
from bot.knowledge import knowledge
from bot.path import BY_NAME
from bot.phone.menu import call_words
from bot.phone.wording import aloud
from bot.wording import responses

PERSON_KEY = "0"
REPEAT_KEY = "9"
REPEAT_WORDS = "pouvez-vous répéter"
UNKNOWN_DAY = "je ne sais plus"
# After as many, a person.
FAILURES = 2
# Keys 1 to 8: 9 repeats, 0 is a person.
_MOST_KEYS = 8
_DAY = re.compile(r"(\d\d)(\d\d)(\d{4})")
_ANSWER = re.compile(r"^/tell_case\{")
_CONTACT, _FILE = "contact", "file"


class Listens(str, Enum):
    """What is waited for."""

    KEYS = "keys"
    DAY = "day"
    SPEECH = "speech"


@dataclass(frozen=True)
class Heard:
    """What the assistant says on the phone, and how it is answered.

    Attributes:
        says: spoken texts, each short enough.
        listens: what is waited for.
        keys: what each key from 1 on sends: a payload just offered, or words.
        person: whether a person is to take over.
    """

    says: tuple[str, ...]
    listens: Listens
    keys: tuple[str, ...] = ()
    person: bool = False


def opening() -> Heard:
    """The first words of a call, and the open question."""
    return Heard((aloud("utter_introduction"), spoken(call_words()["ask"])), Listens.SPEECH)


def render(messages: Sequence[Mapping[str, Any]], asked: str | None = None) -> Heard:
    """What the messages of one turn become.

    Args:
        messages: as a channel collects them: ``text``, ``buttons``, ``custom``.
        asked: the question of the path that waits for its answer.
    """
    introduction = aloud("utter_introduction")
    kinds = [(message.get("custom") or {}).get("type") for message in messages]
    said = [
        spoken(message["text"])
        for message, kind in zip(messages, kinds, strict=True)
        if message.get("text") and kind != _FILE
    ]
    says = [text for text in said if text and text != introduction]
    if _FILE in kinds:
        says.append(spoken(call_words()["papers"]))
    buttons = [button for message in messages for button in message.get("buttons") or []]
    if asked is not None and BY_NAME[asked].asks_day:
        says.append(spoken(call_words()["day"]))
        return Heard(_prompts(says), Listens.DAY)
    if asked is not None and not any(_ANSWER.match(button["payload"]) for button in buttons):
        # What was unclear was told instead of the question: its answers are still the keys.
        buttons = responses()[BY_NAME[asked].ask][0].get("buttons", [])
    keys = [(button["title"], button["payload"]) for button in buttons]
    if asked == "operator":
        members = [operator.name for operator in knowledge().members]
        keys = [(name, name) for name in members] + keys
    keys = keys[:_MOST_KEYS]
    offers = [
        call_words()["offer"].format(title=title.rstrip(" ?\N{NO-BREAK SPACE}"), key=number)
        for number, (title, _) in enumerate(keys, start=1)
    ]
    says.append(spoken(" ".join(offers)) if offers else spoken(call_words()["more"]))
    return Heard(
        _prompts(says),
        Listens.SPEECH if asked is None else Listens.KEYS,
        tuple(payload for _, payload in keys),
        person=_CONTACT in kinds,
    )


def again(listens: Listens) -> tuple[str, ...]:
    """What is said when nothing usable was heard, before the question comes again."""
    hint = [call_words()["day"]] if listens is Listens.DAY else []
    return tuple(spoken(text) for text in (call_words()["again"], *hint))


def words_of(listens: Listens, keys: Sequence[str], digits: str, speech: str) -> str | None:
    """The message that a caller's keys or words send; None when nothing usable came.

    Args:
        listens: what was waited for.
        keys: what each key sends.
        digits: the keys pressed, empty when none; « * » for a day that is not known.
        speech: what was recognised, empty when nothing.
    """
    if digits == REPEAT_KEY and listens is not Listens.DAY:
        return REPEAT_WORDS
    if listens is Listens.DAY:
        day = _DAY.fullmatch(digits)
        return f"{day[1]}/{day[2]}/{day[3]}" if day else (UNKNOWN_DAY if digits == "*" else None)
    if digits:
        number = int(digits) if digits.isascii() and digits.isdigit() else 0
        return keys[number - 1] if 1 <= number <= len(keys) else None
    return speech.strip() or None if listens is Listens.SPEECH else None


def _prompts(says: Sequence[str]) -> tuple[str, ...]:
    return tuple(prompt for text in says for prompt in cut(text))
