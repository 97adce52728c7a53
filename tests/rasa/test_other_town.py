"""Another town is another YAML file, and nothing of the first one is said."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running import Resident, start_server

TOWN = Path(__file__).parents[1] / "knowledge" / "autre_ville.yml"


@pytest.fixture(scope="module")
def trifouillis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Resident]:
    store = tmp_path_factory.mktemp("other") / "conversations.db"
    for served in start_server(TOWN=str(TOWN), STORE_URL=f"sqlite:///{store}"):
        yield Resident(served.url, "other-town")


def test_its_address_phone_and_hours_are_said(trifouillis: Resident) -> None:
    said = [
        trifouillis.say(question).text
        for question in (
            "où est la mairie ?",
            "le téléphone de la mairie",
            "horaires de la mairie",
            "la mairie est ouverte samedi ?",
            "la mairie est ouverte demain ?",
            "quel temps fera-t-il demain ?",
            "la mairie est ouverte mercredi matin ?",
            "où est la mairie ?",
            "d'où viennent ces informations ?",
        )
    ]
    assert "robot au service de la mairie (Trifouillis)" in said[0]
    assert "1, rue de l'Église, 35999 Trifouillis" in said[0]
    assert "02 99 00 00 00" in said[1]
    assert "- mardi : de 8 h 30 à 11 h 45" in said[2]
    assert "samedi 28 novembre 2026, la mairie est ouverte de 8 h 30 à 11 h 45" in said[3].lower()
    assert "fermée (formation des agents)" in said[4]
    assert "02 99 00 00 00" in said[5]
    assert "mercredi 25 novembre 2026 matin, la mairie est fermée" in said[6].lower()
    assert "Elle ouvre ensuite mercredi à 14 h" in said[6]
    assert "https://trifouillis.example" in said[8]
    everything = "\n".join(said)
    assert "Argences" not in everything
    assert "02 31 27 90 60" not in everything
