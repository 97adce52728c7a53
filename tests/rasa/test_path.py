"""The guided path over REST: whole conversations, their files, and links that are not ours."""

import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urljoin

import pytest
import yaml

from tests.running import Reply, Resident

CONVERSATIONS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("path_conversations.yml").read_text(encoding="utf-8")
)
SILENT_FOR_TWO_MONTHS = ("J'ai écrit à Orange le 3 septembre, aucune réponse.", "Non", "Non")
FIRST_BYTES = {".pdf": b"%PDF-", ".ics": b"BEGIN:VCALENDAR\r\n"}
MIMES = {".pdf": "application/pdf", ".ics": "text/calendar; charset=utf-8"}


class Page(NamedTuple):
    """What the server gives for an address."""

    status: int
    content_type: str
    body: bytes


def fetch(url: str) -> Page:
    """Follow a link."""
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return Page(answer.status, answer.headers["Content-Type"], answer.read())
    except urllib.error.HTTPError as error:
        return Page(error.code, error.headers["Content-Type"], error.read())


def plain(text: str) -> str:
    """Words to compare: no-break spaces plain, case forgotten."""
    return text.replace("\N{NO-BREAK SPACE}", " ").lower()


def press(turn: dict[str, str], last: Reply) -> str:
    """The payload of the one button just offered that the turn presses."""
    payloads: dict[str, str] = {
        plain(button["title"]): button["payload"]
        for message in last.messages
        if plain(turn.get("beside", "")) in plain(message.get("text", ""))
        for button in message.get("buttons", [])
    }
    wanted = plain(turn["press"])
    found = [wanted] if wanted in payloads else [title for title in payloads if wanted in title]
    assert len(found) == 1, f"{turn['press']} : {sorted(payloads)}"
    return payloads[found[0]]


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda told: told["name"])
def test_the_conversation_says_what_is_right_at_each_turn(
    resident: Resident, conversation: dict[str, Any]
) -> None:
    last = Reply([])
    for turn in conversation["turns"]:
        message = press(turn, last) if "press" in turn else turn["say"]
        last = resident.say(message)
        said, shown = plain(last.text), f"{message}\n→ {last.text}"
        assert last.text, shown
        assert [fact for fact in turn.get("says", []) if plain(fact) not in said] == [], shown
        assert [fact for fact in turn.get("never", []) if plain(fact) in said] == [], shown
        assert "{" not in said, shown
        if "files" in turn:
            assert [file["name"] for file in last.files] == turn["files"], shown
    if "counted" in conversation:
        counted = plain(resident.say("comment est-ce compté ?").text)
        assert [f for f in conversation["counted"] if plain(f) not in counted] == [], counted


@pytest.fixture
def conclusion(resident: Resident) -> Reply:
    """The end of a path that offers every kind of file."""
    return [resident.say(message) for message in SILENT_FOR_TWO_MONTHS][-1]


def test_each_file_opens_from_its_link_as_it_was_announced(conclusion: Reply, server: str) -> None:
    files = conclusion.files
    assert {Path(file["name"]).suffix for file in files} == {".pdf", ".ics"}
    for file in files:
        assert file["type"] == "file"
        kind = Path(file["name"]).suffix
        page = fetch(urljoin(server, file["url"]))
        assert page.status == 200
        assert page.content_type == file["mime"] == MIMES[kind]
        assert page.body.startswith(FIRST_BYTES[kind])


def test_each_file_comes_with_a_line_that_holds_its_link(conclusion: Reply) -> None:
    lines = [message["text"] for message in conclusion.messages if "text" in message]
    for file in conclusion.files:
        assert [line for line in lines if line.endswith(file["url"])], file["name"]


def test_a_link_opens_again_and_gives_the_same_file(conclusion: Reply, server: str) -> None:
    for file in conclusion.files:
        url = urljoin(server, file["url"])
        assert fetch(url).body == fetch(url).body


@pytest.mark.parametrize("place", [0, 0.25, 0.5, 0.75, 1])
def test_a_changed_link_gives_a_clear_page(conclusion: Reply, server: str, place: float) -> None:
    url = urljoin(server, conclusion.files[0]["url"])
    root, token, name = url.rsplit("/", 2)
    at = round(place * (len(token) - 1))
    other = "A" if token[at] != "A" else "Q"
    page = fetch(f"{root}/{token[:at]}{other}{token[at + 1 :]}/{name}")
    assert page.status == 404
    assert page.content_type.startswith("text/html")
    text = page.body.decode()
    assert 'lang="fr"' in text
    assert "ne peut pas être ouvert" in text


@pytest.mark.parametrize("token", ["x", "AAAA.AAAA", "..", "%00", "é" * 40, "A" * 5000])
def test_an_invented_link_gives_no_file(server: str, token: str) -> None:
    page = fetch(f"{server}/documents/{quote(token)}/fiche-de-suivi.pdf")
    assert page.status in {400, 404, 414}
    assert b"%PDF" not in page.body
    assert b"Traceback" not in page.body


def test_the_words_of_a_button_typed_are_the_button_pressed(resident: Resident) -> None:
    buttons = resident.say("combien coûte le médiateur ?").buttons
    typed = [resident.say(title.lower().rstrip(" ?")).text for title in buttons]
    pressed = []
    for payload in buttons.values():
        resident.say("combien coûte le médiateur ?")
        pressed.append(resident.say(payload).text)
    assert typed[:1] == pressed[:1]
    assert "https://www.mediation-telecom.org/saisir-le-mediateur" in typed[0]


def test_a_business_is_told_the_right_door_and_its_facts_are_kept(resident: Resident) -> None:
    said = resident.say("La ligne pro de mon salon est coupée, j'ai écrit à Orange le 10 octobre.")
    assert "Médiateur des entreprises" in said.text
    assert "samedi 10 octobre 2026" in said.text


@pytest.mark.parametrize(
    ("message", "word"),
    [
        ("Mon mari est décédé et SFR continue de prélever, j'ai écrit le 3 octobre.", "désolé"),
        ("Je suis hospitalisée et Free m'a coupé la ligne, rien n'y fait.", "difficile"),
        ("La fibre Orange est coupée depuis le 12 juillet, j'ai écrit le 3 octobre.", "C'est long"),
    ],
)
def test_hard_times_get_a_word_once(resident: Resident, message: str, word: str) -> None:
    assert word in resident.say(message).text
    assert word not in resident.say(message).text


def test_goodbye_in_the_middle_says_that_the_case_waits(resident: Resident) -> None:
    resident.say("J'ai un litige avec Orange.")
    said = resident.say("au revoir").text
    assert "24 heures" in said
    assert "Au revoir" not in said


@pytest.mark.parametrize(
    "message",
    ["ok et du coup maintenant je fais quoi moi", "Bon. Et la suite, c'est quoi ?", "et après ??"],
)
def test_after_the_end_what_comes_next_is_told_from_the_case(
    resident: Resident, message: str
) -> None:
    resident.say("J'ai écrit à Orange le 3 septembre 2026, ils ont refusé le 10 septembre.")
    resident.say("non")
    said = resident.say(message).text
    assert "service consommateurs" in said
    assert "compris" not in said
    assert "Quel est votre opérateur" not in said


@pytest.mark.parametrize(
    "message",
    [
        "pk 9 novembre et pas avant",
        "vous etes sur du 9 novembre",
        "Le 8 septembre 2027, c'est bien le dernier jour ?",
        "vous êtes ouverts demain matin ?",
        "demain c'est bon pour saisir ?",
    ],
)
def test_after_the_end_a_date_asked_about_corrects_nothing(
    resident: Resident, message: str
) -> None:
    resident.say("J'ai écrit à Free le 8 septembre 2026, aucune réponse.")
    resident.say("non")
    resident.say("non")
    said = resident.say(message).text
    assert "C'est corrigé" not in said
    assert "n'est pas encore passé" not in said
    assert "mardi 8 septembre 2026" in resident.say("récapitulatif").text


def test_who_is_about_to_write_is_told_to_come_back_with_the_day(resident: Resident) -> None:
    resident.say("J'ai écrit à Free le 8 septembre 2026, aucune réponse.")
    resident.say("non")
    resident.say("non")
    said = resident.say("ok je vais écrire demain").text
    assert "preuve de l'envoi" in said
    assert "compris" not in said


def test_a_lone_date_in_a_case_is_no_question_about_the_town_hall(resident: Resident) -> None:
    resident.say("J'ai écrit à Free le 8 septembre 2026, aucune réponse.")
    resident.say("non")
    said = resident.say("oui le 20 novembre").text
    assert "2027" not in said
    assert "mairie est" not in said


def test_a_question_beside_no_answer_is_answered_and_the_pending_one_asked_once(
    resident: Resident,
) -> None:
    resident.say("j'ai un litige")
    resident.say("j'ai écrit un mail le 15 octobre")
    for _ in range(3):
        said = resident.say("C'est gratuit ? au revoir").text
        assert "gratuite" in said
        assert said.count("Quel est votre opérateur") == 1
        assert "Je cherche" not in said
        assert "Une personne" not in said
