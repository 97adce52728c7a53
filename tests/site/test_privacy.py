"""The privacy page, for a town that accepts messaging apps."""

import pytest

from bot.channels.settings import ADAPTERS
from bot.site.pages import FOLDER


@pytest.mark.parametrize("name", sorted({adapter.name for adapter in ADAPTERS}))
def test_it_says_who_else_sees_the_messages_of_each_app(name: str) -> None:
    page = (FOLDER / "confidentialite.html").read_text(encoding="utf-8")
    assert f'{{% if "{name}" in town.channels %}}' in page
