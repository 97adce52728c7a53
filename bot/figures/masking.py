"""A message without what could tell whose it is: masked unless it surely tells nothing.

A word is kept when several of the sentences that understanding learns from hold it, or the
assistant says it, and it is no name; anything else becomes ``[…]``. Every digit becomes ``0``,
which is all that understanding reads of one. What a known word may hide (« Mme Petit », « rue des
Lilas ») is masked for what stands before it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path

import yaml

from bot.examples import examples
from bot.french.say import MONTHS
from bot.french.text import fold, fold_aligned
from bot.knowledge import knowledge
from bot.wording import responses

MASKED = "[…]"
_NAMES = Path(__file__).with_name("names.yml")
# How many of the 87 000 training sentences hold a word that anybody may write.
_USES = 14
# … and one that anybody writes, even beside a name.
_COMMON_USES = 120

_WORD = re.compile(r"[a-z]+")
_COMPOUND = re.compile(r"[a-z]{3,}(?:'[a-z]+)+|[a-z]+(?:-(?:[dl]')?[a-z]+)+")
# An address, a code that joins letters and digits, what is typed in the place of one.
_CODE = re.compile(
    r"\S*@ ?\S+"
    r"|(?:\S+ (?:point|tiret) )*(?:\S+ )?\S+ (?:arobase|arobas) \S+(?: (?:point|tiret) \S+)*"
    r"|(?:https?://|www\.)\S+"
    r"|[^\s,;:!?()«»\"']*[a-z][^\s,;:!?()«»\"']*\d\S*|[^\s,;:!?()«»\"']*\d[^\s,;:!?()«»\"']*[a-z]\S*"
)
# « 4g », « 20h30 », « 1er » tell nothing.
_UNIT = re.compile(
    r"\W*(?:\d+(?:[.,]\d+)?(?:g|go|mo|gb|mb|h|h\d\d|e|er|ere|eme|ieme|nd|nde|eur|euros?|ans?|j|jours?"
    r"|mois|min|mn|k|x|fois|m|km|cm)|h24|[cdjln]'\d+)\W*"
)
# Beside a name, these end it.
_PLAIN = """
    a ai alors apres as au aussi aux avait avant avec c ca car ce cette chez comme d dans
    demande depuis des dit dont du elle en est et eu euh il ils j je l la le les leur lui m ma
    kand mais me mon n ne nous on ont ou par pas plus pour pourquoi qu quand que qui s sa sans se si
    sont sur svp t te tout tu un une va veut voila vous y
""".split()  # noqa: SIM905
_NAME = rf"(?:(?!(?:{'|'.join(_PLAIN)})\b)[a-z]+\b[ '.-]*)"
_CIVILITIES = """
    m mr mme mmes mlle monsieur madame mademoiselle maitre docteur dr veuve
""".split()  # noqa: SIM905
# Anybody's, though few write them to a town hall.
_GREETINGS = {"bye", "ciao", "hum"}
_USUAL = {*_PLAIN, *_CIVILITIES, *_GREETINGS}
_NAMES_AFTER = (
    rf"\b(?:{'|'.join(_CIVILITIES)})\b[. ]+",
    r"\b(?:m ?'? ?appell?e|(?:mon|le|son) (?:pre)?nom(?: de famille)?(?: c'?est| est)?|(?:pre)?nom"
    r"|au nom de|de la part de|signe|signature de|titulaire :|ville|village|adresse|commune|habite"
    r"|jhabite|mairie de|moi,? c'? ?(?:est)?|s'? ?appell?e)\b"
    r"[ :=]*(?:(?:c'?est|est|a|au|aux|sur|de|d|la|les?)\b[ ']*)*",
)
_WAY = (
    r"(?:rue|avenue|av|bd|bld|boulevard|impasse|allees?|chemin|route|quai|square|residence"
    r"|lotissement|hameau|immeuble|faubourg)"
)
_PLACE = r"(?:place|cours|cite|villa|passage|voie|cour|sentier|clos)"
_NUMBER = (
    r"(?:zero|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze"
    r"|seize|vingts?|trente|quarante|cinquante|soixante|cents?|mille|et)"
)
_DICTATED = rf"(?:{_NUMBER}|\d+)"
_PAUSE = r"[ ,.;-]+(?:puis[ ,]+)?"
_STREET = rf"(?:\b{_WAY}\b|\d(?: ?(?:bis|ter))?,? ?{_PLACE}\b)[ :]*"
_LINK = r"(?:(?:de|des|du|d|le|la|les|l|en|sur|aux?)\b[ ']*)"
_COLOUR = r"(?:blanche?|bleue?|grise?|jaune|noire?|rose|rouge|verte?)"
_BESIDE = r"(?:a cote d[eu]|derriere|devant|en face d[eu]|pres d[eu])"
# Between two words of a name, and inside the names of towns.
_LINKS = frozenset("a au aux d de des du l la le les lez sous sur".split())  # noqa: SIM905
_IN_TOWNS = frozenset(("les", "lez", "sous", "sur"))
# What a name of a street has inside, and none begins with: « moulin à vent ».
_INSIDE = rf"(?:{_LINK}|a )"
# « rue du 8 mai 1945 »
_NAMED = rf"{_LINK}*(?:\d{{1,2}} )?{_NAME}(?:{_INSIDE}*{_NAME}){{0,3}}"
_DAY = rf"(?:(?:\d+|{_NUMBER}|premier|er|{'|'.join(map(fold, MONTHS))})\b[ ./-]*)+"
_END = (
    r"\b(?:cordialement|merci d'avance|salutations|bien a vous|respectueusement|cdlt|cdt)\b"
    r"[ ,.!:-]*"
)
# The group is what is masked; on a folded text.
_PRIVATE = tuple(
    re.compile(pattern)
    for pattern in (
        *(rf"{before}(?P<private>{_NAME}{{1,3}})" for before in _NAMES_AFTER),
        rf"{_STREET}(?P<private>{_NAMED})",
        r"\b(?P<private>(?:lieu[ -]?dit|venelle|camping|foyer|cite|pavillon|clos|gaec|earl)"
        rf"[ :]*{_NAMED})",
        # « la maison bleue », « maison aux volets bleus derrière l'église »
        rf"\bmaison (?P<private>{_COLOUR}\b|aux? [a-z]+ {_COLOUR}s?\b(?: {_BESIDE} {_NAMED})?)",
        rf"\b(?P<private>(?:{_NUMBER}[ -])+)(?:{_WAY}|{_PLACE})\b",
        r"\b(?P<private>(?:grande?|vieille|basse|haute)) rue\b",
        # What is behind the door of a house.
        r"\b(?P<private>(?:appartement|appt?|batiment|bat|chambre|emplacement|escalier|logement|lot"
        r"|pavillon|porte)(?: \d+[a-z]?| [a-z])\b)",
        r"\b(?P<private>(?:\d+(?:er|e|eme|ieme)?|premier|[a-z]+ieme) (?:etage|cour)(?: a)?"
        r"(?: gauche| droite| face)?|\d+(?:er|e|eme|ieme) (?:gauche|droite|face))\b",
        # The day of a birth: « né le 3 mars », « née à Caen en 1948 ».
        rf"\bnee?s? (?:a [a-z' -]{{1,30}}? |(?:[a-z]+ ){{0,2}}?)?(?:le |en )?(?P<private>{_DAY})",
        rf"\bnaissance\b(?: c'?est| est)?(?: :| le| en| du)*[ ]*(?P<private>{_DAY})",
        # A town, after its postal code.
        rf"\b\d{{5}} (?P<private>{_LINK}*{_NAME}{{1,3}})",
        rf"{_END}(?P<private>(?:\w+[ ,.'-]*){{1,8}})$",
        # A number dictated, in part or whole: « vingt et un » is not long enough, « zéro six » is.
        rf"\b(?P<private>{_DICTATED}(?:{_PAUSE}{_DICTATED}){{4,}})\b",
        rf"\b(?P<private>(?:{_DICTATED}{_PAUSE})*zero(?:{_PAUSE}{_DICTATED})+)\b",
    )
)


def mask(text: str) -> str:
    """The message with ``[…]`` in place of what may be private, every digit a zero.

    >>> mask("Mme Petit, 12 rue des Lilas, contrat AB1234")
    'Mme […], 00 rue […], contrat […]'
    """
    folded = fold_aligned(text)
    masked = [False] * len(text)
    for start, end in (*_private(folded.text), *_strangers(folded.text, text, folded.origins)):
        for at in folded.origins[start:end]:
            masked[at] = True
    cut = "".join("\0" if hidden else sign for sign, hidden in zip(text, masked, strict=True))
    cut = re.sub(r"\0(?:[\s'’.-]*\0)*", MASKED, cut)
    return re.sub(r"\d", "0", cut)


def _private(folded: str) -> Iterator[tuple[int, int]]:
    """Where something is private whatever its words are."""
    for code in _CODE.finditer(folded):
        if not _UNIT.fullmatch(code.group()):
            yield code.span()
    for compound in _COMPOUND.finditer(folded):
        # « Dives-sur-Mer », not « rendez-vous ».
        parts = _WORD.findall(compound.group())
        if any(part in _names()["first"] or part not in _known() for part in parts):
            yield compound.span()
    for pattern in _PRIVATE:
        for found in pattern.finditer(folded):
            start, end = found.span("private")
            yield start, start + len(folded[start:end].rstrip(" '.,-"))


def _strangers(folded: str, text: str, origins: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """The words that may be names: rare, known as names, beside one, or with a capital."""
    words = list(_WORD.finditer(folded))
    spelt = [word.group() for word in words]
    shouted = text.isupper()
    strange = [
        word in _names()["first"]
        or word in _names()["towns"]
        or word not in _known()
        or (
            not (shouted or word in _USUAL or word in _companies())
            and _is_proper(text, origins[at.start()])
        )
        for at, word in zip(words, spelt, strict=True)
    ]
    for at, word in enumerate(spelt):
        if word in _PLAIN or strange[at]:
            continue
        if word in _names()["last"]:
            strange[at] = _is_beside(strange, at)
        else:
            strange[at] = at > 0 and spelt[at - 1] in _names()["first"]
    _spread(spelt, strange)
    yield from (word.span() for word, masked in zip(words, strange, strict=True) if masked)


def _spread(spelt: list[str], strange: list[bool]) -> None:
    """Mask what fewer people write beside a strange word, or after one and a link."""
    for at, word in enumerate(spelt):
        if strange[at]:
            continue
        linked = at > 1 and strange[at - 2] and spelt[at - 1] in _LINKS
        beside = linked or _is_beside(strange, at)
        # « Clichy-sous-Bois »
        strange[at] = (beside and word not in _common()) or (linked and spelt[at - 1] in _IN_TOWNS)


def _is_beside(strange: list[bool], at: int) -> bool:
    return any(strange[max(at - 1, 0) : at]) or any(strange[at + 1 : at + 2])


def _is_proper(text: str, at: int) -> bool:
    """Whether a word has a capital that no sentence begins with: « Petit », not « SAV »."""
    capital = text[at].isupper() and text[at + 1 : at + 2].islower()
    return capital and bool(re.search(r"\w\w[^.!?\n:«]*$|\b\w\. ?$", text[:at]))


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """The words that tell nothing of anybody, folded: those that many other people write."""
    ours = (each["text"] for said in responses().values() for each in said)
    said = {word for text in ours for word in _words(text)}
    return _written_by(_USES) | said


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return _written_by(_COMMON_USES)


def _written_by(people: int) -> frozenset[str]:
    """The words in so many training sentences at least, and those that every message may hold."""
    found = {word for word, count in _uses().items() if count >= people}
    return frozenset(found | _companies() | _USUAL)


@lru_cache(maxsize=1)
def _uses() -> Counter[str]:
    """In how many training sentences each word stands."""
    sentences = (set(_words(each)) for told in examples().values() for each in told)
    return Counter(chain.from_iterable(sentences))


@lru_cache(maxsize=1)
def _companies() -> frozenset[str]:
    names = (name for each in knowledge().operators for name in (each.name, *each.brands))
    return frozenset(word for name in names for word in _words(name))


@lru_cache(maxsize=1)
def _names() -> dict[str, frozenset[str]]:
    lists: dict[str, str] = yaml.safe_load(_NAMES.read_text(encoding="utf-8"))
    return {kind: frozenset(names.split()) for kind, names in lists.items()}


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))
