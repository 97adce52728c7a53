"""What was heard in a message, as it goes from the hearing to the turn."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from bot.path.saying import Problem, Saying
from bot.path.state import from_plain, to_plain
from bot.understanding.decision import decide, understand
from bot.understanding.model import Model
from bot.understanding.questions import intents_asked

# Intents of messages that tell a case, and that of those the classifier is not sure of.
TELLS = {"tell_case", "report_no_reply", "report_unsatisfactory_reply", "start_case"}
NOT_UNDERSTOOD = "nlu_fallback"
# Intents of messages that tell or answer, whatever else they may be.
TELLS_OR_ANSWERS = {"affirm", "deny", "dont_know", "correct_answer", NOT_UNDERSTOOD, *TELLS}


@dataclass(frozen=True)
class Intents:
    """What the classifier made of a message.

    Attributes:
        whole: the intent of the whole message.
        asked: those of its sentences that ask something, in order.
        sure: the probability of ``whole``, 0 to 1.
        likeliest: the likeliest intent, were it not sure enough.
    """

    whole: str
    asked: tuple[str, ...] = ()
    sure: float = 1.0
    likeliest: str | None = None


def intents_of(model: Model, text: str) -> Intents:
    """What the classifier of the questions makes of a message, without Rasa."""
    ranking = understand(model, text)
    whole = decide(ranking)
    likeliest = ranking[0].intent if ranking else None
    asked = tuple(intents_asked(model, text, ranking))
    return Intents(whole.intent, asked, whole.confidence, likeliest)


@dataclass(frozen=True)
class Heard:
    """What was heard.

    Attributes:
        facts: new values, by field of ``Told``, among them those already told; None takes back.
        words: the words each fact was read from, by field.
        problems: what is unclear in the message, to be asked.
        closes: the pending question is answered by « je ne sais plus ».
        closed: questions that a button answers so.
        corrects: the message says that something told before was wrong.
        questions: the intents of what it asks besides.
        for_path: whether the path takes the message.
        changes: the question that a button of the summary asks again.
        kind_word: the response that comes before everything else, in hard times.
    """

    facts: Mapping[str, Any] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    closes: bool = False
    closed: tuple[str, ...] = ()
    corrects: bool = False
    questions: tuple[str, ...] = ()
    for_path: bool = True
    changes: str | None = None
    kind_word: str | None = None

    @property
    def something(self) -> bool:
        """Whether the message told anything at all."""
        return bool(self.facts or self.problems or self.closes)

    def to_json(self) -> dict[str, Any]:
        """The same as plain JSON."""
        return {
            **vars(self),
            "facts": {name: to_plain(value) for name, value in self.facts.items()},
            "words": dict(self.words),
            "problems": [asdict(problem) for problem in self.problems],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Heard":
        """Read what ``to_json`` gave."""
        return cls(
            {name: from_plain(name, value) for name, value in data["facts"].items()},
            data["words"],
            tuple(
                Problem(Saying(**problem["saying"]), problem["question"], problem["asks"])
                for problem in data["problems"]
            ),
            data["closes"],
            tuple(data["closed"]),
            data["corrects"],
            tuple(data["questions"]),
            data["for_path"],
            kind_word=data["kind_word"],
        )
