"""The official sheet against our facts: each delay that changes is seen, and nothing else is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.knowledge import all_facts, knowledge
from bot.sources.claims import DELAY, Claim, claims
from bot.sources.delays import mark_delays
from tests.sources.sheets import DELAYS, SCHEMAS, daily_zip, redirections, saved, sheet

Compare = Callable[..., tuple[int, str]]


@pytest.fixture
def compare(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Compare:
    """Runs the command on files of these contents; its exit code and all that it printed."""
    monkeypatch.setenv("BOT_NOW", "2026-11-28")

    def run(*contents: bytes, options: tuple[str, ...] = ()) -> tuple[int, str]:
        files = [saved(tmp_path, content, f"f{i}") for i, content in enumerate(contents)]
        code = main(["sources", *files, *options])
        printed = capsys.readouterr()
        assert bool(printed.err) == (code == 2)
        return code, (printed.out + printed.err).replace("\N{NO-BREAK SPACE}", " ")

    return run


def differing(said: str) -> list[str]:
    """The facts told to differ or not to be found."""
    lines = [line for line in said.splitlines() if not line.startswith("- pareil")]
    return [line.split(" : ")[1] for line in lines if line.startswith("- ")]


@pytest.mark.parametrize("schema", SCHEMAS)
@pytest.mark.parametrize("zipped", [False, True], ids=["xml", "zip"])
def test_the_same_sheet_is_the_same(compare: Compare, schema: str, zipped: bool) -> None:
    content = sheet(schema)
    code, said = compare(daily_zip({"F14373.xml": content}) if zipped else content)
    assert code == 0
    assert differing(said) == []
    assert {line.split(" : ")[1] for line in said.splitlines()[1:]} == {
        *(claim.fact for claim in claims()["F14373"]),
        "official_sheet.revised_on",
    }


@pytest.mark.parametrize("schema", SCHEMAS)
@pytest.mark.parametrize("zipped", [False, True], ids=["xml", "zip"])
@pytest.mark.parametrize("altered", DELAYS)
@pytest.mark.parametrize("delay", ["de 6 semaines", "de quatre mois", "de 30 jours ouvrés"])
def test_each_altered_delay_is_seen_and_no_other(
    compare: Compare, schema: str, zipped: bool, altered: str, delay: str
) -> None:
    content = sheet(schema, {**DELAYS, altered: f"<MiseEnEvidence>{delay} </MiseEnEvidence>"})
    code, said = compare(daily_zip({"F14373.xml": content}) if zipped else content)
    assert code == 1
    assert differing(said) == [altered]
    line = next(line for line in said.splitlines() if altered in line)
    ours = all_facts(knowledge())[altered].value
    assert line.startswith(
        f"- DIFFÈRE : {altered} : nous disons « {ours} », l'autre « {delay[3:]} »"
    )


@pytest.mark.parametrize(
    ("fact", "delay"),
    [
        ("referral.direct_delay", "de deux mois"),
        ("referral.time_limit", "<MiseEnEvidence>un an</MiseEnEvidence>"),
        ("referral.time_limit", "12 mois"),
        ("opinion.delay", "sous <MiseEnEvidence>trois </MiseEnEvidence>mois"),
    ],
)
def test_the_same_delay_in_other_words_is_the_same(compare: Compare, fact: str, delay: str) -> None:
    assert compare(sheet(delays={**DELAYS, fact: delay}))[0] == 0


@pytest.mark.parametrize(
    ("fact", "delay"),
    [
        ("referral.direct_delay", "de 1 à 2 mois"),
        ("referral.direct_delay", "de 2 mois et demi"),
        ("opinion.delay", "sous 90 jours"),
    ],
)
def test_a_delay_that_only_looks_the_same_differs(compare: Compare, fact: str, delay: str) -> None:
    code, said = compare(sheet(delays={**DELAYS, fact: delay}))
    assert (code, differing(said)) == (1, [fact])


def test_a_sentence_written_anew_is_not_found_and_its_delay_is_shown(compare: Compare) -> None:
    content = sheet().replace(b"On peut aussi le saisir directement, quand", b"Sinon, si")
    code, said = compare(content)
    assert code == 1
    assert "- pas trouvé : referral.direct_delay : nous disons « 2 mois »" in said
    assert "- DIFFÈRE : « 2 mois », délai que nous ne suivons pas (Que faire avant" in said


def test_a_delay_more_is_shown_with_its_sentence(compare: Compare) -> None:
    more = "<Paragraphe>Le professionnel a 15 jours pour se mettre en règle.</Paragraphe>"
    code, said = compare(sheet(more=more))
    assert code == 1
    assert "« 15 jours », délai que nous ne suivons pas" in said
    assert "Le professionnel a 15 jours pour se mettre en règle." in said


def test_titles_that_change_do_not_hide_the_facts(compare: Compare) -> None:
    content = sheet()
    for title in ("Que faire avant de s", "De combien de temps", "Comment cela se termine"):
        assert title.encode() in content
        content = content.replace(title.encode(), b"Autre titre")
    assert compare(content)[0] == 0


@pytest.mark.parametrize(
    ("change", "fact"),
    [
        ({"cost": "Non, c'est payant."}, "referral.cost"),
        ({"cost": "Non, ce n'est plus gratuit."}, "referral.cost"),
        ({"phone": "0809 540 551"}, "reponse_conso.contact"),
        ({"online": "https://www.mediation-telecom.org/autre"}, "referral.online"),
        ({"date": "modified 2026-10-02"}, "official_sheet.revised_on"),
        ({"date": "modified 0205-10-02"}, "official_sheet.revised_on"),
    ],
)
def test_another_fact_that_changes_is_seen(
    compare: Compare, change: dict[str, str], fact: str
) -> None:
    code, said = compare(sheet(**change))
    assert (code, differing(said)) == (1, [fact])


def test_a_newer_sheet_is_to_be_read_and_an_older_one_is_told(compare: Compare) -> None:
    newer = compare(sheet(date="modified 2026-10-02"))[1]
    assert "« 26 novembre 2025 », l'autre « 2 octobre 2026 » (plus récente que la nôtre" in newer
    assert "plus ancienne que la nôtre" in compare(sheet(date="modified 2024-02-15"))[1]


def test_an_important_change_counts_as_its_date(compare: Compare) -> None:
    extra = ' dateDerniereModificationImportante="2026-11-20T08:00:00"'
    code, said = compare(sheet(extra=extra))
    assert (code, differing(said)) == (1, ["official_sheet.revised_on"])
    assert "20 novembre 2026" in said


def test_a_change_to_come_is_told(compare: Compare) -> None:
    code, said = compare(sheet(extra=' statut="miseAJourAVenir"'))
    assert code == 0
    assert "l'État annonce qu'elle va changer" in said
    assert "annonce" not in compare(sheet())[1]


def test_a_redirected_sheet_is_told(compare: Compare) -> None:
    moved = '<Redirection from="F14373" to="F99999" date="2026-11-01" type="Fiche"/>'
    content = {"redirections.xml": redirections(moved)}
    code, said = compare(daily_zip(content))
    assert code == 1
    assert "l'État la remplace par F99999" in said
    code, said = compare(daily_zip({**content, "F14373.xml": sheet()}))
    assert code == 1
    assert "remplace" in said
    assert "referral.time_limit" in said
    away = '<RedirectionExterne from="F14373" toUrl="https://exemple.fr/x" date="2026-11-01"/>'
    assert "https://exemple.fr/x" in compare(daily_zip({"redirections.xml": redirections(away)}))[1]
    others = {"redirections.xml": redirections(), "F14373.xml": sheet()}
    assert compare(daily_zip(others))[0] == 0
    code, said = compare(sheet(type="Fiche redirigée"))
    assert code == 1
    assert "renvoi" in said


def test_old_facts_are_listed(compare: Compare) -> None:
    assert "Faits vérifiés" not in compare(sheet())[1]
    said = compare(sheet(), options=("--days", "3"))[1]
    assert "Faits vérifiés il y a plus de 3 jours" in said
    assert "- vérifié le 22 novembre 2026 : mediator.name" in said
    assert "27 novembre" not in said


def test_nothing_asked_is_unusable(compare: Compare) -> None:
    assert compare()[0] == 2
    assert compare(sheet(), options=("--days", "0"))[0] == 2


SAID = [claim for claim in claims()["F14373"] if claim.says]


@pytest.mark.parametrize("claim", SAID, ids=lambda claim: claim.fact)
def test_the_example_of_a_claim_is_its_own(claim: Claim) -> None:
    assert claim.example
    marked, _ = mark_delays(claim.example.replace(DELAY, "deux mois"))
    found = {each.fact: each.found_in(marked) for each in SAID}
    expected = [0] if claim.states_a_delay else []
    assert {fact: numbers for fact, numbers in found.items() if numbers is not None} == {
        claim.fact: expected
    }


def test_every_claim_names_a_fact_of_ours() -> None:
    assert {claim.fact for claim in claims()["F14373"]} <= set(all_facts(knowledge()))
