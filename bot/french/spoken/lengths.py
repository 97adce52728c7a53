"""How long a spoken text takes, and how it is cut into prompts that can be remembered."""

import re

# A calm voice: letters, spaces and signs of the spoken text. Pico's French voice says 12.6 to 17 of
# them in a second (bench/RESULTS.md), so that a prompt never lasts longer than this tells.
CHARACTERS_PER_SECOND = 12
# In seconds: beyond, callers no longer know what the first choice was.
LONGEST_PROMPT = 20.0
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
