"""What is masked in a message that is kept: all that could tell whose it is."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from bench.understanding import DEVELOPMENT, held_out
from bot.figures.masking import MASKED, mask
from bot.french.text import fold

HERE = Path(__file__).parent
REGISTERS = ("careful", "typed", "spoken")
PRIVATE = re.compile(r"\{(\w+)\}")
# What any address is made of.
OF_ANY_STREET = set(
    """
    rue avenue boulevard impasse place route chemin allee quai residence hameau cours passage
    lotissement bis ter des les com sur
    """.split()  # noqa: SIM905
)


class Told(NamedTuple):
    text: str
    kind: str
    # The words and figures of the private part that the rest of the message does not hold.
    telling: set[str]


def told(file: str) -> Iterator[Told]:
    data = yaml.safe_load((HERE / file).read_text(encoding="utf-8"))
    for template in (each for register in REGISTERS for each in data[register]):
        ordinary = pieces(PRIVATE.sub(" ", template)) | OF_ANY_STREET
        for person in data["people"]:
            for kind in PRIVATE.findall(template):
                yield Told(template.format(**person), kind, pieces(person[kind]) - ordinary)


def pieces(text: str) -> set[str]:
    """Words and groups of figures of three signs or more; zeros alone tell nothing."""
    found = re.findall(r"[a-z]+|\d+", fold(text))
    return {each for each in found if len(each) > 2 and set(each) != {"0"}}


@pytest.mark.parametrize("file", ["private_messages.yml", "private_held_out.yml"])
def test_names_numbers_and_addresses_are_gone(file: str) -> None:
    all_told = list(told(file))
    assert len({each.text for each in all_told}) >= 300
    left = [each for each in all_told if each.telling & pieces(mask(each.text))]
    assert len(left) <= 0.005 * len(all_told), left[:10]


def test_no_figure_is_left() -> None:
    for file in ("private_messages.yml", "private_held_out.yml"):
        for each in told(file):
            assert not re.search(r"[1-9]", mask(each.text)), each.text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("bonjour ma box clignote rouge depuis 3 jours", None),
        ("SFR m'a débité 198 euros le 12 octobre", "SFR m'a débité 000 euros le 00 octobre"),
        ("jai ecrit a orange ya 2 semaines pas de reponse", None),
        ("la rue est coupée, on attend la fibre", None),
        ("il faut mettre en place un échéancier", None),
        ("j'ai la 4g mais pas le wifi", "j'ai la 0g mais pas le wifi"),
        ("Mme Petit, 12 rue des Lilas, AB1234", f"Mme {MASKED}, 00 rue {MASKED}, {MASKED}"),
        ("je m'appelle rose marchand et je paye trop", f"je m'appelle {MASKED} et je paye trop"),
        ("zéro six douze trente-quatre cinquante-six", MASKED),
        ("", ""),
        ("???", "???"),
    ],
)  # fmt: skip
def test_what_tells_nothing_is_kept(text: str, kept: str | None) -> None:
    expected = re.sub(r"\d", "0", text) if kept is None else kept
    assert mask(text) == expected


def test_most_words_of_ordinary_messages_are_kept() -> None:
    texts = [text for _, _, text in held_out(DEVELOPMENT)]
    words = sum(len(re.findall(r"[^\W\d_]+", text)) for text in texts)
    left = sum(len(re.findall(r"[^\W\d_]+", mask(text))) for text in texts)
    assert left >= 0.97 * words
