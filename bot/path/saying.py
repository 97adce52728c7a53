"""One response to say."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Saying:
    """A response of ``domain.yml`` and what fills its placeholders.

    Attributes:
        response: its name.
        given: values of the placeholders that are not facts.
        rule: of a warning, what it comes from; a channel may have other words for it.
    """

    response: str
    given: Mapping[str, str] = field(default_factory=dict)
    rule: str | None = None


@dataclass(frozen=True)
class Problem:
    """Something unclear in a message: what to say, and the question it leaves open.

    Attributes:
        saying: names what is unclear; a question by itself when ``question`` is given.
        question: the name of the question that the next message answers; None when the pending
            one is to be asked again.
        asks: whether the saying is a question: it is then the only one of the turn.
    """

    saying: Saying
    question: str | None = None
    asks: bool = True
