"""Asterisk's side of FastAGI, as its documentation and ``res_agi.c`` have it, for one call."""

import socket
import time
import wave
from io import BytesIO
from pathlib import Path

WAIT_SECONDS = 30.0
RATE = 8000
# What stands for no key.
NONE = "\0"
MOBILE = "+33612345678"
# A server whose voice writes its words as the samples of a sound: what is said can be read. Who
# listens at VOICE_GATE is told each text before its sound is made, and lets it be made, or not.
WRITING_VOICE = """
import asyncio
import os
import sys
from bot.phone import voice_process
from bot.phone.voice import as_wav
async def let(said):
    try:
        gate = int(os.environ.get("VOICE_GATE", "0"))
        reader, writer = await asyncio.open_connection("127.0.0.1", gate)
    except OSError:
        return True
    writer.write(said.encode())
    writer.write_eof()
    answer = await reader.read(1)
    writer.close()
    return answer != b"!"
class WritingVoice(voice_process.VoiceProcess):
    async def wav(self, said, wanted_in=0.0):
        if not await let(said):
            raise voice_process.VoiceError
        return as_wav(said.encode("utf-16-le"))
voice_process.VoiceProcess = WritingVoice
from bot.__main__ import main
sys.argv[1:] = ["run", "--port", "{port}"]
sys.exit(main())
"""
# Of « presentation »: allowed, and « prohibited, not screened ».
SHOWN, WITHHELD = "0", "32"


class Line:
    """A call handed over by FastAGI, and its caller."""

    def __init__(self, port: int, number: str = MOBILE, shown: str = SHOWN) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), WAIT_SECONDS)
        self.lines = self.socket.makefile("r", encoding="utf-8", newline="\n")
        told = {
            "network": "yes",
            "request": f"agi://127.0.0.1:{port}",
            "channel": "PJSIP/entrant-00000001",
            "uniqueid": "1669663312.1",
            "callerid": number,
            "calleridname": "unknown",
            "callingpres": shown,
            "context": "mairie-dossier",
            "extension": "s",
            "priority": "2",
        }
        self.send("".join(f"agi_{name}: {value}\n" for name, value in told.items()) + "\n")

    def send(self, text: str) -> None:
        self.socket.sendall(text.encode())

    def asked(self) -> str:
        """The next command; empty when the call was given back to the dialplan."""
        return self.lines.readline().rstrip("\n")

    def hear(self, keys: str) -> str:
        """What is said to its end, and keys pressed then; none for silence."""
        return self.hear_out(self.playing(), keys).decode("utf-16-le")

    def hear_out(self, sound: Path, keys: str, most: float = 0.0) -> bytes:
        """The samples of a sound that plays and of those that follow it; then keys.

        Args:
            sound: what plays.
            keys: what is pressed, empty for silence.
            most: the seconds that the caller listens to each sound, if it is as long.
        """
        said = [self._end(sound, most)]
        while (command := self.asked()).startswith("STREAM FILE"):
            said.append(self._end(self._sound(command), most))
        self._key(command, keys[:1] or NONE)
        for key in keys[1:]:
            self.waited_for(key)
        # Between two of them, the space that a text has there.
        return " ".encode("utf-16-le").join(said)

    def playing(self) -> Path:
        """The file of the next sound, which is being played."""
        return self._sound(self.asked())

    def press(self, sound: Path, keys: str) -> bytes:
        """The samples of a sound, cut short by the first of some keys."""
        said, samples = _samples(sound)
        self.send(f"200 result={ord(keys[0])} endpos={samples // 2}\n")
        for key in keys[1:]:
            self.waited_for(key)
        return said

    def _end(self, sound: Path, most: float) -> bytes:
        said, samples = _samples(sound)
        time.sleep(min(most, samples / RATE))
        self.send(f"200 result=0 endpos={samples}\n")
        return said

    def _sound(self, command: str) -> Path:
        asked, _, rest = command.partition(' "')
        assert asked == "STREAM FILE", asked
        path, escapes = rest.rstrip('"').split('" "')
        assert escapes == "0123456789*#"
        return Path(f"{path}.wav")

    def waited_for(self, key: str) -> None:
        self._key(self.asked(), key)

    def _key(self, command: str, key: str) -> None:
        assert command == "WAIT FOR DIGIT 6000"
        self.send(f"200 result={ord(key)}\n")

    def given_back(self) -> bool:
        """Whether the dialplan goes on, which passes the caller to a person."""
        back = self.asked() == ""
        self.socket.close()
        return back

    def hang_up(self) -> None:
        """As Asterisk tells of it; back once nothing is left to be done for the call."""
        self.send("HANGUP\n")
        while self.lines.readline():
            pass
        self.socket.close()


def _samples(sound: Path) -> tuple[bytes, int]:
    """The samples of a file, and how many."""
    with wave.open(BytesIO(sound.read_bytes())) as opened:
        shape = (opened.getframerate(), opened.getnchannels(), opened.getsampwidth())
        assert shape == (RATE, 1, 2)
        return opened.readframes(opened.getnframes()), opened.getnframes()
