"""What is masked in a message that is kept: all that could tell whose it is."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from bench.understanding import DEVELOPMENT, held_out
from bot.figures.masking import MASKED, mask
from bot.french.text import fold

# Written by people who saw neither data nor code; what is private stands in double brackets. The
# second file is scored, not read.
SETS = Path(__file__).parent / "private"
DEVELOPMENT_SET, VERDICT_SET = "development", "verdict"
PRIVATE = re.compile(r"\[\[(.+?)\]\]")
# What the address, the civility or the family of anybody is made of.
OF_ANYBODY = set(
    """
    rue avenue boulevard impasse place route chemin allee quai residence hameau cours passage
    lotissement bis ter des les com sur square digue sente sentier carrefour tour batiment bat
    escalier etage gauche droite maison ferme grange moulin cite appartement chambre porte eme
    mme mmes mlle monsieur madame mademoiselle docteur maitre veuve soeur frere mamie papi famille
    aux sous dessus qui chez
    """.split()  # noqa: SIM905
)


class Told(NamedTuple):
    text: str
    # The words and figures of one private part that the rest of the message does not hold.
    telling: set[str]


def told(name: str) -> Iterator[Told]:
    for line in (SETS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        ordinary = pieces(PRIVATE.sub(" ", line)) | OF_ANYBODY
        text = PRIVATE.sub(r"\1", line)
        yield from (Told(text, pieces(part) - ordinary) for part in PRIVATE.findall(line))


def pieces(text: str) -> set[str]:
    """Words and groups of figures of three signs or more; zeros alone tell nothing."""
    found = re.findall(r"[a-z]+|\d+", fold(text))
    return {each for each in found if len(each) > 2 and set(each) != {"0"}}


# The aim is 0.5 % on words never read: bench/RESULTS.md says what is missing. It never grows.
@pytest.mark.parametrize(("name", "most"), [(DEVELOPMENT_SET, 0.005), (VERDICT_SET, 0.021)])
def test_names_numbers_and_addresses_are_gone(name: str, most: float) -> None:
    all_told = list(told(name))
    assert len({each.text for each in all_told}) >= 200
    left = [each for each in all_told if each.telling & pieces(mask(each.text))]
    assert len(left) <= most * len(all_told), f"{len(left)} of {len(all_told)}"


@pytest.mark.parametrize("name", [DEVELOPMENT_SET, VERDICT_SET])
def test_no_figure_is_left(name: str) -> None:
    for each in told(name):
        assert not re.search(r"[1-9]", mask(each.text)), each.text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("bonjour ma box clignote rouge depuis 3 jours", None),
        ("SFR m'a débité 198 euros le 12 octobre", "SFR m'a débité 000 euros le 00 octobre"),
        ("jai ecrit a orange ya 2 semaines pas de reponse", None),
        ("la rue est coupée, on attend la fibre", None),
        ("il faut mettre en place un échéancier", None),
        ("la maison bleue derrière l'église", f"la maison {MASKED} derrière l'église"),
        ("le technicien est venu à la maison hier", None),
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
    assert left >= 0.96 * words
