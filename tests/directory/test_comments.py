"""The vocabulary of comments: each meaning is read in its own examples, and only there."""

import pytest
import yaml

from bot.directory.comments import VOCABULARY, Meaning, When, understand
from bot.knowledge.opening_rules import EVEN_WEEKS, LAST_OF_MONTH

WAYS = [
    (kind, way)
    for kind, ways in yaml.safe_load(VOCABULARY.read_text(encoding="utf-8"))["meanings"].items()
    for way in ways
]


@pytest.mark.parametrize(
    ("kind", "said"), [(kind, said) for kind, way in WAYS for said in way["said"]]
)
def test_the_meaning_is_read(kind: str, said: str) -> None:
    (meaning,) = understand(said)
    found = {
        "by_appointment": meaning.by_appointment,
        "only": meaning.only is not None,
        "never": meaning.never is not None,
        "nothing": meaning == Meaning("record"),
    }
    assert [name for name, holds in found.items() if holds] == [kind]


@pytest.mark.parametrize("unsaid", [unsaid for _, way in WAYS for unsaid in way["unsaid"]])
def test_what_is_not_wholly_understood_is_not_read(unsaid: str) -> None:
    assert understand(unsaid) == ()


@pytest.mark.parametrize(
    ("comment", "when"),
    [
        ("Le 2ème et le 4ème samedi du mois", When(numbers=(2, 4), day=5)),
        ("Uniquement les premiers et derniers lundis", When(numbers=(1, LAST_OF_MONTH), day=0)),
        ("Uniquement en juin, juillet et août", When(months="Jun-Aug")),
        ("Uniquement en juillet et septembre", When(months="Jul,Sep")),
        ("SEMAINES PAIRES", When(weeks=EVEN_WEEKS)),
    ],
)
def test_the_days_are_those_said(comment: str, when: When) -> None:
    assert understand(comment)[0].only == when


def test_one_sentence_that_is_not_understood_leaves_the_whole_as_it_is() -> None:
    assert len(understand("Sur rendez-vous. Fermé en août.")) == 2
    assert understand("Sur rendez-vous. Sonner deux fois.") == ()


def test_a_long_comment_is_read_at_once() -> None:
    assert understand("les semaines paires et " * 5000) == ()
    assert understand("1er, " * 20000 + "samedi du mois") == ()
