"""Calls that Asterisk hands over: by keys to the same end as by TwiML, and nothing left of them."""

import socket
import sqlite3
import stat
import wave
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.web_settings import WebSettingError, web_settings
from tests.phone.asterisk_double import WAIT_SECONDS, WITHHELD, WRITING_VOICE, Line
from tests.phone.test_call import TOKEN, Call, rows
from tests.running import RunningServer, free_port, start_server

# A case to its end: SFR, complained, the day, in writing, no answer, no letter, no court.
FIRST = (
    "J'ai un litige, tapez un. Les étapes, tapez deux. L'adresse du médiateur, tapez trois. "
    "Les horaires de la mairie, tapez quatre."
)
CASE = ("1", "2", "1", "03092026", "1", "1", "2", "1")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("store") / "conversations.db"


@pytest.fixture(scope="module")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sounds") / "mairie"


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def gate() -> int:
    return free_port()


@pytest.fixture(scope="module")
def line(store: Path, sounds: Path, port: int, gate: int) -> Iterator[RunningServer]:
    web = free_port()
    yield from start_server(
        web,
        WRITING_VOICE.format(port=web),
        STORE_URL=f"sqlite:///{store}",
        TWILIO_AUTH_TOKEN=TOKEN,
        FASTAGI=f"127.0.0.1:{port}",
        FASTAGI_SOUNDS=str(sounds),
        VOICE_GATE=str(gate),
    )


@pytest.fixture
def voice(line: RunningServer, gate: int) -> Iterator[socket.socket]:
    """Where the voice asks whether it may make a sound."""
    with socket.create_server(("127.0.0.1", gate)) as asked:
        asked.settimeout(WAIT_SECONDS)
        yield asked


def asked_of(voice: socket.socket, answer: bytes = b".") -> str:
    """What the voice is about to say, and whether it may."""
    peer, _ = voice.accept()
    with peer, peer.makefile("rb") as said:
        words = said.read().decode()
        peer.sendall(answer)
    return words


def words_of(sound: Path) -> str:
    """What a sound of the writing voice says."""
    with wave.open(str(sound)) as opened:
        return opened.readframes(opened.getnframes()).decode("utf-16-le")


@pytest.fixture
def call(line: RunningServer, port: int) -> Line:
    return Line(port)


def conversations(store: Path) -> list[str]:
    """The names of those of which a word is kept."""
    with sqlite3.connect(store) as read:
        kept = "events NOT IN ('', '[]') OR answers NOT IN ('', '{}') OR unheard <> ''"
        found = read.execute(f"SELECT sender_id FROM conversations WHERE {kept}")
        return [name for (name,) in found]


def spoken_by_twiml(line: RunningServer, name: str, *keys: str) -> str:
    """What the same keys lead to when the carrier asks by the web."""
    other = Call(line, name).speak("j'ai un litige")
    for key in keys[1:]:
        other.press(key)
    return other.said


def test_a_whole_case_by_keys_says_what_the_web_says(
    line: RunningServer, call: Line, store: Path
) -> None:
    assert call.hear(CASE[0]).startswith("Bonjour, je suis un robot")
    for place, key in enumerate(CASE[1:], start=1):
        assert call.hear(key) == spoken_by_twiml(line, f"CA-{place}", *CASE[:place])
    end = call.hear("1")
    assert end == spoken_by_twiml(line, "CA-end", *CASE)
    assert "saisissez le médiateur" in end
    assert "vendredi trois septembre deux mille vingt-sept" in end
    assert "quatre septembre deux mille vingt-sept" not in end
    kept = len(conversations(store))
    why = call.hear("2")
    assert "Votre étape : saisir le médiateur" in why
    # By voice, another question may be asked; by keys, the first choices come again.
    assert "Dites" not in why
    assert f"{FIRST} Si vous avez fini, raccrochez." in why
    # « Les étapes », when the case is known, are its own.
    assert "saisissez le médiateur" in call.hear("0")
    assert call.given_back()
    assert len(conversations(store)) == kept - 1


def test_the_open_question_is_a_choice(call: Line) -> None:
    said = call.hear("0")
    assert said.endswith(FIRST)
    assert "Dites" not in said
    assert call.given_back()


@pytest.mark.parametrize(
    ("key", "fact", "other"),
    [
        ("1", "Quel est votre opérateur", "Gentilly"),
        ("2", "écrivez au service consommateurs", "opérateur, tapez"),
        ("3", "Gentilly Cedex", "de neuf heures à midi"),
        ("4", "lundi : de neuf heures à midi", "Gentilly"),
    ],
)
def test_each_first_choice_is_understood(call: Line, key: str, fact: str, other: str) -> None:
    call.hear(key)
    said = call.hear("0")
    assert fact in said
    assert other not in said
    assert "pas sûr d'avoir compris" not in said
    assert call.given_back()


def test_a_sound_is_there_while_it_plays_and_only_asterisk_finds_it(
    call: Line, sounds: Path
) -> None:
    first = call.playing()
    assert list(sounds.iterdir()) == [first]
    assert stat.S_IMODE(first.stat().st_mode) == 0o644
    assert stat.S_IMODE(sounds.stat().st_mode) == 0o711
    call.press(first, "1")
    second = call.playing()
    assert list(sounds.iterdir()) == [second]
    call.press(second, "0")
    assert call.given_back()
    assert list(sounds.iterdir()) == []


def test_one_sentence_is_enough_to_begin_and_the_next_is_made_while_it_plays(
    voice: socket.socket, port: int
) -> None:
    call = Line(port)
    first = asked_of(voice)
    assert first.startswith("Bonjour, je suis un robot")
    assert first.index(".") == len(first) - 1
    playing = call.playing()
    assert words_of(playing) == first
    assert asked_of(voice).startswith("Je vous aide")
    voice.close()
    call.hear_out(playing, "0")
    assert call.given_back()


def test_who_presses_early_hears_no_more_of_it(call: Line) -> None:
    call.press(call.playing(), "1")
    assert words_of(call.playing()) == "Je vous pose quelques questions courtes, une à la fois."
    call.hang_up()


def test_a_voice_that_stops_gives_the_call_back_and_serves_the_next(
    voice: socket.socket, port: int, sounds: Path
) -> None:
    call = Line(port)
    asked_of(voice, b"!")
    assert call.given_back()
    assert list(sounds.iterdir()) == []
    voice.close()
    after = Line(port)
    assert after.hear("0").endswith(FIRST)
    assert after.given_back()


def test_two_failures_lead_to_a_person_and_leave_nothing(call: Line, store: Path) -> None:
    before = conversations(store)
    call.hear("1")
    asked = call.hear("")
    assert call.hear("8") == f"Je n'ai pas compris. {asked}"
    assert call.given_back()
    assert conversations(store) == before


def test_silence_at_first_says_the_choices_again(call: Line) -> None:
    first = call.hear("")
    assert call.hear("") == f"Je n'ai pas compris. {first}"
    assert call.given_back()


def test_a_day_is_ended_by_its_last_key_or_not_known_by_a_star(call: Line) -> None:
    for key in ("1", "1", "1"):
        call.hear(key)
    assert "en huit chiffres" in call.hear("31022026")
    assert "n'existe pas" in call.hear("*#")
    said = call.hear("0")
    assert "oubliée" in said or "prudence" in said
    assert call.given_back()


@pytest.mark.parametrize("how", ["told", "gone", "while it plays"])
def test_who_hangs_up_leaves_nothing(
    call: Line, store: Path, sounds: Path, line: RunningServer, how: str
) -> None:
    before = conversations(store)
    call.hear("1")
    call.hear("3")
    playing = call.playing()
    assert "Bouygues" in rows(store)
    if how == "while it plays":
        call.send("200 result=-1 endpos=4000\n")
        assert call.asked() == "CHANNEL STATUS"
        call.send("511 Command Not Permitted on a dead channel or intercept routine\n")
    elif how == "gone":
        call.socket.shutdown(socket.SHUT_WR)
    if how == "told":
        call.hang_up()
    else:
        assert call.given_back()
    assert conversations(store) == before
    assert not playing.exists()
    assert "Bouygues" not in "".join(line.log)


@pytest.mark.parametrize("how", ["told", "gone", "while it is waited for"])
def test_who_hangs_up_in_the_middle_of_a_day_leaves_nothing(
    call: Line, store: Path, sounds: Path, line: RunningServer, how: str
) -> None:
    before = conversations(store)
    for key in ("1", "3", "1"):
        call.hear(key)
    assert "en huit chiffres" in call.hear("0309")
    assert call.asked() == "WAIT FOR DIGIT 6000"
    assert "Bouygues" in rows(store)
    if how == "told":
        call.hang_up()
    else:
        if how == "gone":
            call.socket.shutdown(socket.SHUT_WR)
        else:
            call.send("200 result=-1\n")
        assert call.given_back()
    assert conversations(store) == before
    assert list(sounds.iterdir()) == []
    assert "Bouygues" not in "".join(line.log)


# Of ``res_agi.c``: a command that it does not know, and one whose words it does not take.
REFUSALS = (
    "510 Invalid or unknown command\n",
    "520-Invalid command syntax.  Proper usage follows:\nUsage: …\n520 End of proper usage.\n",
)


@pytest.mark.parametrize("refusal", REFUSALS)
def test_a_sound_that_asterisk_refuses_gives_the_call_back_and_is_told(
    call: Line, store: Path, sounds: Path, line: RunningServer, refusal: str
) -> None:
    before = conversations(store)
    call.hear("1")
    told = len(line.log)
    sound = call.playing().with_suffix("")
    call.send(refusal)
    assert call.given_back()
    command = f'STREAM FILE "{sound}" "0123456789*#"'
    line.wait_for(f"Asterisk refuse « {command} » (réponse {refusal[:3]})", told)
    assert conversations(store) == before
    assert list(sounds.iterdir()) == []


@pytest.mark.parametrize("refusal", REFUSALS)
def test_a_key_that_asterisk_refuses_to_wait_for_gives_the_call_back_and_is_told(
    call: Line, store: Path, line: RunningServer, refusal: str
) -> None:
    before = conversations(store)
    for key in ("1", "3", "1"):
        call.hear(key)
    call.hear("0309")
    told = len(line.log)
    assert call.asked() == "WAIT FOR DIGIT 6000"
    call.send(refusal)
    assert call.given_back()
    line.wait_for(f"Asterisk refuse « WAIT FOR DIGIT 6000 » (réponse {refusal[:3]})", told)
    assert conversations(store) == before


def test_two_calls_at_once_share_nothing(call: Line, port: int, line: RunningServer) -> None:
    other = Line(port, number="anonymous", shown=WITHHELD)
    call.hear("1")
    other.hear("1")
    call.hear("1")
    other.hear("4")
    assert call.hear("0") == spoken_by_twiml(line, "CA-orange", "1", "1")
    assert other.hear("0") == spoken_by_twiml(line, "CA-free", "1", "4")
    assert call.given_back()
    assert other.given_back()


@pytest.mark.parametrize("result", [0, -1])
def test_a_sound_that_asterisk_cannot_read_gives_the_call_back(
    call: Line, line: RunningServer, result: int
) -> None:
    call.playing()
    call.send(f"200 result={result} endpos=0\n")
    if result < 0:
        assert call.asked() == "CHANNEL STATUS"
        call.send("200 result=6\n")
    assert call.given_back()


@pytest.mark.parametrize(
    "bytes_sent", [b"", b"GET / HTTP/1.1\r\n\r\n", b"agi_network: yes\n", b"x" * 200_000]
)
def test_who_is_no_asterisk_is_left_alone(
    line: RunningServer, port: int, bytes_sent: bytes
) -> None:
    with socket.create_connection(("127.0.0.1", port), 30) as peer:
        peer.sendall(bytes_sent)
        peer.shutdown(socket.SHUT_WR)
        # Reset when what was sent was not read to its end.
        with suppress(ConnectionResetError):
            assert peer.recv(1) == b""
    call = Line(port)
    call.hear("0")
    assert call.given_back()


def test_a_server_told_to_stop_erases_the_calls_under_way(tmp_path: Path) -> None:
    store, here, web = tmp_path / "conversations.db", free_port(), free_port()
    running = start_server(
        web,
        WRITING_VOICE.format(port=web),
        STORE_URL=f"sqlite:///{store}",
        FASTAGI=f"127.0.0.1:{here}",
        FASTAGI_SOUNDS=str(tmp_path / "sounds"),
    )
    next(running)
    call = Line(here)
    call.hear("1")
    call.hear("3")
    call.playing()
    assert "Bouygues" in rows(store)
    running.close()
    assert call.given_back()
    assert "Bouygues" not in rows(store)
    assert list((tmp_path / "sounds").iterdir()) == []


@pytest.mark.parametrize(
    "given", ["4573", "0.0.0.0:4573", "8.8.8.8:4573", "127.0.0.1:0", "127.0.0.1:é", "localhost:1"]
)
def test_an_address_that_anybody_reaches_is_refused(
    monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv("FASTAGI", given)
    with pytest.raises(WebSettingError, match=r"FASTAGI=127\.0\.0\.1:4573") as refused:
        web_settings()
    assert f"« {given} »" in str(refused.value)


def test_off_unless_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FASTAGI", raising=False)
    assert web_settings().fastagi is None
    monkeypatch.setenv("FASTAGI", "10.0.0.5:4573")
    assert web_settings().fastagi == ("10.0.0.5", 4573)


def test_a_folder_that_cannot_be_used_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from bot.phone.sounds import sounds_folder

    (tmp_path / "file").write_text("")
    for folder in (str(tmp_path / "file"), "relative/folder", str(tmp_path / "no" / "parent")):
        monkeypatch.setenv("FASTAGI_SOUNDS", folder)
        with pytest.raises(WebSettingError, match="FASTAGI_SOUNDS=/run/mediation-sons") as refused:
            sounds_folder()
        assert f"« {folder} »" in str(refused.value)
