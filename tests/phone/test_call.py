"""A call that understands, on the running server: signed, by keys, and nothing left of it."""

import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen
from xml.etree import ElementTree

import pytest

from bot.channels.proof import signed_by_twilio
from bot.french.spoken import LONGEST_PROMPT, seconds_aloud
from bot.phone.call import Listens, render, words_of
from tests.running import ROOT, RunningServer, start_server

TOKEN = "0123456789abcdef0123456789abcdef"
# The same for all callers who withhold theirs.
WITHHELD = "+266696687"
SIGNER = """
import json, sys
from twilio.request_validator import RequestValidator
url, fields, token = json.load(sys.stdin)
print(RequestValidator(token).compute_signature(url, fields))
"""


def sign_as_twilio(url: str, fields: dict[str, str], token: str = TOKEN) -> str:
    """The signature by Twilio's own library."""
    done = subprocess.run(
        [sys.executable, "-c", SIGNER],
        input=json.dumps([url, fields, token]),
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store") / "conversations.db"


@pytest.fixture(scope="module")
def line(store: Path) -> Iterator[RunningServer]:
    yield from start_server(STORE_URL=f"sqlite:///{store}", TWILIO_AUTH_TOKEN=TOKEN)


class Call:
    """One call; ours signs as Twilio's library does (``test_the_signature_is_that_of_twilio``)."""

    def __init__(self, line: RunningServer, sid: str, number: str = WITHHELD) -> None:
        self.line, self.sid, self.number = line, sid, number
        self.document = self._ask(f"{line.url}/telephone/parole", {})

    def _ask(self, url: str, heard: dict[str, str]) -> ElementTree.Element:
        # A carrier signs the fields that it leaves empty too.
        caller = {"From": self.number, "Caller": self.number, "CallerCity": ""}
        fields = {"CallSid": self.sid, **caller, **heard}
        return ElementTree.fromstring(post(url, fields, signature(url, fields)))

    @property
    def said(self) -> str:
        return " ".join(say.text or "" for say in self.document.iter("Say"))

    @property
    def gather(self) -> dict[str, str]:
        found = self.document.find("Gather")
        assert found is not None, self.said
        return found.attrib

    def press(self, digits: str) -> "Call":
        self.document = self._ask(self.gather["action"], {"Digits": digits})
        return self

    def speak(self, words: str) -> "Call":
        assert "speech" in self.gather["input"]
        self.document = self._ask(self.gather["action"], {"SpeechResult": words})
        return self

    def stay_silent(self) -> "Call":
        self.document = self._ask(self.gather["action"], {})
        return self

    def hang_up(self) -> None:
        url = f"{self.line.url}/telephone/fin"
        fields = {"CallSid": self.sid, "CallStatus": "completed"}
        assert post(url, fields, signature(url, fields)) == b""


def signature(url: str, fields: dict[str, str]) -> str:
    import base64
    import hashlib
    import hmac

    signed = url + "".join(name + fields[name] for name in sorted(fields))
    return base64.b64encode(
        hmac.new(TOKEN.encode(), signed.encode(), hashlib.sha1).digest()
    ).decode()


def post(url: str, fields: dict[str, str], signed: str) -> bytes:
    headers = {"X-Twilio-Signature": signed}
    with urlopen(Request(url, urlencode(fields).encode(), headers)) as answer:
        body: bytes = answer.read()
        return body


def rows(store: Path) -> str:
    with sqlite3.connect(store) as read:
        tables = [
            row[0] for row in read.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        return str([read.execute(f"SELECT * FROM {table}").fetchall() for table in tables])


def test_a_whole_case_by_keys(line: RunningServer) -> None:
    call = Call(line, "CA-case")
    assert call.said.startswith("Bonjour, je suis un robot")
    assert "speech" in call.gather["input"]
    call.speak("j'ai un litige avec mon opérateur")
    assert "Quel est votre opérateur" in call.said
    assert "Orange, tapez un. S, F, R, tapez deux." in call.said
    assert call.gather["input"] == "dtmf"
    call.press("2")
    assert "J'ai noté : opérateur : S, F, R." in call.said
    assert "Oui, tapez un. Non, tapez deux." in call.said
    call.press("1")
    assert call.gather["numDigits"] == "8"
    assert "en huit chiffres" in call.said
    call.press("03092026")
    assert "jeudi trois septembre deux mille vingt-six" in call.said
    call.press("1").press("1").press("2").press("1")
    assert "saisissez le médiateur" in call.said
    assert "vendredi trois septembre deux mille vingt-sept" in call.said
    assert "La mairie peut vous remettre vos lettres" in call.said
    assert not re.search(r"\d|https?:|[/()«»]", call.said)
    says = [say.text or "" for say in call.document.iter("Say")]
    assert all(seconds_aloud(said) <= LONGEST_PROMPT for said in says)


def test_each_turn_is_in_french_and_in_words_of_twilio(
    line: RunningServer, attributes: dict[str, list[str]]
) -> None:
    call = Call(line, "CA-french")
    turns = [call.document]
    turns.append(call.speak("j'ai un litige avec mon opérateur").document)
    turns += [call.press(keys).document for keys in ("2", "1", "03092026", "0")]
    for document in turns:
        verbs = [verb for verb in document.iter() if verb is not document]
        assert all(set(verb.attrib) <= set(attributes[verb.tag]) for verb in verbs)
        spoken = [verb for verb in verbs if verb.tag in ("Say", "Gather")]
        assert {verb.attrib.get("language") for verb in spoken} == {"fr-FR"}


def test_the_open_question_is_spoken(line: RunningServer) -> None:
    call = Call(line, "CA-open").speak("combien coûte le médiateur ?")
    assert "La médiation est gratuite" in call.said
    assert "robot" not in call.said
    assert "speech" in call.gather["input"]
    # Its proposals are keys.
    assert "Saisir en ligne, tapez un." in call.said
    assert "médiation, tiret, télécom" in call.press("1").said


def test_danger_gives_its_number_first(line: RunningServer) -> None:
    call = Call(line, "CA-danger").speak("je veux mourir, je vais me tuer")
    assert "trente et un, quatorze" in call.said


def test_a_day_that_is_not_known_or_does_not_exist(line: RunningServer) -> None:
    call = Call(line, "CA-day").speak("j'ai un litige").press("1").press("1")
    assert "n'existe pas" in call.press("31022026").said
    assert call.gather["numDigits"] == "8"
    call.press("*")
    assert call.gather["numDigits"] == "1"
    assert "oubliée" in call.said or "prudence" in call.said


def test_two_failures_lead_to_a_person_and_leave_nothing(line: RunningServer, store: Path) -> None:
    call = Call(line, "CA-fail").speak("j'ai un litige avec Orange")
    before = rows(store)
    assert "Orange" in before
    assert "Je n'ai pas compris" in call.press("8").said
    call.press("8")
    assert call.document.find("Dial/Number") is not None
    assert "Je vous passe la mairie" in call.said


def test_zero_leads_to_a_person_from_anywhere(line: RunningServer) -> None:
    call = Call(line, "CA-zero").speak("j'ai un litige")
    assert call.press("0").document.find("Dial/Number") is not None
    spoken = Call(line, "CA-ask").speak("je veux parler à quelqu'un")
    assert spoken.document.find("Dial/Number") is not None


def test_silence_is_asked_again(line: RunningServer) -> None:
    call = Call(line, "CA-silent")
    assert "Dites votre question" in call.stay_silent().said
    assert call.stay_silent().document.find("Dial/Number") is not None


def test_who_hangs_up_leaves_nothing(line: RunningServer, store: Path) -> None:
    call = Call(line, "CA-hang").speak("SFR me répond pas, rhubarbe, j'ai écrit le 3 septembre")
    assert "rhubarbe" in rows(store)
    call.hang_up()
    assert "rhubarbe" not in rows(store)
    assert "CA-hang" not in rows(store)
    assert WITHHELD not in rows(store)
    assert "rhubarbe" not in "".join(line.log)


def test_two_withheld_numbers_share_nothing(line: RunningServer) -> None:
    one = Call(line, "CA-one").speak("j'ai un litige")
    one.press("2")
    other = Call(line, "CA-two").speak("récapitulatif de mon dossier")
    assert "S, F, R" not in other.said
    assert "rien dit" in other.said


def test_what_is_not_signed_is_refused(line: RunningServer, server: str) -> None:
    url = f"{line.url}/telephone/parole"
    fields = {"CallSid": "CA-x", "From": WITHHELD}
    for signed in ("", "é", signature(url, {**fields, "From": "+33600000000"})):
        with pytest.raises(HTTPError) as refused:
            post(url, fields, signed.encode().decode("latin-1"))
        assert refused.value.code == 403
    with pytest.raises(HTTPError) as absent:
        post(f"{server}/telephone/parole", fields, "")
    assert absent.value.code == 404


@pytest.mark.parametrize(
    ("url", "fields"),
    [
        ("https://ville.fr/telephone/parole", {"CallSid": "CA1", "From": WITHHELD}),
        (
            "https://ville.fr/a/telephone/parole?l=keys&f=0&n=1&k=%2Ftell",
            {"CallSid": "CA1", "SpeechResult": " où ça ? é ", "Digits": ""},
        ),
    ],
)
def test_the_signature_is_that_of_twilio(url: str, fields: dict[str, str]) -> None:
    signed = sign_as_twilio(url, fields)
    assert signed == signature(url, fields)
    form = list(fields.items())
    assert signed_by_twilio(url, form, "HMAC_SHA1", TOKEN, signed)
    assert not signed_by_twilio(url, form, "HMAC_SHA1", "another", signed)
    assert not signed_by_twilio(f"{url}x", form, "HMAC_SHA1", TOKEN, signed)


@pytest.mark.parametrize(
    ("listens", "digits", "speech", "words"),
    [
        (Listens.KEYS, "2", "", "b"),
        (Listens.KEYS, "3", "", None),
        (Listens.KEYS, "", "oui", None),
        (Listens.KEYS, "9", "", "pouvez-vous répéter"),
        (Listens.KEYS, "²", "", None),
        (Listens.DAY, "03092026", "", "03/09/2026"),
        (Listens.DAY, "0309", "", None),
        (Listens.DAY, "", "le trois septembre mille neuf cent vingt-six", None),
        (Listens.DAY, "*", "", "je ne sais plus"),
        (Listens.SPEECH, "", " combien ça coûte ", "combien ça coûte"),
        (Listens.SPEECH, "1", "", "a"),
        (Listens.SPEECH, "", "", None),
    ],
)
def test_keys_and_words(listens: Listens, digits: str, speech: str, words: str | None) -> None:
    assert words_of(listens, ("a", "b"), digits, speech) == words


def test_files_and_links_are_not_read_out() -> None:
    messages: list[dict[str, Any]] = [
        {"text": "Faites ceci."},
        {"text": "La fiche : https://x.fr/documents/abc", "custom": {"type": "file"}},
    ]
    heard = render(messages)
    assert heard.says[0] == "Faites ceci."
    assert not any("documents" in said for said in heard.says)


def test_each_text_ends_before_the_next() -> None:
    buttons = [{"title": "Les horaires", "payload": "/ask_opening_hours"}]
    heard = render([{"text": "Sur internet : https://argences.com", "buttons": buttons}])
    assert heard.says == ("Sur internet : argences, point, com.", "Les horaires, tapez un.")
