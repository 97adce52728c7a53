"""The facts: typed, sourced, checked at start; another town is another file."""

import shutil
from pathlib import Path

import pytest

from bot import knowledge as package
from bot.knowledge import KnowledgeError, all_facts, load, sources_of
from bot.knowledge.model import Delay

TOWN = Path(__file__).with_name("autre_ville.yml")


def test_every_fact_is_sourced_and_dated() -> None:
    facts = load("argences")
    for key, fact in all_facts(facts).items():
        assert sources_of(facts, [fact]), key
        assert fact.checked_on.year >= 2026, key


def test_the_former_address_is_not_the_address() -> None:
    mediator = load("argences").mediation.mediator
    assert "94257 Gentilly Cedex" in mediator.address.value
    assert not set(mediator.address.value) & set(mediator.former_address.value)


def test_only_confirmed_operators_are_members() -> None:
    members = {o.name for o in load("argences").operators if o.member and o.member.value}
    assert members == {"Orange", "SFR", "Bouygues Telecom", "Free"}


def test_another_town_is_another_file() -> None:
    town_hall = load(str(TOWN)).town_hall
    assert town_hall.phone.value == "02 99 00 00 00"
    assert town_hall.name == "Trifouillis"


def test_an_unknown_town_is_named_with_the_known_ones() -> None:
    with pytest.raises(KnowledgeError, match=r"TOWN=atlantis.*argences"):
        load("atlantis")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("phone:", "fone:", "fone : clé inconnue"),
        ("phone:", "fone:", "phone : clé manquante"),
        ("  checked_on: 2026-11-22\n", "", "checked_on : clé manquante"),
        ("source: [town_hall_page]", "source: []", "au moins une source"),
        ("source: [town_hall_page]", "source: [rumeur]", "source « rumeur » inconnue"),
        ("Mo 09:00-12:00", "lundi matin", "n'est pas un horaire OpenStreetMap"),
        (
            "exceptions: []",
            "exceptions: [{first: 2026-12-31, last: 2026-12-01, hours: null, reason: x}]",
            "est avant first",
        ),
        (
            "exceptions: []",
            "exceptions: [{first: 2026-12-01, last: 2026-12-31, hours: tôt, reason: x}]",
            "exceptions.0.hours",
        ),
        (
            "name: Argences",
            "name: [",
            "ville.yml, ligne 5 : YAML illisible : il manque une virgule",
        ),
        ("name: Argences", "name: A: b", "ligne 2 : YAML illisible : mettez entre guillemets"),
        ("name: Argences", "name: Argences\nname: Caen", "ligne 3 : la clé « name » est déjà à la"),
        ("phone:", "fone:", "ville.yml, ligne 13 : fone : clé inconnue"),
        ("value: 02 31 27 90 60", "value: pouet", "ville.yml, ligne 14 : phone.value"),
        ("checked_on: 2026-11-22", "checked_on: 2026-11-31", "2026-11-31 » n'est pas un jour"),
        ("banners: []", "banners:", "[] pour une liste vide"),
        ("sources:\n  town", "sources: [a]\nsource:\n  town", "ligne 5 : sources : écrivez"),
        ("sources:\n  town", "sources: a\nsource:\n  town", "ligne 5 : sources : écrivez"),
        (
            "banners: []",
            "banners: [{first: 2026-11-31, last: 2026-12-01, text: x}]",
            "ligne 34 : « 2026-11-31 » n'est pas un jour qui existe",
        ),
        ("value: 02 31 27 90 60", "value: pouet", "phone.value : valeur mal écrite"),
        ("value: 02 31 27 90 60", "value: 231279060", "phone.value : écrivez cette valeur entre"),
        ("value: https://argences.com", "value: argences.com", "website.value : valeur mal écrite"),
        ("value: 02 31 27 90 60", "value: null", "phone.value : valeur vide"),
        ("source: [town_hall_page]", "source: [inconnue]", "clé sources"),
    ],
)
def test_a_wrong_town_file_is_refused_with_file_key_and_remedy(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    argences = package.FOLDER / "towns" / "argences.yml"
    file = tmp_path / "ville.yml"
    text = argences.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(KnowledgeError) as refused:
        load(str(file))
    assert told in str(refused.value)


def test_a_wrong_fact_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(package.FOLDER, folder)
    mediation = folder / "mediation.yml"
    mediation.write_text(
        mediation.read_text(encoding="utf-8").replace("{months: 2}", "{months: 2, days: 3}"),
        encoding="utf-8",
    )
    monkeypatch.setattr(package, "FOLDER", folder)
    with pytest.raises(KnowledgeError, match=r"mediation\.yml.*direct_delay.*une seule unité"):
        load("argences")


@pytest.mark.parametrize(
    ("delay", "words"),
    [
        ({"days": 90}, "90 jours"),
        ({"months": 1}, "1 mois"),
        ({"years": 1}, "1 an"),
        ({"years": 2}, "2 ans"),
        ({"weeks": 3}, "3 semaines"),
    ],
)
def test_a_delay_in_words(delay: dict[str, int], words: str) -> None:
    assert str(Delay(**delay)) == words
