"""What a listener writes down of a spoken text: its numbers, its sites, in figures again."""

import re
from fractions import Fraction

from bot.french.numbers import read_number
from bot.french.spoken.vocabulary import vocabulary
from bot.french.text import fold

_PARTS = {"demi": 2, "demie": 2, "tiers": 3, "quart": 4, "quarts": 4}
_ORDINALS = {"premier": 1, "premiere": 1, "deuxieme": 2}


def numbers_heard(said: str) -> list[int]:
    """Every number of a spoken text, in order; a stop ends one."""
    heard = []
    for part in re.split(r"[,.:!?]| tiret | virgule |pour cent", fold(said)):
        words = re.split(r"[ '-]+", part)
        place = 0
        while place < len(words):
            if words[place] in _ORDINALS:
                heard.append(_ORDINALS[words[place]])
            read = read_number(words, place)
            # « zéro deux » is two figures: nothing is added to zero.
            if read:
                heard.append(read[0])
            place = read[1] if read else place + 1
    return heard


def amount_heard(said: str) -> Fraction:
    """One amount and its fraction: « deux heures et demie », « trois quarts d'heure »."""
    words = re.split(r"[ '-]+", fold(said))
    amount, last, place = Fraction(), Fraction(), 0
    while place < len(words):
        read = read_number(words, place)
        word = words[place]
        if word in _PARTS and words[place - 1] == "et":
            amount += Fraction(1, _PARTS[word])
        elif word in _PARTS:
            amount += last / _PARTS[word] - last
        elif read:
            last = Fraction(read[0])
            amount += last
        place = read[1] if read else place + 1
    return amount


def digits_heard(said: str) -> str:
    """The figures of a spoken text, one after the other."""
    return "".join(map(str, numbers_heard(said)))


def digits_written(text: str) -> str:
    """The figures of a written text, one after the other."""
    return "".join(re.findall(r"[0-9]", text))


def site_heard(said: str) -> str:
    """The host that somebody types after hearing a site."""
    name = said.partition(", page ")[0].rstrip(".")
    known = {fold(words): written for written, words in vocabulary()["sites"].items()}
    labels = [part.strip() for part in fold(name).split(", point,")]
    return ".".join(
        "-".join(known.get(word.strip(), word.strip()) for word in label.split(", tiret,"))
        for label in labels
    )
