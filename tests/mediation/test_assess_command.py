"""The command ``assess`` as a clerk or a script calls it."""

import argparse
import json
import subprocess
import sys
import time

import pytest

from bot.commands import assess
from tests.mediation.case_helpers import plain


@pytest.fixture
def call(capsys):
    """Run the command; gives its exit code, standard output and standard error."""

    def run(*options: str) -> tuple[int, str, str]:
        parser = argparse.ArgumentParser()
        assess.add_arguments(parser)
        code = assess.run(parser.parse_args(options))
        printed = capsys.readouterr()
        return code, plain(printed.out), plain(printed.err)

    return run


SILENCE = ("--complaint", "2026-03-03", "--written", "--customer-reply", "none")


def test_json_has_the_promised_keys(call):
    code, out, err = call(*SILENCE, "--operator", "Orange", "--today", "2026-04-03", "--json")
    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert set(answer) == {"step", "next_action", "milestones", "warnings", "explanations"}
    assert answer["step"] == "wait_customer_service"
    assert answer["milestones"] == {
        "write_from": "2026-04-04",
        "refer_directly_from": "2026-05-04",
        "refer_by": "2027-03-03",
    }
    assert answer["warnings"] == []
    assert set(answer["explanations"]) == {"step", *answer["milestones"]}


def test_json_explains_warnings_and_the_other_way(call):
    _, out, _ = call("--complaint", "2026-03-03", "--by-phone", "--today", "2026-05-04", "--json")
    answer = json.loads(out)
    assert answer["warnings"] == ["written_proof"]
    assert "written_proof" in answer["explanations"]
    _, out, _ = call("--complaint", "2026-03-03", "--written", "--today", "2026-05-04", "--json")
    assert "other_way" in json.loads(out)["explanations"]


def test_words_for_the_clerk(call):
    code, out, _ = call(
        *("--complaint", "2026-03-03", "--by-phone", "--operator", "Prixtel"),
        *("--today", "2026-05-04"),
    )
    assert code == 0
    assert out.startswith("Étape : écrire au service consommateurs\nPourquoi : ")
    assert "saisir directement" not in out
    assert "\n- mercredi 3 mars 2027\n  du 3 mars 2026 + 1 an = 3 mars 2027 : " in out
    assert "\nAttention :\n- Vous avez réclamé par téléphone" in out


def test_words_without_dates_nor_warnings(call):
    code, out, _ = call("--today", "2026-05-04")
    assert code == 0
    assert "Dates" not in out
    assert "Attention" not in out
    assert "Autre possibilité" not in out


def test_every_option_reaches_the_case(call):
    options = (
        *("--operator", "sosh", "--complaint", "2026-03-03", "--written"),
        *("--customer-reply", "unsatisfactory", "--letter", "2026-03-20"),
        *("--consumer-reply", "unsatisfactory", "--consumer-replied", "2026-04-02"),
    )

    def answer(*more: str, today: str = "2026-04-10") -> dict:
        return json.loads(call(*options, *more, "--today", today, "--json")[1])

    assert answer()["milestones"]["refer_from"] == "2026-04-02"
    assert answer("--court")["step"] == "barred"
    assert answer("--referred", "2026-04-05")["step"] == "await_opinion"
    assert answer("--notified", "2026-04-05")["milestones"] == {"opinion_by": "2026-07-04"}
    assert answer("--opinion", "2026-04-05")["milestones"] == {"answer_opinion_by": "2026-05-05"}


@pytest.mark.parametrize(
    ("operator", "warnings"),
    [
        ("Orange", []),
        ("sosh", []),
        ("b&you", []),
        ("bouyg telecom", []),
        ("la poste mobile", ["membership_to_check"]),
        ("Jamais Vu Telecom", ["membership_to_check"]),
    ],
)
def test_membership_comes_from_the_knowledge(call, operator, warnings):
    _, out, _ = call("--operator", operator, "--today", "2026-05-04", "--json")
    assert json.loads(out)["warnings"] == warnings


def test_a_forgotten_date_is_an_answer(call):
    code, out, _ = call("--complaint", "Je ne sais plus", "--today", "2026-05-04", "--json")
    assert code == 0
    assert "unknown_date" in json.loads(out)["warnings"]


def test_today_is_the_clock_s_by_default(call, monkeypatch):
    monkeypatch.setenv("BOT_NOW", "2026-05-04T23:30")
    assert json.loads(call(*SILENCE, "--json")[1])["step"] == "refer"
    monkeypatch.setenv("BOT_NOW", "2026-05-03T23:30")
    assert json.loads(call(*SILENCE, "--json")[1])["step"] == "write_consumer_service"


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (("--complaint", "0026-03-03"), ("--complaint : « 0026-03-03 »", "Exemples")),
        (("--today", "9999-12-31"), ("--today : « 9999-12-31 »",)),
        (("--today", "je ne sais plus"), ("--today", "jour précis")),
        (("--customer-reply", "bof"), ("--customer-reply : « bof »", "unsatisfactory")),
        (("--written", "--by-phone"), ("--written et --by-phone",)),
        (
            ("--complaint", "2026-03-03", "--letter", "2026-03-02"),
            ("2 mars 2026", "3 mars 2026", "Laquelle"),
        ),
        (("--complaint", "2026-05-05"), ("5 mai 2026", "4 mai 2026")),
    ],
)
def test_an_unusable_call_is_refused_in_french(call, options, named):
    code, out, err = call("--today", "2026-05-04", *options)
    assert (code, out) == (2, "")
    for words in named:
        assert words in err


def test_a_broken_clock_is_refused_in_french(call, monkeypatch):
    monkeypatch.setenv("BOT_NOW", "hier")
    code, _, err = call(*SILENCE)
    assert code == 2
    assert "BOT_NOW : « hier »" in err


def test_a_phrase_is_a_date(call):
    code, out, _ = call("--complaint", "mi-août 2026", "--today", "2026-09-10", "--json")
    assert code == 0
    assert json.loads(out)["milestones"]["write_from"] == "2026-09-21"
    for phrase in ("le 30 février 2026", "mon contrat"):
        code, _, err = call("--complaint", phrase, "--today", "2026-09-10")
        assert code == 2
        assert phrase in err


def test_neither_rasa_nor_tensorflow_nor_spacy_is_imported():
    program = (
        "import argparse, sys\n"
        "from bot.commands import assess\n"
        "parser = argparse.ArgumentParser()\n"
        "assess.add_arguments(parser)\n"
        f"code = assess.run(parser.parse_args({[*SILENCE, '--today', '2026-04-03']!r}))\n"
        "sys.exit(code or bool({'rasa', 'tensorflow', 'spacy'} & set(sys.modules)))\n"
    )
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    # Half a second is the bar; a busy machine gets some slack here, bench/ measures.
    assert time.perf_counter() - start < 2
