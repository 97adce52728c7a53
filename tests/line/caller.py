"""A caller with a real SIP phone: calls, waits, presses keys, hangs up, and tells what it heard.

Run by a Python that has pjsua2: ``python caller.py URI RECORDING STEP…``. A step is a key, or a
number of seconds to wait as ``~2.5``. The number of ``CALLER`` is shown, or withheld without it.
Prints one line of JSON.
"""

import json
import os
import sys
import time

import pjsua2 as pj

STEP_MS = 20
WITHHELD = "sip:anonymous@anonymous.invalid"


class Call(pj.Call):
    def __init__(self, account: pj.Account, recorder: pj.AudioMediaRecorder) -> None:
        super().__init__(account)
        self.recorder = recorder
        self.answered = self.ended = False

    def onCallState(self, _parameters: pj.OnCallStateParam) -> None:  # noqa: N802
        info = self.getInfo()
        self.answered = self.answered or info.state == pj.PJSIP_INV_STATE_CONFIRMED
        self.ended = info.state == pj.PJSIP_INV_STATE_DISCONNECTED

    def onCallMediaState(self, _parameters: pj.OnCallMediaStateParam) -> None:  # noqa: N802
        info = self.getInfo()
        for index, media in enumerate(info.media):
            if media.type == pj.PJMEDIA_TYPE_AUDIO and self.getMedia(index):
                self.getAudioMedia(index).startTransmit(self.recorder)


def main(uri: str, recording: str, steps: list[str]) -> None:
    endpoint = pj.Endpoint()
    endpoint.libCreate()
    settings = pj.EpConfig()
    settings.uaConfig.threadCnt = 0
    settings.logConfig.level = settings.logConfig.consoleLevel = 0
    endpoint.libInit(settings)
    endpoint.audDevManager().setNullDev()
    transport = pj.TransportConfig()
    endpoint.transportCreate(pj.PJSIP_TRANSPORT_UDP, transport)
    endpoint.libStart()
    account_settings = pj.AccountConfig()
    shown = os.environ.get("CALLER")
    account_settings.idUri = f"sip:{shown}@127.0.0.1" if shown else WITHHELD
    account = pj.Account()
    account.create(account_settings)
    recorder = pj.AudioMediaRecorder()
    recorder.createRecorder(recording)
    call = Call(account, recorder)
    started = time.monotonic()

    def wait(seconds: float, until=lambda: False) -> None:  # type: ignore[no-untyped-def]
        end = time.monotonic() + seconds
        while time.monotonic() < end and not until():
            endpoint.libHandleEvents(STEP_MS)

    call.makeCall(uri, pj.CallOpParam(True))
    wait(10, lambda: call.answered or call.ended)
    answered = time.monotonic() - started
    for step in steps:
        if call.ended:
            break
        if step.startswith("~"):
            wait(float(step[1:]), lambda: call.ended)
        else:
            call.dialDtmf(step)
    ended_by_them = call.ended
    if not call.ended:
        call.hangup(pj.CallOpParam())
        wait(3, lambda: call.ended)
    told = {
        "answered": call.answered,
        "answered_after": answered,
        "ended_by_them": ended_by_them,
        "seconds": time.monotonic() - started,
    }
    print(json.dumps(told))
    # The recording is whole once the library is closed, which crashes when Python then ends.
    sys.stdout.flush()
    endpoint.libDestroy()
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
