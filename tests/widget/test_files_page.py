"""The page of a short link that opens several documents, in the browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from bot.documents import DocumentKind
from bot.site.files_page import files_page
from tests.widget.talking import assert_accessible

TARGET = 44


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_and_its_links_are_large(
    new_page: Callable[..., Page], watch: object, tmp_path: Path, size: str, scheme: str
) -> None:
    file = tmp_path / "fichiers.html"
    file.write_text(files_page([f"/documents/token/{kind.file_name}" for kind in DocumentKind]))
    watch.origins = (file.as_uri(),)  # type: ignore[attr-defined]
    page = new_page(size, color_scheme=scheme)
    page.goto(file.as_uri())
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    boxes = [link.bounding_box() for link in page.get_by_role("listitem").get_by_role("link").all()]
    assert len(boxes) == len(DocumentKind) + 1
    assert all(box and box["height"] >= TARGET for box in boxes[:-1]), boxes
