"""The menu as a carrier gets it from the running server: a call walked key by key."""

from datetime import date
from urllib.parse import urlencode
from urllib.request import Request, urlopen
from xml.etree import ElementTree

import pytest

from bot.knowledge import knowledge
from bot.phone.pieces import pieces
from bot.phone.twiml import international

TODAY = date(2026, 11, 23)
NESTED = {"Gather": {"Say"}, "Dial": {"Number"}}


class Call:
    """A call as the carrier makes it: asks the address it was given, with the key pressed."""

    def __init__(self, server: str, attributes: dict[str, list[str]]) -> None:
        self.attributes = attributes
        self.document = self._ask(f"{server}/telephone", {})

    def _ask(self, url: str, form: dict[str, str]) -> ElementTree.Element:
        # As Twilio sends it, with a withheld number: all such callers have the same.
        sent = {"CallSid": "CA1", "From": "+266696687", "Caller": "+266696687", **form}
        with urlopen(Request(url, urlencode(sent).encode())) as answer:
            assert answer.headers["Content-Type"].startswith("text/xml")
            document = ElementTree.fromstring(answer.read())
        self._check(document)
        return document

    def _check(self, document: ElementTree.Element) -> None:
        assert document.tag == "Response"
        for verb in document.iter():
            if verb is document:
                continue
            assert set(verb.attrib) <= set(self.attributes[verb.tag]), verb.attrib
            if verb.tag in ("Say", "Gather"):
                assert verb.get("language") == "fr-FR"
            assert {child.tag for child in verb} <= NESTED.get(verb.tag, set())

    @property
    def said(self) -> str:
        return " ".join(say.text or "" for say in self.document.iter("Say"))

    @property
    def verbs(self) -> list[str]:
        return [verb.tag for verb in self.document]

    def press(self, key: str) -> "Call":
        gather = self.document.find("Gather")
        assert gather is not None, "no key is waited for"
        self.document = self._ask(gather.attrib["action"], {"Digits": key})
        return self

    def stay_silent(self) -> "Call":
        redirect = self.document.find("Redirect")
        assert redirect is not None
        assert redirect.text
        self.document = self._ask(redirect.text, {})
        return self


@pytest.fixture
def call(server: str, attributes: dict[str, list[str]]) -> Call:
    return Call(server, attributes)


def test_every_key_is_answered(call: Call) -> None:
    assert call.said.startswith("Mairie, Argences.")
    assert "deux étapes" in call.press("1").said
    assert "médiation, tiret, télécom, point, org" in call.press("2").said
    assert "quatre-vingt-quatorze, deux cent cinquante-sept" in call.press("3").said
    assert "ouverte en ce moment, jusqu'à midi" in call.press("4").said
    before = call.said
    assert call.press("9").said == before
    assert "tapez un" in call.press("*").said
    assert "Ce choix n'existe pas." in call.press("8").said


def test_a_person_is_dialled_by_the_town_hall_s_number(call: Call, server: str) -> None:
    call.press("0")
    assert call.verbs == ["Say", "Dial"]
    number = call.document.find("Dial/Number")
    assert number is not None
    assert number.text == "+33231279060"
    dial = call.document.find("Dial")
    assert dial is not None
    call.document = call._ask(dial.attrib["action"], {"DialCallStatus": "no-answer"})
    assert "Personne n'a pu répondre." in call.said
    assert call.verbs[-1] == "Hangup"
    call.document = call._ask(dial.attrib["action"], {"DialCallStatus": "completed"})
    assert call.verbs == ["Hangup"]


def test_two_silences_lead_to_a_person(call: Call) -> None:
    assert call.stay_silent().said.startswith("Je n'ai pas entendu votre choix.")
    assert call.stay_silent().verbs == ["Say", "Dial"]


def test_two_withheld_numbers_share_nothing(server: str, attributes: dict[str, list[str]]) -> None:
    one, other = Call(server, attributes), Call(server, attributes)
    one.press("1")
    assert other.press("9").said == opening_offers(other)
    assert "deux étapes" in one.press("9").said


def opening_offers(call: Call) -> str:
    return call.press("*").said


@pytest.mark.parametrize(
    "path",
    ["touche?place=nulle-part&turn=x", "touche?turn=-1", "touche", "touche?place=%00&turn=99999"],
)
def test_a_strange_address_still_gets_words(server: str, path: str) -> None:
    with urlopen(f"{server}/telephone/{path}") as answer:
        document = ElementTree.fromstring(answer.read())
    assert list(document.iter("Say"))


def test_menus_that_play_sounds_are_told_which(server: str) -> None:
    with urlopen(f"{server}/telephone/etat") as answer:
        names = answer.read().decode().split("&")
    known = {prompt.name: prompt.said for prompt in pieces(knowledge().town_hall, TODAY)}
    said = " ".join(known[name.removeprefix("mairie/")] for name in names)
    assert said == "La mairie est ouverte en ce moment, jusqu'à midi"


@pytest.mark.parametrize(
    ("phone", "dialled"),
    [
        ("02 31 27 90 60", "+33231279060"),
        ("02 62 90 46 46", "+262262904646"),
        ("05 96 59 60 00", "+596596596000"),
        ("+33 2 31 27 90 60", "+33231279060"),
    ],
)
def test_numbers_are_dialled_as_carriers_take_them(phone: str, dialled: str) -> None:
    assert international(phone) == dialled
