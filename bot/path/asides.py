"""Messages heard before any fact is read: another case, another company, « où lisez-vous ça ? »."""

from bot.path import vocabulary
from bot.path.companies import names_another_case
from bot.path.heard import TELLS_OR_ANSWERS, Heard, Intents
from bot.path.kindness import will_act
from bot.path.questions import Question
from bot.path.reading import Reading
from bot.path.saying import Problem, Saying
from bot.path.state import Told
from bot.path.words import evidence
from bot.understanding.decision import ELSEWHERE


def heard_aside(
    reading: Reading,
    intents: Intents,
    told: Told,
    question: Question | None,
    corrects: bool,
    asks: bool,
) -> Heard | None:
    """What such a message is heard as; None for one whose facts are to be read.

    Args:
        reading: the message.
        intents: what the classifier made of it.
        told: the case so far.
        question: the pending question.
        corrects: whether the message says that something told before was wrong.
        asks: whether it is surely a question.
    """
    tells = intents.whole in TELLS_OR_ANSWERS
    another = names_another_case(reading, told, question, corrects) if tells else None
    if another:
        return Heard(problems=(another,))
    known = told.operator or intents.whole.startswith(ELSEWHERE)
    if not known and _is_about_another_company(reading, asks):
        return Heard(questions=("off_other_mediator",), for_path=False)
    if vocabulary.has("where_read", reading) and told.words:
        return Heard(problems=(Problem(evidence(told), asks=False),))
    if tells and not corrects and will_act(reading, told, question):
        return Heard(problems=(Problem(Saying("utter_when_done"), asks=False),))
    return None


def _is_about_another_company(reading: Reading, asks: bool) -> bool:
    """« un litige avec EDF »: no operator, and no matter for this mediator.

    Args:
        reading: the message.
        asks: whether it is a question: « ma banque peut-elle me le rendre ? » is asked of what an
            operator took.
    """
    if reading.companies:
        return False
    return any(
        vocabulary.has(group, reading) for group in ("other_company", *(() if asks else ("bank",)))
    )
