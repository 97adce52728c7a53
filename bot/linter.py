"""Checks that Rasa does not make: wording, facts, buttons and examples hold together.

Run by ``python -m bot check`` and by the tests. A finding names the place and the remedy.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.channels import linter as channels_linter
from bot.content_files import ContentError
from bot.knowledge import all_facts
from bot.knowledge.model import Knowledge
from bot.linted_project import Project
from bot.mediation import linter as mediation_linter
from bot.path import BY_NAME, QUESTIONS
from bot.rating import CHOICES
from bot.understanding.decision import FALLBACK, NEVER_OFFERED
from bot.understanding.features import words
from bot.wording import (
    QUESTION_PREFIX,
    WordingError,
    check_placeholders,
    declared,
    fact_values,
    facts_behind,
    fill,
    placeholders,
)

ROOT = Path(__file__).parents[1]

MIN_EXAMPLES = 60
# Of those of a question, how many ask one exact point of it.
MIN_OF_A_POINT = 9
MAX_SENTENCES = 3
MAX_WORDS = 24
MAX_BUTTONS = 3
# Of a question, whose answers are no next steps.
MAX_ANSWERS = 4
MAX_TITLE = 42
TOWN_SITE = "town_hall.website"
# The words of the town hall, kept as they are.
TOWN_WORDS = ("town_hall.opening_hours", "town_hall.hours_note", "town_hall.emails")

_RESPONSE_NAME = re.compile(r'"(utter_[a-z_]+)"')
_ADDRESS = re.compile(r"https?://\S+|www\.\S+")
_BARE_ADDRESS = re.compile(r"(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:fr|com|org|net|eu)\b")
_FAMILIAR = re.compile(r"\b(?:tu|toi|ton|tes)\b", re.IGNORECASE)
_UNSPACED = re.compile(r"[^\s\N{NO-BREAK SPACE}:;?!»][:;?!»](?=\s|$)|«(?=\S)")


def findings(root: Path, facts: Knowledge) -> list[str]:
    """All that is wrong, one French sentence each; empty when all is well."""
    project = Project(root, facts)
    checks = (
        _intents,
        _examples,
        _use,
        _placeholders,
        _doubts,
        _buttons,
        _wording,
        _links,
        _channels,
        _mediation,
    )
    try:
        return [finding for check in checks for finding in check(project)]
    except ContentError as error:
        return [str(error)]


def _intents(project: Project) -> Iterator[str]:
    ruled = {step["intent"] for step in project.steps if "intent" in step}
    for intent in sorted(project.intents):
        place = project.place_of_intent(intent)
        if intent not in ruled:
            yield f"{place} : aucune règle n'y répond. Ajoutez-la dans data/rules/."
        count = len(project.examples.get(intent, []))
        if intent != FALLBACK and count < MIN_EXAMPLES:
            yield (
                f"{place} : {count} exemples, il en faut {MIN_EXAMPLES}. "
                f"Complétez data/nlu/{intent}.yml."
            )
        offered = QUESTION_PREFIX + intent in project.responses
        if offered == (intent in NEVER_OFFERED):
            yield (
                f"{place} : donnez-lui {QUESTION_PREFIX}{intent} dans domain.yml, "
                "ou mettez-la dans NEVER_OFFERED (bot/understanding/decision.py), pas les deux."
            )
    for point, messages in project.points.items():
        if len(messages) < MIN_OF_A_POINT:
            yield (
                f"{project.root / 'data' / 'nlu'} : {point} : {len(messages)} exemples, il en faut "
                f"{MIN_OF_A_POINT}."
            )
    for intent in sorted(set(project.examples) - project.intents):
        yield (
            f"{project.root / 'data' / 'nlu'} : {intent} : a des exemples mais n'est pas dans "
            "domain.yml. Ajoutez-la sous « intents », ou ôtez ses exemples."
        )


def _examples(project: Project) -> Iterator[str]:
    seen: dict[tuple[str, ...], str] = {}
    for intent, messages in project.examples.items():
        for message in messages:
            key = _read(message)
            other = seen.setdefault(key, intent)
            if other != intent:
                at = " et ".join(_lines_of(project.root, key))
                yield f"{at} : « {message} » est un exemple de {other} et de {intent}. Choisissez."


@cache
def _read(message: str) -> tuple[str, ...]:
    """The words of an example, to compare; kept, since there are many and they hardly change."""
    return tuple(words(message)) or (message,)


def _lines_of(root: Path, key: tuple[str, ...]) -> Iterator[str]:
    """Where the examples that read the same are written."""
    for file in sorted((root / "data" / "nlu").glob("*.yml")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            text = line.strip(" -")
            if _read(text) == key:
                yield f"{file}, ligne {number}"


def _use(project: Project) -> Iterator[str]:
    used = project.said_by_rules | set(_RESPONSE_NAME.findall(project.code))
    used |= {QUESTION_PREFIX + intent for intent in project.intents} | set(project.points)
    used |= {
        name for question in QUESTIONS for name in (question.ask, question.why, question.again)
    }
    used = {name for name in used if name.startswith("utter_")} - {"utter_action"}
    for name in sorted(set(project.responses) - used):
        yield f"{project.places[name]} : réponse jamais dite. Supprimez-la ou dites-la."
    for name in sorted(used - set(project.responses)):
        if not name.startswith(QUESTION_PREFIX):
            yield f"{project.domain_file.path} : {name} : réponse dite mais absente. Ajoutez-la."


def _placeholders(project: Project) -> Iterator[str]:
    for name, variants in project.responses.items():
        try:
            check_placeholders({name: variants}, project.facts)
        except WordingError as error:
            yield str(error).replace("domain.yml", project.domain_file.place("responses", name), 1)
    said_alone = project.said_by_rules | set(project.points)
    for name, variant in _variants(project):
        # What a rule, or a point, says by itself gets nothing but facts.
        for key in sorted(declared(variant)) if name in said_alone else ():
            yield f"{project.places[name]} : aucune action ne donne {{{key}}}."


def _doubts(project: Project) -> Iterator[str]:
    """A fact that one source alone states is said with « à vérifier »."""
    facts = all_facts(project.facts)
    for name, variant in _variants(project):
        at = project.places[name]
        doubtful = [k for k in facts_behind(variant) if k in facts and facts[k].to_check]
        if doubtful and "vérifi" not in variant["text"]:
            door = facts[doubtful[0]].to_check
            yield f"{at} : dites que {doubtful[0]} est à vérifier (auprès de : {door})."


def _buttons(project: Project) -> Iterator[str]:
    for name, variant in _variants(project):
        at = project.places[name]
        buttons = variant.get("buttons", [])
        most = MAX_ANSWERS if all("{" in each["payload"] for each in buttons) else MAX_BUTTONS
        if len(buttons) > most:
            yield f"{at} : {len(buttons)} boutons, {most} au plus."
        for button in buttons:
            if placeholders(button["payload"]):
                continue  # given by an action
            intent = button["payload"].removeprefix("/").partition("{")[0]
            if not button["payload"].startswith("/") or intent not in project.intents:
                yield f"{at} : le bouton {button['payload']} ne mène à aucune intention."
            elif problem := _payload_problem(button["payload"]):
                yield f"{at} : le bouton {button['payload']} : {problem}."
            if not button["title"].strip():
                yield f"{at} : le bouton {button['payload']} n'a pas de mots."
            if len(button["title"]) > MAX_TITLE:
                yield f"{at} : « {button['title']} » dépasse {MAX_TITLE} caractères."


def _payload_problem(payload: str) -> str | None:
    """What is wrong with the answer that a button of the path carries."""
    _, brace, rest = payload.partition("{")
    if not brace:
        return None
    try:
        carried = json.loads(brace + rest)
    except ValueError:
        return "ce n'est pas du JSON"
    for question, value in carried.items():
        known = BY_NAME[question].choices if question in BY_NAME else CHOICES.get(question, ())
        if value not in known:
            return f"« {question}: {value} » n'est pas une réponse d'une question du parcours"
    return None


def _wording(project: Project) -> Iterator[str]:
    known = fact_values(project.facts)
    for name, variant in _variants(project):
        at = project.places[name]
        text = variant["text"]
        alone = {line.strip("{}") for line in text.splitlines()}
        given = {
            p.key: "- liste" if p.key in alone else "9 h"
            for p in placeholders(text)
            if not p.is_fact
        }
        if any(p.is_fact and p.key not in known for p in placeholders(text)):
            continue  # told by _placeholders
        said = fill(text, known, given)
        lines = said.splitlines()
        sentences = [s for line in lines if not line.startswith("- ") for s in _sentences(line)]
        if len(sentences) > MAX_SENTENCES:
            yield f"{at} : {len(sentences)} phrases, {MAX_SENTENCES} au plus avec une liste."
        for sentence in [*sentences, *(line[2:] for line in lines if line.startswith("- "))]:
            count = sum(any(c.isalnum() for c in word) for word in sentence.split(" "))
            if count > MAX_WORDS:
                yield f"{at} : {count} mots, {MAX_WORDS} au plus : « {sentence} »"
        if found := _FAMILIAR.search(text):
            yield f"{at} : on dit vous, pas « {found[0]} »."
        for part in (text, *(button["title"] for button in variant.get("buttons", []))):
            if _UNSPACED.search(_ADDRESS.sub("", re.sub(r"\{.*?\}", "x", part))):
                yield f"{at} : espace oubliée avant « : ; ? ! » dans « {part.strip()} »"


def _links(project: Project) -> Iterator[str]:
    texts = {name: variant["text"] for name, variant in _variants(project)}
    stated = all_facts(project.facts).items()
    facts = {key: str(fact.value) for key, fact in stated if key not in TOWN_WORDS}
    sources = {key: source.url or "" for key, source in project.facts.sources.items()}
    banners = {
        f"town_hall.banners.{number}": banner.text
        for number, banner in enumerate(project.facts.town_hall.banners)
    }
    for key, text in {**texts, **facts, **sources, **banners}.items():
        place = project.places.get(key, key)
        for address in _ADDRESS.findall(text):
            parts = urlsplit(address)
            # A town may have no other site than one in http.
            schemes = ("https", "http") if place == TOWN_SITE else ("https",)
            if parts.scheme not in schemes or "." not in parts.netloc or address[-1] in ".,;:)":
                yield f"{place} : « {address} » n'est pas une adresse complète en https://."
        for address in _BARE_ADDRESS.findall(_ADDRESS.sub("", text)):
            yield f"{place} : « {address} » n'est pas une adresse complète en https://."


def _channels(project: Project) -> Iterator[str]:
    return channels_linter.findings(project.responses, project.facts)


def _mediation(project: Project) -> Iterator[str]:
    return mediation_linter.findings(project.facts)


def _variants(project: Project) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, variants in project.responses.items():
        for variant in variants:
            yield name, variant


def _sentences(line: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?…])\s+", line) if part.strip()]
