"""Written answers as a voice or a clerk says them: no digit, address, bracket or sign is left.

``spoken`` changes how a text is written, never what it states; ``cut`` makes prompts of it that are
short enough to be remembered, and ``seconds_aloud`` tells how long one takes.
"""

from bot.french.spoken.lengths import (
    CHARACTERS_PER_SECOND,
    LONGEST_PROMPT,
    cut,
    pieces,
    seconds_aloud,
)
from bot.french.spoken.sentences import spoken

__all__ = ["CHARACTERS_PER_SECOND", "LONGEST_PROMPT", "cut", "pieces", "seconds_aloud", "spoken"]
