"""The script as files: paper (PDF/UA), one page that works without network (HTML), table (CSV)."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.documents.files import File
from bot.documents.typesetting import make_pdf
from bot.french.say import say_date, typeset
from bot.knowledge import knowledge
from bot.phone.script import NEVER, Script, Sheet
from bot.phone.spreadsheet import csv_table
from bot.phone.topics import StatedFact
from bot.site.policy import policy_hash

_FOLDER = Path(__file__).parent
_NAME = "script-accueil"
_COLUMNS = (
    "numéro",
    "thème",
    "sujet",
    "à trouver",
    "exemples",
    "à dire d'abord",
    "réponse à lire",
    "réponse écrite",
    "selon la question",
    "à demander ensuite",
    "sources",
    "vérifié le",
    "à vérifier auprès de",
    "à corriger",
    "à épeler",
    "ne pas promettre",
    "passer la main à",
    "horaires de la mairie",
    "version",
)


def script_files(script: Script) -> list[File]:
    """The three files of a script; the same bytes for the same script."""
    return [
        File(f"{_NAME}.pdf", "application/pdf", script_pdf(script)),
        File(f"{_NAME}.html", "text/html; charset=utf-8", script_html(script).encode()),
        File(f"{_NAME}.csv", "text/csv; charset=utf-8", script_csv(script).encode()),
    ]


def script_pdf(script: Script) -> bytes:
    """The script on paper, a topic on half a page, with its index."""
    data = {
        "town": script.town_hall.name,
        "mark": script.mark,
        "never": list(NEVER),
        "hours": list(script.hours),
        "sheets": [_on_paper(script, sheet) for sheet in script.sheets],
        "questions": [asdict(question) for question in script.questions],
        "index": [{"word": word, "numbers": numbers} for word, numbers in script.index],
    }
    return make_pdf("script.typ", json.loads(json.dumps(data)), knowledge(), script.made_at)


def script_html(script: Script) -> str:
    """The script as one page, its search included."""
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["date"] = say_date
    style, code = _read("script.css"), _read("script.js")
    weights = {sheet.number: dict(sheet.words.weights) for sheet in script.sheets}
    page = environment.get_template("script.html").render(
        script=script,
        policy=Markup(
            f"default-src 'none'; style-src {policy_hash(style)}; script-src {policy_hash(code)}"
        ),
        style=Markup(style),
        code=Markup(code),
        weights=Markup(json.dumps(weights, ensure_ascii=False)),
    )
    return _typeset_text(page)


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _typeset_text(page: str) -> str:
    """The spaces of French punctuation, in the words and not in the style and the code."""
    head, mark, body = page.partition("</head>")
    words, script, code = body.partition("<script")
    return head + mark + typeset(words) + script + code


def script_csv(script: Script) -> str:
    """The script as a table for switchboards and knowledge bases: UTF-8 with its mark, ``;``."""
    return csv_table([_COLUMNS, *(_row(script, sheet) for sheet in script.sheets)])


def _row(script: Script, sheet: Sheet) -> list[str]:
    topic = sheet.topic
    return [
        str(sheet.number),
        sheet.theme,
        typeset(topic.title),
        ", ".join(sheet.words.shown),
        " | ".join(sheet.words.samples),
        topic.first,
        topic.said,
        topic.written.replace("\n- ", "\n• "),
        " | ".join(topic.points),
        " | ".join(_then(script, sheet)),
        " | ".join(sorted({title for fact in topic.facts for title in fact.sources})),
        say_date(oldest(topic.facts)) if topic.facts else "",
        ", ".join(sorted({fact.to_check for fact in topic.facts if fact.to_check})),
        " | ".join(f"{former} : remplacé par {now}" for former, now in topic.former),
        " | ".join(f"{written} : {said}" for written, said in topic.spelled),
        ", ".join(sheet.never),
        " | ".join(f"{door.name} : {door.contact}" for door in topic.doors),
        " | ".join(script.hours),
        script.mark,
    ]


def oldest(facts: Iterable[StatedFact]) -> date:
    """The day by which all of some facts had been checked."""
    return min(fact.checked_on for fact in facts)


def _then(script: Script, sheet: Sheet) -> list[str]:
    """What to ask next, with the number of its sheet."""
    return [
        f"{each.question} (fiche {script.numbers[each.topic]})" if each.topic else each.question
        for each in sheet.topic.then
    ]


def _on_paper(script: Script, sheet: Sheet) -> dict[str, Any]:
    topic = sheet.topic
    titles = list(dict.fromkeys(title for fact in topic.facts for title in fact.sources))
    return {
        "number": sheet.number,
        "theme": sheet.theme,
        "title": topic.title,
        "words": list(sheet.words.shown),
        "samples": list(sheet.words.samples),
        "first": topic.first,
        "written": [line.removeprefix("- ") for line in topic.written.splitlines()],
        "listed": [line.startswith("- ") for line in topic.written.splitlines()],
        "points": list(topic.points),
        "then": _then(script, sheet),
        "facts": [
            {"value": fact.value, "notes": [titles.index(t) + 1 for t in fact.sources]}
            for fact in topic.facts
        ],
        "sources": titles,
        "checked_on": say_date(oldest(topic.facts)) if topic.facts else None,
        "to_check": sorted({fact.to_check for fact in topic.facts if fact.to_check}),
        "former": [list(pair) for pair in topic.former],
        "spelled": [list(pair) for pair in topic.spelled],
        "never": list(sheet.never),
        "doors": [f"{door.name} : {door.contact}" for door in topic.doors],
    }
