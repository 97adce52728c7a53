"""Danger and distress: answered before anything else, on the path too, and as nothing else."""

import pytest

from tests.running import Resident

DANGERS = {
    "Il y a le feu chez ma voisine et le téléphone ne marche plus.": ("18", "112", "114"),
    "j'ai plus envie de vivre je vais en finir ce soir": ("3114",),
    "mon frère frappe notre mère qui a 88 ans et lui prend sa retraite": ("3133", "17"),
    "mon mari me tape et j'ai peur de rentrer": ("3919", "17"),
    "la petite voisine de 6 ans est battue par ses parents": ("119",),
    "je dors dehors cette nuit j'ai plus de toit": ("115",),
}
HARMLESS = (
    "ça me tue ce service client, je vais péter un câble",
    "ma box est morte depuis mardi",
    "le prix de l'abonnement c'est du meurtre",
    "je veux en finir avec Orange",
)


@pytest.mark.parametrize("message", DANGERS)
def test_who_is_in_danger_gets_the_number_first(resident: Resident, message: str) -> None:
    said = resident.say(message).text
    assert all(number in said for number in DANGERS[message])
    assert "compris" not in said


@pytest.mark.parametrize("message", DANGERS)
def test_on_the_path_too_and_the_question_is_not_asked_again(
    resident: Resident, message: str
) -> None:
    resident.say("J'ai un litige avec Orange.")
    said = resident.say(message).text
    assert all(number in said for number in DANGERS[message])
    assert "réclamé" not in said


@pytest.mark.parametrize("message", HARMLESS)
def test_words_of_danger_said_lightly_are_not_one(resident: Resident, message: str) -> None:
    said = resident.say(message).text
    assert not any(number in said for number in ("3114", "3133", "3919", " 119", " 115", "SAMU"))


def test_a_danger_is_no_failure_to_understand(resident: Resident) -> None:
    resident.say("qsdkfj xzwq")
    resident.say("je veux mourir")
    assert "toujours pas compris" not in resident.say("zzkrt wxq").text


def test_the_case_goes_on_after_it(resident: Resident) -> None:
    resident.say("J'ai un litige avec Orange.")
    resident.say("je veux mourir")
    assert "Orange" in resident.say("récapitule mon dossier").text
