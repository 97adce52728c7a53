"""What the town hall tells everyone comes once, at the beginning, on its days only."""

import asyncio
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot.knowledge import KnowledgeError
from bot.townhall import banners_on
from tests.towns import serving, town, town_file

EVE = "La mairie est fermée le 24 décembre après-midi."
WORKS = "Travaux : entrez par la cour."
BANNERS = [
    {"first": "2026-12-18", "last": "2026-12-24", "text": EVE},
    {"first": "2026-12-24", "last": "2026-12-31", "text": WORKS},
]
_senders = count()


def replies(assistant: Any, sender: str, text: str) -> list[str]:
    messages = asyncio.run(assistant.reply(text, sender))
    return [message.get("text", "").replace("\N{NO-BREAK SPACE}", " ") for message in messages]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-12-17", None),
        ("2026-12-18", EVE),
        ("2026-12-24", f"{EVE}\n{WORKS}"),
        ("2026-12-25", WORKS),
        ("2027-01-01", None),
    ],
)
def test_it_is_said_before_the_first_answer_on_its_days(
    assistant: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, day: str, told: str | None
) -> None:
    monkeypatch.setenv("BOT_NOW", f"{day}T10:00")
    sender = f"banner {next(_senders)}"
    with serving(town_file(tmp_path, banners=BANNERS)):
        introduction, *between, answer = replies(assistant, sender, "combien ça coûte ?")
        assert "robot" in introduction
        assert between == ([f"Information de la mairie :\n{told}"] if told else [])
        assert answer.startswith("La médiation est gratuite")
        again = replies(assistant, sender, "vous pouvez répéter ?")
        assert again == [answer]
        assert "Information" not in "".join(replies(assistant, sender, "merci"))


def test_it_is_no_answer_to_repeat(
    assistant: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_NOW", "2026-12-20T10:00")
    with serving(town_file(tmp_path, banners=BANNERS)):
        said = replies(assistant, f"banner {next(_senders)}", "vous pouvez répéter ?")
        assert sum(EVE in text for text in said) == 1


def test_a_town_without_banners_says_none(tmp_path: Path) -> None:
    hall = town(tmp_path)
    assert hall.banners == ()
    assert banners_on(hall, date(2026, 12, 20)) == []


@pytest.mark.parametrize(
    ("banner", "told"),
    [
        ({"first": "2026-12-24", "last": "2026-12-18", "text": EVE}, "est avant first"),
        ({"first": "2026-12-24", "last": "2026-12-24", "text": " "}, "donnez le texte"),
        ({"first": "2026-12-24", "last": "2026-12-24", "text": "a" * 251}, "raccourcissez"),
        ({"first": "24/12", "last": "2026-12-24", "text": EVE}, "date mal écrite"),
        ({"first": "2026-12-24", "text": EVE}, "last : clé manquante"),
    ],
)
def test_a_wrong_banner_is_refused(tmp_path: Path, banner: dict[str, str], told: str) -> None:
    with pytest.raises(KnowledgeError, match=told) as refused:
        town(tmp_path, banners=[banner])
    assert "banners.0" in str(refused.value)
