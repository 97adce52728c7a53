"""Asterisk's side of FastAGI, as its documentation and ``res_agi.c`` have it, for one call."""

import socket
import wave
from io import BytesIO
from pathlib import Path

WAIT_SECONDS = 30.0
# What stands for no key.
NONE = "\0"
MOBILE = "+33612345678"
# A server whose voice writes its words as the samples of a sound: what is said can be read.
WRITING_VOICE = """
import sys
from bot.phone import voice
voice.wav = lambda said: voice.as_wav(said.encode("utf-16-le"))
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
        """What the next sound says, and keys pressed while it plays; none for silence."""
        return self.press(self.playing(), keys).decode("utf-16-le")

    def playing(self) -> Path:
        """The file of the next sound, which is being played."""
        command, _, rest = self.asked().partition(' "')
        assert command == "STREAM FILE", command
        path, escapes = rest.rstrip('"').split('" "')
        assert escapes == "0123456789*#"
        return Path(f"{path}.wav")

    def press(self, sound: Path, keys: str) -> bytes:
        """The samples of a sound that plays, during which keys are pressed."""
        with wave.open(BytesIO(sound.read_bytes())) as opened:
            shape = (opened.getframerate(), opened.getnchannels(), opened.getsampwidth())
            assert shape == (8000, 1, 2)
            samples = opened.getnframes()
            said: bytes = opened.readframes(samples)
        first, rest = (keys[:1], keys[1:]) if keys else (NONE, NONE)
        self.send(f"200 result={ord(first)} endpos={samples if first == NONE else samples // 2}\n")
        for key in rest:
            self.waited_for(key)
        return said

    def waited_for(self, key: str) -> None:
        assert self.asked() == "WAIT FOR DIGIT 6000"
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
