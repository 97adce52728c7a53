"""The operator that sends the bill, among the companies a message names."""

from collections.abc import Iterable, Iterator
from typing import Any

from bot.path import vocabulary
from bot.path.lessons import MINE
from bot.path.models import Models
from bot.path.questions import Question
from bot.path.reading import CompanySaid, Reading
from bot.path.saying import Problem, Saying
from bot.path.state import OTHER_OPERATOR, Told

IS_IT_YOURS = "utter_is_operator"
# From this share of the model on, the company is the one that bills.
_SURE = 0.8
_CLEARLY_ANOTHER = 0.2
# Between « pas » and the operator that it denies, no other word stands.
_LINKS = frozenset(
    """
    le la l les un une de d du des chez a au avec contre mon ma mes
    client cliente abonne abonnee operateur fournisseur
    """.split()  # noqa: SIM905
)
# « mon fournisseur, en fait c'est SFR »: so many words may stand between.
_FOLLOWS = 3


def hear_operator(
    reading: Reading, told: Told, question: Question | None, corrects: bool, models: Models
) -> tuple[dict[str, Any], list[Problem]]:
    """The operator as a fact, or what is unclear about it."""
    asked = question is not None and question.name == "operator"
    meant = _distinct(_not_denied(reading))
    shares = {name: models.company(reading, said)[MINE] for name, said in meant.items()}
    if not asked:
        meant = {name: said for name, said in meant.items() if shares[name] > _CLEARLY_ANOTHER}
    if not meant:
        return {}, []
    is_asked = asked or corrects or told.operator in (None, OTHER_OPERATOR)
    likely = meant if len(meant) == 1 else _said_to_bill(reading, meant) or meant
    (name, said), *others = likely.items()
    sure = asked or corrects or shares[name] >= _SURE
    if others or (is_asked and len(meant) > 1 and not sure):
        return {}, [_which_of(likely if others else meant)] if is_asked else []
    if is_asked and sure:
        return {"operator": said.mention.name}, []
    if is_asked:
        return {}, [is_it_yours(said.mention.name)] if question is None else []
    if _same(told.operator, said):
        return {}, []
    if vocabulary.has("my_operator", reading):
        return {"operator": said.mention.name}, []
    both = {"told": str(told.operator), "named": said.mention.name}
    return {}, [Problem(Saying("utter_other_operator", both), asks=False)]


def is_it_yours(named: str) -> Problem:
    """« Votre opérateur est-il Free ? », of one named without a word of who sends the bill."""
    return Problem(Saying(IS_IT_YOURS, {"named": named}), "operator")


def _which_of(named: dict[str, CompanySaid]) -> Problem:
    """« Vous citez Orange et Bouygues. »"""
    first, second, *_ = (said.mention.name for said in named.values())
    return Problem(Saying("utter_two_operators", {"first": first, "second": second}), "operator")


def names_another_case(
    reading: Reading, told: Told, question: Question | None, corrects: bool
) -> Problem | None:
    """« sa sœur a écrit à Orange », told amid a case with another operator: kept apart from it."""
    asked = question is not None and question.name == "operator"
    if told.operator in (None, OTHER_OPERATOR) or asked or corrects:
        return None
    meant = _distinct(_not_denied(reading))
    others = [said for said in meant.values() if not _same(told.operator, said)]
    if len(meant) != 1 or not others or vocabulary.has("my_operator", reading):
        return None
    if not vocabulary.has("contact", reading):
        return None
    both = {"told": str(told.operator), "named": others[0].mention.name}
    return Problem(Saying("utter_one_case", both), asks=False)


def _not_denied(reading: Reading) -> Iterator[CompanySaid]:
    """Those named, save « pas chez Orange », « au lieu de Free », « je quitte SFR »."""
    previous = 0
    for said in reading.companies:
        # « c'est pas eux, Free dit … », « pas compris ma facture Sosh »: another word is denied.
        before = said.at
        while before > previous and reading.words[before - 1].plain in _LINKS:
            before -= 1
        denied = vocabulary.find("not_this_one", reading, previous, said.at)
        previous = said.at + 1
        if not any(end >= before for _, end in denied):
            yield said


def _distinct(companies: Iterable[CompanySaid]) -> dict[str, CompanySaid]:
    """Each operator once, under its longest name: « RED by SFR » and « SFR » are one."""
    found: dict[str, CompanySaid] = {}
    for said in companies:
        name = said.mention.operator.name
        if name not in found or len(said.mention.name) > len(found[name].mention.name):
            found[name] = said
    return found


def _said_to_bill(reading: Reading, meant: dict[str, CompanySaid]) -> dict[str, CompanySaid]:
    """The one that follows « mon fournisseur, c'est … », « la facture vient de … »."""
    ends = [end for _, end in vocabulary.find("my_operator", reading)]
    return {
        name: said
        for name, said in meant.items()
        if any(end <= said.at <= end + _FOLLOWS for end in ends)
    }


def _same(told: str | None, said: CompanySaid) -> bool:
    operator = said.mention.operator
    return told in (operator.name, *operator.brands)
