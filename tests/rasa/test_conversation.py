"""How a conversation goes: first words, doubts, repeats, sources, erasure, order."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from tests.running import Reply, Resident, call, post

# A topic that several questions share.
UNSURE = "c koi l'adresse"


def test_the_first_message_says_it_is_a_robot_and_what_not_to_write(
    newcomer: Callable[[], Resident],
) -> None:
    first = newcomer().say("combien coûte le médiateur ?")
    introduction, answer = (message["text"] for message in first.messages)
    assert "robot" in introduction
    assert "litige" in introduction
    assert "ni nom, ni adresse" in introduction
    assert "gratuite" in answer


def test_the_introduction_is_said_once(resident: Resident) -> None:
    assert "robot" not in resident.say("combien coûte le médiateur ?").text


def test_unsure_it_offers_the_dispute_then_three_questions_at_most(resident: Resident) -> None:
    said = resident.say(UNSURE)
    assert "Vouliez-vous dire" in said.text
    assert next(iter(said.buttons.values())) == "/start_case"
    assert 2 <= len(said.buttons) <= 4
    assert all("_" not in title for title in said.buttons)


def test_a_guess_can_be_chosen(resident: Resident) -> None:
    said = resident.say(UNSURE)
    answer = resident.say(list(said.buttons.values())[1])
    assert "Vouliez-vous dire" not in answer.text


def test_not_understood_twice_it_gives_a_person_and_when(resident: Resident) -> None:
    resident.say("qsdkfj xzwq")
    said = resident.say("zzkrt wxq").text
    assert "02 31 27 90 60" in said
    assert "ouverte en ce moment, jusqu'à midi" in said


def test_an_understood_message_starts_the_count_again(resident: Resident) -> None:
    resident.say("qsdkfj xzwq")
    resident.say("merci")
    assert "02 31 27 90 60" not in resident.say("zzkrt wxq").text


def test_repeat_says_the_last_answer_again_with_its_buttons(resident: Resident) -> None:
    first = resident.say("quelle est l'adresse du médiateur")
    again = resident.say("vous pouvez répéter ?")
    assert again.text == first.text
    assert again.buttons == first.buttons


def test_the_source_of_an_answer_is_told(resident: Resident) -> None:
    resident.say("combien de temps le médiateur met-il à rendre son avis ?")
    said = resident.say("d'où viennent ces informations ?").text
    assert "R612-5" in said
    assert "22 novembre 2026" in said
    assert "Arcep" not in said


def test_sources_without_an_answer_are_all_told(newcomer: Callable[[], Resident]) -> None:
    said = newcomer().say("d'où viennent ces informations ?").text
    assert "F14373" in said
    assert "26 novembre 2025" in said


def test_erasing_forgets_the_conversation(resident: Resident) -> None:
    resident.say("quelle est l'adresse du médiateur")
    assert "effacée" in resident.say("effacez mes données").text
    said = resident.say("vous pouvez répéter ?").text
    assert "robot" in said
    assert "Gentilly" not in said


def test_erasing_asked_beside_a_question_is_done_once_it_is_answered(resident: Resident) -> None:
    resident.say("quelle est l'adresse du médiateur")
    said = resident.say("C'est gratuit, le médiateur ? Effacez mes données.").text
    assert "gratuite" in said
    assert "effacée" in said
    assert "Gentilly" not in resident.say("vous pouvez répéter ?").text


def test_nothing_is_asked_again_once_all_is_erased(resident: Resident) -> None:
    resident.say("J'ai un litige avec Orange.")
    said = resident.say("C'est gratuit, le médiateur ? Effacez mes données.").text
    assert "effacée" in said
    assert "Avez-vous" not in said


def test_what_to_do_is_asked_of_what_was_told(newcomer: Callable[[], Resident]) -> None:
    told = (
        "Mon mari est décédé en mars et Orange prélève encore son abonnement. Que dois-je faire ?"
    )
    said = newcomer().say(told).text
    assert "désolé pour votre perte" in said
    assert "il y a deux étapes" not in said


def test_a_dispute_told_after_a_greeting_is_heard(newcomer: Callable[[], Resident]) -> None:
    said = newcomer().say("bonsoir c pour ma mere 81 ans bouygues lui prend 2 forfait").text
    assert "Que puis-je faire pour vous" not in said


def test_several_messages_at_once_are_all_answered_in_order(resident: Resident) -> None:
    questions = ["combien coûte le médiateur ?", "où est la mairie ?", "merci", "au revoir"]
    facts = ["gratuite", "Général-Leclerc", "plaisir", "Au revoir"]

    def send(question: str) -> Reply:
        body = json.dumps({"sender": resident.sender, "message": question}).encode()
        return Reply(post(resident.webhook, body)[1])

    with ThreadPoolExecutor(len(questions)) as pool:
        replies = list(pool.map(send, questions))
    assert [
        fact for fact, reply in zip(facts, replies, strict=True) if fact not in reply.text
    ] == []


def test_two_people_do_not_hear_each_other(newcomer: Callable[[], Resident]) -> None:
    one, other = newcomer(), newcomer()
    one.say("quelle est l'adresse du médiateur")
    other.say("bonjour")
    assert "Gentilly" not in other.say("vous pouvez répéter ?").text


def test_health_is_true_when_it_answers(server: str) -> None:
    assert call(f"{server}/health").json == {"status": "ok", "store": True, "erased": True}
    assert call(f"{server}/live").json == {"status": "ok"}


def test_an_hour_of_a_day_is_answered_by_yes_or_no(resident: Resident) -> None:
    closed = resident.say("la mairie est ouverte vendredi à 17h ?").text
    assert closed.startswith("Non, vendredi 27 novembre 2026 à 17 h")
    assert "de 14 h à 16 h 30" in closed
    opened = resident.say("la mairie est ouverte mardi à dix-huit heures ?").text
    assert opened.startswith("Oui, mardi 24 novembre 2026 à 18 h")
    assert "18 h 30" in opened
    assert "fermée" in resident.say("la mairie est ouverte samedi à 10h ?").text


def test_private_data_is_answered_with_a_warning_and_a_way_to_erase(resident: Resident) -> None:
    said = resident.say("mon numero c'est le 06 12 34 56 78 et jean@example.fr")
    assert "N'écrivez ici ni téléphone" in said.text
    assert "effacée" in resident.say(said.buttons["Effacer la conversation"]).text


def test_a_phone_number_beside_a_dispute_is_not_its_subject(resident: Resident) -> None:
    said = resident.say("Free me facture 40 euros de trop, mon numéro c'est le 06 12 34 56 78").text
    assert "RIO" not in said
    assert "Avez-vous déjà réclamé" in said
    assert "N'écrivez ici ni téléphone" in said


def test_one_s_own_dates_are_given_once_the_case_is_told(resident: Resident) -> None:
    general = resident.say("quelle est la date limite pour saisir le médiateur ?").text
    assert "1 an" in general
    assert "2027" not in general
    resident.say("J'ai écrit à Orange le 3 septembre, aucune réponse")
    own = resident.say("quelle est la date limite pour saisir le médiateur ?").text
    assert "vendredi 3 septembre 2027" in own


def test_sympathy_is_said_once_beside_what_is_noted_and_answered(
    newcomer: Callable[[], Resident],
) -> None:
    said = newcomer().say(
        "ma mère est morte le 8 octobre, j'ai envoyé l'acte à Bouygues le 15 en recommandé et ils"
        " prélèvent toujours"
    )
    assert "opérateur : Bouygues" in said.text
    assert "Un proche écrit à l'opérateur pour résilier" in said.text
    assert said.text.count("Je suis désolé pour votre perte") == 1
