"""The exact points of questions, as ``data/nlu`` tells them."""

from bot.examples import points
from bot.knowledge import load
from bot.linted_project import Project
from bot.linter import ROOT


def test_the_points_read_by_one_line_are_those_of_the_whole_files() -> None:
    known = {point for its in points().values() for point in its}
    assert known == Project(ROOT, load("argences")).points.keys()
    assert len(known) == sum(map(len, points().values()))
