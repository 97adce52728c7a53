"""The clerk's desk as it answers: sheets by the caller's words, the case by keys, nothing kept."""

import re
import time
from datetime import datetime
from typing import Any

import pytest
import yaml

from bot.clock import parse_moment
from bot.knowledge import knowledge
from bot.phone.desk import DeskError, find, follow, sheets
from bot.phone.topics import asked_questions
from tests.running import NOW, ROOT

MOMENT = parse_moment(NOW, "test")
PAUSE_MS = 50
# Five seconds of reading aloud.
LONGEST_QUESTION = 75


class Caller:
    """A case followed turn by turn, as the page does."""

    def __init__(self, moment: datetime = MOMENT) -> None:
        self.moment = moment
        self.turn: dict[str, Any] = follow({}, moment)

    def _go(self, said: dict[str, Any]) -> dict[str, Any]:
        told = {"told": self.turn["told"], "asked": self.turn["asked"]}
        self.turn = follow({**told, **said}, self.moment)
        return self.turn

    def key(self, number: int) -> dict[str, Any]:
        return self._go({"choice": self.turn["question"]["choices"][number - 1]["choice"]})

    def say(self, text: str) -> dict[str, Any]:
        return self._go({"text": text})

    def change(self, label: str) -> dict[str, Any]:
        line = next(line for line in self.turn["noted"] if line["label"] == label)
        return self._go({"choice": line["change"]})


# --- finding --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("c combien le mediateur", "ask_cost"),
        ("je veux résilier chez free", "ask_cancel"),
        ("vous ouvrez samedi", "ask_opening_hours"),
        ("la fin de l'adsl c'est quand", "ask_copper_end"),
    ],
)
def test_a_sheet_is_found_by_what_the_caller_says(words: str, topic: str) -> None:
    found = find(words, MOMENT)
    assert found["topics"][0] == topic
    assert not found["danger"]


def test_danger_comes_first() -> None:
    found = find("il dit qu'il veut se tuer", MOMENT)
    assert found["danger"]
    assert found["topics"][0] == "danger_suicide"


def test_a_case_told_is_offered_as_a_case() -> None:
    assert find("SFR me répond pas, j'ai écrit le 3 septembre", MOMENT)["tells"]
    assert not find("quels sont vos horaires", MOMENT)["tells"]


def test_nothing_said_finds_nothing() -> None:
    nothing = {"topics": [], "first": {}, "danger": False, "tells": False}
    assert find("", MOMENT) == nothing


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (
            "vous êtes là le samedi ?",
            "Samedi vingt-huit novembre deux mille vingt-six, la mairie est fermée. Elle ouvre "
            "ensuite le lundi trente novembre à neuf heures.",
        ),
        (
            "ouvert mercredi après-midi",
            "Mercredi vingt-cinq novembre deux mille vingt-six après-midi, la mairie est ouverte "
            "de quatorze heures à dix-sept heures.",
        ),
        (
            "ouvert jeudi à 13h",
            "Non, jeudi vingt-six novembre deux mille vingt-six à treize heures, la mairie est "
            "fermée. Ce jour-là, elle est ouverte de neuf heures à midi et de quatorze heures à "
            "dix-sept heures.",
        ),
        ("c'est ouvert là ?", "La mairie est ouverte en ce moment, jusqu'à midi."),
    ],
)
def test_the_day_that_is_named_comes_first(words: str, first: str) -> None:
    found = find(words, MOMENT)
    assert found["topics"][0] == "ask_opening_hours"
    assert found["first"] == {"ask_opening_hours": first}


def test_the_exact_point_is_said_first() -> None:
    found = find("contrat signé en boutique hier, peut-il renoncer", MOMENT)
    assert found["topics"][0] == "ask_withdrawal"
    # Not the fourteen days of what is signed at a distance, which stay on the sheet.
    assert found["first"]["ask_withdrawal"].startswith("En boutique, ne comptez pas")


def test_the_week_is_asked_without_a_day() -> None:
    assert find("quels sont vos horaires", MOMENT)["first"] == {}
    assert find("combien coûte le médiateur", MOMENT)["first"] == {}


def test_every_sheet_can_be_shown() -> None:
    shown = sheets(MOMENT)
    assert set(shown) == set(asked_questions())
    assert shown["danger_now"]["danger"]
    assert shown["ask_cost"]["facts"][0]["checked_on"] == "22 novembre 2026"


def test_held_out_sentences_find_their_sheet_in_time() -> None:
    right = count = 0
    took = []
    find("bonjour", MOMENT)
    for file in sorted((ROOT / "tests/nlu/development").glob("*.yml")):
        for intent, messages in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            for message in messages if intent in asked_questions() else []:
                start = time.perf_counter()
                found = find(message, MOMENT)
                took.append((time.perf_counter() - start) * 1000)
                right += intent in found["topics"] or found["tells"]
                count += 1
    assert right / count >= 0.97
    assert sorted(took)[int(len(took) * 0.95)] < PAUSE_MS


# --- the case -------------------------------------------------------------------------------


def test_a_case_by_keys_and_dates_typed_fast() -> None:
    caller = Caller()
    assert caller.turn["asked"] == "operator"
    assert [c["title"] for c in caller.turn["question"]["choices"][:4]] == [
        "Orange",
        "SFR",
        "Bouygues Telecom",
        "Free",
    ]
    assert caller.turn["step"] is None
    assert caller.key(2)["asked"] == "complained"
    turn = caller.key(1)
    assert turn["question"]["day"]
    # No date is counted before the day is told.
    assert (turn["step"], turn["dates"]) == (None, [])
    assert "Écrivez" not in turn["question"]["text"]
    turn = caller.say("3/9")
    assert "jeudi 3 septembre 2026" in turn["says"][0]
    assert [date["date"] for date in turn["dates"]][-1] == "vendredi 3 septembre 2027"
    assert caller.key(1)["asked"] == "customer_reply"
    assert caller.key(1)["asked"] == "letter_sent"
    assert caller.key(2)["asked"] == "court"
    turn = caller.key(1)
    assert turn["asked"] is None
    assert turn["question"] is None
    assert turn["step"]["label"] == "saisir le médiateur"
    assert {file["name"] for file in turn["files"]} == {
        "lettre-service-consommateurs.pdf",
        "lettre-au-mediateur.pdf",
        "fiche-de-suivi.pdf",
        "mes-dates.ics",
    }
    assert all("/documents/" in file["url"] for file in turn["files"])


def test_the_dates_are_those_that_the_assistant_says_and_the_others_apart() -> None:
    turn = follow({"text": "Free, courrier le 10 octobre, aucune réponse"}, MOMENT)
    caller = Caller()
    caller.turn = turn
    for number in (1, 2, 1):
        turn = caller.key(number)
    assert turn["asked"] is None
    told = turn["says"][1].replace("\N{NO-BREAK SPACE}", " ")
    assert told.startswith("Vos dates, dans l'ordre :")
    assert [date["date"] for date in turn["dates"]] == re.findall(r"- (.*?) :", told)
    assert [date["date"] for date in turn["other_dates"]] == ["mercredi 11 novembre 2026"]
    assert turn["other_dates"][0]["state"] == "c'est ouvert"


def test_what_to_do_today_is_one_sentence_and_the_rest_apart() -> None:
    caller = Caller()
    caller.key(1)
    turn = caller.key(2)
    assert turn["step"]["action"] == (
        "Écrivez au service clients de votre opérateur, de préférence en recommandé."
    )
    assert "preuve" in turn["step"]["more"]
    assert turn["step"]["action"] not in turn["step"]["more"]


def test_what_to_read_aloud_to_a_caller_is_a_question_and_no_example() -> None:
    caller = Caller()
    seen = [caller.turn["question"]["text"]]
    for said in (2, 1, "3/9", 1, 1, 1, "1/10", 1):
        turn = caller.say(said) if isinstance(said, str) else caller.key(said)
        seen.append(turn["question"]["text"])
    assert len(seen) == 9
    assert all(text.endswith("?") and len(text) <= LONGEST_QUESTION for text in seen), seen


def test_a_case_begins_by_what_the_caller_says() -> None:
    turn = follow({"text": "SFR me répond pas, j'ai écrit le 3 septembre par mail"}, MOMENT)
    assert turn["told"]["operator"] == "SFR"
    assert turn["told"]["complaint_day"] == ["2026-09-03", "2026-09-03"]
    assert turn["asked"] not in ("operator", "complaint_date")


def test_a_correction_changes_the_dates() -> None:
    caller = Caller()
    for said in (1, 1):
        caller.key(said)
    caller.say("3/9")
    turn = caller.change("Réclamation au service clients")
    assert turn["asked"] == "complaint_date"
    turn = caller.say("12/9")
    assert "12 septembre 2026" in " ".join(turn["says"])
    assert turn["dates"][-1]["date"] == "dimanche 12 septembre 2027"


def test_a_question_in_the_middle_opens_its_sheet_and_keeps_the_case() -> None:
    caller = Caller()
    caller.key(1)
    turn = caller.say("mais ça coûte combien le médiateur ?")
    assert "ask_cost" in turn["topics"]
    assert turn["told"]["operator"] == "Orange"
    assert turn["asked"] == "complained"


def test_the_day_named_in_the_middle_comes_first_too() -> None:
    caller = Caller()
    caller.key(1)
    turn = caller.say("et vous êtes ouverts samedi ?")
    assert "ask_opening_hours" in turn["topics"]
    assert turn["first"]["ask_opening_hours"].startswith("Samedi vingt-huit novembre")


def test_what_is_not_understood_is_asked_otherwise_and_noted_nowhere() -> None:
    caller = Caller()
    caller.key(1)
    turn = caller.say("brouzoufle")
    assert turn["asked"] == "complained"
    assert turn["says"] or turn["topics"] == []
    assert "complained" not in turn["told"]


def test_nothing_of_a_case_stays_at_the_desk() -> None:
    caller = Caller()
    caller.key(2)
    assert follow({}, MOMENT)["told"] == {}


@pytest.mark.parametrize(
    "demand",
    [
        {"told": "SFR"},
        {"asked": "moon"},
        {
            "told": {
                "complained": True,
                "complaint_day": ["2026-09-03", "2026-09-03"],
                "letter_sent": True,
                "letter_day": ["2026-01-03", "2026-01-03"],
            }
        },
    ],
)
def test_a_demand_that_cannot_be_read_is_told(demand: dict[str, Any]) -> None:
    with pytest.raises(DeskError):
        follow(demand, MOMENT)


@pytest.mark.parametrize(
    "demand",
    [
        {"told": {"operator": 3, "complaint_day": "x", "unknown": []}},
        {"choice": {"court": "maybe"}},
        {"choice": {"x": ["y"]}, "asked": "court"},
        {"text": "\0"},
    ],
)
def test_a_strange_demand_gets_a_question(demand: dict[str, Any]) -> None:
    assert follow(demand, MOMENT)["question"]


def test_the_desk_speaks_of_the_town_served() -> None:
    assert knowledge().town_hall.phone.value in sheets(MOMENT)["danger_elder"]["written"]
