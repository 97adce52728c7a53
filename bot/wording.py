"""The responses of ``domain.yml``: reading them, and filling their placeholders with facts.

``{mediator.address}`` is a fact; ``{referral.documents:liste}`` one line per item;
``{mediator.services:et}`` « a, b et c »; ``{closes}`` is given by whoever says the response.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from bot.content_files import read_content
from bot.french.say import say_date, say_list, typeset
from bot.knowledge import all_facts, knowledge
from bot.knowledge.model import Knowledge
from bot.limits import TOWNS_HELD, UNHEARD_DAYS, keep_hours

DOMAIN_FILE = Path(__file__).parents[1] / "domain.yml"
QUESTION_PREFIX = "utter_question_"

_PLACEHOLDER = re.compile(r"\{(?P<key>[a-z_0-9.]+)(?::(?P<style>liste|et))?\}")
_STRAY_BRACE = re.compile(r"[{}]")
# /tell_case{"court": "yes"}
_PAYLOAD = re.compile(r"^/\w+\{.*\}$")


class WordingError(Exception):
    """A response that cannot be said: names the response, the placeholder and the remedy."""


class Placeholder(NamedTuple):
    """A ``{key:style}`` of a response; a key with a dot is a fact, one without is given."""

    key: str
    style: str | None

    @property
    def is_fact(self) -> bool:
        """Whether the knowledge fills it."""
        return "." in self.key


def read_domain(file: Path = DOMAIN_FILE) -> dict[str, Any]:
    """The domain as plain data.

    Raises:
        ContentError: the file cannot be read.
    """
    domain: dict[str, Any] = read_content(file).value
    return domain


def placeholders(text: str) -> list[Placeholder]:
    """The placeholders of a text, in order."""
    return [Placeholder(found["key"], found["style"]) for found in _PLACEHOLDER.finditer(text)]


def say(response: str) -> str:
    """The text of a response that needs nothing but facts, for the town being served."""
    text: str = responses()[response][0]["text"]
    return fill(text, fact_values(knowledge()), given={})


@lru_cache(maxsize=1)
def responses() -> dict[str, Any]:
    """What the assistant says, by name of the response."""
    # Reading the whole domain takes as long as thirty turns: not at each apology.
    found: dict[str, Any] = read_domain()["responses"]
    return found


@lru_cache(maxsize=TOWNS_HELD)
def fact_values(facts: Knowledge) -> Mapping[str, Any]:
    """What fills the placeholders that have a dot, by key."""
    values = {key: fact.value for key, fact in all_facts(facts).items()}
    return {
        # Who has no e-mail is written to on its site.
        "town_hall.emails": facts.town_hall.website.value,
        **values,
        "town_hall.name": facts.town_hall.name,
        "conversation.keep_hours": keep_hours(facts.town_hall),
        "conversation.unheard_days": UNHEARD_DAYS,
    }


def fill(text: str, facts: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    """Replace every placeholder and set the typography.

    Args:
        text: a response, or a part of one.
        facts: see :func:`fact_values`.
        given: values for the placeholders without a dot.

    Raises:
        WordingError: nothing fills a placeholder.
    """

    def value_of(found: re.Match[str]) -> str:
        key = found["key"]
        values = facts if "." in key else given
        if values.get(key) is None:
            raise WordingError(f"« {text} » : rien ne remplit {{{key}}}")
        return _render(values[key], found["style"])

    return typeset(_PLACEHOLDER.sub(value_of, text))


def declared(variant: Mapping[str, Any]) -> frozenset[str]:
    """What whoever says a variant gives it: the placeholders without a dot, ``metadata.given``."""
    return frozenset(variant.get("metadata", {}).get("given", ()))


def check_placeholders(responses: Mapping[str, Any], facts: Knowledge) -> None:
    """Make sure that something fills every placeholder of every response.

    Raises:
        WordingError: a placeholder is mistyped, or names no fact and nothing that is declared; a
            declared one is not said; or ``metadata.facts`` names no fact.
    """
    known = fact_values(facts)
    for name, variants in responses.items():
        for variant in variants:
            said = [variant.get("text", ""), *_button_parts(variant)]
            for text in said:
                if has_stray_brace(text):
                    raise WordingError(
                        f"domain.yml : {name} : accolade de trop dans « {text} ». "
                        "Écrivez {cle.du.fait}, {cle:liste} ou {cle:et}, en minuscules."
                    )
            named = [p.key for text in said for p in placeholders(text)]
            given = declared(variant)
            for key in [*named, *variant.get("metadata", {}).get("facts", [])]:
                if key not in known and key not in given:
                    raise WordingError(
                        f"domain.yml : {name} : « {key} » n'est pas un fait connu. "
                        "Corrigez la clé ou ajoutez le fait dans bot/knowledge/ ; si le code le "
                        "donne, déclarez-le dans metadata.given."
                    )
            for key in sorted(given - set(named)):
                raise WordingError(
                    f"domain.yml : {name} : {{{key}}} est déclaré dans metadata.given et n'est "
                    "pas dit. Dites-le, ou ôtez-le."
                )


def has_stray_brace(text: str) -> bool:
    """Whether a brace of a wording begins or ends no placeholder: it would be said as it is."""
    return bool(_STRAY_BRACE.search(_PAYLOAD.sub("", _PLACEHOLDER.sub("", text))))


def _button_parts(variant: Mapping[str, Any]) -> list[str]:
    return [part for button in variant.get("buttons", []) for part in button.values()]


def facts_behind(variant: Mapping[str, Any]) -> list[str]:
    """The keys of the facts that a response states, by placeholder or by ``metadata.facts``."""
    named = [p.key for p in placeholders(variant.get("text", "")) if p.is_fact]
    declared = variant.get("metadata", {}).get("facts", [])
    return list(dict.fromkeys([*named, *declared]))


def _render(value: Any, style: str | None) -> str:
    if isinstance(value, tuple):
        if style == "liste":
            return " ;\n".join(f"- {item}" for item in value) + "."
        return say_list(value) if style == "et" else ", ".join(value)
    return say_date(value) if isinstance(value, date) else str(value)
