"""Checks of the sentences that the rules of the engine hold."""

from collections.abc import Iterator

from bot.knowledge.model import Knowledge
from bot.mediation.milestones import MILESTONES
from bot.mediation.steps import STEPS
from bot.mediation.warnings import WARNINGS
from bot.wording import fact_values, placeholders


def findings(facts: Knowledge) -> Iterator[str]:
    """What is wrong in the sentences of steps, milestones and warnings, in French."""
    known = fact_values(facts)
    for place, rule, text in _sentences():
        for found in placeholders(text):
            if found.is_fact and found.key not in known:
                yield (
                    f"bot/mediation/{place}.py : {rule} : « {found.key} » n'est pas un fait connu. "
                    "Corrigez la clé ou ajoutez le fait dans bot/knowledge/."
                )


def _sentences() -> Iterator[tuple[str, str, str]]:
    for step in STEPS:
        for text in (step.reason, step.next_action, step.other_way or ""):
            yield "steps", step.id, text
    for milestone in MILESTONES:
        yield "milestones", milestone.id, milestone.conclusion
    for warning in WARNINGS:
        yield "warnings", warning.id, warning.text
