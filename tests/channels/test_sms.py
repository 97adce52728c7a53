"""SMS: few signs, in the alphabet that costs least, from operators whose origin is proven."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.gsm7 import segments, to_gsm7
from bot.channels.message import Delivery
from bot.channels.secrets import conversation_key, webhook_token
from bot.channels.settings import ChannelSettingError, channels_on
from bot.channels.sms_twilio import SETTINGS_HEADER, SIGNATURE_HEADER, Twilio
from tests.channels.doubles import Double
from tests.channels.peers import ask_node, ask_python
from tests.channels.sms_person import (
    SENDS,
    TOKEN,
    Person,
    body,
    channel,
    octopush,
    texts,
)
from tests.channels.talking import deliver, desk_of
from tests.channels.test_settings import READY, give

FIRST = "J'ai écrit à Orange le 3 septembre, aucune réponse."
WHOLE_CASE = (FIRST, "Non", "1")
MOST_SEGMENTS = 12
FILE = Path(__file__).with_name("sms_conversations.yml")
LED: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
PATH = "/webhooks/sms"
ADDRESS = "https://assistant.ville.fr" + PATH


@pytest.fixture
def person() -> Person:
    return Person()


@pytest.fixture(autouse=True)
def _address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", READY["PUBLIC_URL"])


@pytest.fixture
def operator() -> Any:
    double = Double({"sid": "SM1"})
    yield double
    double.stop()


@pytest.fixture
def ask(assistant: Any, operator: Double) -> Callable[..., list[str]]:
    """What is billed for the answer to some SMS, by one operator or another."""

    def asked(*bodies: bytes, app: Callable[[str], Any] = channel) -> list[str]:
        operator.forget()

        async def run() -> None:
            desk = desk_of(app(operator.url), assistant)
            for each in bodies:
                await deliver(desk, each)
            await desk.close(5)

        asyncio.run(run())
        return texts(operator.sent(*SENDS))

    return asked


def test_a_whole_case_costs_few_sms_and_tells_the_same_dates(ask: Any, person: Person) -> None:
    said = [text for message in WHOLE_CASE for text in ask(body(person.writes(message)))]
    whole = "\n".join(said)
    for fact in (
        "jeudi 3 septembre 2026",
        "vendredi 3 septembre 2027",
        "https://www.mediation-telecom.org/saisir-le-mediateur",
        "Lettre au médiateur, lettre au service consommateurs, fiche, agenda: "
        "https://assistant.ville.fr/d/",
    ):
        assert fact in whole, fact
    assert whole.count("/d/") == 1
    counted, posted = ("\n".join(ask(body(person.writes(m)))) for m in ("calcul", "par courrier"))
    assert "mercredi 4 novembre 2026" in counted
    assert "du 3 septembre + 2 mois = 3 novembre" in counted
    assert "CS 30342, 94257 Gentilly Cedex" in posted
    for wrong in (
        "4 septembre 2027",
        "/tell_case",
        "/documents/",
        "Appuyez",
        "« ",
        "\N{NO-BREAK SPACE}",
    ):
        assert wrong not in whole, wrong
    counts = ask_node("sms_counts.mjs", said)
    assert {alphabet for alphabet, _ in counts} == {"GSM-7"}
    assert sum(count for _, count in counts) <= MOST_SEGMENTS
    assert [count for _, count in counts] == [segments(text) for text in said]


@pytest.mark.parametrize("case", LED, ids=lambda case: case["name"])
def test_a_case_led_question_by_question_costs_few_sms_and_tells_its_dates(
    ask: Any, person: Person, case: dict[str, Any]
) -> None:
    said = [ask(body(person.writes(message))) for message in case["messages"]]
    last = "\n".join(said[-1])
    assert [fact for fact in case["says"] if fact not in last] == [], last
    assert [wrong for wrong in case["never"] if wrong in last] == [], last
    texts = [text for answer in said for text in answer]
    assert len(texts) == len(said)
    counts = ask_node("sms_counts.mjs", texts)
    assert {alphabet for alphabet, _ in counts} == {"GSM-7"}
    assert sum(count for _, count in counts) == case["segments"] <= MOST_SEGMENTS, counts


def test_a_question_that_follows_an_answer_is_one_sms(ask: Any, person: Person) -> None:
    # The longest day, and the longest words of each answer.
    messages = ["j'ai un litige", "la poste mobile", "oui le mercredi 23 septembre par telephone"]
    messages += ["2", "oui le mercredi 30 septembre", "2"]
    said = [text for message in messages for text in ask(body(person.writes(message)))]
    assert "réclamation par téléphone le mercredi 23 septembre 2026" in said[2]
    assert "second courrier le mercredi 30 septembre 2026" in said[4]
    assert [count for _, count in ask_node("sms_counts.mjs", said)] == [1] * len(messages)


def test_every_text_that_is_said_by_sms_fits_the_alphabet() -> None:
    from bot.channels.sms import sms_wording
    from bot.channels.wording import tell, texts
    from bot.knowledge import knowledge
    from bot.wording import fact_values, fill, placeholders, read_domain

    known, said = fact_values(knowledge()), [tell(name) for name in texts()]
    for name, variants in read_domain()["responses"].items():
        for text in (sms_wording().said.get(name, each["text"]) for each in variants):
            given = {each.key: "9 h" for each in placeholders(text) if not each.is_fact}
            said.append(fill(text, known, given))
    folded = [to_gsm7(text) for text in said]
    assert [
        text
        for text, (alphabet, _) in zip(folded, ask_node("sms_counts.mjs", folded), strict=True)
        if alphabet != "GSM-7"
    ] == []


def test_signs_are_folded_only_where_they_must_be() -> None:
    said = (
        "« L’été à Noël\N{NO-BREAK SPACE}: où êtes-vous\N{NO-BREAK SPACE}? Ça coûte 5 € » — œuvre…"
    )
    assert to_gsm7(said) == '"L\'été à Noel: où etes-vous? Ça coute 5 €" - oeuvre...'
    assert to_gsm7("Łódź 👍") == "Łodz 👍"
    assert segments("a" * 160) == 1
    assert segments("a" * 161) == segments("€" * 80 + "a") == 2
    assert segments("reçu" + "a" * 66) == 1
    assert segments("reçu" + "a" * 67) == 2


@given(st.text(max_size=400))
def test_folding_twice_changes_nothing_and_never_costs_more(text: str) -> None:
    folded = to_gsm7(text)
    assert to_gsm7(folded) == folded
    assert segments(folded) <= max(segments(text), 1) + len(text) // 50


def test_a_choice_is_told_by_its_number_or_by_its_words(ask: Any, person: Person) -> None:
    (first,) = ask(body(person.writes(FIRST)))
    assert 'Exemples: "non", "le 3 mars".' in first
    assert "Répondez" not in first
    (second,) = ask(body(person.writes("non")))
    assert "second courrier: non" in second
    assert "Répondez 1 (Non), 2 (Oui), 3 (Je ne sais pas)." in second
    (end,) = ask(body(person.writes("1.")))
    assert "Aujourd'hui:" in end
    # Asked at the end, it would be one more to pay.
    assert "Utile" not in end
    (left,) = ask(body(person.writes("au revoir")))
    assert "Utile?\nRépondez 1 (Oui), 2 (Non)." in left
    assert "Merci." in ask(body(person.writes("oui")))[0]


def test_who_answers_a_question_in_words_by_a_number_is_shown_the_numbers(
    ask: Any, person: Person
) -> None:
    ask(body(person.writes(FIRST)))
    (again,) = ask(body(person.writes("2")))
    assert "Répondez 1 (Oui, un second), 2 (Non, pas encore), 3 (Je ne sais plus)." in again
    assert "second courrier: non" in ask(body(person.writes("2")))[0]


def test_nothing_said_by_sms_points_to_a_screen(ask: Any, person: Person) -> None:
    ask(body(person.writes("Bonjour")))
    (said,) = ask(body(person.writes("non")))
    assert said == 'D\'accord. Écrivez votre question autrement, ou "aide".'


@pytest.mark.parametrize("word", ["STOP", "Arrêt", "ARRET.", " stop sms "])
def test_who_says_stop_is_left_in_silence_and_forgotten(
    ask: Any, assistant: Any, person: Person, word: str
) -> None:
    from tests.stored import words_stored

    mine = conversation_key("sms", person.phone)
    ask(body(person.writes(FIRST)))
    assert "Orange" in words_stored(assistant.tracker_store.database.engine, mine)
    assert ask(body(person.writes(word))) == []
    assert words_stored(assistant.tracker_store.database.engine, mine) == ""
    assert ask(body(person.writes("désinscription", OptOutType="STOP"))) == []


def test_a_stop_inside_a_sentence_is_a_sentence(ask: Any, person: Person) -> None:
    assert ask(body(person.writes("je veux stopper mon contrat"))) != []


def test_a_picture_or_nothing_gets_an_answer_and_a_robot_none(ask: Any, person: Person) -> None:
    assert "photos" in ask(body(person.writes("", NumMedia="1")))[0]
    assert "pas pu lire" in ask(body(person.writes("  ")))[0]
    for robot in ("SFR", "36179", "INFO-COLIS"):
        assert ask(body(person.writes("Votre colis arrive", From=robot))) == []


def test_the_same_sms_again_is_not_answered(ask: Any, person: Person) -> None:
    once = body(person.writes("c'est gratuit ?"))
    assert len(ask(once, once, once)) == 1


def test_by_octopush_the_same_is_said(ask: Any, operator: Double, person: Person) -> None:
    (said,) = ask(person.by_octopush("c'est gratuit le médiateur ?"), app=octopush)
    assert "gratuite" in said
    (sent,) = operator.sent(*SENDS)
    assert sent.path == "/sms-campaign/send"
    assert sent.headers["api-login"] == "mairie@ville.fr"
    assert sent.fields["recipients"] == [{"phone_number": person.phone}]
    assert sent.fields["with_replies"] is True
    assert sent.fields["type"] == "sms_premium"
    assert sent.fields["purpose"] == "alert"
    assert sent.headers["api-key"] == "the key of the account"
    # « from 1 to 1224 characters »
    assert 0 < len(sent.fields["text"]) <= 1224


def test_by_octopush_answers_to_one_sms_are_each_taken_once(ask: Any, person: Person) -> None:
    first = person.by_octopush("j'ai un litige", message_id=None)
    second = person.by_octopush("orange", reception_date="2026-11-23 10:01:00")
    third = person.by_octopush("non", reception_date="2026-11-23 10:02:00")
    said = ask(first, second, second, third, first, app=octopush)
    assert len(said) == 3
    assert "Quel est votre opérateur" in said[0]
    assert "opérateur: Orange" in said[1]
    assert "Aujourd'hui: écrivez au service clients" in said[2]


def test_by_octopush_an_opt_out_is_a_stop(ask: Any, assistant: Any, person: Person) -> None:
    from tests.stored import words_stored

    ask(person.by_octopush(FIRST), app=octopush)
    mine = conversation_key("sms", person.phone)
    assert "Orange" in words_stored(assistant.tracker_store.database.engine, mine)
    stop = person.by_octopush(
        "stop", sim_card_number=None, reception_date=None, stop_date="2026-11-23 10:05:00"
    )
    assert ask(stop, app=octopush) == []
    assert words_stored(assistant.tracker_store.database.engine, mine) == ""


def test_by_twilio_the_account_is_told(ask: Any, operator: Double, person: Person) -> None:
    ask(body(person.writes("c'est gratuit le médiateur ?")))
    (sent,) = operator.sent(*SENDS)
    assert sent.path == "/AC1/Messages.json"
    assert sent.headers["Authorization"].startswith("Basic ")
    assert (sent.fields["To"], sent.fields["From"]) == (person.phone, "+33939000000")


# --- proofs ---
def test_what_twilio_signs_is_taken_by_both_hashes(
    monkeypatch: pytest.MonkeyPatch, person: Person
) -> None:
    shared = "the shared key of the rule"
    fields = person.writes(" é ç « ici » + & = ", Extra="")
    first, second, query = ask_python(
        "twilio_signs.py",
        [
            [ADDRESS, fields, "HMAC_SHA1", TOKEN],
            [ADDRESS, fields, "HMAC_SHA256", shared],
            [f"{ADDRESS}?ville=a%20b", fields, "HMAC_SHA1", TOKEN],
        ],
    )
    rule = {SETTINGS_HEADER: "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256"}
    monkeypatch.setenv("TWILIO_SHARED_KEY", shared)
    app = channel("http://localhost")

    def proves(signature: str, path: str = PATH, app: Twilio = app, **more: str) -> bool:
        headers = {SIGNATURE_HEADER: signature, **more}
        return app.proves(Delivery(body(fields), headers, path=path))

    assert proves(first)
    assert proves(second, **rule)
    assert proves(query, f"{PATH}?ville=a%20b")
    assert not proves(second)
    assert not proves(first, **rule)
    assert not proves(first, f"{PATH}?")
    assert not proves(first[:-4] + "AAA=")
    assert not proves(first, **{SETTINGS_HEADER: "key=1,algorithm=HMAC_MD5"})
    assert not app.proves(Delivery(body(fields), path=PATH))
    assert not app.proves(
        Delivery(body({**fields, "Body": "x"}), {SIGNATURE_HEADER: first}, path=PATH)
    )
    monkeypatch.delenv("TWILIO_SHARED_KEY")
    # Without the key of the rule, an empty one opens nothing.
    (empty,) = ask_python("twilio_signs.py", [[ADDRESS, fields, "HMAC_SHA256", ""]])
    assert not proves(empty, app=channel("http://localhost"), **rule)


def test_octopush_signs_nothing_so_its_address_is_secret(
    monkeypatch: pytest.MonkeyPatch, person: Person
) -> None:
    content, key = person.by_octopush("bonjour"), webhook_token("sms")
    app = octopush("http://localhost")
    assert app.proves(Delivery(content, query={"key": key}))
    assert not app.proves(Delivery(content, query={"key": key[:-1]}))
    assert not app.proves(Delivery(content))
    monkeypatch.setenv("OCTOPUSH_ADDRESSES", "192.0.2.1, 192.0.2.2")
    app = octopush("http://localhost")
    assert app.proves(Delivery(content, query={"key": key}, client="192.0.2.2"))
    assert not app.proves(Delivery(content, query={"key": key}, client="192.0.2.3"))


def test_two_operators_at_once_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, TWILIO_NUMBER="+33", OCTOPUSH_KEY="x")
    with pytest.raises(ChannelSettingError, match="un seul opérateur"):
        channels_on()
