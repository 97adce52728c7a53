"""Counts and the rating in whole conversations: in the database with the turn, or not at all."""

import asyncio
from datetime import date
from itertools import count
from typing import Any

import pytest
import sqlalchemy as sa

from bot.figures.counting import Figure
from bot.figures.table import COUNTS, Cells, forget_old, read_month
from tests.faults.test_workers import send
from tests.running import NOW

STORY = "J'ai écrit à Orange le 3 septembre 2026, aucune réponse."
MONTH = "2026-11"
_senders = count()


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_NOW", NOW)


@pytest.fixture
def sender() -> str:
    return f"figures {next(_senders)}"


def engine(assistant: Any) -> sa.engine.Engine:
    found: sa.engine.Engine = assistant.tracker_store.database.engine
    return found


def counted(assistant: Any) -> Cells:
    with engine(assistant).connect() as connection:
        return read_month(connection, MONTH)


def new_counts(assistant: Any, sender: str, *texts: str) -> dict[Figure, dict[str, int]]:
    """What a conversation adds to the figures, and what it takes away."""
    before = counted(assistant)
    for text in texts:
        asyncio.run(assistant.reply(text, sender))
    after = counted(assistant)
    return {
        figure: changed
        for figure in Figure
        if (
            changed := {
                value: number
                for value in {*before[figure], *after[figure]}
                if (number := after[figure].get(value, 0) - before[figure].get(value, 0))
            }
        )
    }


def test_a_conversation_is_counted(assistant: Any, sender: str) -> None:
    found = new_counts(assistant, sender, "combien ça coûte ?", "zblrt kfjz", "merci")
    assert found[Figure.CONVERSATIONS] == {"direct": 1}
    assert found[Figure.MESSAGES] == {"direct": 3}
    assert found[Figure.TOPIC] == {"ask_cost": 1}
    assert found[Figure.OUTCOME] == {"understood": 2, "not_understood": 1}
    assert found[Figure.HOUR] == {"10": 3}
    assert sum(found[Figure.SECONDS].values()) == 3


def test_the_channel_is_counted(assistant: Any, sender: str) -> None:
    before = counted(assistant)[Figure.MESSAGES].get("rest", 0)
    asyncio.run(send(assistant, sender, "bonjour", "1"))
    assert counted(assistant)[Figure.MESSAGES]["rest"] == before + 1


def test_where_the_path_is_left_and_where_it_ends(assistant: Any, sender: str) -> None:
    assert new_counts(assistant, sender, STORY)[Figure.LEFT] == {"letter_sent": 1}
    # A question beside the path changes nothing.
    assert Figure.LEFT not in new_counts(assistant, sender, "combien ça coûte ?")
    moved = new_counts(assistant, sender, "non")
    assert moved[Figure.LEFT] == {"letter_sent": -1, "court": 1}
    ended = new_counts(assistant, sender, "non")
    assert ended[Figure.LEFT] == {"court": -1}
    assert ended[Figure.END] == {"refer": 1}
    assert Figure.END not in new_counts(assistant, sender, "et après ?")


def test_an_answer_that_does_not_answer_is_not_understood(assistant: Any, sender: str) -> None:
    asyncio.run(assistant.reply(STORY, sender))
    found = new_counts(assistant, sender, "zblrt kfjz")
    assert found[Figure.OUTCOME] == {"not_understood": 1}


def test_erasing_keeps_the_counts_and_nothing_that_points_to_anybody(
    assistant: Any, sender: str
) -> None:
    before = counted(assistant)
    found = new_counts(assistant, sender, STORY, "efface mes données")
    assert found[Figure.MESSAGES] == {"direct": 2}
    assert found[Figure.LEFT] == {"letter_sent": 1}
    with engine(assistant).connect() as connection:
        row = connection.execute(
            sa.text("SELECT * FROM conversations WHERE sender_id = :sender"), {"sender": sender}
        ).one()
    assert [getattr(row, name) for name in ("events", "answers", "counts", "unheard")] == [""] * 4
    # Who begins again takes nothing back.
    again = new_counts(assistant, sender, "bonjour")
    assert again[Figure.CONVERSATIONS] == {"direct": 1}
    assert Figure.LEFT not in again
    left = counted(assistant)[Figure.LEFT]["letter_sent"]
    assert left == before[Figure.LEFT].get("letter_sent", 0) + 1


def test_a_message_sent_again_is_counted_once(assistant: Any, sender: str) -> None:
    def send_it() -> None:
        asyncio.run(send(assistant, sender, "combien ça coûte ?", "1"))

    before = counted(assistant)
    send_it()
    once = counted(assistant)
    assert once != before
    send_it()
    assert counted(assistant) == once


def test_a_turn_that_is_not_written_is_not_counted(
    assistant: Any, sender: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = assistant.tracker_store.database
    run = database.run

    async def fail_to_write(work: Any) -> Any:
        def refuse(connection: Any) -> Any:
            done = work(connection)
            if done is True:
                raise sa.exc.OperationalError("COMMIT", {}, Exception("killed"))
            return done

        # As a database killed before it committed: the statement was run, and is undone.
        def undone(connection: Any) -> Any:
            connection.exec_driver_sql("BEGIN")
            try:
                return refuse(connection)
            finally:
                connection.exec_driver_sql("ROLLBACK")

        return await run(undone)

    before = counted(assistant)
    monkeypatch.setattr(database, "run", fail_to_write)
    with pytest.raises(sa.exc.OperationalError):
        asyncio.run(assistant.reply("combien ça coûte ?", sender))
    assert counted(assistant) == before
    monkeypatch.setattr(database, "run", run)
    assert new_counts(assistant, sender, "combien ça coûte ?")[Figure.TOPIC] == {"ask_cost": 1}


def test_the_counts_hold_no_word_and_no_sender(assistant: Any, sender: str) -> None:
    asyncio.run(assistant.reply("quidamsecret voudrait savoir combien ça coûte", sender))
    with engine(assistant).connect() as connection:
        rows = str(connection.execute(sa.select(COUNTS)).all())
    for trace in ("quidamsecret", sender, "2026-11-"):
        assert trace not in rows


def test_thirteen_months_are_kept(assistant: Any) -> None:
    with engine(assistant).connect() as connection:
        for month in ("2025-10", "2025-11"):
            cell = {"month": month, "figure": "hour", "value": "9", "number": 7}
            connection.execute(COUNTS.insert(), cell)
        forget_old(connection, date(2026, 11, 23))
        months = set(connection.scalars(sa.select(COUNTS.c.month)))
    assert "2025-11" in months
    assert "2025-10" not in months


def buttons(said: list[dict[str, Any]]) -> dict[str, str]:
    return {each["title"]: each["payload"] for one in said for each in one.get("buttons", [])}


def test_at_the_end_of_the_path_it_asks_whether_it_helped(assistant: Any, sender: str) -> None:
    for text in (STORY, "non"):
        said = asyncio.run(assistant.reply(text, sender))
        assert all("aidé" not in each.get("text", "") for each in said)
    said = asyncio.run(assistant.reply("non", sender))
    assert said[-1]["text"].startswith("Cela vous a-t-il aidé")
    found = new_counts(assistant, sender, buttons(said)["Oui"])
    assert found[Figure.HELPED] == {"yes": 1}
    assert Figure.MISSING not in found
    # Asked once.
    said = asyncio.run(assistant.reply("au revoir", sender))
    assert all("aidé" not in each["text"] for each in said)


def test_who_was_not_helped_says_why_with_a_button_or_its_words(
    assistant: Any, sender: str
) -> None:
    said = asyncio.run(assistant.reply("au revoir", sender))
    assert said[-1]["text"].startswith("Cela vous a-t-il aidé")
    before = counted(assistant)
    why = asyncio.run(assistant.reply("non", sender))
    assert len(buttons(why)) == 4
    sorry = asyncio.run(assistant.reply("Ce n'est pas clair", sender))
    assert "02 31 27 90 60" in sorry[-1]["text"].replace("\N{NO-BREAK SPACE}", " ")
    after = counted(assistant)
    for figure, choice in ((Figure.HELPED, "no"), (Figure.MISSING, "unclear")):
        assert after[figure][choice] == before[figure].get(choice, 0) + 1


def test_leaving_in_the_middle_keeps_the_case_and_votes_all_the_same(
    assistant: Any, sender: str
) -> None:
    asyncio.run(assistant.reply(STORY, sender))
    said = asyncio.run(assistant.reply("au revoir", sender))
    assert said[-1]["text"].startswith("Cela vous a-t-il aidé")
    found = new_counts(assistant, sender, "oui")
    assert found[Figure.HELPED] == {"yes": 1}
    assert Figure.LEFT not in found
    tracker = asyncio.run(assistant.tracker_store.retrieve(sender))
    assert tracker.get_slot("asked") == "letter_sent"
    assert tracker.get_slot("case")["operator"] == "Orange"


def test_a_vote_that_was_not_offered_is_no_vote(assistant: Any, sender: str) -> None:
    asyncio.run(assistant.reply("bonjour", sender))
    found = new_counts(assistant, sender, '/tell_case{"helped": "yes"}')
    assert Figure.HELPED not in found


def test_who_asks_about_their_data_is_told_when_messages_are_kept(
    assistant: Any, sender: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(name: str) -> str:
        said = asyncio.run(assistant.reply("que faites-vous de mes données ?", name))
        return "\n".join(each.get("text", "") for each in said)

    assert "La mairie garde aussi" not in told(sender)
    monkeypatch.setattr(type(assistant.tracker_store), "keeps_unheard", True)
    assert "La mairie garde aussi 30 jours" in told(f"{sender} bis").replace("\u00a0", " ")
