"""What a sheet states against what the assistant states: both ways."""

import re
from collections import Counter

from bot.examples import points
from bot.knowledge.model import Knowledge
from bot.phone.topics import Topic, response_of
from bot.wording import fact_values, facts_behind, fill, placeholders, responses
from tests.french.said_back import numbers_heard

# Given by actions: the members have facts of their own, the hours are a fact by themselves.
GIVEN = {"members": "Orange", "week": ""}


def differences(topic: Topic, facts: Knowledge) -> list[str]:
    """What the sheet states and the assistant does not, and the reverse."""
    response = responses()[response_of(topic.id)][0]
    values = fact_values(facts)
    said = [response, *(responses()[point][0] for point in points().get(topic.id, ()))]
    behind = {key for each in said for key in facts_behind(each)}
    by_assistant = behind & (values.keys() - {"town_hall.name"})
    by_sheet = {fact.key for fact in topic.facts if not fact.key.startswith("operators.")}
    found = [f"{key} : la fiche ne le dit pas" for key in by_assistant - by_sheet]
    found += [f"{key} : l'assistant ne le dit pas" for key in by_sheet - by_assistant]
    if any(each.key in GIVEN for each in placeholders(response["text"])):
        return found
    answer = fill(response["text"], values, GIVEN)
    found += _missing(_figures(answer), _figures(topic.written), "la fiche")
    found += _missing(_figures(topic.written), _figures(answer), "l'assistant")
    found += _missing(Counter(_heard(answer)), Counter(numbers_heard(topic.said)), "la fiche dite")
    return found + _missing(
        Counter(numbers_heard(topic.said)), Counter(_heard(answer)), "l'assistant"
    )


def _heard(answer: str) -> list[int]:
    from bot.french.spoken import spoken

    return numbers_heard(spoken(answer))


def _figures(text: str) -> Counter[str]:
    """Numbers and sites of a written text."""
    return Counter(re.findall(r"https?://[^\s)]*[\w/]|\d+", text))


def _missing(these: "Counter[str] | Counter[int]", those: object, who: str) -> list[str]:
    return [f"{each} : {who} ne le dit pas" for each in these - those]  # type: ignore[operator]
