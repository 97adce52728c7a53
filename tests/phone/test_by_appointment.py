"""A town that does not receive everybody at all its hours: on the phone as on its website."""

import base64
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen
from xml.etree import ElementTree

import pytest

from bot.clock import parse_moment
from bot.french.spoken import spoken
from bot.knowledge import knowledge
from bot.knowledge.town_hall import TownHall
from bot.phone.asterisk import extensions
from bot.phone.menu import menu_of, recorded_menu
from bot.phone.menu_call import CHOICES, Step, after_key, nobody_answers, status_aloud
from bot.phone.menu_tables import ovh_table
from bot.phone.pieces import pieces, status_in_pieces
from bot.site.desk_page import render_desk
from bot.townhall import State, status_at
from tests.running import RunningServer, call, start_server
from tests.towns import serving, town_file

HOURS = (
    'Mo-Fr 09:00-12:00; We 09:00-12:00, We 17:00-19:00 "sur rendez-vous"; '
    'Sa 10:00-12:00 "Permanence des élus uniquement"; '
    "week 2-52/2 Th 09:00-12:00,14:00-17:00; PH off"
)
TODAY = date(2026, 11, 23)
OPEN, APPOINTMENT, RESTRICTED, CLOSED = (
    "2026-11-25T10:00",
    "2026-11-25T18:00",
    "2026-11-28T11:00",
    "2026-11-25T15:00",
)
ALL_HOURS = {
    "value": "Fermé un vendredi sur trois.",
    "source": ["town_hall_page"],
    "checked_on": date(2026, 11, 22),
}
PLAINLY_OPEN = re.compile(r"est ouverte en ce moment|ouverte, jusqu", re.IGNORECASE)
KEY = "une-clé-pour-l'accueil"


@contextmanager
def at(folder: Path, **changes: object) -> Iterator[TownHall]:
    """The town hall served, with restrictions."""
    with serving(town_file(folder, hours=HOURS, **changes)):
        yield knowledge().town_hall


def press(key: str, moment: str) -> Step:
    now = parse_moment(moment, "test")
    facts = knowledge()
    return after_key(menu_of(facts, now.date()), facts.town_hall, now, CHOICES, 1, key)


def status_told(moment: str) -> str:
    now = parse_moment(moment, "test")
    return status_aloud(status_at(knowledge().town_hall, now), now)


# --- what the menu says ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "says"),
    [
        (
            APPOINTMENT,
            [
                "jusqu'à dix-neuf heures, la mairie ne reçoit que sur rendez-vous",
                "Pour tous, elle ouvre demain, jeudi, à neuf heures.",
            ],
        ),
        (
            RESTRICTED,
            ["jusqu'à midi", "Permanence des élus uniquement.", "Pour tous, elle ouvre lundi"],
        ),
        (
            CLOSED,
            [
                "fermée en ce moment. Elle ouvre aujourd'hui à dix-sept heures, sur rendez-vous.",
                "Pour tous, elle ouvre demain, jeudi, à neuf heures.",
            ],
        ),
    ],
)
def test_the_hours_never_begin_by_plainly_open(
    tmp_path: Path, moment: str, says: list[str]
) -> None:
    with at(tmp_path):
        first = press("4", moment).says[0]
        assert press("4", OPEN).says[0] == "La mairie est ouverte en ce moment, jusqu'à midi."
    assert [words for words in says if words not in first] == []
    assert not PLAINLY_OPEN.search(first)
    assert "sur rendez-vous, pour tous" not in first
    assert not re.search(r"\d|[/()«»]", first)


def test_the_words_beside_all_the_hours_are_said_at_each_of_them(tmp_path: Path) -> None:
    with at(tmp_path, hours_note=ALL_HOURS):
        for moment in (OPEN, APPOINTMENT, RESTRICTED, CLOSED):
            assert "Fermé un vendredi sur trois" in status_told(moment)
            assert not PLAINLY_OPEN.search(status_told(moment))
        for menu in (menu_of(knowledge(), TODAY), recorded_menu(knowledge(), TODAY)):
            week = " ".join(prompt.said for prompt in menu.prompts)
            assert "À savoir : Fermé un vendredi sur trois." in week


@pytest.mark.parametrize("moment", [APPOINTMENT, RESTRICTED])
def test_a_person_is_passed_to_after_whom_they_receive(tmp_path: Path, moment: str) -> None:
    with at(tmp_path) as town_hall:
        menu = menu_of(knowledge(), TODAY)
        now = parse_moment(moment, "test")
        assert press("0", moment) == Step((status_told(moment), menu.transfer.said), transfers=True)
        missed = nobody_answers(menu, town_hall, now)
        assert missed.says == (menu.nobody.said, status_told(moment), menu.goodbye.said)
        assert not press("0", CLOSED).transfers


# --- sounds and tables ----------------------------------------------------------------------


@pytest.mark.parametrize("note", [None, ALL_HOURS])
def test_the_pieces_say_every_sentence(tmp_path: Path, note: dict[str, object] | None) -> None:
    with at(tmp_path, hours_note=note) as town_hall:
        sounds = {prompt.name: prompt.said for prompt in pieces(town_hall, TODAY)}
        seen = set()
        for hours in range(24 * 30):
            now = parse_moment(f"{TODAY}T00:30", "test") + timedelta(hours=hours)
            status = status_at(town_hall, now)
            seen.add(status.state)
            played = " ".join(sounds[name] for name in status_in_pieces(status, now))
            assert words(played) == words(status_aloud(status, now)), now
    assert seen == set(State) - ({State.OPEN} if note else set())


def test_long_words_that_begin_alike_have_sounds_of_their_own(tmp_path: Path) -> None:
    alike = "Réservé aux habitants du quartier de la gare et à ceux du bourg, sur la place, "
    hours = f'Mo 09:00-12:00 "{alike}le matin"; Tu 09:00-12:00 "{alike}avec un papier"; PH off'
    with serving(town_file(tmp_path, hours=hours)):
        said = [prompt.said for prompt in pieces(knowledge().town_hall, TODAY)]
    for end in ("le matin", "avec un papier"):
        assert spoken(f"{alike}{end}") in said


def words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.lower())


def test_the_dialplan_rings_unless_the_town_hall_is_closed(tmp_path: Path) -> None:
    with at(tmp_path) as town_hall:
        dialplan = extensions(recorded_menu(knowledge(), TODAY), town_hall, TODAY)
        person = dialplan.partition("[mairie-personne]")[2]
        rings = re.findall(r'REGEX\("\^mairie/(\S+)" .*\?ouverte', person)
        told_first = person.index("Playback(${ETAT})")
        assert person.index("p-la-mairie-est-ouverte") < told_first < person.index("p-en-ce-moment")
        for moment, rung in ((OPEN, 1), (APPOINTMENT, 1), (RESTRICTED, 1), (CLOSED, 0)):
            now = parse_moment(moment, "test")
            first = status_in_pieces(status_at(town_hall, now), now)[0]
            assert sum(first.startswith(each) for each in rings) == rung, moment


def test_recorded_hours_tell_every_other_week_without_its_next_date(tmp_path: Path) -> None:
    with at(tmp_path):
        read, played = (
            " ".join(prompt.said for prompt in make(knowledge(), TODAY).prompts)
            for make in (menu_of, recorded_menu)
        )
    for week in (read, played):
        assert "dix-sept heures à dix-neuf heures, sur rendez-vous" in week
        assert "sauf les semaines paires" in week
    assert "vingt-six novembre" in read
    assert "prochaine fois" not in played


def test_the_ovh_table_keeps_the_words_beside_hours(tmp_path: Path) -> None:
    with at(tmp_path) as town_hall:
        table = ovh_table(recorded_menu(knowledge(), TODAY), town_hall, TODAY)
    assert '"Mercredi";"17:00-19:00";"sur rendez-vous"' in table
    assert '"Samedi";"10:00-12:00";"Permanence des élus uniquement"' in table
    # Every other Thursday is set by its date, and is no usual hour.
    assert '"Jeudi";"14:00-17:00"' not in table
    assert '"2026-11-26 / 2026-11-26"' in table
    assert '"2026-12-03 / 2026-12-03"' not in table


# --- the clerk's page -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "says"),
    [
        (APPOINTMENT, "En ce moment : ouverte sur rendez-vous seulement, jusqu'à 19 h."),
        (
            RESTRICTED,
            "En ce moment : ouverte sous condition, jusqu'à midi (Permanence des élus uniquement).",
        ),
        (CLOSED, "(sur rendez-vous). Pour tous, elle ouvre demain, jeudi, à 9 h."),
    ],
)
def test_the_clerk_sees_whom_the_town_hall_receives(tmp_path: Path, moment: str, says: str) -> None:
    with at(tmp_path):
        page = plain(render_desk(parse_moment(moment, "test")))
    assert says in page
    assert not PLAINLY_OPEN.search(page)
    assert "de 17 h à 19 h (sur rendez-vous)" in page


def plain(page: str) -> str:
    return page.replace("\N{NO-BREAK SPACE}", " ").replace("’", "'").replace("&#39;", "'")


# --- the running server ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """The town of above, on the Wednesday evening when it receives by appointment."""
    folder = tmp_path_factory.mktemp("town")
    file, store = town_file(folder, hours=HOURS), f"sqlite:///{folder}/conversations.db"
    yield from start_server(TOWN=str(file), STORE_URL=store, BOT_NOW=APPOINTMENT, DESK_KEY=KEY)


def pressed(evening: RunningServer, key: str) -> ElementTree.Element:
    with urlopen(f"{evening.url}/telephone/touche", urlencode({"Digits": key}).encode()) as answer:
        return ElementTree.fromstring(answer.read())


def test_the_carrier_is_told_so_and_dials(evening: RunningServer) -> None:
    document = pressed(evening, "4")
    said = " ".join(say.text or "" for say in document.iter("Say"))
    assert "la mairie ne reçoit que sur rendez-vous" in said
    assert not PLAINLY_OPEN.search(said)
    document = pressed(evening, "0")
    assert "sur rendez-vous" in (document.findtext("Say") or "")
    assert document.findtext("Dial/Number") == "+33231279060"


def test_menus_that_play_sounds_and_the_clerk_are_told_so(evening: RunningServer) -> None:
    state = call(f"{evening.url}/telephone/etat").body.decode()
    assert state.startswith("mairie/p-en-ce-moment&")
    assert "sur-rendez-vous" in state
    assert "ouverte" not in state
    key = base64.b64encode(f"accueil:{KEY}".encode()).decode()
    page = plain(call(f"{evening.url}/accueil", Authorization=f"Basic {key}").body.decode())
    assert "ouverte sur rendez-vous seulement, jusqu'à 19 h" in page
    assert not PLAINLY_OPEN.search(page)
