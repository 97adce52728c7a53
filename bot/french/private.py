"""What a message holds that should not be written to a robot: bank, phone, e-mail."""

import re

_PRIVATE = re.compile(
    r"(?<![\w.+-])[\w.+-]+@[\w-]+\.\w{2,}"  # an e-mail address
    r"|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){4,7}(?: ?[A-Z0-9]{1,3})?\b"  # an IBAN
    r"|\b(?:\d[ -]?){15}\d\b"  # a bank card
    r"|(?<!\w)(?:\+33|0033|0) ?[1-9](?:[ .-]?\d{2}){4}\b",  # a phone number
    re.IGNORECASE,
)


def holds_private_data(text: str) -> bool:
    """Whether a text holds an e-mail address, an IBAN, a card number or a phone number."""
    return bool(_PRIVATE.search(text))
