"""The pages beside the conversation: they work without JavaScript and state the town's facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot.knowledge import default_town, knowledge
from bot.site.pages import PAGES, render_page
from tests.widget.talking import ask_and_wait, erase, field, launcher, mine

OTHER_TOWN = Path(__file__).parents[1] / "knowledge" / "autre_ville.yml"


def test_the_town_page_has_the_town_s_details_and_the_widget(
    new_page: Callable[..., Page], server: str
) -> None:
    page = new_page()
    page.goto(server)
    hall = page.get_by_role("complementary", name="La mairie")
    expect(hall.get_by_role("link", name="02 31 27 90 60")).to_be_visible()
    expect(hall).to_contain_text("2, place du Général-Leclerc, 14370 Argences")
    expect(hall).to_contain_text("En ce moment : ouverte, jusqu'à midi.")
    expect(
        hall.get_by_role("row", name="Vendredi de 9 h à midi et de 14 h à 16 h 30")
    ).to_be_visible()
    expect(launcher(page)).to_be_visible()


def test_the_full_page_has_no_floating_panel(
    new_page: Callable[..., Page], server: str, size: str
) -> None:
    page = new_page(size)
    page.goto(f"{server}/assistant")
    expect(launcher(page)).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(ask_and_wait(page)).to_contain_text("gratuite")
    page.keyboard.press("Escape")
    expect(field(page)).to_be_visible()
    erase(page)
    expect(mine(page)).to_have_count(0)


@pytest.mark.parametrize("path", ["", "assistant"])
def test_without_javascript_the_steps_are_one_link_away(
    new_page: Callable[..., Page], server: str, path: str
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{server}/{path}")
    # Chromium shows it, Playwright does not see what is inside.
    assert '<a href="secours">les étapes et les adresses</a>' in page.content()
    page.goto(f"{server}/secours")
    steps = page.locator("ol.steps > li")
    expect(steps).to_have_count(3)
    expect(steps.last).to_contain_text("Saisissez le médiateur")


def test_the_fallback_page_needs_nothing_else(new_page: Callable[..., Page], server: str) -> None:
    page = new_page()
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.goto(f"{server}/secours")
    assert requested == [f"{server}/secours"]
    links = page.locator("a").evaluate_all("links => links.map((a) => a.getAttribute('href'))")
    assert len(links) > 4
    assert [link for link in links if not link.startswith(("https://", "tel:", "#"))] == []
    expect(page.locator("body")).not_to_contain_text("En ce moment")


def test_the_fallback_page_states_the_facts_of_the_knowledge() -> None:
    facts = knowledge()
    page = plain(render_page("/secours"))
    for fact in (
        facts.mediation.referral.online.value,
        *facts.mediation.mediator.address.value,
        *(document.replace("'", "&#39;") for document in facts.mediation.referral.documents.value),
        str(facts.mediation.complaint.customer_service_delay.value),
        str(facts.mediation.referral.direct_delay.value),
        str(facts.mediation.referral.time_limit.value),
        facts.town_hall.phone.value,
        ", ".join(facts.town_hall.address.value),
        "Mercredi et jeudi",
        "26 novembre 2025",
    ):
        assert fact in page, fact
    assert facts.mediation.mediator.former_address.value[0] not in page


def test_the_privacy_page_says_what_is_kept_and_how_long() -> None:
    page = plain(render_page("/confidentialite"))
    for words in (
        "24 heures après votre dernier message",
        "Effacer la conversation",
        "Aucun cookie",
    ):
        assert words in page


def test_the_privacy_page_says_by_itself_when_messages_not_understood_are_kept() -> None:
    usual = plain(render_page("/confidentialite"))
    assert "n'a pas compris" not in usual
    assert "ne servent pas à entraîner" in usual
    kept = plain(render_page("/confidentialite", keeps_unheard=True))
    assert "La mairie les garde 30 jours" in kept
    assert "ne servent pas à entraîner" not in kept


@pytest.fixture
def _other_town(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TOWN", str(OTHER_TOWN))
    default_town.cache_clear()
    yield
    default_town.cache_clear()


@pytest.mark.usefixtures("_other_town")
@pytest.mark.parametrize("path", PAGES)
def test_another_town_is_another_file(path: str) -> None:
    page = plain(render_page(path))
    assert "Trifouillis" in page
    assert "02 99 00 00 00" in page
    assert "Argences" not in page
    assert "02 31 27 90 60" not in page


@pytest.mark.parametrize("path", PAGES)
def test_no_branding_of_the_state(path: str) -> None:
    page = render_page(path).lower()
    for name in ("marianne", "dsfr", "république française", "liberté"):
        assert name not in page


def plain(text: str) -> str:
    """Words to compare: no-break spaces plain, line breaks gone."""
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())
