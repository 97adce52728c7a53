"""The answer to the pending question: the choice that the model hears, and what it means."""

from dataclasses import dataclass
from typing import Any

from bot.mediation import SOME_DAY
from bot.path import vocabulary
from bot.path.addressee import QUESTION_OF, place
from bot.path.lessons import NO_ANSWER
from bot.path.models import Models
from bot.path.questions import BY_NAME, REPLIES, Question
from bot.path.reading import Reading
from bot.path.saying import Problem, Saying
from bot.path.state import Answer, Told
from bot.path.statements import way_of

# The share of the model from which a choice is an answer: cross-validated, see bench/RESULTS.md.
SURE = 0.55
# The share from which words beside it (« mais », « plus ») no longer contradict « satisfait »
# or « je ne sais plus ».
_WHATEVER_THE_WORDS = 0.95
# The share from which a choice is believed beside « je ne sais plus », and that beside
# « pas encore ».
_FORGOTTEN = 0.9
_TAKEN_FOR_UNKNOWN = ("no", "none", "unsatisfactory", "other", "elsewhere", "chat")
# The choices of a question about a reply that say that one came.
_REPLIED = ("yes", "unsatisfactory", "satisfactory")
_NO, _CHAT = "no", "chat"
_BRIEF, _FEW = 3, 8
_TELLS_A_WAY = {"complained", "complaint_date", "written"}
_YES_NO = {"complained", "letter_sent", "court", "notified"}


@dataclass(frozen=True)
class Choice:
    """The choice a message makes among those of the pending question.

    Attributes:
        name: its name; a key of the question's choices, or one that only the words can mean.
        share: how sure the model is, 0 to 1.
    """

    name: str
    share: float

    @property
    def answers(self) -> bool:
        """Whether it surely answers the question."""
        return self.name != NO_ANSWER and self.share >= SURE

    @property
    def evades(self) -> bool:
        """Whether it surely answers something else, or nothing."""
        return self.name == NO_ANSWER and self.share >= SURE


def choice_of(reading: Reading, question: Question, models: Models) -> Choice:
    """The likeliest choice that a message makes, among them that it makes none.

    A choice that the words contradict is none: it is asked again.
    """
    shares = models.answer(question.name, reading)
    name = max(shares, key=lambda each: shares[each])
    share = shares[name]
    forgotten = name == "unknown" and share >= _FORGOTTEN
    denies = question.asks_day and not reading.dates and not forgotten
    if denies and vocabulary.has("not_yet", reading):
        return Choice(_NO, 1.0)
    if vocabulary.has("not_the_complaint", reading) and not vocabulary.has("complained", reading):
        # « le 2 c'est la résiliation, pas une réclamation »
        if question.name == "date_of_what":
            return Choice("elsewhere", 1.0)
        if question.name == "complained" and not vocabulary.has("agreement", reading, 0, _BRIEF):
            return Choice(_NO, 1.0)
    unsure = name in _TAKEN_FOR_UNKNOWN and share < _FORGOTTEN and "unknown" in shares
    if unsure and vocabulary.has("forgot", reading, 0, _BRIEF):
        name, share = "unknown", SURE
    if question.name in REPLIES and name == "none" and _refuses(reading):
        # « ils ont dit non »
        name, share = "unsatisfactory", share + shares["unsatisfactory"]
    suits = name == "unsatisfactory" and _suits(reading)
    if question.name in REPLIES and name in _REPLIED and (share < SURE or suits):
        # A reply came; whether it suits is asked next, unless the words say so.
        name, share = "yes", sum(shares.get(each, 0.0) for each in _REPLIED)
    sure = name in ("satisfactory", "unknown") and share >= _WHATEVER_THE_WORDS
    contradicted = not sure and _contradicts(reading, question, name)
    return Choice(name, 0.0 if contradicted else share)


def _contradicts(reading: Reading, question: Question, choice: str) -> bool:
    """Whether the words say something else than a choice."""

    def has(group: str) -> bool:
        return vocabulary.has(group, reading)

    agrees = vocabulary.has("agreement", reading, 0, _BRIEF)
    refuses = vocabulary.has("refusing", reading, 0, 2)
    yes_no = question.name in _YES_NO
    if has("supposes") and choice in ("yes", "no", "day"):
        return True
    if yes_no and choice == "unknown" and (agrees or refuses):
        return True
    if yes_no and ((choice == "no" and agrees and not refuses) or (choice == "yes" and refuses)):
        return True
    if choice == "none":
        # « free m'a envoyé une box » says nothing of an answer.
        told_so = any(map(has, ("denied", "silence", "refusing", "automatic", "refusal_told")))
        return not told_so or has("replied") or (has("refusal_told") and has("silence"))
    if choice == "yes" and question.name in REPLIES and has("to_them"):
        # « je leur ai écrit le 14 août » says nothing of an answer.
        return not (agrees or has("replied"))
    if choice == "unsatisfactory":
        return has("wont_answer") or (has("dunning") and not has("their_reply"))
    if choice == "satisfactory":
        return has("in_part") or has("denied")
    if question.name == "letter_sent" and choice == "yes":
        return has("to_others") and not has("consumer_service")
    if question.name == "court" and choice == "yes":
        named = has("court") and not any(map(has, ("intends", "denied", "to_others")))
        return not (named or (_is_bare(reading) and not reading.dates))
    if question.name == "court" and choice == "no":
        return has("lawyer") and not (refuses or has("denied"))
    if question.name == "complained" and choice == "yes":
        return has("by_them") and not agrees
    return False


def meaning(
    choice: Choice, question: Question, told: Told, reading: Reading
) -> tuple[dict[str, Any], list[Problem]]:
    """The facts that a choice tells, and what is to be said beside them."""
    if question.name == "confirm_date" and told.doubtful:
        name, days = told.doubtful
        day = {"yes": {name: days}, "unknown": {name: SOME_DAY}}.get(choice.name, {})
        return ({"doubtful": None} | day if choice.name in question.choices else {}), []
    if choice.name in QUESTION_OF and question.name in ("which_service", "date_of_what"):
        return place(told, QUESTION_OF[choice.name])
    if question.asks_day and choice.name == _NO and not vocabulary.has("not_yet", reading):
        # « non » to « quel jour ? »: no day, which denies nothing.
        return {}, []
    if question.name == "letter_sent" and choice.name == "yes" and _only_called(reading):
        in_writing = Problem(Saying("utter_consumer_service_in_writing"), asks=False)
        return {"letter_sent": False}, [in_writing]
    if choice.name == "yes" and _suits(reading) and "satisfactory" in question.choices:
        return dict(question.choices["satisfactory"]), []
    if question.name == "written" and choice.name == "yes" and _denies_writing(reading):
        return {"written": False}, []
    if question.name == "written" and choice.name == _CHAT:
        return {}, [Problem(Saying("utter_chat_is_no_proof"), "written")]
    return dict(question.choices.get(choice.name, {})), []


def _refuses(reading: Reading) -> bool:
    """« pas satisfait », and not « ils refusent de répondre » or « toujours rien »."""
    return vocabulary.has("refusal_told", reading) and not any(
        vocabulary.has(group, reading) for group in ("silence", "wont_answer")
    )


def _suits(reading: Reading) -> bool:
    """« oui et je suis satisfait »."""
    against = ("denied", "in_part", "refusal_told")
    return vocabulary.has("suits", reading) and not any(
        vocabulary.has(group, reading) for group in against
    )


def turned_round(choice: Choice, told: Told) -> dict[str, Any]:
    """« je voulais dire non »: the one yes or no told last."""
    names = [name for name in told.recent if isinstance(getattr(told, name), bool | Answer)]
    if len(names) != 1 or names[0] == "written" or names[0] not in BY_NAME:
        return {}
    return dict(BY_NAME[names[0]].choices.get(choice.name, {}))


def way_beside(choice: Choice, question: Question, told: Told, reading: Reading) -> dict[str, Any]:
    """« le 12 octobre par téléphone »: how it was sent, told beside or instead of the answer."""
    if question.name not in _TELLS_A_WAY or told.written is not None:
        return {}
    if len(reading.words) > _FEW or vocabulary.has("consumer_service", reading):
        return {}
    if question.name == "complained" and choice.name != "yes":
        # « non, je n'ai pas écrit »
        return {}
    if question.name == "written" and (
        _denies_writing(reading) or (told.failures and vocabulary.has("refusing", reading, 0, 1))
    ):
        return {"written": False}
    way = way_of(reading, [(0, len(reading.words))])
    return {} if way is None else {"written": way}


def _is_bare(reading: Reading) -> bool:
    return len([word for word in reading.words if not word.is_stop]) <= _BRIEF


def _only_called(reading: Reading) -> bool:
    """« oui je les ai appelés »: this service is written to."""
    return vocabulary.has("by_phone", reading) and not vocabulary.has("in_writing", reading)


def _denies_writing(reading: Reading) -> bool:
    """« pas par écrit »."""
    return any(
        vocabulary.has("denied", reading, max(0, start - _BRIEF), start)
        for start, _ in vocabulary.find("in_writing", reading)
    )
