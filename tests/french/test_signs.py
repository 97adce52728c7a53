"""A message of signs alone says something; beside words, signs say nothing."""

import pytest

from bot.french.signs import in_words


@pytest.mark.parametrize(
    ("signs", "words"),
    [
        ("👍", "oui"),
        ("👍🏽👍🏽", "oui"),
        ("✔️", "oui"),
        ("🤷‍♀️", "je ne sais pas"),
        ("👎 😡", "non"),
        ("???", "je n'ai pas compris"),
        ("++", "à plus tard"),
    ],
)
def test_a_sign_stands_for_its_words(signs: str, words: str) -> None:
    assert in_words(signs) == words


@pytest.mark.parametrize("message", ["non 👍", "3/9 ?", "12 👎", "😡", "", "…"])
def test_words_come_first_and_an_unknown_sign_stays(message: str) -> None:
    assert in_words(message) == message
