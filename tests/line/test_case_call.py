"""Whole cases by keys on real SIP calls: the step and the day heard, and nothing left of them.

Needs what ``test_menu_call.py`` needs.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.channels.doubles import Double
from tests.line.asterisk import CASE, CASE_ALONE, Asterisk
from tests.line.dialling import KEYS, PYTHON, ROOT, dial
from tests.line.hearing import closest, heard, likeness
from tests.running import RunningServer
from tests.stored import everything_stored, kept

pytestmark = pytest.mark.skipif(not (ROOT and PYTHON), reason="make phone-test")
SHOWN = "+33612345678"
ENDS = [
    f"Vos dates, dans l'ordre : {day} septembre deux mille vingt-sept : dernier jour pour saisir "
    "le médiateur."
    for day in ("vendredi trois", "samedi quatre", "vendredi treize")
]

TEXT_ASKED = "Je peux aussi vous en envoyer le lien par S, M, S, au numéro de votre appel."


def pressed(*keys: str) -> list[str]:
    """Steps of a call: each key once the sound before it plays; a day, figure by figure."""
    steps = ["~2"]
    for key in keys:
        for figure in key:
            steps += [figure, "~0.3"]
        steps.append("~2")
    return steps


@pytest.fixture(autouse=True)
def _nothing_sent(operator: Double) -> None:
    operator.forget()


@pytest.fixture(autouse=True)
def _nothing_left(store: Path, sounds: Path) -> Iterator[None]:
    yield
    assert kept(store) == 0
    assert list(sounds.iterdir()) == []


def applications(asterisk: Asterisk, call: int) -> list[str]:
    return [step.application for step in asterisk.steps(asterisk.channels[call])]


def test_a_whole_case_by_keys_with_a_withheld_number(
    asterisk: Asterisk, tmp_path: Path, operator: Double, store: Path
) -> None:
    calls, recording = len(asterisk.channels), tmp_path / "heard.wav"
    told = dial(asterisk, recording, *pressed(*KEYS), "~40", to=CASE)
    assert heard(recording, ENDS[0]), likeness(recording, ENDS[0])
    assert closest(recording, ENDS) == ENDS[0]
    assert heard(recording, "La mairie peut vous remettre vos lettres et vos dates.")
    assert not heard(recording, TEXT_ASKED)
    assert not told["ended_by_them"]
    assert applications(asterisk, calls)[:3] == ["Goto", "Answer", "AGI"]
    assert "S, F, R" not in everything_stored(f"sqlite:///{store}")
    assert operator.sent() == []


def test_the_links_go_by_sms_to_a_number_that_is_shown(
    asterisk: Asterisk, tmp_path: Path, operator: Double, store: Path
) -> None:
    recording = tmp_path / "heard.wav"
    dial(asterisk, recording, *pressed(*KEYS), "~31", "1", "~8", to=CASE, shown=SHOWN)
    assert heard(recording, TEXT_ASKED)
    assert heard(recording, "Le S, M, S est parti.")
    (sms,) = operator.sent("Messages.json")
    assert sms.fields["To"] == SHOWN
    assert "/d/" in sms.fields["Body"]
    assert "612345678" not in everything_stored(f"sqlite:///{store}")


def test_hanging_up_in_the_middle_leaves_nothing(
    asterisk: Asterisk, assistant: RunningServer, tmp_path: Path
) -> None:
    dial(asterisk, tmp_path / "heard.wav", *pressed("1", "3", "1"), to=CASE)
    assert asterisk.is_quiet()
    assert "Bouygues" not in "".join(assistant.log)


def test_two_calls_at_once_are_two_cases(asterisk: Asterisk, tmp_path: Path) -> None:
    noted = {"1": "J'ai noté : opérateur : Orange.", "4": "J'ai noté : opérateur : Free."}
    with ThreadPoolExecutor(2) as callers:
        list(
            callers.map(
                lambda key: dial(
                    asterisk, tmp_path / f"{key}.wav", *pressed("1", key), "~8", to=CASE
                ),
                noted,
            )
        )
    for key, sentence in noted.items():
        recording = tmp_path / f"{key}.wav"
        assert heard(recording, sentence), likeness(recording, sentence)
        assert closest(recording, list(noted.values())) == sentence


def test_zero_leads_to_a_person(asterisk: Asterisk, tmp_path: Path) -> None:
    calls = len(asterisk.channels)
    told = dial(asterisk, tmp_path / "heard.wav", *pressed("1", "0"), "~20", to=CASE)
    assert "Dial" in applications(asterisk, calls)
    assert told["ended_by_them"]


def test_two_silences_lead_to_a_person(asterisk: Asterisk, tmp_path: Path) -> None:
    calls, recording = len(asterisk.channels), tmp_path / "heard.wav"
    told = dial(asterisk, recording, "~120", to=CASE)
    assert heard(recording, "Je n'ai pas compris.")
    assert "Dial" in applications(asterisk, calls)
    assert told["ended_by_them"]


def test_without_the_assistant_it_is_the_menu(asterisk: Asterisk, tmp_path: Path) -> None:
    calls = len(asterisk.channels)
    dial(asterisk, tmp_path / "heard.wav", "~4", "1", "~3", to=CASE_ALONE)
    steps = asterisk.steps(asterisk.channels[calls])
    assert any("mairie/accueil" in step.given for step in steps)
    assert any("mairie/etapes-1" in step.given for step in steps)
    assert "Dial" not in [step.application for step in steps]
