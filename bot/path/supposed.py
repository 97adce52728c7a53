"""What a message only supposes or asks: « et s'ils refusent », « est-ce que je dois écrire »."""

import re

from bot.path.line import DATE, Line

_SUBJECT = (
    r"(?:j|je|tu|ils?|elles?|on|nous|vous|zop|ca|cela|c|les?|la|l|mon|ma|mes|personne|jamais|rien"
    r"|aucune?|pas de|une?)"
)
# « le 3 mars si je me souviens bien » is told all the same.
_HEDGE = (
    r"(?:(?:j|je) (?:ne )?(?:me |m )?(?:souviens|rappelle|trompe|abuse|dis pas|ai bonne|ai bien)"
    r"|ma memoire|mes souvenirs)"
)
_SUPPOSES = re.compile(
    rf"(?<!meme )(?<!comme )\b(?:si (?!{_HEDGE}\b){_SUBJECT}|s ils?(?! (?:vous|te) plait)"
    r"|au cas ou|en supposant|(?:supposons|imaginons|admettons) que?)\b"
)
# « (ah) si, j'ai écrit », « ah si ils ont répondu »: a yes.
_AFFIRMS = re.compile(
    r"(?:^|\b(?:ah|oh|mais|oui|ouais|ben|bah|euh|si|non|zstop) )"
    r"(?P<me>si (?:j|je)(?: (?:leur|lui|les|l|y|n))? ai)\b"
    r"|\b(?:ah|oh|si|enfin|finalement|en fait) (?P<them>si (?:c est|(?:ils?|elles?|on|nous|zop)"
    r" (?:\w+ )?(?:ont|a|avons)))\b"
)
_ASKS_WHETHER = r"(?:est ce qu(?:e)?|dois je|doit on|puis je|peut on|faut il|fallait il)"
_CLAUSE_START = r"(?:zstop|j ai|ils ont|on a)"
_ASKS = re.compile(
    rf"\b{_ASKS_WHETHER}\b(?: {_CLAUSE_START})?(?:(?! {_CLAUSE_START}\b).)*",
)
_ASKS_ADVICE = re.compile(
    r"\b(?:si (?:je|on|elle|il) (?:dois|doit|devrais|peux|peut|pourrais)|s il (?:faut|faudrait))\b"
)


def told_part(line: Line) -> Line:
    """The line without what it only supposes or asks; the same line when it tells everything."""
    spans = [found.span() for found in _ASKS.finditer(line.text)]
    supposed = _supposed_from(line)
    if supposed is not None:
        spans.append((supposed, len(line.text)))
    if not spans:
        return line
    kept, dates = "", iter(line.dates)
    told_dates = []
    for mark in re.finditer(rf"\b{DATE}\b", line.text):
        said = next(dates)
        if not any(start <= mark.start() < end for start, end in spans):
            told_dates.append(said)
    last = 0
    for start, end in sorted(spans):
        kept += line.text[last : max(start, last)]
        last = max(last, end)
    plain = " ".join((kept + line.text[last:]).split())
    return Line(plain, tuple(told_dates), line.question)


def asks_advice(line: Line) -> bool:
    """« je ne sais pas si je dois écrire »: asked of the assistant, not forgotten."""
    return bool(_ASKS_ADVICE.search(line.text))


def denies_a_no(line: Line) -> bool:
    """« ah si, j'ai écrit »: what was told to be missing is there."""
    return bool(_AFFIRMS.search(line.text))


def _supposed_from(line: Line) -> int | None:
    affirmed = set()
    if not line.question:
        for found in _AFFIRMS.finditer(line.text):
            affirmed.add(found.start("me") if found["me"] else found.start("them"))
    for found in _SUPPOSES.finditer(line.text):
        if found.start() not in affirmed:
            return found.start()
    return None
