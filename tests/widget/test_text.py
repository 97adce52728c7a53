"""The renderer of texts: no character lost, nothing but the allowed elements, no unsafe link."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from bot.site.widget_file import FOLDER

ONLINE = "https://www.mediation-telecom.org/saisir-le-mediateur"
ALLOWED = {
    "p": set(),
    "ul": set(),
    "ol": set(),
    "li": {"value"},
    "strong": set(),
    "a": {"href", "target", "rel"},
    "span": {"class"},
}
SAFE = re.compile(r"(?:https?://|mailto:|tel:\+?\d+$)", re.IGNORECASE)

# Renders each text; gives what the nodes hold, and the text written again from the nodes.
RENDER = r"""async ([address, texts]) => {
  const { rendered } = await import(address);
  const written = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.className === "unseen") return "";
    const inside = [...node.childNodes].map(written).join("");
    if (node.localName === "strong") return `**${inside}**`;
    if (node.localName === "li") {
      return (node.hasAttribute("value") ? `${node.getAttribute("value")}. ` : "- ") + inside;
    }
    if (node.localName !== "a") return inside;
    const href = node.getAttribute("href");
    const bare = [inside, `https://${inside}`, `mailto:${inside}`,
      `tel:${inside.replace(/[\s.]/gu, "")}`].includes(href);
    return bare ? inside : `[${inside}](${href})`;
  };
  const lines = (block) => (/^[uo]l$/.test(block.localName) ? [...block.children] : [block]);
  // The marker of a list keeps its words, not its spaces.
  const plain = (line) => line.replace(/^\s*(- |\d{1,2}\. )\s*(?=\S)/u, "$1");
  return texts.map((text) => {
    const blocks = rendered(text);
    return {
      again: blocks.flatMap(lines).map(written),
      expected: text.split(/\r\n?|\n/u).filter((line) => line.trim()).map(plain),
      elements: blocks.flatMap((block) => [block, ...block.querySelectorAll("*")])
        .map((node) => [
          node.localName, node.getAttributeNames(), node.getAttribute("href"), written(node),
        ]),
    };
  });
}"""

PIECES = st.sampled_from(
    [
        "<b>",
        "</p>",
        "<img src=x onerror=alert(1)>",
        "&amp;",
        "javascript:alert(1)",
        "data:text/html,x",
        "[ici](javascript:alert(1))",
        "[ici](data:text/html;base64,PHM+)",
        "[la page](https://www.mediation-telecom.org/saisir-le-mediateur)",
        "[écrire](mailto:a@b.fr)",
        "[appeler](tel:+33231279060)",
        "**gras**",
        "**",
        "*",
        "[",
        "](",
        ")",
        "\n",
        "\n- ",
        "\n1. ",
        "\n 12. ",
        "https://",
        "https://argences.com/a_(b)?c=d&e=f#g",
        "HTTP://X.FR",
        "argences.com",
        "jean-pierre.du_bois+mairie@sous-domaine.ville-d-eau.fr",
        "hélène@ville.fr",
        "02 31 27 90 60",
        "0231279060",
        "0 809 540 550",
        "+33 2 31 27 90 60",
        " ",
        "\N{NO-BREAK SPACE}",
        ".",
        ",",
        "»",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=8).map("".join)


@pytest.fixture(scope="module")
def render(browser: Browser, server: str) -> Iterator[Callable[[list[str]], list[dict[str, Any]]]]:
    page: Page = browser.new_page()
    # The modules as they are written: the served file shows none of its functions.
    page.route(
        "**/source/*", lambda route: route.fulfill(path=FOLDER / Path(route.request.url).name)
    )
    page.goto(f"{server}/secours")
    yield lambda texts: page.evaluate(RENDER, [f"{server}/source/text.js", texts])
    page.close()


def shortened(text: str) -> str:
    bare = re.sub(r"https?://(?:www\.)?", "", text, flags=re.IGNORECASE)
    return re.sub(r"\[(.+?)\]\(\1\)", r"\1", bare)


def unlabelled(line: str) -> str:
    """A link whose words are its own address is written as the address alone."""
    return re.sub(r"\[([^\[\]]+)\]\((?:mailto:|tel:|https://)?\1\)", r"\1", line)


def plain(line: str) -> str:
    return line.replace("\N{NO-BREAK SPACE}", " ")


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(TEXTS, min_size=20, max_size=40))
def test_any_text_loses_nothing_and_makes_only_what_is_allowed(
    render: Callable[[list[str]], list[dict[str, Any]]], texts: list[str]
) -> None:
    for text, found in zip(texts, render(texts), strict=True):
        again = [plain(line) for line in found["again"]]
        # A link is shown without its scheme.
        assert list(map(shortened, again)) == [
            shortened(plain(unlabelled(line))) for line in found["expected"]
        ], text
        for name, attributes, href, _ in found["elements"]:
            assert set(attributes) <= ALLOWED[name], text
            assert href is None or SAFE.match(href), text


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (
            f"Sur {ONLINE}.",
            {
                f"[mediation-telecom.org/saisir-le-mediateur]({ONLINE})": ONLINE,
            },
        ),
        ("(voir argences.com)", {"argences.com": "https://argences.com"}),
        ("J'alerte : jalerte.arcep.fr/x ;", {"jalerte.arcep.fr/x": "https://jalerte.arcep.fr/x"}),
        (
            "Écrivez à jean-pierre.du_bois+mairie@ville-d-eau.fr.",
            {
                "jean-pierre.du_bois+mairie@ville-d-eau.fr": (
                    "mailto:jean-pierre.du_bois+mairie@ville-d-eau.fr"
                )
            },
        ),
        ("hélène@ville.fr", {"hélène@ville.fr": "mailto:hélène@ville.fr"}),
        ("Au 02 31 27 90 60.", {"02 31 27 90 60": "tel:0231279060"}),
        ("Au 02.31.27.90.60", {"02.31.27.90.60": "tel:0231279060"}),
        ("Au 0 809 540 550", {"0 809 540 550": "tel:0809540550"}),
        ("Au +33 2 31 27 90 60", {"+33 2 31 27 90 60": "tel:+33231279060"}),
        (
            "[la page](https://argences.com/a)",
            {"[la page](https://argences.com/a)": "https://argences.com/a"},
        ),
        ("**le 3 septembre**", {}),
        ("contrat 01234567891234, 12.50 €, le 03.09.2026", {}),
        ("[ici](javascript:alert(1)) data:text/html,x vbscript:x", {}),
    ],
)
def test_addresses_become_links(
    render: Callable[[list[str]], list[dict[str, Any]]], text: str, links: dict[str, str]
) -> None:
    (found,) = render([text])
    shown = {words: href for name, _, href, words in found["elements"] if name == "a"}
    assert shown == links


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ouverte de 9 h à 18 h 30.", "Ouverte de 9~h à 18~h~30."),
        (
            "Le 1er août, puis le 4 novembre 2026 au soir",
            "Le 1er~août, puis le 4~novembre 2026 au soir",
        ),
        ("**2 mois** et 12 jours", "2~mois et 12~jours"),
        ("Au 02 31 27 90 60 ou 14370 Argences", "Au 02 31 27 90 60 ou 14370 Argences"),
    ],
)
def test_a_number_stays_beside_what_it_counts(
    render: Callable[[list[str]], list[dict[str, Any]]], text: str, shown: str
) -> None:
    (line,) = render([text])[0]["again"]
    assert line.replace("**", "").replace("\N{NO-BREAK SPACE}", "~") == shown


def test_lines_make_paragraphs_and_lists(
    render: Callable[[list[str]], list[dict[str, Any]]],
) -> None:
    (found,) = render(["Deux étapes :\n- **réclamez** ;\n- écrivez.\n\n1. un\n2. deux\nFin."])
    names = [name for name, *_ in found["elements"]]
    assert names == ["p", "ul", "li", "strong", "li", "ol", "li", "li", "p"]
