"""The vocabulary: each group is found in its own examples, and only there."""

from datetime import date

import pytest

from bot.path import vocabulary
from bot.path.reading import read

TODAY = date(2026, 11, 27)
GROUPS = vocabulary.read_vocabulary()
FOUND = [(name, text) for name, group in GROUPS.items() for text in group["yes"]]
ABSENT = [(name, text) for name, group in GROUPS.items() for text in group["no"]]


@pytest.mark.parametrize(("group", "text"), FOUND)
def test_the_group_is_found(group: str, text: str) -> None:
    assert vocabulary.has(group, read(text, TODAY))


@pytest.mark.parametrize(("group", "text"), ABSENT)
def test_the_group_is_not_found(group: str, text: str) -> None:
    reading = read(text, TODAY)
    found = [reading.quote(*span) for span in vocabulary.find(group, reading)]
    assert found == []


@pytest.mark.parametrize(
    ("typed", "group"),
    [
        ("jai apelé le 3", "contact"),
        ("un courié recomandé", "in_writing"),
        ("au servise consomateur", "consumer_service"),
        ("le médiateure", "mediator"),
    ],
)
def test_typing_errors_are_mended(typed: str, group: str) -> None:
    assert vocabulary.has(group, read(typed, TODAY))
