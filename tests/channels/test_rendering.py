"""One turn as the messages of an app, and choices read back from what people type."""

from dataclasses import replace
from typing import Any

import pytest

from bot.channels.message import Limits
from bot.channels.reading import chosen
from bot.channels.rendering import as_links, messages_of, read_turn
from bot.channels.titles import fitted

FEW = Limits(text=400, text_with_choices=120, choices=3, title=20, payload=256)
NONE = replace(FEW, choices=0)
PDF = replace(FEW, files=frozenset(("application/pdf",)))


def says(text: str, *buttons: str, **more: Any) -> dict[str, Any]:
    made = [{"title": title, "payload": f"/say_{n}"} for n, title in enumerate(buttons, 1)]
    return {"text": text, "buttons": made, **more}


def file(name: str, mime: str = "application/pdf") -> dict[str, Any]:
    url = f"http://localhost:5005/documents/{name}"
    custom = {"type": "file", "name": name, "mime": mime, "url": url}
    return {"text": f"La lettre {name} : {url}", "custom": custom}


def messages(said: list[dict[str, Any]], limits: Limits) -> list[Any]:
    turn = read_turn(said, limits)
    links = {each.url: f"https://v.fr/d/{each.name}" for each in as_links(turn, limits)}
    return messages_of(turn, limits, links)


def test_paragraphs_are_one_message_that_carries_the_choices() -> None:
    (only,) = messages([says("J'ai noté."), says("Et ensuite ?", "Oui", "Non")], FEW)
    assert only.text == "J'ai noté.\n\nEt ensuite ?"
    assert [choice.title for choice in only.choices] == ["Oui", "Non"]


def test_a_long_turn_is_cut_between_paragraphs_and_the_question_keeps_its_choices() -> None:
    said = [says("a" * 300), says("b" * 200), says("Et ensuite ?", "Oui", "Non")]
    found = messages(said, FEW)
    assert [each.text for each in found] == ["a" * 300, "b" * 200, "Et ensuite ?"]
    assert [bool(each.choices) for each in found] == [False, False, True]


def test_one_paragraph_that_is_too_long_is_cut_between_sentences_and_nothing_is_lost() -> None:
    sentences = [f"Voici la phrase numéro {number}." for number in range(40)]
    found = messages([says(" ".join(sentences))], FEW)
    assert all(0 < len(each.text) <= FEW.text for each in found)
    assert all(each.text.endswith(".") for each in found)
    assert " ".join(each.text for each in found) == " ".join(sentences)


@pytest.mark.parametrize("limits", [FEW, NONE])
def test_choices_beyond_the_app_are_numbered_and_answered_by_number_or_word(limits: Limits) -> None:
    said = [says("Lequel ?", "Un", "Deux", "Trois", "Le quatrième choix, long")]
    turn = read_turn(said, limits)
    (only,) = messages(said, limits)
    assert "1. Un\n2. Deux\n3. Trois\n4. Le quatrième choix, long" in only.text
    assert "numéro" in only.text
    assert only.choices == ()
    assert chosen("2", turn) == chosen(" 2. ", turn) == chosen("le 2", turn) == "/say_2"
    assert chosen("TROIS !", turn) == "/say_3"
    assert chosen("5", turn) is chosen("0", turn) is chosen("le 12 mars", turn) is None


def test_a_number_is_no_choice_where_none_was_numbered() -> None:
    assert chosen("2", read_turn([says("Lequel ?", "Un", "Deux")], FEW)) is None


def test_lines_with_the_same_button_are_told_apart_by_their_numbers() -> None:
    said = [says("Voici."), says("Opérateur : Free", "Changer"), says("Par écrit", "Changer")]
    said[2]["buttons"][0]["payload"] = "/say_other"
    (only,) = messages(said, FEW)
    assert only.text == "Voici.\n\n1. Opérateur : Free\n\n2. Par écrit"
    assert [choice.title for choice in only.choices] == ["Changer 1", "Changer 2"]
    turn = read_turn(said, FEW)
    assert chosen("2", turn) == chosen("changer 2", turn) == "/say_other"


def test_files_fill_what_is_left_of_four_messages_and_the_others_are_short_links() -> None:
    said = [
        says("Fini."),
        says("Autre chose ?", "Oui"),
        *(file(f"{n}.pdf") for n in range(4)),
        file("dates.ics", "text/calendar; charset=utf-8"),
    ]
    found = messages(said, PDF)
    assert [each.document.name for each in found if each.document] == ["0.pdf", "1.pdf", "2.pdf"]
    assert len(found) == PDF.messages
    assert "La lettre 3.pdf\N{NO-BREAK SPACE}: https://v.fr/d/3.pdf" in found[0].text
    assert "https://v.fr/d/dates.ics" in found[0].text
    assert "/documents/" not in found[0].text
    assert found[0].text.endswith("Autre chose ?")
    assert found[1].document is not None
    assert found[1].document.caption == "La lettre 0.pdf"


def test_documents_of_one_address_are_listed_on_one_line() -> None:
    said = [says("Fini."), file("0.pdf"), file("1.pdf"), file("2.pdf")]
    turn = read_turn(said, replace(NONE, brief=True))
    first, *others = turn.documents
    links = {first.url: "https://v.fr/d/a", **{each.url: "https://v.fr/d/b" for each in others}}
    (only,) = messages_of(turn, replace(NONE, brief=True), links)
    assert only.text.replace("\N{NO-BREAK SPACE}", " ").splitlines() == [
        "Fini.",
        "La lettre 0.pdf : https://v.fr/d/a",
        "La lettre 1.pdf, la lettre 2.pdf : https://v.fr/d/b",
    ]


def test_what_only_a_screen_needs_is_dropped_and_its_words_are_kept() -> None:
    said = [says("Vos dates.", custom={"type": "steps", "steps": [{"label": "secret"}]})]
    said.append({"custom": {"type": "steps", "steps": []}})
    said.append(says("C'est fait.", custom={"type": "erased"}))
    (only,) = messages(said, FEW)
    assert only.text == "Vos dates.\n\nC'est fait."


def test_a_title_is_shortened_only_where_the_app_needs_it() -> None:
    title = "Oui, cela ne me convient pas"
    assert fitted(title, 64) == title
    assert fitted(title, 20) == "Oui, pas d'accord"
    made_up = "Un titre que personne n'a prévu"
    assert fitted(made_up, 20) == "Un titre que person…"
