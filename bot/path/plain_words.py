"""What a clause states by its words alone, whatever the models make of it."""

from bot.path import vocabulary
from bot.path.reading import Reading

# Beside these, the words of a complaint do not tell one by themselves.
_NOT_PLAIN = ("denied", "supposes", "intends", "consumer_service", "mediator", "someone_else")
_LEADS_ON = ("et", "puis", "mais", "depuis", "bah", "euh")


def is_plain_silence(reading: Reading, first: int, last: int) -> bool:
    """« que dalle », « aucune réponse »: so few words say nothing else."""
    return _says_only("silence", reading, first, last) and not any(
        vocabulary.has(group, reading, first, last) for group in ("refusal_told", "supposes")
    )


def _says_only(group: str, reading: Reading, first: int, last: int) -> bool:
    said = [word for word in reading.words[first:last] if not word.is_stop]
    said = [word for word in said if word.plain not in _LEADS_ON]
    found = vocabulary.find(group, reading, first, last)
    return any(end - start >= len(said) for start, end in found)


def _wrote_to_operator(reading: Reading, first: int, last: int) -> bool:
    """« j'avais écrit à SFR »."""
    return not _is_not_plain(reading, first, last) and any(
        reading.plain(said.at - 2, said.at) == "ecrit a" and first <= said.at < last
        for said in reading.companies
        if said.at >= 2
    )


def is_plain_complaint(reading: Reading, first: int, last: int) -> bool:
    """« j'ai réclamé », « j'avais écrit à SFR »: the words themselves."""
    if _wrote_to_operator(reading, first, last):
        return True
    said = vocabulary.has("complained", reading, first, last)
    return said and not _is_not_plain(reading, first, last)


def is_plain_refusal(reading: Reading, first: int, last: int) -> bool:
    """« le service consommateurs a refusé », « mais c'est non »."""

    def has(group: str) -> bool:
        return vocabulary.has(group, reading, first, last)

    named = has("refusal_told") and any(map(has, ("consumer_service", "customer_service")))
    if not (named or _says_only("refusal_told", reading, first, last)):
        return False
    return not (any(map(has, ("supposes", "intends", "denied"))) or reading.asks(last))


def _is_not_plain(reading: Reading, first: int, last: int) -> bool:
    return any(vocabulary.has(group, reading, first, last) for group in _NOT_PLAIN)


def is_solved(reading: Reading, first: int, last: int) -> bool:
    """« ils m'ont remboursée »: whatever the model makes of it, no refusal."""
    solved = vocabulary.has("satisfied", reading, first, last)
    return solved and not any(
        vocabulary.has(group, reading, first, last) for group in ("refusal", "denied", "in_part")
    )
