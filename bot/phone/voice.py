"""The menu's sounds by a voice that ships in a package: SVOX Pico's French one, in py-nanotts.

An optional extra (``voice``); a person can record over its sounds.
"""

import io
import wave
from importlib.util import find_spec

# What every phone system takes: 8 kHz, mono, 16 bits.
RATE = 8000
SAMPLE_BYTES = 2
_VOICE = "fr-FR"
_VOICE_RATE = 16000


def has_voice() -> bool:
    """Whether the voice is installed."""
    return find_spec("py_nanotts") is not None


def wav(said: str) -> bytes:
    """A spoken text as a WAV file, at 8 kHz."""
    # Half a second of libraries, for who makes sounds only.
    import numpy as np
    from py_nanotts import NanoTTS
    from scipy.signal import resample_poly

    heard = np.frombuffer(NanoTTS().speak(said, voice=_VOICE), dtype="<i2")
    halved = resample_poly(heard.astype(float), RATE, _VOICE_RATE)
    samples = np.clip(np.round(halved), -32768, 32767).astype("<i2")
    return as_wav(samples.tobytes())


def as_wav(samples: bytes) -> bytes:
    """Samples at 8 kHz, mono, 16 bits, as a file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(SAMPLE_BYTES)
        written.setframerate(RATE)
        written.writeframes(samples)
    return file.getvalue()
