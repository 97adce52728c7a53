"""Understanding messages: features, the model's file, and the bars on held-out messages."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from bench.understanding import (
    HELD_OUT,
    REGISTERS,
    Outcome,
    answered_off_topic,
    outcomes,
    share,
    trained_model,
)
from bot.knowledge import load
from bot.linter import ROOT, Project
from bot.understanding.decision import FALLBACK, SURE, decide
from bot.understanding.features import letter_features, sound, words
from bot.understanding.model import Guess, Model, train


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("Où est l’œuvre ?", "ou est l'oeuvre"),
        ("MÉDIATEUR", "mediateur"),
        ("cest koi", "c'est quoi"),
        ("jai 3 factures", "j'ai 27 factures"),
        ("RDV svp !!", "rendez-vous s'il vous plaît"),
    ],
)
def test_accents_elisions_capitals_and_abbreviations_do_not_matter(written: str, same: str) -> None:
    assert words(written) == words(same)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("reclamation", "reclamassion"),
        ("mediateur", "mediatteur"),
        ("telephone", "telefone"),
        ("repondu", "repondus"),
        ("service", "servise"),
        ("quand", "kan"),
    ],
)
def test_words_that_sound_alike_share_their_sound(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_words_that_differ_do_not() -> None:
    assert len({sound(w) for w in ("courrier", "mairie", "avis", "facture", "delai")}) == 5


def test_letter_groups_stay_inside_words() -> None:
    groups = letter_features(["ab", "cd"])
    assert " ab " in groups
    assert not any("b c" in group for group in groups)


@pytest.fixture(scope="module")
def small() -> Model:
    texts = [
        f"{word} {n}"
        for n in ("un", "deux", "trois", "quatre", "cinq", "six")
        for word in ("bonjour salut", "merci beaucoup", "horaires mairie")
    ]
    intents = ["greet", "thank", "ask_opening_hours"] * 6
    return train(texts, intents)


def test_a_stored_model_ranks_as_before(small: Model, tmp_path: Path) -> None:
    small.save(tmp_path)
    again = Model.load(tmp_path)
    for text in ("bonjour", "merci", "les horaires de la mairie", ""):
        assert [(g.intent, pytest.approx(g.confidence, abs=1e-6)) for g in small.rank(text)] == [
            (g.intent, g.confidence) for g in again.rank(text)
        ]


def test_the_likeliest_comes_first_and_all_add_up_to_one(small: Model) -> None:
    ranking = small.rank("salut bonjour")
    assert ranking[0].intent == "greet"
    assert sum(guess.confidence for guess in ranking) == pytest.approx(1)


@pytest.mark.parametrize("text", ["", "👍", "你好", "12 34", "qsdfgh wxcvb"])
def test_a_message_without_a_known_word_is_not_guessed(small: Model, text: str) -> None:
    assert not small.knows(text)


@pytest.mark.parametrize("text", ["bonjour", "bonjourr", "horairess"])
def test_a_misspelt_word_is_known(small: Model, text: str) -> None:
    assert small.knows(text)


def test_it_answers_only_when_sure() -> None:
    sure = Guess("greet", SURE)
    assert decide([sure]) == sure
    assert decide([Guess("greet", SURE - 0.01)]).intent == FALLBACK
    assert decide([]).intent == FALLBACK


@pytest.fixture(scope="module")
def found() -> list[Outcome]:
    return outcomes(trained_model())


def verdicts(found: list[Outcome], register: str) -> Counter[str]:
    return Counter(outcome.verdict for outcome in found if outcome.register == register)


@pytest.mark.parametrize("register", REGISTERS)
def test_held_out_messages_are_understood(found: list[Outcome], register: str) -> None:
    assert share(verdicts(found, register), "right") >= 0.95


def test_few_held_out_messages_are_answered_wrongly(found: list[Outcome]) -> None:
    everything = sum((verdicts(found, register) for register in REGISTERS), Counter())
    assert share(everything, "wrong") <= 0.015


def test_off_topic_messages_are_rarely_answered_as_on_topic(found: list[Outcome]) -> None:
    assert answered_off_topic(found) <= 0.02


def test_no_held_out_message_was_trained_on_and_each_question_has_15() -> None:
    trained = {
        tuple(words(message))
        for messages in Project(ROOT, load("argences")).examples.values()
        for message in messages
    }
    counts: Counter[str] = Counter()
    for register in REGISTERS:
        for intent, texts in yaml.safe_load((HELD_OUT / f"{register}.yml").read_text()).items():
            counts[intent] += len(texts)
            assert [text for text in texts if tuple(words(text)) in trained] == []
    assert {intent: count for intent, count in counts.items() if count < 15} == {}
