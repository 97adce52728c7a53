"""Our facts against the official sheet: for each, the same, different or not found."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any
from urllib.parse import urlsplit

from bot.french.say import say_date
from bot.french.text import fold
from bot.knowledge import all_facts
from bot.knowledge.model import Delay, Knowledge
from bot.sources.claims import Claim
from bot.sources.delays import StatedDelay, mark_delays
from bot.sources.sheet import Sentence, Sheet

REVISED_ON = "official_sheet.revised_on"
OTHER = "délai que nous ne suivons pas"
_LONGEST_QUOTE = 300
_PHONE = re.compile(r"\b0(?:[ .]?\d){9}\b")


class Outcome(Enum):
    """What the comparison of one fact gives."""

    SAME = "pareil"
    DIFFERS = "DIFFÈRE"
    NOT_FOUND = "pas trouvé"


@dataclass(frozen=True)
class Verdict:
    """One fact compared.

    Attributes:
        fact: its key, or the name of what is compared.
        outcome: what comes out.
        ours: what we state, in words.
        theirs: what the other says, in words; None when nothing was found.
        place: the chapter and the sentence, or the field.
    """

    fact: str
    outcome: Outcome
    ours: str
    theirs: str | None = None
    place: str | None = None


@dataclass(frozen=True)
class _Read:
    """A sentence of the sheet with its delays found."""

    sentence: Sentence
    marked: str
    delays: list[StatedDelay]

    @property
    def place(self) -> str:
        text = self.sentence.text
        quoted = text if len(text) < _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"
        return f"{self.sentence.chapter} : « {quoted} »".removeprefix(" : ")


def compare_sheet(facts: Knowledge, sheet: Sheet, claims: tuple[Claim, ...]) -> list[Verdict]:
    """Every claim of a sheet compared, then its date, then the delays that no claim explains."""
    ours = all_facts(facts)
    read = [_Read(s, *mark_delays(s.text)) for s in sheet.sentences]
    claimed: set[tuple[int, int]] = set()
    verdicts = []
    for claim in claims:
        value = ours[claim.fact].value
        if claim.link:
            verdicts.append(_compare_link(claim, str(value), sheet))
        elif claim.phone:
            verdicts.append(_compare_phone(claim, str(value), sheet))
        else:
            hits = list(_hits(claim, read))
            claimed |= {(index, number) for index, numbers in hits for number in numbers}
            verdicts.append(_compare_said(claim, value, [(read[i], n) for i, n in hits]))
    verdicts.append(_compare_date(ours[REVISED_ON].value, sheet.modified))
    return [*verdicts, *_unexplained(read, claimed)]


def same_address(one: str, other: str) -> bool:
    """Whether two addresses lead to the same page; the scheme and a final ``/`` do not count."""
    try:
        first, second = (urlsplit(url.strip()) for url in (one, other))
    except ValueError:
        # « http://[ » is no address.
        return False
    return (first.netloc.lower(), first.path.rstrip("/"), first.query) == (
        second.netloc.lower(),
        second.path.rstrip("/"),
        second.query,
    )


def digits(text: str) -> str:
    """The digits of a phone number."""
    return re.sub(r"\D", "", text)


def _hits(claim: Claim, read: list[_Read]) -> Iterator[tuple[int, list[int]]]:
    """The sentences that state a claim, in the chapters where it belongs if there are any."""
    own = [claim.belongs_in(each.sentence.chapter) for each in read]
    anywhere = not any(own)
    for index, each in enumerate(read):
        # A title may ask what its chapter answers.
        if (own[index] or anywhere) and not each.sentence.text.endswith("?"):
            numbers = claim.found_in(each.marked)
            if numbers is not None:
                yield index, numbers


def _compare_said(claim: Claim, value: Any, hits: list[tuple[_Read, list[int]]]) -> Verdict:
    ours = str(value)
    if not hits:
        return Verdict(claim.fact, Outcome.NOT_FOUND, ours)
    if not claim.states_a_delay:
        return Verdict(claim.fact, Outcome.SAME, ours, ours, hits[0][0].place)
    assert isinstance(value, Delay), f"{claim.fact} : un délai est attendu"
    stated = [(each, each.delays[number]) for each, numbers in hits for number in numbers]
    for each, delay in stated:
        if not delay.says(value):
            return Verdict(claim.fact, Outcome.DIFFERS, ours, delay.words, each.place)
    each, delay = stated[0]
    return Verdict(claim.fact, Outcome.SAME, ours, delay.words, each.place)


def _compare_link(claim: Claim, ours: str, sheet: Sheet) -> Verdict:
    theirs = [link.url for link in sheet.links if link.element in claim.link]
    if not theirs:
        return Verdict(claim.fact, Outcome.NOT_FOUND, ours)
    same = any(same_address(ours, url) for url in theirs)
    outcome = Outcome.SAME if same else Outcome.DIFFERS
    told = ours if same else ", ".join(dict.fromkeys(theirs))
    return Verdict(claim.fact, outcome, ours, told, ", ".join(claim.link))


def _compare_phone(claim: Claim, ours: str, sheet: Sheet) -> Verdict:
    assert claim.phone
    word = fold(claim.phone)
    near = [s for s in sheet.help if word in fold(f"{s.chapter} {s.text}")]
    theirs = [(number, s) for s in near for number in _PHONE.findall(s.text)]
    if not theirs:
        return Verdict(claim.fact, Outcome.NOT_FOUND, ours)
    for number, sentence in theirs:
        if digits(number) != digits(ours):
            return Verdict(claim.fact, Outcome.DIFFERS, ours, number, sentence.text)
    return Verdict(claim.fact, Outcome.SAME, ours, theirs[0][0], theirs[0][1].text)


def _compare_date(ours: date, theirs: date | None) -> Verdict:
    if theirs is None:
        return Verdict(REVISED_ON, Outcome.NOT_FOUND, say_date(ours))
    outcome = Outcome.SAME if ours == theirs else Outcome.DIFFERS
    way = {True: "plus récente que la nôtre : relisez-la", False: "plus ancienne que la nôtre"}
    place = way[theirs > ours] if outcome is Outcome.DIFFERS else None
    return Verdict(REVISED_ON, outcome, say_date(ours), say_date(theirs), place)


def _unexplained(read: list[_Read], claimed: set[tuple[int, int]]) -> Iterator[Verdict]:
    """The delays of the sheet that none of our facts states: a new rule, or one said anew."""
    for index, each in enumerate(read):
        for number, delay in enumerate(each.delays):
            if (index, number) not in claimed:
                yield Verdict(OTHER, Outcome.DIFFERS, "rien", delay.words, each.place)
