"""The plugins of WordPress and SPIP: the same settings, the same line."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

DEPLOY = Path(__file__).parents[2] / "deploy"
WORDPRESS = DEPLOY / "wordpress" / "assistant-mairie.php"
SPIP = DEPLOY / "spip" / "assistant_mairie"
PIPELINES = SPIP / "assistant_mairie_pipelines.php"
WRITTEN = ["server", "title", "color", "logo"]


def settings(plugin: Path) -> list[str]:
    listed = re.search(r"const ASSISTANT_MAIRIE_FIELDS = (.*?);\n", plugin.read_text("utf-8"), re.S)
    assert listed
    return re.findall(r"^\t'(\w+)' *=>", listed[1], re.M)


def line(plugin: Path) -> tuple[str, list[str]]:
    """The script as it is written, and the settings that become its data-attributes."""
    php = plugin.read_text("utf-8")
    script = re.search(r"'(<script .*?</script>)'", php)
    options = re.search(r"foreach \( ?(?:array\( |\[)([^)\]]*?)(?: \)|\]) as \$name", php)
    assert script
    assert options
    return script[1], re.findall(r"'(\w+)'", options[1])


def test_they_ask_for_the_same_settings() -> None:
    assert settings(WORDPRESS) == settings(PIPELINES) == [*WRITTEN, "pages"]


def test_they_write_the_same_line() -> None:
    assert line(WORDPRESS) == line(PIPELINES)
    assert line(PIPELINES)[1] == WRITTEN


def test_spip_finds_the_files_and_the_page_it_is_told_of() -> None:
    paquet = ElementTree.parse(SPIP / "paquet.xml").getroot()
    assert paquet.get("prefix") == SPIP.name
    for pipeline in paquet.iter("pipeline"):
        assert f"function {SPIP.name}_{pipeline.get('nom')}(" in PIPELINES.read_text("utf-8")
        assert pipeline.get("inclure") == PIPELINES.name
    (menu,) = paquet.iter("menu")
    page = menu.get("nom")
    assert (SPIP / "prive" / "squelettes" / "contenu" / f"{page}.html").is_file()
    assert (SPIP / "formulaires" / f"{page}.html").is_file()
    assert f"function formulaires_{page}_traiter_dist(" in (
        SPIP / "formulaires" / f"{page}.php"
    ).read_text("utf-8")
