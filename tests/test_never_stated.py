"""What the assistant must never say, looked for in everything that it can say."""

import re
from typing import Any

import pytest
import yaml

from bot.knowledge import FOLDER, all_facts, knowledge
from bot.wording import fact_values, fill, placeholders, read_domain

NEVER = yaml.safe_load((FOLDER / "never_stated.yml").read_text(encoding="utf-8"))


def filled(text: str, values: dict[str, Any]) -> str:
    """A response as it is said, whatever the actions give it, with plain spaces."""
    given = {each.key: "" for each in placeholders(text) if not each.is_fact}
    return re.sub("[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]", " ", fill(text, values, given))


@pytest.fixture(scope="module")
def everything() -> dict[str, str]:
    """All the responses, filled, and all the facts."""
    values = fact_values(knowledge())
    responses = read_domain()["responses"]
    said = {
        name: filled(variant["text"], values)
        for name, variants in responses.items()
        for variant in variants
    }
    return said | {key: str(fact.value) for key, fact in all_facts(knowledge()).items()}


@pytest.mark.parametrize("never", NEVER, ids=[str(each["because"]) for each in NEVER])
def test_it_is_never_stated(everything: dict[str, str], never: dict[str, str]) -> None:
    said = {k: t for k, t in everything.items() if re.search(never["words"], t, re.IGNORECASE)}
    assert said == {}


@pytest.mark.parametrize(
    "said",
    [
        "Vous pouvez arrêter de payer dès aujourd'hui.",
        "Inscrivez-vous sur Bloctel.",
        "Ils doivent réparer sous 48 h.",
        "Vous payez un quart de ce qui reste.",
        "Appelez le 39 77.",
    ],
)
def test_what_is_never_stated_would_be_seen(said: str) -> None:
    assert any(re.search(each["words"], said, re.IGNORECASE) for each in NEVER)


def test_what_one_source_states_is_told_to_be_checked() -> None:
    doubtful = [key for key, fact in all_facts(knowledge()).items() if fact.to_check]
    assert len(doubtful) >= 10
