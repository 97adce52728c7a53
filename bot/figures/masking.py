"""A message without what could tell whose it is: masked unless it surely tells nothing.

A word is kept when the French dictionary knows it (simplemma), or the assistant does (operators,
abbreviations), and it is no name; anything else becomes ``[…]``. Every digit becomes ``0``, which
is all that understanding reads of one. What a known word may hide (« Mme Petit », « rue des
Lilas ») is masked for what stands before it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path

import yaml
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from bot.french.text import fold, fold_aligned
from bot.knowledge import knowledge
from bot.wording import responses

MASKED = "[…]"
_NAMES = Path(__file__).with_name("names.yml")
_MORE_WORDS = Path(__file__).with_name("words.yml")
# « jdois », « jattends »; « ladresse », but not « Loiseau ».
_RUN_TOGETHER = re.compile(r"j(?P<after_j>[a-z]{2,})|(?:[ldmn]|qu)(?P<after>[a-z]{7,})")
_ADVERB = re.compile(r"[a-z]{4,}[aeiu]ment")
_SHORTHAND = Path(__file__).parents[1] / "understanding" / "shorthand.yml"

_WORD = re.compile(r"[a-z]+")
_COMPOUND = re.compile(r"[a-z]+(?:-[a-z]+)+")
# An address, a code that joins letters and digits, what is typed in the place of one.
_CODE = re.compile(
    r"\S*@ ?\S+|\S+ (?:arobase|arobas) \S+(?: (?:point|tiret) \S+)*|(?:https?://|www\.)\S+"
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
    mais me mon n ne nous on ont ou par pas plus pour pourquoi qu quand que qui s sa sans se si
    sont sur svp t te tout tu un une va veut voila vous y
""".split()  # noqa: SIM905
_NAME = rf"(?:(?!(?:{'|'.join(_PLAIN)})\b)[a-z]+\b[ '.-]*)"
_CIVILITIES = """
    m mr mme mmes mlle monsieur madame mademoiselle maitre docteur dr veuve
""".split()  # noqa: SIM905
_NAMES_AFTER = (
    rf"\b(?:{'|'.join(_CIVILITIES)})\b[. ]+",
    r"\b(?:m ?'? ?appell?e|(?:mon|le|son) (?:pre)?nom(?: de famille)?(?: c'?est| est)?|(?:pre)?nom"
    r"|au nom de|de la part de|signe|ville|adresse|commune|habite|jhabite|mairie de)\b"
    r"[ :=]*(?:(?:c'?est|est|a|au|aux|sur|de|d)\b[ ']*)*",
)
_STREET = (
    r"(?:\b(?:rue|avenue|av|bd|bld|boulevard|impasse|allees?|chemin|route|quai|square|residence"
    r"|lotissement|hameau|lieu[ -]?dit|immeuble|faubourg)\b"
    r"|\d(?: ?(?:bis|ter))?,? ?(?:place|cours|cite|villa|passage|voie|cour|sentier|clos)\b)[ :]*"
)
_LINK = r"(?:(?:de|des|du|d|le|la|les|l|en|sur|aux?)\b[ ']*)"
_END = (
    r"\b(?:cordialement|merci d'avance|salutations|bien a vous|respectueusement|cdlt|cdt)\b"
    r"[ ,.!:-]*"
)
_NUMBER = (
    r"(?:zero|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze"
    r"|seize|vingts?|trente|quarante|cinquante|soixante|cents?|mille|et)"
)
# The group is what is masked; on a folded text.
_PRIVATE = tuple(
    re.compile(pattern)
    for pattern in (
        *(rf"{before}(?P<private>{_NAME}{{1,3}})" for before in _NAMES_AFTER),
        rf"{_STREET}(?P<private>{_LINK}*{_NAME}(?:{_LINK}*{_NAME}){{0,3}})",
        # A town, after its postal code.
        rf"\b\d{{5}} (?P<private>{_LINK}*{_NAME}{{1,3}})",
        rf"{_END}(?P<private>(?:\w+[ ,.'-]*){{1,8}})$",
        # A number dictated: « vingt et un » is not long enough.
        rf"\b(?P<private>{_NUMBER}(?:[ -]{_NUMBER}){{4,}})\b",
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
        parts = compound.group().split("-")
        if any(part in _names("first") or not _is_known(part) for part in parts):
            yield compound.span()
    for pattern in _PRIVATE:
        for found in pattern.finditer(folded):
            start, end = found.span("private")
            yield start, start + len(folded[start:end].rstrip(" '.,-"))


def _strangers(folded: str, text: str, origins: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """The words that may be names: unknown, known as names, beside one, or with a capital."""
    words = list(_WORD.finditer(folded))
    first_names, last_names = _names("first"), _names("last")
    shouted = text.isupper()
    before = ""
    for word, following in zip(words, [*words[1:], None], strict=False):
        spelt = word.group()
        plain = spelt in _PLAIN
        usual = shouted or plain or spelt in _companies() or spelt in _CIVILITIES
        beside = before in first_names and not plain
        before_first = following is not None and following.group() in first_names
        if (
            spelt in first_names
            or not _is_known(spelt)
            or beside
            or (before_first and spelt in last_names)
            or (not usual and _is_proper(text, origins[word.start()]))
        ):
            yield word.span()
        before = spelt


def _is_proper(text: str, at: int) -> bool:
    """Whether a word has a capital that no sentence begins with: « Petit », not « SAV »."""
    capital = text[at].isupper() and text[at + 1 : at + 2].islower()
    return capital and bool(re.search(r"\w\w[^.!?\n:«]*$|\b\w\. ?$", text[:at]))


def _is_known(word: str) -> bool:
    if word in _known() or _ADVERB.fullmatch(word):
        return True
    parts = _RUN_TOGETHER.fullmatch(word)
    return parts is not None and (parts["after_j"] or parts["after"]) in _known()


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """The words that tell nothing of anybody, folded."""
    ours = (each["text"] for said in responses().values() for each in said)
    shorthand = yaml.safe_load(_SHORTHAND.read_text(encoding="utf-8"))
    more = yaml.safe_load(_MORE_WORDS.read_text(encoding="utf-8")).values()
    french = DefaultDictionaryFactory().get_dictionary("fr")
    texts = (french, *map(str.split, more), _companies(), ours, map(str, shorthand))
    return frozenset(word for text in chain(*texts) for word in _WORD.findall(fold(text)))


@lru_cache(maxsize=1)
def _companies() -> frozenset[str]:
    names = (name for each in knowledge().operators for name in (each.name, *each.brands))
    return frozenset(word for name in names for word in _WORD.findall(fold(name)))


@lru_cache(maxsize=1)
def _all_names() -> dict[str, frozenset[str]]:
    lists: dict[str, str] = yaml.safe_load(_NAMES.read_text(encoding="utf-8"))
    return {kind: frozenset(names.split()) for kind, names in lists.items()}


def _names(kind: str) -> frozenset[str]:
    return _all_names()[kind]
