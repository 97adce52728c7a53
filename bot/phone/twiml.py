"""The menu in TwiML, the XML by which Twilio and its look-alikes are told what to do in a call."""

import re
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, SubElement, tostring

from bot.knowledge.town_hall import TownHall
from bot.phone.call import Listens, Turn
from bot.phone.menu import WAIT_SECONDS
from bot.phone.menu_call import Step
from bot.public_address import absolute

# Said everywhere: without it, French is read and heard as English.
LANGUAGE = "fr-FR"
PATH = "/telephone"
CALL_PATH = f"{PATH}/parole"
RING_SECONDS = 30
# Country codes by the first figures of a national number; elsewhere, that of metropolitan France.
_COUNTRIES = {
    **dict.fromkeys(("0262", "0269", "0639", "0692", "0693"), "262"),
    **dict.fromkeys(("0590", "0690", "0691"), "590"),
    **dict.fromkeys(("0594", "0694"), "594"),
    **dict.fromkeys(("0596", "0696", "0697"), "596"),
}
_FRANCE = "33"


def twiml(step: Step, town_hall: TownHall) -> str:
    """The document for one step of a call."""
    response = Element("Response")
    if step.place is not None:
        here = urlencode({"place": step.place, "turn": step.turn})
        # Without a finishing key, « # » is a key like any other.
        one_key = {"input": "dtmf", "numDigits": "1", "finishOnKey": ""}
        _gather(response, step.says, absolute(f"{PATH}/touche?{here}"), one_key)
    else:
        _say(response, step.says)
        if step.transfers:
            _dial(response, town_hall)
        else:
            SubElement(response, "Hangup")
    return _document(response)


def call_twiml(turn: Turn) -> str:
    """The document for one turn of a call that understands."""
    response = Element("Response")
    place = turn.place
    # What each key sends is what the caller was just offered, and nothing that they told.
    here = {
        "l": place.listens.value,
        "f": place.failures,
        "n": place.turn,
        "k": list(place.keys),
    }
    action = absolute(f"{CALL_PATH}?{urlencode(here, doseq=True)}")
    by_keys = {"numDigits": "1", "finishOnKey": ""}
    listens = {
        Listens.KEYS: {"input": "dtmf", **by_keys},
        Listens.DAY: {"input": "dtmf", "numDigits": "8", "finishOnKey": "#"},
        Listens.SPEECH: {"input": "dtmf speech", "speechTimeout": "auto", **by_keys},
    }
    _gather(response, turn.says, action, listens[place.listens])
    return _document(response)


def _gather(response: Element, says: tuple[str, ...], action: str, listens: dict[str, str]) -> None:
    """Say, wait for an answer, and go on without one after a while."""
    waits = {"language": LANGUAGE, "method": "POST", "timeout": str(WAIT_SECONDS)}
    gather = SubElement(response, "Gather", {"action": action, **waits, **listens})
    _say(gather, says)
    SubElement(response, "Redirect", method="POST").text = action


def _document(response: Element) -> str:
    body = tostring(response, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>{body}'


def _say(parent: Element, says: tuple[str, ...]) -> None:
    for said in says:
        SubElement(parent, "Say", language=LANGUAGE).text = said


def _dial(response: Element, town_hall: TownHall) -> None:
    dial = SubElement(
        response,
        "Dial",
        action=absolute(f"{PATH}/absent"),
        method="POST",
        timeout=str(RING_SECONDS),
    )
    SubElement(dial, "Number").text = international(town_hall.phone.value)


def international(phone: str) -> str:
    """``+33231279060``: a number as carriers take it.

    Args:
        phone: a national number of ten figures, or an international one.
    """
    digits = re.sub(r"\D", "", phone)
    if phone.startswith("+"):
        return f"+{digits}"
    return f"+{_COUNTRIES.get(digits[:4], _FRANCE)}{digits[1:]}"
