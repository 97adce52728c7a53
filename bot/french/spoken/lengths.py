"""How long a spoken text takes, and how it is cut into prompts that can be remembered."""

import re
from collections.abc import Sequence

# A calm voice: letters, spaces and signs of the spoken text. Pico's French voice says 12.6 to 17 of
# them in a second (bench/RESULTS.md), so that a prompt never lasts longer than this tells.
CHARACTERS_PER_SECOND = 12
# In seconds: beyond, callers no longer know what the first choice was.
LONGEST_PROMPT = 20.0
# What a voice makes in 40 ms, of which callers wait for the first.
LONGEST_PIECE = 10.0
# Where a voice may stop, the best places first.
_STOPS = (r"(?<=[.!?…]) ", r"(?<=[:;]) ", r"(?<=,) ", r" ")


def seconds_aloud(text: str) -> float:
    """How long a spoken text takes at most, in seconds."""
    return len(text) / CHARACTERS_PER_SECOND


def cut(text: str, longest: float = LONGEST_PROMPT) -> list[str]:
    """A spoken text in prompts, cut after sentences, else after commas, else between words.

    Args:
        text: what ``spoken`` gave.
        longest: of a prompt, in seconds.
    """
    return _cut(text, longest, _STOPS)


def pieces(says: Sequence[str]) -> list[str]:
    """Prompts in pieces that a voice makes one after the other, the first soon: it is one sentence.

    Args:
        says: what ``spoken`` gave.
    """
    sentence, *others = re.split(_STOPS[0], " ".join(says), maxsplit=1)
    first, *rest = cut(sentence, LONGEST_PIECE)
    return [first, *cut(" ".join([*rest, *others]), LONGEST_PIECE)]


def _cut(text: str, longest: float, stops: tuple[str, ...]) -> list[str]:
    if seconds_aloud(text) <= longest or not stops:
        return [text] if text else []
    prompts: list[str] = []
    for part in re.split(stops[0], text):
        for piece in _cut(part, longest, stops[1:]):
            joined = f"{prompts[-1]} {piece}" if prompts else piece
            if prompts and seconds_aloud(joined) <= longest:
                prompts[-1] = joined
            else:
                prompts.append(piece)
    return prompts
