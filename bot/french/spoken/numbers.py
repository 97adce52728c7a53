"""Numbers as people say them in France: one by one, in pairs, in groups."""

import re

from num2words import num2words

# Above, nobody follows a number said in one go.
_LONGEST = 9
_UNITS_IN_ONE = re.compile(r"\bun$")


def in_words(digits: str, feminine: bool = False) -> str:
    """A whole number: ``vingt et un``, ``vingt et une``; digit by digit after a zero or too long.

    Args:
        digits: ASCII digits, without spaces.
        feminine: whether what is counted is feminine.
    """
    if len(digits) > _LONGEST or (len(digits) > 1 and digits[0] == "0"):
        return one_by_one(digits)
    said: str = num2words(int(digits), lang="fr")
    return _UNITS_IN_ONE.sub("une", said) if feminine else said


def ordinal(digits: str) -> str:
    """``deuxième``."""
    said: str = num2words(int(digits), lang="fr", to="ordinal")
    # num2words 0.5.14 keeps the plural: « quatre-vingtsième ».
    return re.sub(r"(?<=vingt|.cent)s(?=ième$)", "", said)


def one_by_one(digits: str) -> str:
    """``0 1 2``: each digit by itself."""
    return ", ".join(num2words(int(digit), lang="fr") for digit in digits)


def group(digits: str) -> str:
    """A few digits that belong together, every zero in front said: ``zéro deux``."""
    rest = digits.lstrip("0") or ""
    zeros = ["zéro"] * (len(digits) - len(rest))
    return " ".join([*zeros, *([num2words(int(rest), lang="fr")] if rest else [])])


def in_pairs(digits: str) -> str:
    """A phone number, an even count of digits: ``zéro deux, trente et un``."""
    return ", ".join(group(digits[start : start + 2]) for start in range(0, len(digits), 2))


def in_threes(digits: str) -> str:
    """Groups of three, the first as short as it has to be: ``zéro, huit cent neuf``."""
    first = len(digits) % 3
    parts = [digits[:first]] if first else []
    parts += [digits[start : start + 3] for start in range(first, len(digits), 3)]
    return ", ".join(map(group, parts))


def postcode(digits: str) -> str:
    """Five digits as postcodes are said: ``quatre-vingt-quatorze, deux cent cinquante-sept``."""
    return f"{group(digits[:2])}, {group(digits[2:])}"
