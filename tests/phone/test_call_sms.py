"""The link by SMS at the end of a call: asked for by a key, to its number, which is forgotten."""

import re
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.parse import unquote
from urllib.request import urlopen

import pytest

from bot.channels.sms_twilio import Twilio
from bot.rasa.call_sms import CallSms
from tests.channels.conftest import KEY
from tests.channels.doubles import Double, Reaction
from tests.channels.peers import ask_node
from tests.phone.asterisk_double import MOBILE, SHOWN, WITHHELD, WRITING_VOICE, Line
from tests.phone.test_call import TOKEN, Call
from tests.phone.test_call import WITHHELD as SAME_FOR_ALL
from tests.running import RunningServer, free_port, start_server
from tests.running import call as ask
from tests.stored import everything_stored
from tests.towns import town_file

# SFR, complained, the day, in writing, no answer, no letter, no court.
CASE = ("2", "1", "03092026", "1", "1", "2", "1")
ASKED = "au numéro de votre appel. Le voulez-vous ? Oui, tapez un. Non, tapez deux."
PAPERS = "La mairie peut vous remettre vos lettres et vos dates."
SENT, FAILED = "Le S, M, S est parti", "L'envoi du S, M, S a échoué"


@pytest.fixture(scope="module")
def operator() -> Iterator[Double]:
    double = Double({"sid": "SM1"})
    yield double
    double.stop()


@pytest.fixture(autouse=True)
def _nothing_sent(operator: Double) -> None:
    operator.forget()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('store') / 'conversations.db'}"


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def line(
    tmp_path_factory: pytest.TempPathFactory, operator: Double, store: str, port: int
) -> Iterator[RunningServer]:
    folder, web = tmp_path_factory.mktemp("town"), free_port()
    accepted = {"accepted_by": "la maire", "accepted_on": "2026-11-20"}
    yield from start_server(
        web,
        WRITING_VOICE.format(port=web),
        STORE_URL=store,
        TOWN=str(town_file(folder, channels={"sms": accepted})),
        LINK_KEY=KEY,
        TWILIO_ACCOUNT_SID="AC1",
        TWILIO_AUTH_TOKEN=TOKEN,
        TWILIO_NUMBER="+33939000000",
        TWILIO_API=operator.url,
        FASTAGI=f"127.0.0.1:{port}",
        FASTAGI_SOUNDS=str(folder / "sounds"),
    )


def case(line: RunningServer, name: str, number: str = MOBILE) -> Call:
    """A call at the end of its case."""
    call = Call(line, name, number).speak("j'ai un litige")
    for keys in CASE:
        call.press(keys)
    return call


def test_yes_sends_the_links_and_the_call_goes_on(
    line: RunningServer, operator: Double, store: str
) -> None:
    call = case(line, "CA-yes")
    assert call.said.startswith("À faire aujourd'hui : saisissez le médiateur")
    assert call.said.endswith(ASKED)
    assert "Comment est-ce compté" not in call.said
    assert operator.sent() == []
    call.press("1")
    assert call.said.startswith(f"{SENT}. Son lien s'ouvre pendant vingt-quatre heures.")
    assert "Comment est-ce compté, tapez un." in call.said
    assert "Le voulez-vous" not in call.said
    (sms,) = operator.sent("Messages.json")
    assert sms.fields["To"] == MOBILE
    text = sms.fields["Body"]
    (link,) = re.findall(r"https?://\S+", text)
    assert text == (
        "Mairie (Argences), à votre demande, pour 24 h:\n"
        f"Lettre au médiateur, lettre au service consommateurs, fiche, agenda: {link}"
    )
    assert ask_node("sms_counts.mjs", [text]) == [["GSM-7", 1]]
    # The number is in no address, no row, no log line.
    digits = MOBILE.removeprefix("+33")
    assert digits not in unquote(call.gather["action"])
    assert digits not in everything_stored(store)
    assert digits not in "".join(line.log)
    # Asked for once: the next key is the assistant's.
    assert "Votre étape : saisir le médiateur" in call.press("1").said
    assert len(operator.sent("Messages.json")) == 1
    call.hang_up()
    assert "S, F, R" not in everything_stored(store)
    # What was sent still opens.
    with urlopen(link) as opened:
        assert opened.status == 200


def test_its_link_opens_a_page_that_gives_each_document(
    line: RunningServer, operator: Double
) -> None:
    case(line, "CA-page").press("1")
    (sms,) = operator.sent("Messages.json")
    (link,) = re.findall(r"https?://\S+", sms.fields["Body"])
    with urlopen(link) as opened:
        page, headers = opened.read().decode(), opened.headers
    assert '<html lang="fr">' in page
    assert "Mairie (Argences)" in page
    assert "24 heures" in page
    assert "<script" not in page
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Robots-Tag"] == "noindex"
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src" not in policy
    listed = re.findall(r'<a href="([^"]+/documents/[^"]+)">([^<]+)</a> \(([A-Z]+)\)', page)
    assert [(title, kind) for _, title, kind in listed] == [
        ("Lettre au médiateur", "PDF"),
        ("Lettre au service consommateurs", "PDF"),
        ("Fiche de votre dossier", "PDF"),
        ("Vos dates pour votre agenda", "ICS"),
    ]
    for address, _, kind in listed:
        with urlopen(address) as opened:
            begins = {"PDF": b"%PDF-", "ICS": b"BEGIN:VCALENDAR"}[kind]
            assert opened.read().startswith(begins)
            assert opened.headers["Content-Disposition"].startswith("attachment")
    with urlopen(re.findall(r'href="([^"]+/assistant)"', page)[0]) as opened:
        assert opened.status == 200
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"{link[:-1]}_")


def test_no_sends_nothing(line: RunningServer, operator: Double) -> None:
    call = case(line, "CA-no").press("2")
    assert "S, M, S" not in call.said
    assert "Comment est-ce compté, tapez un." in call.said
    assert operator.sent() == []


@pytest.mark.parametrize(
    "number",
    [SAME_FOR_ALL, "+7378742833", "anonymous", "Restricted", "", "+33231279060", "+441632960000"],
)
def test_who_cannot_be_reached_is_not_asked(
    line: RunningServer, operator: Double, number: str
) -> None:
    call = case(line, f"CA-{number}", number)
    assert "voulez-vous" not in call.said
    assert PAPERS in call.said
    assert "Comment est-ce compté, tapez un." in call.said
    call.press("1")
    assert operator.sent() == []


@pytest.mark.parametrize("status", [400, 503])
def test_a_failed_sending_is_said_and_counted(
    line: RunningServer, operator: Double, status: int
) -> None:
    before = counts(line)
    refused = {"code": 21610, "message": f"not to {MOBILE}"}
    operator.reactions.extend([Reaction(status, refused, {"Retry-After": "0"})] * 3)
    call = case(line, f"CA-{status}").press("1")
    assert FAILED in call.said
    assert SENT not in call.said
    assert "Comment est-ce compté, tapez un." in call.said
    assert counts(line).get("failed", 0) == before.get("failed", 0) + 1
    assert counts(line).get("sent", 0) == before.get("sent", 0)
    assert MOBILE.removeprefix("+33") not in "".join(line.log)


def counts(line: RunningServer) -> dict[str, int]:
    told: dict[str, int] = ask(f"{line.url}/health").json["channels"]["sms"]
    return told


def test_nine_asks_again_and_silence_leads_to_a_person(
    line: RunningServer, operator: Double
) -> None:
    call = case(line, "CA-again")
    asked = call.said
    assert call.press("9").said == asked
    assert call.press("7").said == f"Je n'ai pas compris. {asked}"
    assert call.stay_silent().document.find("Dial/Number") is not None
    assert operator.sent() == []


def test_the_same_by_asterisk(line: RunningServer, port: int, operator: Double) -> None:
    for number, shown, asked in (
        ("0612345678", SHOWN, True),
        ("0612345678", WITHHELD, False),
        ("unknown", SHOWN, False),
    ):
        operator.forget()
        call = Line(port, number, shown)
        for keys in ("1", *CASE):
            call.hear(keys)
        said = call.hear("1")
        assert said.endswith(ASKED) == asked
        after = call.hear("0")
        assert (SENT in after) == asked
        assert call.given_back()
        assert [each.fields["To"] for each in operator.sent("Messages.json")] == [MOBILE] * asked


@pytest.mark.parametrize(
    ("number", "reached"),
    [
        ("+33612345678", True),
        ("+33756789012", True),
        ("33612345678", False),
        ("0033612345678", True),
        ("06 12 34 56 78", True),
        ("0692123456", True),
        ("+262692123456", True),
        ("+590690123456", True),
        ("0231279060", False),
        ("+33939000000", False),
        ("+33700123456", False),
        ("3639", False),
        ("+336123456789", False),
    ],
)
def test_french_mobile_numbers(number: str, reached: bool) -> None:
    channel = Twilio("AC1", "secret", "+33939000000")
    assert CallSms({"sms": channel}, None).reaches(number) == reached  # type: ignore[arg-type]
    # A town without SMS, whatever the number.
    assert not CallSms({}, None).reaches(number)  # type: ignore[arg-type]
