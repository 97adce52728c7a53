"""What a message tells, is unclear about, and asks: the one place where a message is heard."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from bot.french.signs import in_words
from bot.french.tense import Doubt
from bot.limits import MOST_DATES
from bot.path import vocabulary
from bot.path.answers import Choice, choice_of, meaning, turned_round, way_beside
from bot.path.asides import heard_aside
from bot.path.believing import believed, dispute, settled
from bot.path.companies import IS_IT_YOURS, hear_operator
from bot.path.context import Context, Placed
from bot.path.corrections import BRIEF, SHORT, corrected_way, corrects, repeats_a_day, taken_back
from bot.path.days import OTHER, Dated, dated_events
from bot.path.fields import DAYS
from bot.path.first_message import begins_a_case, only_names_the_operator, reported
from bot.path.heard import NOT_UNDERSTOOD, TELLS, TELLS_OR_ANSWERS, Heard, Intents
from bot.path.kindness import kind_word
from bot.path.models import Models
from bot.path.models import models as trained_models
from bot.path.placing import place_days
from bot.path.questions import BY_NAME, REPLIES, Question
from bot.path.reading import Reading, read
from bot.path.saying import Problem, Saying
from bot.path.state import Answer, Told
from bot.path.statements import Statement, facts_of, statements
from bot.understanding.decision import DANGERS
from bot.understanding.questions import ASKING

_COURTESY = {"greet", "thank", "say_goodbye"}
# The share from which a message answers the open question, whatever topic it resembles.
_AN_ANSWER = 0.5
# The share from which a message that asks also tells, see bench/RESULTS.md.
_SURE_BESIDE = 0.85
# The questions whether something was sent.
_SENT = ("complained", "letter_sent")
# A danger no likelier than the first is none where the message answers the open question from the
# second on: an answer is a danger once in 200, a danger is hardly an answer.
_ANSWERS_FROM = ((0.6, 0.6), (0.9, 0.9))


def hear(
    message: str,
    intents: Intents,
    told: Told,
    asked: str | None,
    today: date,
    models: Models | None = None,
) -> Heard:
    """Hear a message.

    Args:
        message: what the resident wrote or dictated.
        intents: what the classifier made of it.
        told: the case so far.
        asked: the name of the pending question; None when there is none.
        today: the day of the message.
        models: the trained models; those of the project unless given.

    Raises:
        ModelsMissingError: no models are given and none were trained.
    """
    question = BY_NAME.get(asked or "")
    models = models or trained_models()
    reading = read(in_words(message), today, asks_day=question is not None and question.asks_day)
    if intents.whole in DANGERS:
        if question is None or not _is_no_danger(reading, question, intents, models):
            return Heard(questions=(intents.whole,), for_path=False)
        intents = Intents(NOT_UNDERSTOOD)
    if not reading.words:
        return Heard(for_path=question is not None)
    if told != Told() and intents.whole == "ask_opening_day" and reading.is_a_day:
        # « oui le 26 novembre », in a case: not whether the town hall is open on that day.
        intents = Intents(NOT_UNDERSTOOD)
    return _Hearing(reading, intents, told, question, today, models).heard()


def _is_no_danger(reading: Reading, question: Question, intents: Intents, models: Models) -> bool:
    """« il manque un papier », asked whether the file is complete: hardly a danger, an answer."""
    share = models.answers(question.name, reading)
    return any(intents.sure < danger and share >= answer for danger, answer in _ANSWERS_FROM)


class _Hearing:
    """One message being heard."""

    def __init__(
        self,
        reading: Reading,
        intents: Intents,
        told: Told,
        question: Question | None,
        today: date,
        models: Models,
    ) -> None:
        self.reading, self.intents, self.told = reading, intents, told
        self.question, self.today, self.models = question, today, models
        self.asks_day = question is not None and question.asks_day
        self.shares = [models.clause(reading, index) for index in range(len(reading.clauses))]
        said_wrong = corrects(reading, told, question, intents.whole, today)
        self.corrects = said_wrong or self._denies_a_day()
        self.likely = None if question is None else choice_of(reading, question, models)
        self.asks_else = self._asks_else()
        self.choice = self._choice()

    def heard(self) -> Heard:
        """Everything the message tells."""
        aside = heard_aside(
            self.reading,
            self.intents,
            self.told,
            self.question,
            self.corrects,
            self._asks_something,
        )
        if aside is not None:
            return aside
        story, words = facts_of(self._stated(), self.reading, self._told_with_answer())
        operator, unclear = self._operator()
        answer, asides = self._answer(bool(operator or unclear))
        facts = believed(story, self.reading, self.told, self.question, self.corrects)
        facts |= answer | operator
        placed = self._days(facts)
        facts = settled(facts | placed.facts, self.reading, self.told)
        facts = dispute(self.reading, self.told) | facts
        if not self.asks_else:
            back = taken_back(self.reading, self._told_with_answer())
            replied = REPLIES & facts.keys()
            facts = {n: v for n, v in back.items() if not (n in REPLIES and replied)} | facts
        if self.question is None and self.told.complained is None:
            facts = reported(self.intents.whole, self.reading, facts) | facts
        if self.intents.whole == "report_unsatisfactory_reply":
            facts = {n: Answer.REPLIED if v is Answer.SATISFACTORY else v for n, v in facts.items()}
        problems = [*unclear, *placed.problems[:1], *asides, *self._left_out()]
        # Who sends the bill can wait: it is asked next anyway.
        problems.sort(key=lambda each: each.saying.response == IS_IT_YOURS)
        closes = self._closes(placed)
        for_path = self._for_path(facts, problems, closes)
        return Heard(
            facts,
            {name: said for name, said in {**words, **placed.words}.items() if name in facts},
            tuple(problems),
            closes,
            corrects=self.corrects,
            questions=self._questions(for_path),
            for_path=for_path,
            kind_word=self._kind_word() if for_path else None,
        )

    def _stated(self) -> list[Statement]:
        """What the clauses state; little of a message that asks, whose mentions are not told."""
        if self.asks_else and not self.intents.asked and not self._tells_a_day():
            return []
        beside = self.question is None and self._asks_something
        return statements(self.reading, self.shares, _SURE_BESIDE if beside else 0.0)

    def _denies_a_day(self) -> bool:
        """« le 12 août c'est la panne », told before as the day of something else."""
        known = [getattr(self.told, name) for name in self.told.known_days]
        return any(each.by_words == OTHER and each.said.days in known for each in self._dated)

    def _choice(self) -> Choice | None:
        """The answer to the pending question; none where the message is a question itself."""
        if self.likely is None:
            return None
        dropped = self.asks_else and not self._opens()
        if self.intents.whole == NOT_UNDERSTOOD and not self._is_an_answer:
            dropped = True
        return replace(self.likely, share=0.0) if dropped else self.likely

    def _supposes(self) -> bool:
        """« et s'ils refusent ? », « je ne sais pas si je dois écrire »: asked, not told."""
        if not vocabulary.has("supposes", self.reading):
            return False
        forgotten = self.intents.whole == "dont_know" and not vocabulary.has("duty", self.reading)
        return not forgotten and not self._tells_a_day()

    def _opens(self) -> bool:
        """Whether the message begins by yes or no, and so answers beside asking."""
        if self._supposes() or not (self.intents.whole in TELLS_OR_ANSWERS or self._asks_topic()):
            return False
        return any(vocabulary.has(name, self.reading, 0, 2) for name in ("agreement", "refusing"))

    def _asks_else(self) -> bool:
        """Whether the message is a question of its own, and no answer to the open one."""
        if self._supposes():
            return True
        if self.question is None or self.intents.whole in TELLS_OR_ANSWERS:
            return False
        coming = any(said.doubt is Doubt.NOT_PAST for said in self.reading.dates)
        if coming and len(self.reading.words) > 1:
            return True
        if self.corrects and len(self.reading.words) <= BRIEF:
            return False
        return not self._is_an_answer

    @cached_property
    def _is_an_answer(self) -> bool:
        """Whether the message answers the open question, rather than asks or says anything."""
        assert self.question is not None
        return self.models.answers(self.question.name, self.reading) >= _AN_ANSWER

    def _asks_topic(self) -> bool:
        return self.intents.whole.startswith(ASKING)

    def _operator(self) -> tuple[dict[str, Any], list[Problem]]:
        # « je suis chez Free, puis-je … ? »: what is supposed or asked has an operator too.
        if self.asks_else and (self.question is not None or self.told.operator):
            return {}, []
        return hear_operator(self.reading, self.told, self.question, self.corrects, self.models)

    def _tells_a_day(self) -> bool:
        return any(each.agreed for each in self._dated)

    @cached_property
    def _dated(self) -> list[Dated]:
        return dated_events(self.reading, self.models, self.shares)

    def _told_with_answer(self) -> Told:
        """The case, with what « oui » says was sent: who is told next is who answers."""
        question, choice = self.question, self.choice
        if question is None or choice is None or question.name not in _SENT:
            return self.told
        said = choice.answers and choice.name == "yes"
        return replace(self.told, **question.choices["yes"]) if said else self.told

    def _answer(self, names_operator: bool) -> tuple[dict[str, Any], list[Problem]]:
        """What the message means as the answer to the pending question."""
        way = corrected_way(self.reading, self.told, self.question, self.corrects)
        if way is not None and not self.asks_else:
            return {"written": way}, []
        if self.question is None or self.choice is None:
            return {}, []
        if repeats_a_day(self.reading, self.told, self.question):
            return {}, []
        beside = way_beside(self.choice, self.question, self.told, self.reading)
        if not self.choice.answers or (self.question.name == "operator" and names_operator):
            return beside, []
        if self.corrects and names_operator:
            # « ah non pardon, c'est pas Free, c'est Bouygues »: no answer to what is asked.
            return {}, []
        denies = vocabulary.has("not_the_complaint", self.reading)
        if self.corrects and self.reading.dates and not (self.asks_day or denies):
            return {}, []
        if self.intents.whole == "correct_answer" and len(self.reading.words) <= SHORT:
            # « je voulais dire non »: of the answer before, not of the question.
            return turned_round(self.choice, self.told), []
        facts, asides = meaning(self.choice, self.question, self.told, self.reading)
        return beside | facts, asides

    def _days(self, facts: Mapping[str, Any]) -> Placed:
        context = Context(
            self.reading, self.told, self.question, self.choice, self.corrects, facts, self.today
        )
        denied = facts.get("complained") is False and not self.told.complained and not self.asks_day
        if denied or repeats_a_day(self.reading, self.told, self.question):
            return Placed()
        dated = self._dated
        if self.asks_else:
            dated = [each for each in dated if each.agreed]
            context = replace(context, question=None)
        return place_days(self.reading, dated, context)

    def _left_out(self) -> list[Problem]:
        """More dates than are read: which is the last one read."""
        if not self.reading.left_out:
            return []
        last = {"most": str(MOST_DATES), "last": self.reading.dates[-1].text}
        return [Problem(Saying("utter_too_many_dates", last), asks=False)]

    def _kind_word(self) -> str | None:
        begins = self.told == Told() and self.question is None
        return kind_word(self.reading, self.today) if begins else None

    def _closes(self, placed: Placed) -> bool:
        """« je ne sais plus », where nothing else answers."""
        if self.choice is None or self.question is None or not self.choice.answers:
            return False
        if self.choice.name != "unknown" or set(placed.facts) & {*DAYS, "doubtful"}:
            return False
        return "unknown" in self.question.choices

    def _for_path(self, facts: Mapping[str, Any], problems: list[Problem], closes: bool) -> bool:
        new = {name for name, value in facts.items() if getattr(self.told, name) != value}
        new -= {"dispute"}
        if self.reading.left_out and self.intents.whole in TELLS_OR_ANSWERS:
            return True
        if self.question is None and self._asks_something and not self._asks_topic():
            # « redonnez-moi votre réponse au sujet de Bouygues »
            return False
        if self.question is None and self.told == Told():
            return bool(new - {"operator"}) or begins_a_case(
                self.intents, self.reading, self.shares, bool(new or problems)
            )
        if self.question is None:
            adds = bool(new - {"operator"}) or self.corrects or self.intents.whole in TELLS
            return adds and bool(new or problems or self.corrects)
        if new or closes or (self.choice is not None and self.choice.answers):
            return True
        if problems and self.asks_day and not self.asks_else:
            return True
        return self.intents.whole in TELLS_OR_ANSWERS and not self.asks_else

    def _questions(self, for_path: bool) -> tuple[str, ...]:
        """What the message asks besides what it tells; all it asks when it tells nothing."""
        asked = tuple(intent for intent in self.intents.asked if intent not in TELLS_OR_ANSWERS)
        answers = for_path and self.question is not None and not self.asks_else
        if not asked and self._asks_something and not answers:
            # In one sentence, what is asked is not lost beside what it tells.
            asked = (self.intents.whole,)
        if for_path and self.told == Told() and vocabulary.has("business", self.reading):
            # Private customers only: said before going on.
            asked = tuple(dict.fromkeys(("ask_professional", *asked)))
        return asked

    @cached_property
    def _asks_something(self) -> bool:
        """Whether the classifier is sure of a question, or of a wish about the conversation."""
        sure = self.intents.whole not in TELLS_OR_ANSWERS | _COURTESY
        return sure and not only_names_the_operator(self.reading)
