"""What is said on the phone: the facts of the written answers, and no word that needs a screen."""

import re

import pytest

from bot.phone.wording import aloud, phone_responses, phone_text
from bot.wording import declared, facts_behind, placeholders, responses

# « Écrivez au service consommateurs » is advice; « écrivez votre question » needs a keyboard.
SCREEN = re.compile(
    r"appuy|cliqu|ci-dessous|bouton(?! gratuit)|tapez|n'écrivez|choisissez «|\{url\}|écrivez-le\b"
    r"|écrivez (?:ici|votre|son|seulement|la bonne|les|par exemple|«|la date|mon)|pouvez écrire «",
    re.IGNORECASE,
)
SAID = [name for name in responses() if not name.startswith("utter_question_")]


def test_no_word_needs_a_screen() -> None:
    assert {name: found[0] for name in SAID if (found := SCREEN.search(phone_text(name)))} == {}


@pytest.mark.parametrize("name", sorted(phone_responses()))
def test_a_phone_wording_states_the_facts_of_the_written_one(name: str) -> None:
    written, said = responses()[name][0], {"text": phone_responses()[name]}
    unsaid = written.get("metadata", {}).get("facts", [])
    assert {*facts_behind(said), *unsaid} == set(facts_behind(written))
    given = {p.key for p in placeholders(said["text"]) if not p.is_fact}
    assert given == declared(written) - {"url"}


@pytest.mark.parametrize("name", sorted(phone_responses()))
def test_a_phone_wording_is_needed(name: str) -> None:
    assert phone_responses()[name].strip() != responses()[name][0]["text"].strip()


def test_it_can_be_said() -> None:
    for name in SAID:
        said = aloud(name, dict.fromkeys(declared(responses()[name][0]), "Orange"))
        assert not re.search(r"\d|[/()«»]|https?:", said), name


def test_words_about_a_screen_would_be_seen() -> None:
    for words in ("Écrivez votre question.", "Appuyez sur « Changer ».", "N'écrivez ici ni nom."):
        assert SCREEN.search(words)
    assert not SCREEN.search("Écrivez au service consommateurs.")
