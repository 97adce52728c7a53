"""What a recording holds, told by comparing it with the voice: nothing here writes speech."""

import wave
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.signal import fftconvolve

from bot.phone.voice import RATE, wav

Samples = NDArray[np.float64]

# The same sentence is never said in quite the same samples.
VOICES = 16
# Compared whole, and by pieces of so many seconds: a late packet shifts what follows it.
PIECES = (60.0, 3.0, 1.0)
# Of one, when the sentence is there; another one stays below, unless they share most words.
HEARD = 0.6
_HEADER_BYTES = 44
# The silence around a sentence.
_EDGE = RATE // 10


def heard(recording: Path, sentence: str) -> bool:
    """Whether the voice says a sentence somewhere in a recording."""
    return likeness(recording, sentence) >= HEARD


def closest(recording: Path, sentences: Sequence[str]) -> str:
    """Which of several sentences that share words a recording holds."""
    return max(sentences, key=lambda sentence: likeness(recording, sentence))


def likeness(recording: Path, sentence: str) -> float:
    """How close the nearest place of a recording is to a sentence, from 0 to 1."""
    with wave.open(str(recording)) as opened:
        assert (opened.getframerate(), opened.getnchannels()) == (16000, 1)
        whole = np.frombuffer(opened.readframes(opened.getnframes()), "<i2").astype(float)
    # The line carries 8 kHz.
    played = whole[::2]
    voices = [_voice(sentence) for _ in range(VOICES)]
    return float(np.mean([max(_alike(played, v, piece) for v in voices) for piece in PIECES]))


def _voice(sentence: str) -> Samples:
    said = np.frombuffer(wav(sentence)[_HEADER_BYTES:], "<i2").astype(float)
    return said[_EDGE:-_EDGE] - said.mean()


def _alike(played: Samples, said: Samples, piece: float) -> float:
    pieces = np.array_split(said, max(1, round(len(said) / RATE / piece)))
    return float(np.mean([_nearest(played, each) for each in pieces]))


def _nearest(played: Samples, said: Samples) -> float:
    if len(said) > len(played):
        return 0.0
    alike = np.abs(fftconvolve(played, said[::-1], "valid"))
    energy = fftconvolve(played**2, np.ones(len(said)), "valid").clip(min=1.0)
    return float((alike / np.sqrt(energy * (said**2).sum())).max())
