"""The voice in a process of its own: it holds nobody up, and survives what happens to it."""

import asyncio
import io
import os
import signal
import time
import wave
from importlib.util import find_spec
from itertools import pairwise

import pytest

from bot.phone.voice import RATE
from bot.phone.voice_process import VoiceError, VoiceProcess
from tests.running import need

LONG = "Vous avez un an pour saisir le médiateur, après votre première réclamation écrite. " * 30


@pytest.fixture(autouse=True)
def _a_voice() -> None:
    need(find_spec("py_nanotts"), "py-nanotts")


def seconds(sound: bytes) -> float:
    with wave.open(io.BytesIO(sound)) as opened:
        assert (opened.getframerate(), opened.getnchannels(), opened.getsampwidth()) == (RATE, 1, 2)
        return opened.getnframes() / RATE


def test_others_are_served_while_it_speaks() -> None:
    async def held_up() -> float:
        """The longest wait of the others, as a share of what the sound took."""
        voice = VoiceProcess()
        await voice.wav("Bonjour.")
        said, turns = asyncio.ensure_future(voice.wav(LONG)), [time.perf_counter()]
        while not said.done():
            await asyncio.sleep(0)
            turns.append(time.perf_counter())
        assert seconds(said.result()) > 100
        await voice.stop()
        longest = max(after - before for before, after in pairwise(turns))
        return longest / (turns[-1] - turns[0])

    # In a thread of ours, the library lets nobody through but before and after.
    assert asyncio.run(held_up()) < 0.5


def test_each_gets_its_own_sound_even_when_one_gives_up() -> None:
    async def told() -> list[float]:
        voice = VoiceProcess()
        given_up = asyncio.ensure_future(voice.wav(LONG))
        others = [asyncio.ensure_future(voice.wav(text)) for text in ("Oui.", LONG)]
        await asyncio.sleep(0)
        given_up.cancel()
        sounds = await asyncio.gather(*others)
        await voice.stop()
        return [seconds(sound) for sound in sounds]

    short, long = asyncio.run(told())
    assert short < 2
    assert long > 100


def test_what_is_heard_first_is_made_first() -> None:
    async def order() -> list[str]:
        voice, made = VoiceProcess(), []

        async def ask(text: str, wanted_in: float) -> None:
            await voice.wav(text, wanted_in)
            made.append(text)

        # The first is being made when the others are asked for.
        asked = (("Un.", 0.0), ("Quatre.", 9.0), ("Trois.", 5.0), ("Deux.", 0.0))
        await asyncio.gather(*(ask(*each) for each in asked))
        await voice.stop()
        return made

    assert asyncio.run(order()) == ["Un.", "Deux.", "Trois.", "Quatre."]


def test_nothing_is_made_for_who_left_before_their_turn() -> None:
    async def took() -> tuple[float, float]:
        voice = VoiceProcess()
        await voice.wav("Bonjour.")
        began = time.perf_counter()
        first = asyncio.ensure_future(voice.wav(LONG))
        left = [asyncio.ensure_future(voice.wav(LONG)) for _ in range(20)]
        last = asyncio.ensure_future(voice.wav("Oui."))
        await asyncio.sleep(0)
        for each in left:
            each.cancel()
        await first
        alone = time.perf_counter() - began
        await last
        await voice.stop()
        return alone, time.perf_counter() - began

    alone, both = asyncio.run(took())
    assert both < 5 * alone


def test_it_starts_again_when_it_was_killed() -> None:
    async def told() -> bytes:
        voice = VoiceProcess()
        await voice.wav("Bonjour.")
        assert voice.process_id is not None
        os.kill(voice.process_id, signal.SIGKILL)
        with pytest.raises(VoiceError):
            await voice.wav("Bonjour.")
        sound = await voice.wav("Bonjour.")
        await voice.stop()
        return sound

    assert seconds(asyncio.run(told())) > 0.3


def test_it_ends_when_told_to() -> None:
    async def left() -> int:
        voice = VoiceProcess()
        await voice.wav("Bonjour.")
        process_id = voice.process_id
        await voice.stop()
        assert process_id is not None
        return process_id

    with pytest.raises(ProcessLookupError):
        os.kill(asyncio.run(left()), 0)
