"""The menu on real SIP calls through a real Asterisk: each key, silence, hanging up, two at once.

Needs ``ASTERISK_ROOT``, a Debian 11 folder that holds Asterisk, and
``PJSUA2_PYTHON``, a Python that has pjsua2: see ``make phone-test``.
"""

import wave
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.line.asterisk import Asterisk, played
from tests.line.dialling import PYTHON, ROOT, dial

pytestmark = pytest.mark.skipif(not (ROOT and PYTHON), reason="make phone-test")


def heard_seconds(recording: Path) -> float:
    with wave.open(str(recording)) as sound:
        frames = sound.readframes(sound.getnframes())
        loud = sum(
            abs(int.from_bytes(frames[place : place + 2], "little", signed=True)) > 500
            for place in range(0, len(frames), 2)
        )
        return loud / sound.getframerate()


@pytest.mark.parametrize(
    ("key", "sound"),
    [("1", "etapes-1"), ("2", "saisir-1"), ("3", "adresse-1"), ("4", "horaires-1")],
)
def test_each_key_plays_its_answer(
    asterisk: Asterisk, tmp_path: Path, key: str, sound: str
) -> None:
    calls = len(asterisk.channels)
    told = dial(asterisk, tmp_path / "heard.wav", "~2", key, "~6")
    steps = asterisk.steps(asterisk.channels[calls])
    assert played(steps)[0] == "accueil"
    assert sound in played(steps)
    assert heard_seconds(tmp_path / "heard.wav") > 0.5
    assert not told["ended_by_them"]
    assert "does not exist" not in asterisk.log


def test_the_state_of_the_town_hall_comes_from_the_assistant(
    asterisk: Asterisk, tmp_path: Path
) -> None:
    calls = len(asterisk.channels)
    dial(asterisk, tmp_path / "heard.wav", "~1", "4", "~3")
    sounds = played(asterisk.steps(asterisk.channels[calls]))
    assert "p-la-mairie-est-ouverte-en-ce-moment-jusqu-a" in sounds
    assert sounds[sounds.index("p-la-mairie-est-ouverte-en-ce-moment-jusqu-a") + 1] == "p-midi"


def test_nine_repeats_and_star_goes_back(asterisk: Asterisk, tmp_path: Path) -> None:
    calls = len(asterisk.channels)
    dial(asterisk, tmp_path / "heard.wav", "~1", "1", "~2", "9", "~2", "*", "~2")
    sounds = played(asterisk.steps(asterisk.channels[calls]))
    assert sounds.count("etapes-1") == 2
    assert sounds[-1] == "choix"


def test_a_person_is_called_when_the_town_hall_is_open(asterisk: Asterisk, tmp_path: Path) -> None:
    calls = len(asterisk.channels)
    told = dial(asterisk, tmp_path / "heard.wav", "~1", "0", "~20")
    steps = asterisk.steps(asterisk.channels[calls])
    assert "transfert" in played(steps)
    assert any(step.application == "Dial" for step in steps)
    assert told["ended_by_them"]


def test_a_wrong_key_is_told_and_asked_again(asterisk: Asterisk, tmp_path: Path) -> None:
    calls = len(asterisk.channels)
    dial(asterisk, tmp_path / "heard.wav", "~1", "7", "~5")
    assert "invalide" in played(asterisk.steps(asterisk.channels[calls]))


def test_silence_is_asked_once_more_then_a_person(asterisk: Asterisk, tmp_path: Path) -> None:
    calls = len(asterisk.channels)
    told = dial(asterisk, tmp_path / "heard.wav", "~110")
    steps = asterisk.steps(asterisk.channels[calls])
    sounds = played(steps)
    assert sounds.count("choix") == 2
    assert sounds.count("silence") == 1
    assert sounds.index("silence") < sounds.index("transfert")
    assert told["ended_by_them"]


def test_hanging_up_in_the_middle_leaves_no_channel(asterisk: Asterisk, tmp_path: Path) -> None:
    dial(asterisk, tmp_path / "heard.wav", "~1", "3", "~1")
    assert asterisk.is_quiet()


def test_two_calls_at_once_each_hear_their_own(asterisk: Asterisk, tmp_path: Path) -> None:
    calls = len(asterisk.channels)
    keys = ("1", "2")
    with ThreadPoolExecutor(2) as callers:
        list(
            callers.map(lambda key: dial(asterisk, tmp_path / f"{key}.wav", "~2", key, "~4"), keys)
        )
    answers = [played(asterisk.steps(channel)) for channel in asterisk.channels[calls:]]
    assert len(answers) == 2
    assert sorted(("etapes-1" in sounds, "saisir-1" in sounds) for sounds in answers) == [
        (False, True),
        (True, False),
    ]
