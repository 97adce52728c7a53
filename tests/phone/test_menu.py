"""The phone menu: what it says is what the assistant says, key by key; and its files."""

import csv
import io
import re
import wave
from datetime import date, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.__main__ import main
from bot.clock import parse_moment
from bot.french.spoken import LONGEST_PROMPT, seconds_aloud
from bot.knowledge import knowledge
from bot.phone import voice
from bot.phone.menu import Menu, menu_of, recorded_menu
from bot.phone.menu_call import CHOICES, Step, after_key, nobody_answers, opening, status_aloud
from bot.phone.menu_files import menu_files
from bot.phone.menu_tables import keys_table, ovh_table
from bot.phone.pieces import pieces, status_in_pieces
from bot.phone.wording import aloud
from bot.townhall import status_at
from bot.townhall_words import say_hours
from tests.french.said_back import numbers_heard
from tests.running import NOW, need
from tests.towns import exception, serving, town_file

TODAY = date(2026, 11, 23)
MENU = menu_of(knowledge(), TODAY)
TOWN = knowledge().town_hall
PIECES = {prompt.name: prompt.said for prompt in pieces(TOWN, TODAY)}
OPEN, CLOSED = parse_moment(NOW, "test"), parse_moment("2026-11-23T18:00", "test")


def press(key: str, place: str = CHOICES, turn: int = 1, moment: datetime = OPEN) -> Step:
    return after_key(MENU, TOWN, moment, place, turn, key)


# --- what is said ---------------------------------------------------------------------------


def test_five_choices_at_most_each_said_with_its_key() -> None:
    assert [choice.key for choice in MENU.choices] == ["1", "2", "3", "4", "0"]
    keys = [*(int(choice.key) for choice in MENU.choices), int(MENU.repeat)]
    assert numbers_heard(MENU.offers.said.replace("une personne", "")) == keys


@pytest.mark.parametrize("menu", [MENU, recorded_menu(knowledge(), TODAY)])
def test_a_prompt_is_short_and_its_name_is_ascii(menu: Menu) -> None:
    names = [prompt.name for prompt in menu.prompts]
    assert len(names) == len(set(names))
    for prompt in menu.prompts:
        assert re.fullmatch(r"[a-z0-9-]+", prompt.name)
        assert seconds_aloud(prompt.said) <= LONGEST_PROMPT, prompt
        assert not re.search(r"\d|[/()«»]|https?:|appuyez|écrivez ici", prompt.said)


@pytest.mark.parametrize(
    ("key", "responses"),
    [
        ("1", ["utter_steps"]),
        ("2", ["utter_refer_online", "utter_refer_by_post"]),
        ("3", ["utter_postal_address", "utter_documents"]),
        ("4", ["utter_hours_week"]),
    ],
)
def test_a_choice_says_the_answers_of_the_assistant(key: str, responses: list[str]) -> None:
    week = {"week": say_hours(TOWN, TODAY)}
    choice = next(choice for choice in MENU.choices if choice.key == key)
    said = " ".join(prompt.said for prompt in choice.prompts)
    assert said == " ".join(aloud(response, week) for response in responses)


def test_the_menu_s_own_words_state_no_fact() -> None:
    told = {prompt for choice in MENU.choices for prompt in choice.prompts}
    own = [prompt for prompt in MENU.prompts if prompt not in told]
    assert len(own) == 8
    for prompt in own:
        heard = [n for n in numbers_heard(prompt.said) if n > 9]
        assert heard == [], prompt


def test_recorded_hours_hold_for_long_and_those_read_on_the_day_tell_of_it(tmp_path: Path) -> None:
    closed = exception("2026-11-25", "2026-11-25", None, "travaux")
    with serving(town_file(tmp_path, exceptions=[closed])):
        read = " ".join(p.said for p in menu_of(knowledge(), TODAY).prompts)
        played = " ".join(p.said for p in recorded_menu(knowledge(), TODAY).prompts)
    assert "travaux" in read
    assert "travaux" not in played
    assert "Jours fériés : fermée" in played


# --- a call ---------------------------------------------------------------------------------


def test_a_call_begins_with_the_choices() -> None:
    assert opening(MENU) == Step((MENU.welcome.said, MENU.offers.said), CHOICES)


def test_keys_lead_from_anywhere_and_nine_repeats() -> None:
    steps = press("1")
    assert "deux étapes" in steps.says[0]
    assert (steps.place, steps.says[-1]) == ("etapes", MENU.after.said)
    assert press("9", "etapes") == steps
    assert press("3", "etapes") == press("3")
    assert press("*", "etapes") == Step((MENU.offers.said,), CHOICES)
    assert press("9") == Step((MENU.offers.said,), CHOICES)


def test_the_hours_begin_by_whether_it_is_open_now() -> None:
    assert press("4").says[0] == "La mairie est ouverte en ce moment, jusqu'à midi."
    closed = press("4", moment=CLOSED).says[0]
    assert closed == "La mairie est fermée en ce moment. Elle ouvre demain, mardi, à neuf heures."


def test_a_person_is_passed_to_when_open_and_else_told_when() -> None:
    assert press("0") == Step((MENU.transfer.said,), transfers=True)
    step = press("0", moment=CLOSED)
    assert not step.transfers
    assert step.place is None
    assert "mardi, à neuf heures" in step.says[0]
    assert MENU.transfer.said not in step.says
    missed = nobody_answers(MENU, TOWN, OPEN)
    assert (missed.says[0], missed.place) == (MENU.nobody.said, None)


def test_silence_is_asked_once_more_then_a_person() -> None:
    once = press("")
    assert once == Step((MENU.silence.said, MENU.offers.said), CHOICES, 2)
    assert press("", turn=2) == press("0")
    assert press("", turn=2, moment=CLOSED) == press("0", moment=CLOSED)
    assert press("7").says[0] == MENU.invalid.said
    assert press("7", turn=2) == press("0")


def test_silence_after_an_answer_ends_the_call_politely() -> None:
    once = press("", "etapes")
    assert once == Step((MENU.silence.said, MENU.after.said), "etapes", 2)
    assert press("", "etapes", 2) == Step((MENU.goodbye.said,))


@given(st.text(max_size=3), st.text(max_size=8), st.integers(-5, 10**6))
def test_any_call_gets_words(key: str, place: str, turn: int) -> None:
    step = press(key, place, turn)
    assert step.says
    assert all(step.says)


# --- the moment, from recorded pieces -------------------------------------------------------


@settings(deadline=None)
@given(st.datetimes(datetime(2026, 11, 23), datetime(2027, 11, 22)))
def test_the_pieces_say_the_sentence(moment: datetime) -> None:
    now = parse_moment(moment.isoformat(), "test")
    status = status_at(TOWN, now)
    played = " ".join(PIECES[name] for name in status_in_pieces(status, now))
    assert words(played) == words(status_aloud(status, now))


def words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.lower())


def test_exceptions_have_their_pieces(tmp_path: Path) -> None:
    changes = [
        exception("2026-12-24", "2026-12-24", "09:15-11:45", "veille de Noël"),
        exception("2026-12-28", "2026-12-31", None, "congés de fin d'année"),
    ]
    hours = 'Mo-Fr 09:00-12:00 "sur rendez-vous"; PH off'
    with serving(town_file(tmp_path, exceptions=changes, hours=hours)):
        town = knowledge().town_hall
        said = {prompt.name: prompt.said for prompt in pieces(town, TODAY)}
        for day in range(60):
            for hour in (8, 10, 13):
                now = parse_moment(f"{TODAY + timedelta(days=day)}T{hour:02}:00", "test")
                status = status_at(town, now)
                played = " ".join(said[name] for name in status_in_pieces(status, now))
                assert words(played) == words(status_aloud(status, now)), now


def test_no_two_pieces_share_a_name() -> None:
    said = [prompt.said for prompt in pieces(TOWN, TODAY)]
    assert len({text.lower() for text in said}) == len(said)
    assert "neuf heures" in said
    assert "dix-huit heures trente" in said


# --- the files ------------------------------------------------------------------------------


def rows(table: str) -> list[dict[str, str]]:
    assert table.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff")), delimiter=";"))


def test_the_table_of_keys_gives_sound_and_sequel() -> None:
    menu = recorded_menu(knowledge(), TODAY)
    by_key = {row["touche"]: row for row in rows(keys_table(menu)) if row["menu"] == "accueil"}
    assert set(by_key) == {"", "1", "2", "3", "4", "0", "9", "silence", "autre touche"}
    assert by_key["1"]["sons"] == "etapes-1.wav + etapes-2.wav"
    assert "deux étapes" in by_key["1"]["texte dit"]
    assert "dire d'abord si elle est ouverte" in by_key["4"]["suite"]
    assert "une personne" in by_key["silence"]["suite"]
    named = {
        name for row in rows(keys_table(menu)) for name in re.findall(r"[\w-]+\.wav", row["sons"])
    }
    assert named == {f"{prompt.name}.wav" for prompt in menu.prompts}


def test_the_ovh_table_follows_the_order_of_its_page() -> None:
    menu = recorded_menu(knowledge(), TODAY)
    table = rows(ovh_table(menu, TOWN, TODAY))
    steps = [row["étape"] for row in table]
    assert steps == sorted(steps)
    assert set(steps) == {"3.1", "3.2", "3.3", "4.1", "4.2", "4.3"}
    menus = [row["valeur"] for row in table if row["champ"] == "Nom du menu interactif"]
    assert all(re.fullmatch(r"[A-Za-z0-9_ ]+", name) for name in menus)
    closed = [row["valeur"] for row in table if row["champ"] == "Du/au"]
    # The public holidays of the coming year that fall on an open day, and no other day.
    assert "2026-12-25 / 2026-12-25" in closed
    assert "2027-05-01 / 2027-05-01" not in closed
    assert len(closed) == 8
    tuesday = [r["valeur"] for r in table if r["champ"] == "Mardi"]
    assert tuesday == ["09:00-12:00", "14:00-18:30"]
    assert not any(row["champ"] == "Samedi" for row in table)


def test_runs_of_closed_days_are_one_line(tmp_path: Path) -> None:
    closed = exception("2026-12-28", "2026-12-31", None, "congés de fin d'année")
    with serving(town_file(tmp_path, exceptions=[closed])):
        table = rows(ovh_table(recorded_menu(knowledge(), TODAY), knowledge().town_hall, TODAY))
    spans = [row["valeur"] for row in table if row["champ"] == "Du/au"]
    assert "2026-12-28 / 2026-12-31" in spans
    assert "congés de fin d'année" in [row["valeur"] for row in table if row["champ"] == "Objet"]


def test_every_sound_the_dialplan_plays_is_written() -> None:
    files = {file.name: file for file in menu_files(knowledge(), TODAY, with_sounds=False)}
    dialplan = files["asterisk/extensions.conf"].content.decode()
    played = set(re.findall(r"mairie/([a-z0-9-]+)", dialplan.partition("[mairie]")[2]))
    assert played - {"p-la-mairie-est-ouverte"} <= {Path(name).stem for name in files}
    assert len(played) > 15
    assert not any(name.endswith(".wav") for name in files)


def test_the_sounds_are_what_every_phone_system_takes() -> None:
    need(find_spec("py_nanotts"), "py-nanotts")
    for prompt in recorded_menu(knowledge(), TODAY).prompts:
        with wave.open(io.BytesIO(voice.wav(prompt.said))) as sound:
            shape = (sound.getframerate(), sound.getnchannels(), sound.getsampwidth())
            seconds = sound.getnframes() / sound.getframerate()
            loudest = max(abs(int.from_bytes(f, "little", signed=True)) for f in frames(sound))
        assert shape == (8000, 1, 2)
        assert 0.5 < seconds <= LONGEST_PROMPT, prompt
        # The silence before and after counts for much in the shortest.
        assert seconds <= max(4, seconds_aloud(prompt.said)), prompt
        assert loudest > 2000


def frames(sound: wave.Wave_read) -> list[bytes]:
    data = sound.readframes(sound.getnframes())
    return [data[start : start + 2] for start in range(0, len(data), 2)]


def test_the_command_writes_the_files_with_or_without_a_voice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voice, "find_spec", lambda name: None)
    assert main(["phone-menu", "--out", str(tmp_path / "menu")]) == 0
    assert "enregistrez les textes" in capsys.readouterr().out
    written = {file.name for file in (tmp_path / "menu").rglob("*.*")}
    assert {"extensions.conf", "touches.csv", "ovh.csv", "choix.txt", "p-midi.txt"} <= written
    assert not any(name.endswith(".wav") for name in written)
    assert main(["phone-menu", "--out", "/proc/non"]) == 2
    assert "--out /proc/non" in capsys.readouterr().err
