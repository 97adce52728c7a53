"""Dates that a message takes back at once: « le 3 octobre, pas septembre », « le 3 non le 4 »."""

import re
from dataclasses import replace

from bot.path.events import BARE, SILENCE, Dated, dated_events
from bot.path.line import DATE, Line

# « pas le 3 », « j'ai dit le 3 mais c'est … »: dates taken back.
_NEGATED = re.compile(r"\bpas (?:le |en |du |au )?$")
# « le vingt, euh non, attendez, le vingt-deux »
_REPLACED = re.compile(
    r"(?=[\w ]*\b(?:non|nan|enfin|plutot|pardon|attendez)\b)"
    r"(?: (?:euh|ah|enfin|non|nan|pardon|plutot|attendez|mais|zstop|le|du|je|dis|c|est|etait))+"
    rf" {DATE}"
)
_SAID = re.compile(r"\b(?:dit|mis|note|ecrit) (?:le |en )?$")
_BUT = re.compile(r" (?:zstop )?mais (?:c |c est |c etait |non )")


def kept_events(line: Line) -> list[Dated]:
    """The dated events without the dates taken back: « le 3 octobre, pas septembre »."""
    events = dated_events(line)
    marks = list(re.finditer(rf"\b{DATE}\b", line.text))
    if len(marks) != len(events):
        return events
    kept: list[Dated] = []
    retracted: Dated | None = None
    for event, mark in zip(events, marks, strict=True):
        if retracted is not None and event.event in (BARE, SILENCE):
            event = replace(retracted, said=event.said)
        retracted = event if _taken_back(line, mark) else None
        if retracted is None:
            kept.append(event)
    return kept or events


def _taken_back(line: Line, mark: re.Match[str]) -> bool:
    before, after = line.text[: mark.start()], line.text[mark.end() :]
    if _REPLACED.match(after):
        return True
    return bool(_NEGATED.search(before) or (_SAID.search(before) and _BUT.match(after)))
