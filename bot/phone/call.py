"""A call that understands: how messages are said on the phone, and what its keys send.

Speech is heard for the open question only: a recogniser hears whole questions, and takes « oui » or
a year for something else. Yes, no, an operator and days are keys, each read back by the assistant.
A carrier without a recogniser has keys for everything: its open question is a choice.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from bot.french.spoken import cut, spoken
from bot.knowledge import knowledge
from bot.path import BY_NAME
from bot.phone.menu import call_words, first_choices
from bot.phone.wording import aloud
from bot.wording import responses

PERSON_KEY = "0"
REPEAT_KEY = "9"
REPEAT_WORDS = "pouvez-vous répéter"
UNKNOWN_DAY = "je ne sais plus"
# What the keys send that answer whether the links go by SMS: taken by the call, not the assistant.
TEXTED, NOT_TEXTED = "sms:oui", "sms:non"
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


@dataclass(frozen=True)
class Place:
    """Where a call is, which its carrier gives back with what was heard.

    Attributes:
        listens: what was waited for.
        keys: what each key sends.
        failures: how often in a row nothing usable was heard.
        turn: how many times something was heard so far.
    """

    listens: Listens
    keys: tuple[str, ...] = ()
    failures: int = 0
    turn: int = 0


@dataclass(frozen=True)
class Turn:
    """What to say now, and where the call is then."""

    says: tuple[str, ...]
    place: Place


def opening(speaks: bool = True) -> Heard:
    """The first words of a call, and the open question.

    Args:
        speaks: whether speech can be heard; if not, the question is a choice of keys.
    """
    introduction = aloud("utter_introduction")
    if speaks:
        return Heard((introduction, spoken(call_words()["ask"])), Listens.SPEECH)
    keys = _first_choices()
    says = (introduction, spoken(call_words()["ask_by_keys"]), _offers(keys))
    return Heard(says, Listens.KEYS, _sent(keys))


def render(
    messages: Sequence[Mapping[str, Any]], asked: str | None = None, speaks: bool = True
) -> Heard:
    """What the messages of one turn become.

    Args:
        messages: as a channel collects them: ``text``, ``buttons``, ``custom``.
        asked: the question of the path that waits for its answer.
        speaks: whether speech can be heard.
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
    if keys:
        says.append(_offers(keys[:_MOST_KEYS]))
    elif speaks:
        says.append(spoken(call_words()["more"]))
    else:
        keys = _first_choices()
        says += [_offers(keys), spoken(call_words()["done"])]
    return Heard(
        _prompts(says),
        Listens.SPEECH if speaks and asked is None else Listens.KEYS,
        _sent(keys[:_MOST_KEYS]),
        person=_CONTACT in kinds,
    )


def ask_to_text(messages: Sequence[Mapping[str, Any]], asked: str | None) -> Heard | None:
    """What a turn becomes that ends with documents: whether their links are to go by SMS.

    What follows the documents is left for after the answer. None for a turn without documents, or
    while another question waits.
    """
    files = [n for n, message in enumerate(messages) if _is_file(message)]
    if asked is not None or not files:
        return None
    told = render([{**each, "buttons": None} for each in messages[: files[-1] + 1]])
    question = [spoken(call_words()["text"]), _offers([("Oui", TEXTED), ("Non", NOT_TEXTED)])]
    says = (*told.says[:-1], *question)
    return Heard(says, Listens.KEYS, (TEXTED, NOT_TEXTED))


def after_text(
    messages: Sequence[Mapping[str, Any]], told: str | None, speaks: bool = True
) -> Heard:
    """What follows the answer to :func:`ask_to_text`.

    Args:
        messages: those of the turn that ended with documents.
        told: what became of the SMS; None when none was wanted.
        speaks: whether speech can be heard.
    """
    last = max(n for n, message in enumerate(messages) if _is_file(message))
    offers = [{"buttons": each.get("buttons")} for each in messages[: last + 1]]
    first = [{"text": told}] if told else []
    return render([*first, *offers, *messages[last + 1 :]], speaks=speaks)


def _is_file(message: Mapping[str, Any]) -> bool:
    return (message.get("custom") or {}).get("type") == _FILE


def _first_choices() -> list[tuple[str, str]]:
    return [(title, title) for title in first_choices()]


def _offers(keys: Sequence[tuple[str, str]]) -> str:
    offer = call_words()["offer"]
    return spoken(
        " ".join(
            offer.format(title=title.rstrip(" ?\N{NO-BREAK SPACE}"), key=number)
            for number, (title, _) in enumerate(keys, start=1)
        )
    )


def _sent(keys: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(payload for _, payload in keys)


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
    """Short enough, each ended: a voice runs on to what follows a site without a stop."""
    ended = [text if text.endswith((".", "!", "?")) else f"{text}." for text in says]
    return tuple(prompt for text in ended for prompt in cut(text))
