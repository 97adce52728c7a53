"""The linter: silent on the project, and it sees each fault it promises to see."""

import shutil
from pathlib import Path

import pytest

from bot.knowledge import load
from bot.linter import ROOT, findings

FACTS = load("argences")


def test_the_project_is_clean() -> None:
    assert findings(ROOT, FACTS) == []


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for folder in ("data", "actions", "bot/rasa"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for file in ("domain.yml", "bot/townhall_asked.py", "bot/townhall_words.py"):
        shutil.copy(ROOT / file, tmp_path / file)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            "domain.yml",
            "  - ask_cost\n",
            "  - ask_cost\n  - ask_price\n",
            "ask_price : aucune règle",
        ),
        ("domain.yml", "  - ask_cost\n", "  - ask_cost\n  - ask_price\n", "ask_price : 0 exemples"),
        ("domain.yml", "  - ask_cost\n", "", "ask_cost : a des exemples mais"),
        ("domain.yml", "  utter_thank:", "  utter_thanks:", "utter_thanks : réponse jamais dite"),
        (
            "domain.yml",
            "  utter_thank:",
            "  utter_thanks:",
            "utter_thank : réponse dite mais absente",
        ),
        ("domain.yml", "{mediator.name}", "{mediator.nom}", "« mediator.nom » n'est pas un fait"),
        ("domain.yml", "jusqu'à {closes}", "jusqu'à {closing}", "« closing » n'est pas un fait"),
        ("domain.yml", "given: [closes]", "given: [closes, opens]", "{opens} est déclaré dans"),
        ("domain.yml", "payload: /ask_steps", "payload: /ask_step", "/ask_step ne mène à aucune"),
        ("domain.yml", "payload: /ask_steps", "payload: ask_steps", "ask_steps ne mène à aucune"),
        ("domain.yml", "Avec plaisir.", "Avec plaisir. Un. Deux. Trois.", "phrases, 3 au plus"),
        ("domain.yml", "Avec plaisir.", "Avec" + " grand" * 25 + " plaisir.", "mots, 24 au plus"),
        (
            "domain.yml",
            "Quelle est votre question ?",
            "Quelle est votre question?",
            "espace oubliée",
        ),
        ("domain.yml", "Avec plaisir.", "Avec http://plaisir.fr", "n'est pas une adresse complète"),
        ("domain.yml", "Avec plaisir.", "Voir www.plaisir.fr", "n'est pas une adresse complète"),
        (
            "domain.yml",
            "{title: Les étapes,",
            "{title: Les étapes qu'il faut suivre avant toute chose,",
            "dépasse 42 caractères",
        ),
        (
            "domain.yml",
            "  utter_question_ask_cost:",
            "  utter_question_ask_costs:",
            "NEVER_OFFERED",
        ),
        ("domain.yml", "Avec plaisir.", "Voir argences.com.", "n'est pas une adresse complète"),
        ("domain.yml", "Avec plaisir.", "Avec plaisir pour toi.", "on dit vous"),
        ("domain.yml", "Avec plaisir.", "Avec plaisir {reason}.", "« reason » n'est pas un fait"),
        (
            "domain.yml",
            "    - text: Avec plaisir.",
            "    - metadata: {given: [reason]}\n      text: Avec plaisir {reason}.",
            "aucune action ne donne {reason}",
        ),
        ("domain.yml", "Avec plaisir.", "Avec {Referral.Cost}.", "accolade de trop"),
        ("domain.yml", "Avec plaisir.", "Avec {referral.cost:listes}.", "accolade de trop"),
        ("domain.yml", '{"court": "no"}', '{"court": "maybe"}', "n'est pas une réponse"),
        ("domain.yml", '{"court": "no"}', '{"cort": "no"}', "n'est pas une réponse"),
        ("domain.yml", '{"court": "no"}', '{"court": no}', "pas du JSON"),
        ("domain.yml", "{title: Les étapes,", "{title: '',", "n'a pas de mots"),
        ("data/rules/answers.yml", "intent: ask_cost", "intent: ask_court", "ask_cost : aucune"),
        ("data/nlu/greet.yml", "examples: |", "examples:", "greet.yml : illisible"),
        ("domain.yml", "Avec plaisir.", "Avec: plaisir: oui.", "mettez entre guillemets"),
        ("domain.yml", "  utter_thank:", "  utter_greet:", "la clé « utter_greet » est déjà à la"),
        ("data/rules/answers.yml", "    steps:", "     steps:", "retrait"),
        (
            "data/nlu/greet.yml",
            "      - ",
            "      - combien ça coûte le médiateur\n      - ",
            "choisissez",
        ),
    ],
)
def test_a_fault_is_found(copy: Path, file: str, old: str, new: str, told: str) -> None:
    target = copy / file
    text = target.read_text(encoding="utf-8")
    assert old in text
    target.write_text(text.replace(old, new, 1), encoding="utf-8")
    if "choisissez" in told:
        cost = copy / "data/nlu/ask_cost.yml"
        cost.write_text(
            cost.read_text(encoding="utf-8").replace(
                "      - ", "      - COMBIEN ca coute, le mediateur ?\n      - ", 1
            ),
            encoding="utf-8",
        )
    assert any(told.lower() in finding.lower() for finding in findings(copy, FACTS))


def test_a_finding_names_the_file_and_the_line(copy: Path) -> None:
    domain = copy / "domain.yml"
    text = domain.read_text(encoding="utf-8").replace("Avec plaisir.", "Avec {plaisir.")
    domain.write_text(text, encoding="utf-8")
    line = 1 + next(i for i, each in enumerate(text.splitlines()) if "  utter_thank:" in each)
    (found,) = (each for each in findings(copy, FACTS) if "accolade de trop" in each)
    assert found.startswith(f"{domain}, ligne {line} : utter_thank : ")


def test_an_example_in_two_files_names_both_lines(copy: Path) -> None:
    ours = copy / "data/nlu/greet.yml"
    text = ours.read_text(encoding="utf-8")
    twin = (copy / "data/nlu/ask_cost.yml").read_text(encoding="utf-8").split("      - ")[1].strip()
    ours.write_text(text.rstrip() + f"\n      - {twin.upper()}\n", encoding="utf-8")
    (found,) = (each for each in findings(copy, FACTS) if "Choisissez" in each)
    assert "ask_cost.yml, ligne " in found
    assert f"{ours}, ligne {len(text.rstrip().splitlines()) + 1}" in found
