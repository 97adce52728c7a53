"""Pages as the usual content managers make them: their styles, their banner, their way."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from selenium.webdriver import Keys

from tests.browsers.visit import SILENT_FOR_TWO_MONTHS, TITLE, Visit
from tests.town_site import TownSite

# Where the resident has read to; the page is longer than that everywhere.
READ_TO = 900
SEEN_AS = """
const looks = getComputedStyle(arguments[0]);
return [looks.fontSize, looks.letterSpacing, looks.textTransform, looks.lineHeight, looks.color];
"""
USUAL = ["18px", "normal", "none", "27px", "rgb(28, 30, 41)"]
BANNER_TOP = "return document.querySelector(arguments[0]).getBoundingClientRect().top"


class Host(NamedTuple):
    """What a website is made of: its styles, what it holds at its end, and its cookie banner."""

    styles: str
    end: str
    banner: str


HOSTS = {
    # A block theme and the extension of deploy/wordpress, with Complianz.
    "wordpress": Host(
        """
        html { scroll-behavior: smooth; }
        *, ::before, ::after { box-sizing: inherit; }
        body { margin: 0; font: 300 1.25rem/2 serif; -webkit-font-smoothing: antialiased; }
        main { min-height: 3000px; }
        a, button, summary { transition: all 0.3s; }
        button, [type=button], summary { background: #333 !important; color: #fff !important;
          border: 0 !important; border-radius: 0 !important; text-transform: uppercase; }
        :focus { outline: 0 !important; }
        dialog, details, section, form { display: none !important; }
        .cmplz-cookiebanner { position: fixed; inset: auto 0 0; height: 6rem; z-index: 99999; }
        """,
        '<div class="cmplz-cookiebanner">Gérer le consentement</div>'
        '<script defer src="{server}/widget.js" data-no-optimize="1" data-no-defer="1" '
        'data-cfasync="false" data-noptimize="1"></script>',
        ".cmplz-cookiebanner",
    ),
    # A reset, sizes from 62.5 %, tarteaucitron, and the line in the template.
    "spip": Host(
        """
        * { margin: 0; padding: 0; border: 0; font-size: 100%; vertical-align: baseline; }
        html { font-size: 62.5%; height: 100%; }
        body { font-size: 1.6rem; height: 100%; text-align: justify; word-spacing: 0.2em; }
        main { display: block; height: 3000px; }
        ol, ul { list-style: none; }
        textarea, button { width: 100%; font: bold 3em fantasy; }
        div { float: left; }
        #tarteaucitronAlertBig { position: fixed; bottom: 0; left: 0; width: 100%; height: 90px;
          float: none; z-index: 2147483645; background: #333; color: #fff; }
        """,
        '<div id="tarteaucitronRoot"><div id="tarteaucitronAlertBig">Vos cookies</div></div>'
        '<script type="text/javascript" src="{server}/widget.js"></script>',
        "#tarteaucitronAlertBig",
    ),
    # A theme in cascade layers, a page that slides beside a tray, Axeptio, and the element itself.
    "drupal": Host(
        """
        @layer reset, theme;
        @layer reset { *, *::before, *::after { all: revert; } }
        @layer theme { * { letter-spacing: 1px; line-height: 1; color: #c00; } }
        body { overflow-x: hidden; position: relative; }
        main { position: relative; z-index: 500; min-height: 3000px; transform: translateX(0); }
        .axeptio_widget { position: fixed; right: 0; bottom: 0; width: 20em; height: 8em; }
        """,
        '<div id="axeptio_overlay"><div class="axeptio_widget">Cookies</div></div>'
        "<assistant-mairie></assistant-mairie>"
        '<script type="module" src="{server}/widget.js"></script>',
        ".axeptio_widget",
    ),
}


@pytest.mark.parametrize("name", HOSTS)
def test_looks_and_works_the_same_on_the_page_of(name: str, visit: Visit, site: TownSite) -> None:
    styles, end, banner = HOSTS[name]
    site.styles, site.line = styles, end.replace("{server}", site.assistant)
    visit.go(site.url)
    visit.script("scrollTo({ top: arguments[0], behavior: 'instant' })", READ_TO)
    launcher = visit.button(TITLE)
    above = visit.script(BANNER_TOP, banner)
    visit.until(lambda: launcher.rect["y"] - READ_TO + launcher.rect["height"] <= above, "room")
    assert visit.is_in_sight(".launcher")
    launcher.click()
    visit.until(lambda: visit.is_open)
    assert "Orange" in visit.ask(SILENT_FOR_TWO_MONTHS)
    assert visit.script(SEEN_AS, visit.one(".theirs")) == USUAL
    assert visit.is_in_sight(".mine")
    assert visit.is_in_sight(".theirs .speaker")
    visit.press(Keys.ESCAPE)
    visit.until(lambda: not visit.is_open)
    assert visit.focused == TITLE
    # The page has not moved under the conversation.
    assert visit.script("return scrollY") == READ_TO
