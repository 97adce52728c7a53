"""What a message holds that should not be written to a robot: bank, phone, e-mail."""

import re

_PRIVATE = re.compile(
    r"(?<![\w.+-])[\w.+-]+@[\w-]+\.\w{2,}"  # an e-mail address
    r"|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){4,7}(?: ?[A-Z0-9]{1,3})?\b"  # an IBAN
    r"|\b(?:\d[ -]?){15}\d\b"  # a bank card
    r"|(?<!\w)(?:\+33|0033|0) ?[1-9](?:[ .-]?\d{2}){4}\b",  # a phone number
    re.IGNORECASE,
)


# « mon numéro c'est le … », « mon mail : … »: what leads to it.
_LEADING = re.compile(
    r"(?:\b(?:au|le|mon|son|notre|ma|sa)\s+)?"
    r"(?:\b(?:num[ée]ro|num|n°|t[ée]l[ée]phone|t[ée]l|portable|mobile|fixe|e-?mail|mail|courriel"
    r"|adresse|iban|rib|carte|joignable|r?appelez[ -]moi|au|de|est|c['’ ]?est|le|:)[\s:,]*)+$",
    re.IGNORECASE,
)


def without_private_data(text: str) -> str:
    """A text without its private data and the words that lead to it; as it is when all of it is.

    >>> without_private_data("Free me facture 40 euros, mon numéro c'est le 06 12 34 56 78.")
    'Free me facture 40 euros, .'
    """
    kept, at = "", 0
    for found in _PRIVATE.finditer(text):
        kept += _LEADING.sub("", text[at : found.start()])
        at = found.end()
    kept += text[at:]
    return kept if re.search(r"\w", kept) else text


def holds_private_data(text: str) -> bool:
    """Whether a text holds an e-mail address, an IBAN, a card number or a phone number."""
    return bool(_PRIVATE.search(text))
