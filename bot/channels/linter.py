"""What the messaging apps would not take of the responses: run by ``python -m bot check``."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.channels.gsm7 import to_gsm7
from bot.channels.message import Limits, MessageKind
from bot.channels.settings import ADAPTERS
from bot.channels.sms import LONGEST, by_sms, sms_wording
from bot.channels.titles import fitted, short_titles
from bot.channels.wording import texts
from bot.french.say import typeset
from bot.knowledge.model import Knowledge
from bot.mediation.steps import HURRIED, STEPS
from bot.mediation.warnings import WARNINGS
from bot.path.fields import FIELDS
from bot.wording import (
    QUESTION_PREFIX,
    WordingError,
    fact_values,
    fill,
    has_stray_brace,
    placeholders,
)

# Said by the desk, besides those of the kinds of messages.
NOTES = ("too_long", "too_many", "old_button", "old_button_then", "by_number", "choose")
READ = (MessageKind.TEXT, MessageKind.TAP, MessageKind.STOP)
# What an action gives to a response is shorter than this.
GIVEN = "x" * 60
SMS_FILE = "bot/channels/sms_wording.yml"
# Words that point to what is on a screen.
_POINTS = re.compile(
    r"\bci-(?:dessous|dessus|contre)\b|(?<!vous )\bchoisissez\b"
    r"|\b(?:appuyez|cliquez|touchez|(?:ces?|les) boutons?|écran)\b",
    re.IGNORECASE,
)

Responses = Mapping[str, Sequence[Mapping[str, Any]]]


def findings(responses: Responses, facts: Knowledge) -> Iterator[str]:
    """All that is wrong, one French sentence each.

    Args:
        responses: those of the domain.
        facts: what fills them.
    """
    yield from _titles(responses)
    yield from _notes(facts)
    yield from _by_sms(responses, facts)
    yield from _sms_wording(responses, facts)
    known = fact_values(facts)
    for adapter in ADAPTERS:
        for name, variants in responses.items():
            for variant in variants:
                place = f"{name}, sur {adapter.name}"
                yield from (f"{place} : {it}" for it in _unfit(variant, adapter.limits, known))


def _titles(responses: Responses) -> Iterator[str]:
    """The short titles: one for each long title, and no other."""
    most = min(adapter.limits.title for adapter in ADAPTERS if adapter.limits.choices)
    used = {button["title"] for _, button in _buttons(responses)}
    used |= {v["text"] for name, vs in responses.items() for v in vs if _is_question(name)}
    for title in sorted(used):
        if len(title) > most and title not in short_titles():
            yield (
                f"« {title} » dépasse {most} caractères : donnez-lui un titre court dans "
                "bot/channels/short_titles.yml."
            )
    for title, short in short_titles().items():
        if title not in used:
            yield f"bot/channels/short_titles.yml : plus aucun bouton ne dit « {title} »."
        if len(short) > most:
            yield f"bot/channels/short_titles.yml : « {short} » dépasse {most} caractères."


def _notes(facts: Knowledge) -> Iterator[str]:
    """The texts of the apps: all there, none too many, each with its facts."""
    wanted = {*NOTES, *(kind.value for kind in MessageKind if kind not in READ)}
    for name in sorted(wanted ^ texts().keys()):
        what = "manque" if name in wanted else "ne sert pas"
        yield f"bot/channels/wording.yml : « {name} » {what}."
    for name, text in texts().items():
        try:
            fill(text, fact_values(facts), given={})
        except WordingError as error:
            yield f"bot/channels/wording.yml : {name} : {error}."


def _by_sms(responses: Responses, facts: Knowledge) -> Iterator[str]:
    """What is said by SMS: with its facts, short, and nothing of a screen without its choices."""
    known = fact_values(facts)
    for name, variants in responses.items():
        if _is_question(name):
            continue
        for said in (by_sms(name, variant) for variant in variants):
            text = str(said["text"])
            given = {each.key: "" for each in placeholders(text) if not each.is_fact}
            if any(each.is_fact and each.key not in known for each in placeholders(text)):
                yield f"{SMS_FILE} : {name} nomme un fait inconnu."
            elif (length := len(to_gsm7(fill(text, known, given)))) > LONGEST:
                yield (
                    f"{name} : {length} caractères par SMS, {LONGEST} au plus. Donnez-lui un texte "
                    f"court dans {SMS_FILE}."
                )
            if not said["buttons"] and (found := _POINTS.search(text)):
                yield (
                    f"{name} : « {found[0]} », par SMS, où aucun choix n'est montré. Donnez-lui un "
                    f"texte sans ce mot dans {SMS_FILE}."
                )


def _sms_wording(responses: Responses, facts: Knowledge) -> Iterator[str]:
    """Each entry of the wording of SMS stands for something, and names facts that there are."""
    wording, known = sms_wording(), fact_values(facts)
    wanted = {
        "said": (wording.said, responses),
        "in_words": (wording.in_words, wording.said),
        "titles": (wording.titles, {button["title"] for _, button in _buttons(responses)}),
        "labels": (wording.labels, {field.label for field in FIELDS}),
        "actions": (wording.actions, _parts_of_actions(wording.actions)),
        "warnings": (wording.warnings, {warning.id for warning in WARNINGS}),
    }
    for part, (names, used) in wanted.items():
        for name in names:
            if name not in used:
                yield f"{SMS_FILE} : {part} : « {name} » ne sert pas."
    for name, text in {**wording.said, **wording.actions, **wording.warnings}.items():
        if has_stray_brace(text):
            yield f"{SMS_FILE} : {name} : accolade de trop dans « {text} »."
    for part in ("actions", "warnings"):
        for name, text in getattr(wording, part).items():
            if any(each.key not in known for each in placeholders(text)):
                yield f"{SMS_FILE} : {part} : {name} nomme un fait inconnu."


def _parts_of_actions(parts: Iterable[str]) -> set[str]:
    """Those found in what some step says to do."""
    return {
        part
        for part in parts
        if any(part in said for said in (HURRIED, *(rule.next_action for rule in STEPS)))
    }


def _unfit(variant: Mapping[str, Any], limits: Limits, known: Mapping[str, Any]) -> Iterator[str]:
    """What of one response an app would refuse; too many choices are told by their numbers."""
    text, buttons = variant["text"], variant.get("buttons", [])
    given = {each.key: GIVEN for each in placeholders(text) if not each.is_fact}
    if any(each.is_fact and each.key not in known for each in placeholders(text)):
        return  # told by the check of the placeholders
    most = limits.text_with_choices if buttons and limits.choices else limits.text
    if (length := len(fill(text, known, given))) > most:
        yield f"{length} caractères, {most} au plus."
    titles = [fitted(typeset(button["title"]), limits.title) for button in buttons]
    if len(set(titles)) < len(titles):
        yield f"deux boutons se lisent de même : {', '.join(titles)}."
    for button in buttons:
        if (size := len(button["payload"].encode())) > limits.payload and limits.choices:
            yield f"le bouton {button['payload']} porte {size} octets, {limits.payload} au plus."


def _buttons(responses: Responses) -> Iterator[tuple[str, Mapping[str, str]]]:
    for name, variants in responses.items():
        for variant in variants:
            for button in variant.get("buttons", []):
                yield name, button


def _is_question(name: str) -> bool:
    return name.startswith(QUESTION_PREFIX)
