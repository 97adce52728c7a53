"""What was told, in French words: the values given to the responses."""

from bot.french.date_range import DateRange
from bot.french.say import say_day
from bot.mediation import SOME_DAY, Assessment, CaseWarning, Milestone, MilestoneName, Step
from bot.path.fields import DAYS, FIELDS
from bot.path.saying import Saying
from bot.path.state import OTHER_OPERATOR, Answer, Told

EVENTS = {field.name: field.event for field in FIELDS if field.event}
LABELS = {field.name: field.label for field in FIELDS if field.label}
_ANSWERS = {
    Answer.NONE: "aucune",
    Answer.REPLIED: "reçue",
    Answer.UNSATISFACTORY: "elle ne vous convient pas",
    Answer.SATISFACTORY: "elle vous convient",
}
_MILESTONES = {
    MilestoneName.WRITE_FROM: "écrire au service consommateurs",
    MilestoneName.REFER_DIRECTLY_FROM: "saisir directement le médiateur",
    MilestoneName.REFER_FROM: "saisir le médiateur",
    MilestoneName.REFER_BY: "dernier jour pour saisir le médiateur",
    MilestoneName.OPINION_BY: "avis du médiateur",
    MilestoneName.ANSWER_OPINION_BY: "dernier jour pour répondre à l'avis",
}

# Steps where the way that a date opened is open without a date.
_OPEN_NOW = {
    (MilestoneName.WRITE_FROM, Step.WRITE_CONSUMER_SERVICE),
    (MilestoneName.REFER_FROM, Step.REFER),
}
_GONE = {
    MilestoneName.WRITE_FROM: "c'est déjà fait",
    MilestoneName.REFER_FROM: "à calculer après votre courrier au service consommateurs",
    MilestoneName.REFER_BY: "inconnu sans la date de votre réclamation",
}
_REPLIED = (Answer.REPLIED, Answer.UNSATISFACTORY, Answer.SATISFACTORY)


def say_days(days: DateRange) -> str:
    """``jeudi 3 septembre 2026``, ``entre le … et le …``, ``date oubliée``."""
    if days == SOME_DAY:
        return "à une date oubliée"
    if days.exact:
        return f"le {say_day(days.earliest)}"
    return f"entre le {say_day(days.earliest)} et le {say_day(days.latest)}"


def say_fact(name: str, told: Told) -> str:
    """One thing told, with its label: ``réclamation par écrit le jeudi 3 septembre 2026``."""
    value = say_value(name, told)
    if name in EVENTS:
        by = _way(told) if name == "complaint_day" else ""
        return f"{LABELS[name]}{by} {value}"
    return f"{LABELS[name]} : {value}"


def say_value(name: str, told: Told) -> str:
    """The value alone."""
    value = getattr(told, name)
    if isinstance(value, DateRange):
        return say_days(value)
    if isinstance(value, Answer) and name in told.closed:
        return "oubliée"
    if isinstance(value, Answer):
        return _ANSWERS[value]
    if name == "written":
        return {True: "par écrit", False: "par téléphone", None: "non précisé"}[value]
    if name == "operator":
        return "un autre opérateur" if value == OTHER_OPERATOR else str(value)
    return {True: "oui", False: "non", None: "non précisé"}[value]


def say_told(told: Told, names: list[str]) -> list[str]:
    """Some fields in words; a day says that its event happened, and how."""
    left = [
        name
        for name in names
        if name in LABELS and getattr(told, name) is not None and not _said_with_day(name, names)
    ]
    return [say_fact(name, told) for name in LABELS if name in left]


def say_changes(before: Assessment, after: Assessment, told: Told) -> list[str]:
    """The dates that moved: ``dernier jour … : le … (avant : le …)``.

    Args:
        before, after: the assessments.
        told: what is told after.
    """
    was = {milestone.name: milestone for milestone in before.milestones}
    gone = was.keys() - {milestone.name for milestone in after.milestones}
    return [
        f"{_MILESTONES[new.name]} : {say_milestone(new)} (et non {say_milestone(was[new.name])})"
        if new.name in was
        else f"{_MILESTONES[new.name]} : {say_milestone(new)}"
        for new in after.milestones
        if new.name not in was or was[new.name].date != new.date
    ] + [f"{_MILESTONES[name]} : {_gone(name, after.step, told)}" for name in was if name in gone]


def _gone(name: MilestoneName, step: Step, told: Told) -> str:
    """What holds instead of a date that no longer exists."""
    if step is Step.CONTACT_CUSTOMER_SERVICE:
        return "à calculer après votre réclamation au service clients"
    if (name, step) in _OPEN_NOW:
        return "dès maintenant"
    if name is MilestoneName.REFER_DIRECTLY_FROM and told.written is False:
        return "sans objet, car un appel n'est pas une réclamation écrite"
    if name is MilestoneName.REFER_DIRECTLY_FROM and told.customer_reply in _REPLIED:
        return "sans objet, car le service clients a répondu"
    if step.before_referral:
        return _GONE.get(name, "sans objet")
    return "sans objet"


def say_milestone(milestone: Milestone) -> str:
    """``à partir du …`` or ``au plus tard le …``."""
    day = say_day(milestone.date)
    opens = milestone.name.value.endswith("_from")
    return f"à partir du {day}" if opens else f"le {day}"


def _way(told: Told) -> str:
    return {True: " par écrit", False: " par téléphone", None: ""}[told.written]


def _said_with_day(name: str, names: list[str]) -> bool:
    happened = {flag: day for day, flag in DAYS.items() if day != "consumer_replied_day"}
    return (happened | {"written": "complaint_day"}).get(name) in names


def warned(warning: CaseWarning) -> Saying:
    """A warning, with its rule."""
    return Saying("utter_end_warning", {"warning": warning.explanation}, warning.rule)


def evidence(told: Told) -> Saying:
    """The resident's own words that the facts were read from."""
    lines = dict.fromkeys(f"- « {words} »" for words in told.words.values())
    return Saying("utter_evidence", {"words": "\n".join(lines)})
