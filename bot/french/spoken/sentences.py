"""From a written answer to what is said: the table of what is read otherwise than it is written."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from itertools import groupby

from bot.french.say import say_date
from bot.french.spoken.numbers import (
    group,
    in_pairs,
    in_threes,
    in_words,
    one_by_one,
    ordinal,
    postcode,
)
from bot.french.spoken.sites import EMAIL, SITE, say_email, say_site
from bot.french.spoken.units import READ_IN_FULL
from bot.french.spoken.vocabulary import vocabulary

Found = re.Match[str]

_NUMBER = r"(?:\d{1,3}(?: \d{3})+(?!\d)|\d+)"
# « 2½ »: two numbers.
_VULGAR_FRACTION = re.compile(r"(?<=\d)[¼½¾⅐-⅞]")
_BULLET = re.compile(r"^[-–—•*] ")
_ENDS = re.compile(r"[.,:;!?…]$")
# Longer items of a list are sentences of their own.
_BRIEF_ITEM = 8
_VOWELS = frozenset("AEIOUY")
# A longer word in capitals is a word, not initials.
_LONGEST_INITIALS = 5


def spoken(text: str) -> str:
    """A text as it is said aloud.

    Args:
        text: a filled response or a value of the knowledge; its lines may be those of a list.

    Returns:
        One paragraph with commas, colons and full stops, without a digit, a slash, a bracket or an
        address. The same text again when it is spoken already.
    """
    said = _joined(_plain(text))
    for pattern, say in _READ_OTHERWISE:
        said = pattern.sub(say, said)
    return _tidy(said)


def _plain(text: str) -> str:
    """ASCII digits, plain spaces and apostrophes, one form of each letter."""
    apart = _VULGAR_FRACTION.sub(r" \g<0>", text)
    same = unicodedata.normalize("NFKC", apart).replace("’", "'")
    return "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in same)


def _joined(text: str) -> str:
    """The lines as one paragraph: a list of words by commas, a list of sentences as sentences."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    said: list[str] = []
    for is_list, group_of_lines in groupby(lines, key=lambda line: bool(_BULLET.match(line))):
        items = [
            _BULLET.sub("", line).rstrip(" ;.,") if is_list else line for line in group_of_lines
        ]
        if not is_list:
            said += items if len(lines) == 1 else [_ended(item) for item in items]
        elif all(len(item.split()) <= _BRIEF_ITEM and ":" not in item for item in items):
            said.append(", ".join(items) + ".")
        else:
            said += [f"{item[:1].upper()}{item[1:]}." for item in items]
            goes_on = len(said) > len(items) and said[-len(items) - 1].endswith(":")
            if goes_on:
                said[-len(items)] = f"{items[0]}."
    return " ".join(said)


def _ended(sentence: str) -> str:
    return sentence if _ENDS.search(sentence) else f"{sentence}."


def _iso_date(found: Found) -> str:
    return _say_day(int(found[3]), int(found[2]), int(found[1]), found[0])


def _numeric_date(found: Found) -> str:
    year = int(found["year"]) if found["year"] else None
    if year is not None and year < 100:
        year += 2000
    return _say_day(int(found["day"]), int(found["month"]), year, found[0])


def _say_day(day: int, month: int, year: int | None, written: str) -> str:
    """A day as a date is written in words; the digits as they are when there is no such day."""
    try:
        # Any leap year, when none is told.
        said = say_date(date(2000 if year is None else year, month, day))
    except ValueError:
        return re.sub(r"\D+", ", ", written)
    return said.rpartition(" ")[0] if year is None else said


def _phone(found: Found) -> str:
    digits = re.sub(r"\D", "", found[0])
    if not found[0].startswith("+"):
        return in_pairs(digits)
    # A country code of one to three digits, then nine: the first alone, the others in pairs.
    return f"plus {group(digits[:-9])}, {group(digits[-9])}, {in_pairs(digits[-8:])}"


def _hour(found: Found) -> str:
    hour, minutes = int(found["hour"]), found["minutes"]
    if minutes and int(minutes) > 59:
        return f"{found['hour']} h {minutes}"
    said = f"{in_words(str(hour), feminine=True)} heure{'s' if hour > 1 else ''}"
    if not minutes or int(minutes) == 0:
        return said
    return f"{said} {in_words(str(int(minutes)), feminine=True)}"


def _euros(found: Found) -> str:
    whole, cents = _digits(found["whole"]), found["cents"]
    of = "d'" if len(whole) > 6 and int(whole) % 1_000_000 == 0 else ""
    said = f"{in_words(whole)} {of}euro{'s' if int(whole) > 1 else ''}"
    return said if not cents or int(cents) == 0 else f"{said} {in_words(cents.ljust(2, '0'))}"


def _article(found: Found) -> str:
    numbers = " tiret ".join(in_words(part) for part in found["numbers"].split("-"))
    return f"{found['letter']} {numbers}" if found["letter"] else numbers


def _counted(found: Found) -> str:
    """A number and, if it decides of the gender, what it counts."""
    what = found["what"] or ""
    feminine = what.rstrip("s").lower() in {each.rstrip("s") for each in vocabulary()["feminine"]}
    said = in_words(_digits(found["number"]), feminine)
    if found["decimals"]:
        said += f" virgule {_decimals(found['decimals'])}"
    return f" {said} {what}" if what else f" {said} "


def _decimals(digits: str) -> str:
    return group(digits) if len(digits) <= 3 else one_by_one(digits)


def _ordinal(found: Found) -> str:
    if found["number"] == "1":
        return "premier" if found["end"] == "er" else "première"
    return ordinal(found["number"])


def _initials(found: Found) -> str:
    number = found["number"] or ""
    word = found[0].removesuffix(number)
    is_word = word in vocabulary()["words"] or (
        len(word) > _LONGEST_INITIALS and _VOWELS & set(word)
    )
    # « C, S, trente »: letters and number are not one word.
    return f"{word}{number}" if is_word else ", ".join(word) + (f",{number}" if number else "")


def _digits(number: str) -> str:
    return number.replace(" ", "")


def _as(words: str) -> Callable[[Found], str]:
    return lambda found: words


# Read from the top: what a row has said holds no digit any more.
_READ_OTHERWISE: tuple[tuple[re.Pattern[str], Callable[[Found], str]], ...] = (
    (EMAIL, say_email),
    (SITE, say_site),
    *READ_IN_FULL,
    (re.compile(r"\b[nN] ?(?:°|º) ?"), _as("numéro ")),
    (re.compile(r"\bn(?:o\.|o(?= ?\d)) ?", re.IGNORECASE), _as("numéro ")),
    (re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)"), _iso_date),
    (
        re.compile(
            r"(?<![\d/.])(?P<day>\d{1,2})(?P<between>[/.])(?P<month>\d{1,2})"
            r"(?:(?P=between)(?P<year>\d{4}|\d\d))(?![\d/.]*\d)"
        ),
        _numeric_date,
    ),
    (
        re.compile(r"(?<![\d/])(?P<day>\d{1,2})/(?P<month>\d{1,2})(?P<year>)(?![\d/])"),
        _numeric_date,
    ),
    (re.compile(r"(?<![\d+])(?:\+\d{1,3}[ .]?\d|0\d)(?:[ .-]?\d\d){4}(?!\d)"), _phone),
    (
        re.compile(r"(?<!\d)0 ?\d{3} ?\d{3} ?\d{3}(?!\d)"),
        lambda found: in_threes(_digits(found[0])),
    ),
    # A short number, which no count of ours reaches: 3114, 3919.
    (
        re.compile(r"(?<![\d.,-])3[01469]\d\d(?![\d-]| ?€)"),
        lambda found: in_pairs(found[0]),
    ),
    (
        re.compile(
            r"(?<![\d,.])(?P<hour>\d{1,2}) ?[hH](?:eures?)?(?: ?(?P<minutes>\d\d)(?!\d))?(?!\w)"
            r"|(?<![\d:])(?P<hour2>\d{1,2}):(?P<minutes2>\d\d)(?![\d:])"
        ),
        lambda found: _hour(_either_form(found)),
    ),
    (re.compile(rf"(?<!\d)(?P<whole>{_NUMBER})(?:,(?P<cents>\d{{1,2}}))? ?€"), _euros),
    (
        re.compile(
            r"(?<![\w-])(?P<letter>[A-Z])?\.? ?(?P<numbers>\d{1,4}(?:-\d{1,3})+)(?![\w-]*\d)"
        ),
        _article,
    ),
    (
        re.compile(r"(?<!\d)(?P<number>\d{1,3}) ?(?P<end>er|re|ère|e|ème|ième)(?!\w)"),
        _ordinal,
    ),
    (re.compile(r"(?<!\w)[A-Z]{2,}(?!\w)(?P<number> \d)?"), _initials),
    (re.compile(r"(?<=\d)\.(?=\d)"), _as(" point ")),
    # « 4G », « F14373 »
    (re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])"), _as(" ")),
    (
        re.compile(r"(?<![\d,.-])\d{5}(?![\d,.-]*\d| ?(?:€|%))(?P<more> \w)?"),
        lambda found: postcode(found[0][:5]) + (f",{found['more']}" if found["more"] else ""),
    ),
    (re.compile(r"(?<![^\W\d_])B&You\b"), _as("B and You")),
    (
        re.compile(
            rf"\s?(?<!\d)(?P<number>{_NUMBER})(?:,(?P<decimals>\d+))?\s?"
            r"(?P<what>[^\W\d_]+(?:-[^\W\d_]+)*)?"
        ),
        _counted,
    ),
    (re.compile(r"\b([dD])e (?=une?\b)"), lambda found: f"{found[1]}'"),
    (re.compile(r"\b([qQ]u)e (?=une?\b)"), lambda found: f"{found[1]}'"),
    (re.compile(r"⁄"), _as(" sur ")),
    (re.compile(r"="), _as(" égale ")),
    (re.compile(r"\+"), _as(" plus ")),
    (re.compile(r"&"), _as(" et ")),
    (re.compile(r"%"), _as(" pour cent")),
    (re.compile(r"€"), _as(" euros")),
    (re.compile(r"@"), _as(" arobase ")),
    (re.compile(r"\bet/ou\b"), _as("ou")),
    (re.compile(r"www\."), _as(" ")),
    (re.compile(r"[«»\"“”°]"), _as("")),
    (re.compile(r"[()\[\]{}<>|/\\]|(?: [-–—] )"), _as(", ")),
    (re.compile(r"…|\.\.\."), _as(".")),
    (re.compile(r";"), _as(",")),
)

_STOPS = re.compile(r" *[.!?:,](?: *[.!?:,])* *")


def _either_form(found: Found) -> Found:
    """``9 h 30`` and ``9:30`` by the same names."""
    if found["hour"]:
        return found
    written = f"{found['hour2']} h {found['minutes2']}"
    same = re.fullmatch(r"(?P<hour>\d+) h (?P<minutes>\d\d)", written)
    assert same
    return same


def _tidy(said: str) -> str:
    """One space between words, one stop between sentences: the strongest of several."""
    said = _STOPS.sub(lambda found: _strongest(found[0]), " ".join(said.split()))
    return said.strip(" ,")


def _strongest(stops: str) -> str:
    found = min(stops.replace(" ", ""), key="?!.:,".index)
    return f"{found} " if found in ".," else f" {found} "
