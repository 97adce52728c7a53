"""What other software does around the widget: optimisers, navigation without reload, banners."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from bot.site.widget_file import widget_file
from tests.town_site import TownSite
from tests.widget.conftest import Watch
from tests.widget.talking import answers, ask_and_wait, button, field, launcher, mine, open_panel

ELEMENTS = "document.querySelectorAll('assistant-mairie').length"
BOTTOM = (
    "innerHeight - document.querySelector('assistant-mairie').shadowRoot"
    ".querySelector('.launcher').getBoundingClientRect().bottom"
)
# What holds the banner of each of the three, and the banner itself.
BANNERS = {
    "tarteaucitron": ("tarteaucitronRoot", "#tarteaucitronAlertBig"),
    "complianz": ("cmplz-cookiebanner-container", ".cmplz-cookiebanner"),
    "axeptio": ("axeptio_overlay", ".axeptio_widget"),
}


def one_line(server: str, options: str = "") -> str:
    return f'<script defer src="{server}/widget.js" {options}></script>'


@pytest.fixture
def embed(new_page: Callable[..., Page], town_site: TownSite, server: str) -> Callable[..., Page]:
    """Opens the town's page with something pasted in it."""

    def open_page(pasted: str, **options: bool) -> Page:
        town_site.line, town_site.assistant = pasted, server
        page = new_page(**options)
        page.goto(town_site.url)
        return page

    return open_page


@pytest.mark.parametrize(
    "attributes", ["", "defer", "async", 'type="module"', 'type="text/javascript" data-cfasync=""']
)
def test_whatever_an_optimiser_makes_of_the_line(
    embed: Callable[..., Page], server: str, attributes: str
) -> None:
    page = embed(f'<script {attributes} src="{server}/widget.js"></script>')
    open_panel(page)
    expect(ask_and_wait(page)).to_contain_text("gratuite")


def test_a_script_that_is_added_late_and_whose_tag_is_removed(
    embed: Callable[..., Page], server: str
) -> None:
    page = embed("", bypass_csp=True)
    page.evaluate(
        """(address) => {
          const script = document.createElement("script");
          script.src = address;
          script.dataset.title = "Une question ?";
          document.head.append(script);
          script.remove();
        }""",
        f"{server}/widget.js",
    )
    button(page, "Une question ?").click()
    expect(ask_and_wait(page)).to_contain_text("gratuite")


def test_put_with_other_scripts_in_one_file(
    embed: Callable[..., Page], server: str, town_site: TownSite
) -> None:
    page = embed("")
    combined = f"{widget_file().source}\nwindow.nextScriptRan = true;"
    page.route("**/combined.js", lambda route: route.fulfill(body=combined))
    town_site.line = (
        f'<assistant-mairie data-server="{server}"></assistant-mairie>'
        f'<script src="{town_site.url}/combined.js"></script>'
    )
    page.goto(town_site.url)
    assert page.evaluate("window.nextScriptRan")
    open_panel(page)
    expect(ask_and_wait(page)).to_contain_text("gratuite")


def test_an_address_that_redirects(
    embed: Callable[..., Page], server: str, town_site: TownSite
) -> None:
    page = embed("")
    page.route(
        "**/old/widget.js",
        lambda route: route.fulfill(status=301, headers={"Location": f"{server}/widget.js"}),
    )
    town_site.line = f'<script defer src="{server}/old/widget.js"></script>'
    page.goto(town_site.url)
    expect(launcher(page)).to_be_visible()


def test_the_public_address_is_written_in_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://assistant.ville.fr")
    told = widget_file().source
    monkeypatch.setenv("PUBLIC_URL", "http://localhost:5005")
    untold = widget_file().source
    monkeypatch.undo()
    assert "https://assistant.ville.fr/" in told
    assert "localhost" not in untold


def diagnosed(page: Page, address: str) -> str:
    """What the console says of the page."""
    with page.expect_console_message(lambda line: "Serveur" in line.text) as told:
        page.goto(address)
    assert told.value.type == "info"
    return told.value.text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_diagnostic_is_in_the_console_and_only_when_asked(
    embed: Callable[..., Page], server: str
) -> None:
    page = embed(one_line(server))
    told: list[str] = []
    page.on("console", lambda line: told.append(line.text))
    page.reload()
    expect(launcher(page)).to_be_visible()
    assert told == []
    said = diagnosed(page, f"{page.url}?diagnostic")
    assert said.splitlines() == [f"Assistant : {server}/", "Bouton : affiché", "Serveur : répond"]


def test_the_diagnostic_names_the_remedy(
    embed: Callable[..., Page], town_site: TownSite, server: str, watch: Watch
) -> None:
    watch.requests_may_fail = True
    page = embed("")
    town_site.line = '<assistant-mairie data-server="/nulle-part/"></assistant-mairie>' + one_line(
        server
    )
    said = diagnosed(page, f"{town_site.url}/?diagnostic")
    assert "Serveur : ne répond pas" in said
    assert f"Ajoutez {town_site.url} à ALLOWED_ORIGINS" in said
    page.route("**/inline.js", lambda route: route.fulfill(body=widget_file().source))
    town_site.line = f'<script defer src="{town_site.url}/inline.js"></script>'
    said = diagnosed(page, f"{town_site.url}/?diagnostic")
    assert "adresse à donner dans data-server" in said
    assert {"CORS" in line for line in watch.found} == {True}
    watch.found.clear()


def test_a_navigation_that_replaces_the_body_leaves_it(
    embed: Callable[..., Page], server: str
) -> None:
    page = embed(one_line(server), bypass_csp=True)
    open_panel(page)
    ask_and_wait(page)
    field(page).fill("Mon brouillon")
    page.evaluate(
        """(line) => {
          const body = document.createElement("body");
          const main = document.createElement("main");
          main.textContent = "La page suivante";
          const script = document.createElement("script");
          script.src = line;
          body.append(main, script);
          document.body.replaceWith(body);
        }""",
        f"{server}/widget.js",
    )
    expect(page.get_by_text("La page suivante")).to_be_visible()
    expect(answers(page)).to_have_count(1)
    expect(field(page)).to_have_value("Mon brouillon")
    ask_and_wait(page)
    expect(mine(page)).to_have_count(2)
    assert page.evaluate(ELEMENTS) == 1


def test_an_element_that_comes_with_each_body_goes_on(
    embed: Callable[..., Page], server: str
) -> None:
    page = embed("<assistant-mairie></assistant-mairie>" + one_line(server))
    open_panel(page)
    ask_and_wait(page)
    page.evaluate(
        """() => {
          const body = document.createElement("body");
          body.append(document.createElement("assistant-mairie"));
          document.body.replaceWith(body);
        }"""
    )
    open_panel(page)
    expect(answers(page)).to_contain_text("gratuite")
    # The page that was left does not hold the conversation back.
    ask_and_wait(page)
    expect(mine(page)).to_have_count(2)


def test_two_elements_make_one_button(embed: Callable[..., Page], server: str) -> None:
    page = embed(
        '<assistant-mairie data-title="Le premier"></assistant-mairie>'
        '<assistant-mairie data-title="Le second"></assistant-mairie>' + one_line(server)
    )
    expect(button(page, "Le premier")).to_be_visible()
    expect(button(page, "Le second")).to_have_count(0)


def test_a_body_that_is_moved_does_not_move_it(embed: Callable[..., Page], server: str) -> None:
    page = embed(one_line(server))
    page.evaluate(
        """() => Object.assign(document.body.style,
          { transform: "translateX(-300px)", minHeight: "3000px" })"""
    )
    box = launcher(page).bounding_box()
    assert box
    assert round(box["x"] + box["width"]) == 1000 - 18
    assert round(box["y"] + box["height"]) == 700 - 18


def bottom(page: Page) -> float:
    box = launcher(page).bounding_box()
    assert box
    return 700 - box["y"] - box["height"]


@pytest.mark.parametrize("banner", BANNERS)
def test_stands_above_the_cookie_banner_as_long_as_there_is_one(
    embed: Callable[..., Page], server: str, banner: str
) -> None:
    page = embed(one_line(server))
    usual = bottom(page)
    page.evaluate(
        """([id, inside]) => {
          const root = document.createElement("div");
          root.id = id;
          const banner = document.createElement("div");
          if (inside.startsWith("#")) banner.id = inside.slice(1);
          else banner.className = inside.slice(1);
          root.append(banner);
          document.body.prepend(root);
          Object.assign(root.style, { display: "block" });
          Object.assign(banner.style, { position: "fixed", right: 0, bottom: 0, left: 0,
            height: "90px", display: "block" });
        }""",
        BANNERS[banner],
    )
    page.wait_for_function(f"() => {BOTTOM} > 90")
    assert round(bottom(page) - usual) == 90
    # Answered, it goes.
    page.evaluate(
        "name => (document.querySelector(name).style.display = 'none')", BANNERS[banner][1]
    )
    page.wait_for_function(f"() => {BOTTOM} < 90")
    assert bottom(page) == usual


def test_a_banner_over_most_of_the_page_stays_in_front(
    embed: Callable[..., Page], server: str
) -> None:
    page = embed('<p id="tarteaucitronAlertBig">Vos choix</p>' + one_line(server))
    page.evaluate(
        """() => Object.assign(document.querySelector("#tarteaucitronAlertBig").style,
          { position: "fixed", inset: "0", display: "block", zIndex: "2147483645" })"""
    )
    expect(launcher(page)).to_be_attached()
    assert bottom(page) < 90
    assert page.evaluate("document.elementFromPoint(900, 660).id") == "tarteaucitronAlertBig"


def test_the_town_chooses_the_height_and_the_side(embed: Callable[..., Page], server: str) -> None:
    page = embed(one_line(server, 'data-side="left" data-bottom="6em"'))
    box = launcher(page).bounding_box()
    assert box
    assert round(box["x"]) == 18
    assert round(bottom(page)) == 6 * 18
    open_panel(page)
    placed = page.get_by_role("dialog").bounding_box()
    assert placed
    assert round(placed["x"]) == 18


def test_the_logo_of_the_town_is_in_the_head(
    embed: Callable[..., Page], server: str, town_site: TownSite
) -> None:
    page = embed("")
    drawn = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"></svg>'
    page.route(
        "**/blason.svg", lambda route: route.fulfill(body=drawn, content_type="image/svg+xml")
    )
    town_site.line = one_line(server, 'data-logo="/blason.svg"')
    page.goto(town_site.url)
    open_panel(page)
    # Beside the name of the town, which says it.
    expect(page.locator("assistant-mairie .top")).to_contain_text("Argences")
    logo = page.locator("assistant-mairie .top img")
    expect(logo).to_have_attribute("alt", "")
    assert logo.evaluate("img => img.decode().then(() => img.naturalWidth)") == 40
