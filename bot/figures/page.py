"""The report as one HTML file: tables, a plot beside each, no script, nothing from elsewhere."""

import re
from textwrap import shorten
from xml.etree import ElementTree

import pygal
from pygal.style import Style

from bot.figures.report import Report, Table, month_title, say_number
from bot.french.say import typeset
from bot.knowledge import knowledge
from bot.site.pages import styles, template

WIDTH = 460
BAR = 30
AROUND = 16
_STYLE = Style(font_family="sans-serif", label_font_size=13)
# A label longer than this is cut in the plot; the table beside it has it whole.
LONGEST_LABEL = 28


def figures_page(report: Report, months: list[str] | None = None) -> str:
    """The HTML of the page.

    Args:
        report: the figures.
        months: those that a served page links to.
    """
    plots = {table.name: plot(table) for table in report.tables}
    html = template("chiffres.html").render(
        town=knowledge().town_hall,
        report=report,
        plots=plots,
        months={month: month_title(month) for month in months or []},
        say=say_number,
    )
    return typeset(html).replace("<style></style>", f"<style>{styles()}</style>")


def plot(table: Table) -> str:
    """The bars of a table in inline SVG; empty when it has fewer than two numbers."""
    lines = [line for line in table.lines if line.number is not None]
    if len(lines) < 2:
        return ""
    bars = pygal.HorizontalBar(
        width=WIDTH,
        height=AROUND + BAR * len(lines),
        style=_STYLE,
        show_legend=False,
        show_x_labels=False,
        print_values=False,
        margin=8,
    )
    # From the bottom to the top.
    bars.x_labels = [
        shorten(line.label, LONGEST_LABEL, placeholder="…") for line in reversed(lines)
    ]
    bars.add("", [line.number for line in reversed(lines)])
    svg = bars.render_tree()
    # The table says the same in words: a screen reader need not read it twice.
    svg.attrib = {"viewBox": svg.attrib["viewBox"], "aria-hidden": "true", "class": "plot"}
    _bare(svg)
    return re.sub(r"ns0:|:ns0", "", ElementTree.tostring(svg, encoding="unicode"))


def _bare(node: ElementTree.Element) -> None:
    """Take out what only a script or a style of pygal's own would use."""
    for child in list(node):
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if name in ("", "defs", "desc", "title") or child.get("class", "").endswith("-overlay"):
            node.remove(child)
        else:
            _bare(child)
