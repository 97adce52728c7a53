"""The menu in TwiML, the XML by which Twilio and its look-alikes are told what to do in a call."""

import re
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, SubElement, tostring

from bot.knowledge.town_hall import TownHall
from bot.phone.menu import WAIT_SECONDS
from bot.phone.menu_call import Step
from bot.public_address import absolute

# Said everywhere: without it, French is read and heard as English.
LANGUAGE = "fr-FR"
PATH = "/telephone"
RING_SECONDS = 30
# Country codes by the first figures of a national number; elsewhere, that of metropolitan France.
_COUNTRIES = {"0262": "262", "0269": "262", "0590": "590", "0594": "594", "0596": "596"}
_FRANCE = "33"


def twiml(step: Step, town_hall: TownHall) -> str:
    """The document for one step of a call."""
    response = Element("Response")
    if step.place is not None:
        _gather(response, step)
    else:
        _say(response, step.says)
        if step.transfers:
            _dial(response, town_hall)
        else:
            SubElement(response, "Hangup")
    body = tostring(response, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>{body}'


def _gather(response: Element, step: Step) -> None:
    """Say, wait for a key, and go on without one after a while."""
    here = urlencode({"place": step.place, "turn": step.turn})
    key = absolute(f"{PATH}/touche?{here}")
    gather = SubElement(
        response,
        "Gather",
        action=key,
        input="dtmf",
        language=LANGUAGE,
        method="POST",
        numDigits="1",
        timeout=str(WAIT_SECONDS),
        # Without it « # » would end the call's only key.
        finishOnKey="",
    )
    _say(gather, step.says)
    SubElement(response, "Redirect", method="POST").text = key


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
