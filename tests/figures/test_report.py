"""The figures as they are read: no number under five, nor one that can be worked out."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.channels.settings import ADAPTERS
from bot.figures.counting import Figure
from bot.figures.page import figures_page, plot
from bot.figures.report import SMALL, Report, Table, report, say_number
from bot.figures.table import Cells
from bot.rasa.responses import PHONE
from bot.rasa.rest_channel import RestChannel
from bot.rasa.turns import NO_CHANNEL

COUNTED = some.dictionaries(some.sampled_from("abcdefgh"), some.integers(1, 30), max_size=8)
BY_HOUR = some.dictionaries(some.integers(0, 23).map(str), some.integers(1, 30))


def made(**cells: Mapping[str, int]) -> Report:
    whole: Cells = {figure: cells.get(figure.value, {}) for figure in Figure}
    return report("2026-11", whole)


def table(figure: Figure, found: Report) -> Table:
    return next(each for each in found.tables if each.name == figure.value)


def lines(figure: Figure, **cells: Mapping[str, int]) -> dict[str, int | None]:
    return {line.label: line.number for line in table(figure, made(**cells)).lines}


@settings(deadline=None)
@given(COUNTED)
def test_no_number_under_five_is_shown_nor_left_to_work_out(cells: dict[str, int]) -> None:
    found = table(Figure.OUTCOME, made(outcome=cells))
    numbers = [line.number for line in found.lines]
    assert all(number is None or number >= SMALL for number in numbers)
    if sum(cells.values()) < SMALL:
        assert found.total is None
        assert numbers in ([], [None])
    else:
        assert found.total == sum(cells.values()) == sum(filter(None, numbers))


@settings(deadline=None)
@given(BY_HOUR)
def test_hours_are_joined_until_five(cells: dict[str, int]) -> None:
    found = table(Figure.HOUR, made(hour=cells))
    numbers = [line.number for line in found.lines]
    assert all(number is None or number >= SMALL for number in numbers)
    if sum(cells.values()) >= SMALL:
        assert sum(filter(None, numbers)) == sum(cells.values())
        spans = [[int(n) for n in re.findall(r"\d+", line.label)] for line in found.lines]
        assert [span[0] for span in spans] == [0, *(span[1] for span in spans[:-1])]
        assert spans[-1][1] == 24


def test_a_small_cell_takes_the_smallest_of_the_others_with_it() -> None:
    assert lines(Figure.HELPED, helped={"yes": 40, "no": 4}) == {"En tout": 44}
    topics = {"ask_cost": 40, "ask_steps": 9, "ask_person": 2}
    assert lines(Figure.TOPIC, topic=topics) == {"Combien cela coûte ?": 40, "Autres, réunis": 11}


def test_every_channel_is_said_by_its_name() -> None:
    channels = {RestChannel.name(), NO_CHANNEL, PHONE, *(each.name for each in ADAPTERS)}
    found = lines(Figure.MESSAGES, messages=dict.fromkeys(channels, 9))
    assert len(found) == len(channels)
    assert not found.keys() & set(channels)


def test_twenty_topics_at_most_are_named() -> None:
    topics = {f"topic_{number}": 100 - number for number in range(25)}
    found = lines(Figure.TOPIC, topic=topics)
    assert len(found) == 21
    assert found["Autres, réunis"] == sum(100 - number for number in range(20, 25))


def test_what_a_resident_told_is_in_no_question() -> None:
    cells = dict.fromkeys(("confirm_date", "which_service", "date_of_what", "court"), 9)
    found = lines(Figure.LEFT, left=cells)
    assert list(found) == [
        "Est-ce bien cette date ?",
        "Un tribunal ou un autre médiateur a-t-il déjà ce dossier ?",
        "Vous citez une date : c'était quoi ?",
        "À quel service était-il adressé ?",
    ]


def test_the_time_to_answer_is_in_seconds() -> None:
    cells = {"0.05": 100, "0.1": 2, "0.2": 20, "more": 1}
    assert lines(Figure.SECONDS, seconds=cells) == {"Moins de 0,05 s": 100, "Plus de 0,05 s": 23}


def test_numbers_as_they_are_read() -> None:
    assert say_number(1713) == "1\N{NO-BREAK SPACE}713"
    assert say_number(None) == "moins de 5"


@pytest.mark.parametrize("cells", [{}, {"ask_cost": 40, "ask_steps": 30}])
def test_the_page_is_one_file_without_script(cells: dict[str, int]) -> None:
    page = figures_page(made(topic=cells))
    assert "<h1>L'assistant en chiffres : novembre 2026</h1>" in page.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    for sign in ("<script", "http://", "https://", "style=", "src=", "pygal.org", "@import"):
        assert sign not in page, sign
    assert page.count("<svg") == bool(cells)


def test_what_is_too_few_has_no_plot() -> None:
    assert plot(table(Figure.HELPED, made(helped={"yes": 2, "no": 1}))) == ""
