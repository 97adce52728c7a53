"""Twenty callers at once on one worker, by sipp, while a resident is on the website.

Needs ``ASTERISK_ROOT``, a Debian 11 folder that holds Asterisk (see ``make phone-test``), and sipp,
of Debian's package sip-tester. The website's times are told, and held to no bar: the machine may
be at something else.
"""

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from statistics import median

import pytest

from bench.phone import p95, website
from tests.line.asterisk import CASE, MENU, Asterisk, played
from tests.line.at_once import SIPP, calling_at_once, told_wrong
from tests.line.dialling import KEYS, ROOT
from tests.running import RunningServer
from tests.stored import kept

pytestmark = [
    pytest.mark.skipif(not ROOT, reason="make phone-test"),
    pytest.mark.skipif(not SIPP, reason="sipp n'est pas installé : apt-get install sip-tester"),
]
CALLS = 20
# The beginning of what key 4 plays, by the assistant's word.
OPEN_NOW = "p-la-mairie-est-ouverte-en-ce-moment-jusqu-a"
# A case at its step, told from the right day.
ENDED = ('"complaint_day": ["2026-09-03", "2026-09-03"]', '"name": "ended", "value": "refer"')


def ended(store: Path) -> int:
    """The cases that are at their end, still held while their callers listen."""
    with closing(sqlite3.connect(store)) as read:
        rows = read.execute("SELECT events FROM conversations").fetchall()
        return sum(all(words in events for words in ENDED) for (events,) in rows)


def test_twenty_callers_of_the_menu_hear_what_they_press(
    asterisk: Asterisk, assistant: RunningServer, tmp_path: Path
) -> None:
    before = len(asterisk.channels)
    quiet = p95(website(assistant.url, lambda: False))
    with calling_at_once(asterisk, MENU, ("4", "1"), CALLS, tmp_path) as callers:
        meanwhile = p95(website(assistant.url, lambda: callers.poll() is None))
    assert callers.returncode == 0, told_wrong(tmp_path)
    calls = asterisk.channels[before:]
    assert len(calls) == CALLS
    for call in calls:
        sounds = played(asterisk.steps(call))
        assert sounds.index(OPEN_NOW) < sounds.index("etapes-1")
    assert asterisk.is_quiet()
    print(f"menu : p95 du site {meanwhile:.0f} ms, {meanwhile / quiet:.2f} fois seul")


def test_twenty_cases_are_told_to_their_end(
    asterisk: Asterisk, assistant: RunningServer, store: Path, tmp_path: Path
) -> None:
    before, left, most = len(asterisk.channels), kept(store), 0

    def under_way(callers: "subprocess.Popen[bytes]") -> bool:
        nonlocal most
        most = max(most, ended(store))
        return callers.poll() is None

    asterisk.command("agi set debug on")
    quiet = p95(website(assistant.url, lambda: False))
    with calling_at_once(asterisk, CASE, KEYS, CALLS, tmp_path) as callers:
        meanwhile = p95(website(assistant.url, lambda: under_way(callers)))
    assert callers.returncode == 0, told_wrong(tmp_path)
    assert len(asterisk.channels) - before == CALLS
    assert most == CALLS
    assert asterisk.is_quiet()
    # The two residents of the website.
    assert kept(store) == left + 2
    waited = asterisk.from_key_to_sound(asterisk.channels[before:])
    # A day's figures but the last are followed by none.
    assert len(waited) == CALLS * len(KEYS)
    print(f"dossiers : de la touche au son, médiane {median(waited):.0f}, p95 {p95(waited):.0f} ms")
    print(f"dossiers : p95 du site {meanwhile:.0f} ms, {meanwhile / quiet:.2f} fois seul")
