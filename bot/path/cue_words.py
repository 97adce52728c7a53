"""How the cues are written: whole words of a plain line, fragments used in several of them."""

import re
from re import Pattern


def words_of(*patterns: str) -> Pattern[str]:
    """A pattern that finds any of these phrases, as whole words."""
    return re.compile("|".join(rf"\b(?:{pattern})\b" for pattern in patterns))


HAVE = r"(?:ai|a|avons|avais|avait|avions|ont|as|avez|ayant)"
NOT = r"(?:pas|jamais|rien|point|plus)"
SEND = (
    r"(?:ecrit|ecris|ecri|envoye|reclame|contacte|appele|telephone|poste|expedie|adresse|depose"
    r"|signale|conteste|proteste|porte|contestee?|fait|joint|mis|prevenu)"
)
MESSAGE = (
    r"(?:reclamation|reclam|plainte|courrier|lettre|recommande|mail|email|courriel|message"
    r"|contestation|formulaire|lrar|demarche)s?"
)
THEM = r"(?:ils?|elles?|zop|operateur|clients|consommateurs|conseiller|conseillere|sav|on|qui)"
GAP = r"(?:(?!pas\b|jamais\b|rien\b|point\b|zstop\b)\w+ ){0,3}?"
