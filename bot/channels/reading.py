"""What a person means: halves of one message put together, choices told by number or by word."""

import re
from collections.abc import Sequence

from bot.channels.inbox import Waiting
from bot.channels.message import MessageKind
from bot.channels.rendering import Turn
from bot.french.text import fold
from bot.limits import MAX_MESSAGE

# How long halves are waited for in all.
AT_MOST_SECONDS = 6.0
# No title of an app is longer, with its sign.
LONGEST_CHOICE = 30
_NUMBER = re.compile(r"^\W*(?:n°|le|la)?\s*(\d{1,2})\W*$", re.IGNORECASE)


def grouped(waiting: Sequence[Waiting], now: float, halves: float) -> tuple[list[Waiting], float]:
    """The messages to be read as one, and how many seconds more of them are to be waited for.

    Args:
        waiting: in order, one at least.
        now: seconds since 1970.
        halves: seconds that the next half is waited for.
    """
    begun = [each for each in waiting if each.begun]
    if begun:
        return begun, 0.0
    group = [waiting[0]]
    if waiting[0].message.kind is not MessageKind.TEXT:
        return group, 0.0
    for each in waiting[1:]:
        length = sum(len(one.message.text) + 1 for one in (*group, each))
        if each.message.kind is not MessageKind.TEXT or length > MAX_MESSAGE:
            return group, 0.0
        group.append(each)
    until = min(group[-1].received_at + halves, group[0].received_at + AT_MOST_SECONDS)
    # No longer than for a half, should the clock have been set back since.
    return group, min(max(0.0, until - now), halves)


def may_choose(text: str) -> bool:
    """Whether a text is short enough for the number or the words of a choice."""
    return len(text) <= LONGEST_CHOICE


def chosen(text: str, turn: Turn) -> str | None:
    """What a choice carries that was told by its number or its short words; None for other words.

    The whole words of a button are understood by the assistant itself.
    """
    number = _NUMBER.match(text)
    if turn.numbered and number and 0 < int(number[1]) <= len(turn.choices):
        return turn.choices[int(number[1]) - 1].payload
    typed = _words(text)
    same = {each.payload for each in turn.choices if typed and _words(each.title) == typed}
    return same.pop() if len(same) == 1 else None


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))
