"""Many callers at once, by sipp: each is answered, presses its keys, and hangs up."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.line.asterisk import Asterisk

SIPP = shutil.which("sipp")
# What a caller hears before pressing a key, between two figures of a day, and at the end.
LISTENS, FIGURES, HEARS_OUT = 4.0, 0.3, 20.0
LONGEST_SECONDS = 180
_CALL = """<?xml version="1.0" encoding="UTF-8"?>
<scenario name="keys">
<send><![CDATA[
INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
From: <sip:anonymous@anonymous.invalid>;tag=[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>
Call-ID: [call_id]
CSeq: 1 INVITE
Contact: <sip:caller@[local_ip]:[local_port]>
Max-Forwards: 70
Content-Type: application/sdp
Content-Length: [len]

v=0
o=- 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 8 101
a=rtpmap:8 PCMA/8000
a=rtpmap:101 telephone-event/8000
]]></send>
<recv response="100" optional="true"/>
<recv response="180" optional="true"/>
<recv response="183" optional="true"/>
<recv response="200" rrs="true"/>
{ack}
{keys}
<pause milliseconds="{hears_out:.0f}"/>
{bye}
<recv response="200"/>
</scenario>
"""
_WITHIN = """<send><![CDATA[
{method} [next_url] SIP/2.0
Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
[routes]
From: <sip:anonymous@anonymous.invalid>;tag=[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>[peer_tag_param]
Call-ID: [call_id]
CSeq: {number} {method}
Max-Forwards: 70
{kind}Content-Length: [len]

{body}]]></send>"""
_KEY_TYPE = "Content-Type: application/dtmf-relay\n"


@contextmanager
def calling_at_once(
    asterisk: Asterisk, to: str, keys: Sequence[str], count: int, folder: Path
) -> Iterator["subprocess.Popen[bytes]"]:
    """Callers under way; sipp ends with 0 once all are answered, heard out and have hung up.

    Args:
        asterisk: who answers.
        to: whom to call.
        keys: what each presses; a day is several figures.
        count: how many callers.
        folder: for what sipp tells.
    """
    (folder / "call.xml").write_text(_scenario(keys), encoding="utf-8")
    callers = subprocess.Popen(
        [
            *(str(SIPP), f"127.0.0.1:{asterisk.port}", "-sf", "call.xml", "-s", to),
            *("-i", "127.0.0.1", "-mi", "127.0.0.1", "-nostdin", "-trace_err"),
            *("-m", str(count), "-l", str(count), "-r", str(count)),
            *("-timeout", f"{LONGEST_SECONDS}s", "-timeout_error"),
        ],
        cwd=folder,
        env={**os.environ, "TERM": "dumb"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield callers
    finally:
        callers.kill()
        callers.wait()


def told_wrong(folder: Path) -> str:
    """What sipp found wrong with the calls."""
    return "".join(file.read_text(errors="replace") for file in folder.glob("call_*_errors.log"))


def _scenario(keys: Sequence[str]) -> str:
    """What each caller sends; a day is keyed in faster than one listens."""
    pauses = [LISTENS if place == 0 else FIGURES for key in keys for place in range(len(key))]
    pressed = []
    for number, (figure, pause) in enumerate(zip("".join(keys), pauses, strict=True), start=2):
        body = f"Signal={figure}\nDuration=160\n"
        info = _WITHIN.format(method="INFO", number=number, kind=_KEY_TYPE, body=body)
        pressed.append(f'<pause milliseconds="{pause * 1000:.0f}"/>\n{info}<recv response="200"/>')
    return _CALL.format(
        ack=_WITHIN.format(method="ACK", number=1, kind="", body=""),
        keys="\n".join(pressed),
        hears_out=HEARS_OUT * 1000,
        bye=_WITHIN.format(method="BYE", number=len(pressed) + 2, kind="", body=""),
    )
