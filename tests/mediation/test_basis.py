"""Where each rule comes from: the delays are the facts' own, and the legal basis is told."""

import re
from dataclasses import replace
from datetime import date

import pytest

from bot.documents.words import _MILESTONE_TITLES
from bot.knowledge import all_facts, knowledge, sources_of
from bot.knowledge.model import Delay, Knowledge
from bot.mediation import Case, MilestoneName, Step, assess, linter
from bot.mediation.milestones import MILESTONES
from bot.mediation.steps import STEPS
from bot.mediation.warnings import WARNINGS
from bot.path.conclusion import _DOORS
from bot.wording import placeholders
from tests.mediation.case_helpers import BAD, on

SENTENCES = [
    *((rule.id, rule.basis, rule.conclusion) for rule in MILESTONES),
    *(
        (rule.id, rule.basis, " ".join((rule.reason, rule.next_action, rule.other_way or "")))
        for rule in STEPS
    ),
    *((rule.id, rule.basis, rule.text) for rule in WARNINGS),
]


def with_delay(key: str, delay: Delay) -> Knowledge:
    """The knowledge with one delay changed."""
    section, name = key.split(".")
    facts = knowledge()
    part = getattr(facts.mediation, section)
    fact = getattr(part, name).copy(update={"value": delay})
    mediation = facts.mediation.copy(update={section: part.copy(update={name: fact})})
    return facts.copy(update={"mediation": mediation})


@pytest.mark.parametrize(
    ("key", "told", "milestone", "day"),
    [
        ("complaint.customer_service_delay", {}, "write_from", "2026-03-25"),
        ("referral.direct_delay", {}, "refer_directly_from", "2026-03-25"),
        (
            "complaint.consumer_service_delay",
            {"letter": on("2026-03-04")},
            "refer_from",
            "2026-03-26",
        ),
        ("referral.time_limit", {}, "refer_by", "2026-03-24"),
        ("opinion.legal_delay", {"notified": on("2026-03-04")}, "opinion_by", "2026-03-25"),
        ("opinion.answer_delay", {"opinion": on("2026-03-04")}, "answer_opinion_by", "2026-03-25"),
    ],
)
def test_a_delay_changed_in_the_knowledge_changes_its_date_and_its_words(key, told, milestone, day):
    facts = with_delay(key, Delay(weeks=3))
    answer = assess(Case(complaint=on("2026-03-03"), **told), date(2026, 3, 5), facts)
    found = {m.name.value: m for m in answer.milestones}[milestone]
    assert found.date == date.fromisoformat(day)
    assert "+ 3 semaines =" in found.explanation
    assert key in found.basis


@pytest.mark.parametrize(
    ("name", "source"),
    [
        (MilestoneName.WRITE_FROM, "f14373"),
        (MilestoneName.REFER_DIRECTLY_FROM, "f14373"),
        (MilestoneName.REFER_FROM, "f14373"),
        (MilestoneName.REFER_BY, "l612_2"),
        (MilestoneName.OPINION_BY, "r612_5"),
        (MilestoneName.ANSWER_OPINION_BY, "f14373"),
    ],
)
def test_each_date_rests_on_its_text(name, source):
    facts = all_facts(knowledge())
    for rule in MILESTONES:
        if rule.name is name:
            assert source in {cited for key in rule.basis for cited in facts[key].source}


@pytest.mark.parametrize(("rule", "basis", "text"), SENTENCES)
def test_every_fact_a_sentence_states_is_in_its_basis(rule, basis, text):
    facts = all_facts(knowledge())
    assert set(basis) <= facts.keys()
    assert {found.key for found in placeholders(text) if found.is_fact} <= set(basis)


@pytest.mark.parametrize(("rule", "basis", "text"), SENTENCES)
def test_no_sentence_retypes_a_delay(rule, basis, text):
    assert not re.search(r"\d|\b(?:un|deux|trois) (?:jours?|mois|ans?)\b", text)


def test_rule_identifiers_are_unique():
    ids = [rule for rule, _, _ in SENTENCES]
    assert len(ids) == len(set(ids))


def test_every_step_and_every_milestone_has_a_rule():
    assert {rule.step for rule in STEPS} == set(Step)
    assert {rule.name for rule in MILESTONES} == set(MilestoneName)


def test_a_reader_can_go_from_a_date_to_its_sources():
    told = Case(complaint=on("2026-03-03"), customer_reply=BAD)
    answer = assess(told, date(2026, 4, 1), knowledge())
    (limit,) = answer.milestones
    facts = all_facts(knowledge())
    sources = sources_of(knowledge(), [facts[key] for key in limit.basis])
    titles = [source.title for source in sources]
    assert limit.rule == "referral_limit"
    assert "article L612-2 du code de la consommation" in titles
    assert answer.rule == "customer_reply_unsatisfactory"


def test_a_fact_mistyped_in_a_rule_is_told_with_its_place(monkeypatch):
    assert list(linter.findings(knowledge())) == []
    wrong = replace(STEPS[0], next_action="Voyez {conciliator.contct}.")
    monkeypatch.setattr(linter, "STEPS", (wrong,))
    (told,) = (each for each in linter.findings(knowledge()) if "steps.py : " in each)
    assert "bot/mediation/steps.py : other_matter" in told
    assert "« conciliator.contct » n'est pas un fait connu" in told


def test_a_delay_that_is_no_fact_and_a_milestone_that_no_step_shows_are_told(monkeypatch):
    wrong = replace(MILESTONES[0], delay="referral.reminder_delay", basis=())
    monkeypatch.setattr(linter, "MILESTONES", (wrong,))
    monkeypatch.setattr(linter, "STEPS", STEPS[:1])
    told = "\n".join(linter.findings(knowledge()))
    assert "« referral.reminder_delay » n'est pas un fait connu" in told
    assert "aucune étape ne montre WRITE_FROM" in told


def test_each_milestone_has_its_title_and_each_step_what_follows_it():
    assert {rule.id for rule in MILESTONES} == set(_MILESTONE_TITLES)
    followed = {Step.AWAIT_OPINION, Step.ANSWER_OPINION, *_DOORS}
    assert {step for step in Step if not step.before_referral} == followed
