"""Checks of the sentences that the rules of the engine hold."""

from collections.abc import Iterator

from bot.knowledge.model import Knowledge
from bot.mediation.milestones import MILESTONES
from bot.mediation.steps import STEPS
from bot.mediation.warnings import WARNINGS
from bot.wording import fact_values, placeholders


def findings(facts: Knowledge) -> Iterator[str]:
    """What is wrong in the steps, milestones and warnings, in French."""
    known = fact_values(facts)
    for place, rule, keys in _facts_named():
        for key in keys:
            if key not in known:
                yield (
                    f"bot/mediation/{place}.py : {rule} : « {key} » n'est pas un fait connu. "
                    "Corrigez la clé ou ajoutez le fait dans bot/knowledge/."
                )
    shown = {name for step in STEPS for name in step.shows}
    for milestone in MILESTONES:
        if milestone.name not in shown:
            yield (
                f"bot/mediation/milestones.py : {milestone.id} : aucune étape ne montre "
                f"{milestone.name.name}. Ajoutez-la aux « shows » de steps.py."
            )


def _facts_named() -> Iterator[tuple[str, str, list[str]]]:
    """The module and the identifier of each rule, and the facts that it names."""
    for step in STEPS:
        texts = f"{step.reason} {step.next_action} {step.other_way or ''}"
        yield "steps", step.id, [*step.basis, *_facts_of(texts)]
    for milestone in MILESTONES:
        delay = [milestone.delay] if milestone.delay else []
        named = [*delay, *milestone.basis, *_facts_of(milestone.conclusion)]
        yield "milestones", milestone.id, named
    for warning in WARNINGS:
        yield "warnings", warning.id, [*warning.basis, *_facts_of(warning.text)]


def _facts_of(text: str) -> list[str]:
    return [found.key for found in placeholders(text) if found.is_fact]
