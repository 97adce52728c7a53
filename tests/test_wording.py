"""Placeholders are filled from the facts, or the start stops."""

import pytest

from bot.knowledge import load
from bot.wording import WordingError, check_placeholders, fact_values, facts_behind, fill

FACTS = load("argences")
VALUES = fact_values(FACTS)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{mediator.former_address}", "BP 999, 75829 Paris Cedex 17"),
        (
            "{mediator.services:et}",
            "téléphone fixe, téléphone mobile, internet et télévision par un opérateur",
        ),
        ("{mediator.former_address:liste}", "- BP 999\N{NO-BREAK SPACE};\n- 75829 Paris Cedex 17."),
        ("{complaint.customer_service_delay}", "1 mois"),
        ("{official_sheet.revised_on}", "26 novembre 2025"),
        ("Jusqu'à {closes} !", "Jusqu'à midi\N{NO-BREAK SPACE}!"),
        (
            "« oui » : https://x.fr",
            "«\N{NO-BREAK SPACE}oui\N{NO-BREAK SPACE}»\N{NO-BREAK SPACE}: https://x.fr",
        ),
    ],
)
def test_a_placeholder_is_filled(text: str, said: str) -> None:
    assert fill(text, VALUES, {"closes": "midi"}) == said


@pytest.mark.parametrize("text", ["{mediator.mobile}", "{opens}", "{closes}"])
def test_a_placeholder_that_nothing_fills_is_an_error(text: str) -> None:
    with pytest.raises(WordingError, match=text.strip("{}")):
        fill(text, VALUES, {"closes": None})


@pytest.mark.parametrize(
    "variant",
    [
        {"text": "Son numéro : {mediator.mobile}"},
        {"text": "Oui.", "buttons": [{"title": "{mediator.mobile}", "payload": "/greet"}]},
        {"text": "Oui.", "metadata": {"facts": ["mediator.mobile"]}},
    ],
)
def test_an_unknown_fact_stops_the_start(variant: dict[str, object]) -> None:
    with pytest.raises(WordingError, match=r"utter_x.*mediator\.mobile"):
        check_placeholders({"utter_x": [variant]}, FACTS)


def test_the_facts_behind_a_response() -> None:
    variant = {"text": "{mediator.name} {opens}", "metadata": {"facts": ["referral.cost"]}}
    assert facts_behind(variant) == ["mediator.name", "referral.cost"]
