"""The menu's sounds by a voice that ships in a package: SVOX Pico's French one, in py-nanotts.

An optional extra (``voice``); a person can record over its sounds.
"""

import io
import re
import wave
from importlib.util import find_spec

from bot.french.numbers import read_number
from bot.french.text import fold

# What every phone system takes: 8 kHz, mono, 16 bits.
RATE = 8000
SAMPLE_BYTES = 2
_HEADER_BYTES = 44
_VOICE = "fr-FR"
_VOICE_RATE = 16000
# « dix-huit », « soixante-douze »: said otherwise than « 18 » and « 72 », and hardly understood.
_COMPOUND = re.compile(r"\b(?:dix|vingt|trente|quarante|cinquante|soixante|quatre)(?:-\w+)+")


def has_voice() -> bool:
    """Whether the voice is installed."""
    return find_spec("py_nanotts") is not None


def wav(said: str) -> bytes:
    """A spoken text as a WAV file, at 8 kHz."""
    # Half a second of libraries, for who makes sounds only.
    import numpy as np
    from py_nanotts import NanoTTS
    from scipy.signal import resample_poly

    heard = np.frombuffer(NanoTTS().speak(for_the_voice(said), voice=_VOICE), dtype="<i2")
    halved = resample_poly(heard.astype(float), RATE, _VOICE_RATE)
    samples = np.clip(np.round(halved), -32768, 32767).astype("<i2")
    return as_wav(samples.tobytes())


def for_the_voice(said: str) -> str:
    """A spoken text with its compound numbers in figures: ``18 heures trente``."""
    return _COMPOUND.sub(_in_figures, said)


def _in_figures(found: re.Match[str]) -> str:
    words = fold(found[0]).split("-")
    read = read_number(words)
    return str(read[0]) if read and read[1] == len(words) else found[0]


def as_wav(samples: bytes) -> bytes:
    """Samples at 8 kHz, mono, 16 bits, as a file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(SAMPLE_BYTES)
        written.setframerate(RATE)
        written.writeframes(samples)
    return file.getvalue()


def seconds_of(sound: bytes) -> float:
    """How long a file of :func:`as_wav` lasts."""
    return (len(sound) - _HEADER_BYTES) / SAMPLE_BYTES / RATE
