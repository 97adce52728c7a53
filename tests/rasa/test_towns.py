"""One process, many towns: each answers for itself, and none can be read through another."""

import base64
import http.client
import json
import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa

from bot.web_settings import key_of_town
from tests.running import Answer, Resident, RunningServer, call, start_server
from tests.stored import everything_stored
from tests.towns import town_file

SECRET = "0123456789abcdef0123"
LINK_KEY = "le secret du service, assez long pour signer"
# What only who has said nothing yet is told.
NEWCOMER = "je suis un robot"
STORY = "j'ai écrit à Orange le 3 septembre 2026, aucune réponse"
SOON_SECONDS = 10
# Beside these two, which differ in all they say, are some that differ by a few words.
TOWNS: dict[str, dict[str, Any]] = {
    "rouen": {
        "name": "Rouen",
        "hours": "Mo-Fr 08:30-17:00; PH off",
        "address": "1, place de Rouen",
        "phone": "02 35 00 00 01",
        "banners": "Rouen ferme tôt vendredi.",
        "allowed_origins": ["https://www.rouen.example"],
        "keep_hours": 72,
        "color": "#0a6b4f",
    },
    "caen": {
        "name": "Caen",
        "hours": "Tu 14:00-18:00; PH off",
        "address": "2, place de Caen",
        "phone": "02 31 00 00 02",
        "banners": "Caen ferme tard vendredi.",
        "allowed_origins": ["https://www.caen.example"],
    },
} | {
    f"ville-{n}": {"name": f"Ville {n}", "address": f"{n}, rue {n}", "phone": f"02 40 00 00 1{n}"}
    for n in range(8)
}


def write(folder: Path, key: str, **given: Any) -> None:
    content = dict(given)
    for name in ("address", "phone"):
        if name in content:
            value = [content[name]] if name == "address" else content[name]
            source = {"source": ["town_hall_page"], "checked_on": date(2026, 11, 22)}
            content[name] = {"value": value, **source}
    if "banners" in content:
        days = {"first": date(2026, 11, 20), "last": date(2026, 11, 30)}
        content["banners"] = [{**days, "text": content["banners"]}]
    town_file(folder, **content).rename(folder / f"{key}.yml")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("towns")
    for key, given in TOWNS.items():
        write(made, key, **given)
    (made / "telecom.rouen.example.yml").symlink_to("rouen.yml")
    return made


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('store')}/conversations.db"


@pytest.fixture(scope="module")
def served(folder: Path, store: str) -> Iterator[RunningServer]:
    """All of them, and Argences, the town of TOWN."""
    yield from start_server(
        LINK_KEY=LINK_KEY,
        TOWNS=str(folder),
        TOWN="argences",
        STORE_URL=store,
        FIGURES_KEY=SECRET,
        DESK_KEY=SECRET,
        ALLOWED_ORIGINS="https://www.argences.example",
    )


def at(served: RunningServer, town: str) -> str:
    return f"{served.url}/ville/{town}" if town else served.url


def ask(served: RunningServer, town: str, sender: str, text: str) -> str:
    return Resident(at(served, town), sender).say(text).text


def until(seen: Callable[[], bool]) -> None:
    """Look again and again: a changed file is taken within a second or so."""
    end = time.monotonic() + SOON_SECONDS
    while not seen():
        assert time.monotonic() < end


def basic(key: str) -> str:
    return f"Basic {base64.b64encode(f'mairie:{key}'.encode()).decode()}"


# --- each says its own -----------------------------------------------------------------------


def test_hours_address_phone_and_banner_are_those_of_the_town(served: RunningServer) -> None:
    said = {
        town: "\n".join(
            ask(served, town, "own facts", text)
            for text in (
                "où est la mairie ?",
                "le téléphone de la mairie",
                "horaires de la mairie",
            )
        )
        for town in ("rouen", "caen", "")
    }
    assert "de 8 h 30 à 17 h" in said["rouen"]
    assert "mardi : de 14 h à 18 h" in said["caen"]
    assert "02 31 27 90 60" in said[""]
    for town in ("rouen", "caen"):
        own = TOWNS[town]
        for told in (f"mairie ({own['name']})", own["address"], own["phone"], own["banners"]):
            assert told in said[town]
        for other in set(said) - {town}:
            assert own["phone"] not in said[other]
            assert own["name"] not in said[other]
            assert own["address"] not in said[other]


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("telecom.rouen.example", "Rouen"),
        ("caen.assistants.example:8443", "Caen"),
        ("localhost", "Argences"),
    ],
)
def test_a_host_names_its_town(served: RunningServer, host: str, name: str) -> None:
    page = call(f"{served.url}/assistant", Host=host).body.decode()
    assert f"– {name}</title>" in page
    assert [other for other in ("Rouen", "Caen", "Argences") if other in page] == [name]
    # The path comes first.
    assert "– Caen</title>" in call(f"{at(served, 'caen')}/assistant", Host=host).body.decode()


def test_a_host_and_a_path_are_the_same_town(served: RunningServer) -> None:
    ask(served, "rouen", "by two doors", STORY)
    body = {"sender": "by two doors", "message": "où en suis-je ?"}
    answer = call(f"{served.url}/webhooks/rest/webhook", body, Host="telecom.rouen.example")
    assert answer.status == 200
    assert NEWCOMER not in answer.body.decode()


def test_pages_widget_and_menu_are_the_towns(served: RunningServer) -> None:
    for path in ("/", "/assistant", "/cadre", "/secours", "/confidentialite", "/telephone"):
        page = call(at(served, "rouen") + path).body.decode()
        # Where our facts come from is said everywhere: the site of Argences.
        assert "Argences" not in page.replace("mairie d&#39;Argences (co-marquage)", ""), path
        assert "02 31 27 90 60" not in page, path
        assert "Caen" not in page, path
    widget = call(f"{at(served, 'rouen')}/widget.js").body.decode()
    assert '"02 35 00 00 01"' in widget
    assert "Argences" not in widget
    assert 'data-color="#0a6b4f"' in call(f"{at(served, 'rouen')}/assistant").body.decode()
    assert "data-color" not in call(f"{at(served, 'caen')}/assistant").body.decode()
    assert call(f"{at(served, 'caen')}/mairie.json").json["phone"] == "02 31 00 00 02"
    assert call(f"{at(served, 'caen')}/mairie.json").json["banner"] == "Caen ferme tard vendredi."


def test_the_root_widget_loads_that_of_the_town_named_on_the_page(served: RunningServer) -> None:
    loader = call(f"{served.url}/widget.js").body.decode()
    for town in ("Argences", "02 31 27 90 60", "Rouen"):
        assert town not in loader
    assert "dataset.town" in loader
    own = loader.partition('"widget-')[2].partition('"')[0]
    assert "Argences" in call(f"{served.url}/widget-{own}").body.decode()
    assert call(f"{at(served, 'rouen')}/widget-{own}").status == 404
    assert "Argences" in call(f"{served.url}/widget.js?own").body.decode()


def test_without_a_slash_a_page_finds_its_links(served: RunningServer) -> None:
    assert "– Rouen</title>" in call(at(served, "rouen")).body.decode()


@pytest.mark.parametrize("town", ["rouen", "caen", ""])
def test_only_its_own_websites_are_allowed(served: RunningServer, town: str) -> None:
    for other in ("rouen", "caen", "argences"):
        origin = f"https://www.{other}.example"
        answer = call(f"{at(served, town)}/mairie.json", Origin=origin)
        allowed = answer.headers["Access-Control-Allow-Origin"]
        policy = call(f"{at(served, town)}/cadre").headers["Content-Security-Policy"]
        if other == (town or "argences"):
            assert allowed == origin
            assert f"frame-ancestors 'self' {origin};" in policy
        else:
            assert allowed is None
            assert origin not in policy


# --- none can be read through another --------------------------------------------------------


def test_one_sender_in_two_towns_is_two_conversations(served: RunningServer, store: str) -> None:
    def known(town: str, sender: str = "the same") -> bool:
        body = {"sender": sender, "message": "merci"}
        answer = call(f"{at(served, town)}/webhooks/rest/webhook", body)
        return NEWCOMER not in answer.body.decode() and answer.status == 200

    def erase(town: str, sender: str = "the same") -> None:
        assert call(f"{at(served, town)}/webhooks/rest/erase", {"sender": sender}).status in (
            200,
            400,
        )

    assert NEWCOMER in ask(served, "rouen", "the same", STORY)
    for town in ("caen", "", "ville-1"):
        assert not known(town)
        erase(town)
    # Nor by writing the town in the sender.
    for sender in ("rouen\x1fthe same", "rouen the same", "rouen/the same"):
        for town in ("", "caen"):
            assert not known(town, sender)
            erase(town, sender)
    assert known("rouen")
    erase("rouen")
    with sa.create_engine(store).connect() as connection:
        query = (
            "SELECT events FROM conversations WHERE town = 'rouen' AND sender_id LIKE '%the same'"
        )
        assert connection.execute(sa.text(query)).all() == [("",)]
    assert not known("rouen")


def test_a_document_opens_at_its_own_town_only(served: RunningServer) -> None:
    resident = Resident(at(served, "rouen"), "documents")
    resident.say(STORY)
    offered: list[dict[str, Any]] = []
    for said in ("non", "non", "la facture", "non", "non", "oui", "je veux mes documents"):
        offered += resident.say(said).files
    assert offered
    path = urlsplit(offered[0]["url"]).path
    assert path.startswith("/ville/rouen/documents/")
    assert call(served.url + path).status == 200
    for town in ("caen", "ville-1", ""):
        refused = call(at(served, town) + path.removeprefix("/ville/rouen"))
        assert refused.status == 404
        assert "n'est pas valable" in refused.body.decode().replace("&#x27;", "'")


@pytest.fixture
def link_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's, from which the keys of the towns are made."""
    monkeypatch.setenv("LINK_KEY", LINK_KEY)


@pytest.mark.usefixtures("link_key")
def test_each_has_its_figures_and_its_keys(served: RunningServer) -> None:
    for number in range(6):
        ask(served, "ville-2", f"figures {number}", "combien ça coûte ?")

    def page(town: str, key: str) -> Answer:
        return call(f"{at(served, town)}/figures", Authorization=basic(key))

    keys = {town: key_of_town(SECRET, "figures", town) for town in ("ville-2", "ville-3", "")}
    assert keys[""] == SECRET
    assert "Combien cela coûte" in page("ville-2", keys["ville-2"]).body.decode()
    assert "Ville 2" in page("ville-2", keys["ville-2"]).body.decode()
    other = page("ville-3", keys["ville-3"])
    assert other.status == 200
    assert "Combien cela coûte" not in other.body.decode()
    assert "Ville 2" not in other.body.decode()
    for town in keys:
        for key in {*keys.values(), key_of_town(SECRET, "accueil", town)} - {keys[town]}:
            assert page(town, key).status == 401


@pytest.mark.usefixtures("link_key")
def test_each_has_its_desk(served: RunningServer) -> None:
    key = key_of_town(SECRET, "accueil", "rouen")
    for path in ("", "/fiches.json"):
        desk = f"/accueil{path}"
        body = call(at(served, "rouen") + desk, Authorization=basic(key)).body.decode()
        assert "02 35 00 00 01" in body
        own = call(served.url + desk, Authorization=basic(SECRET)).body.decode()
        assert "02 31 27 90 60" in own
        assert "02 35 00 00 01" not in own
        for town, wrong in (("caen", key), ("", key), ("rouen", SECRET)):
            assert call(at(served, town) + desk, Authorization=basic(wrong)).status == 401


def test_what_is_said_of_the_retention_is_the_towns(served: RunningServer) -> None:
    for town, hours in (("rouen", 72), ("caen", 24), ("", 24)):
        page = call(f"{at(served, town)}/confidentialite").body.decode()
        page = page.replace("\N{NO-BREAK SPACE}", " ")
        said = ask(served, town, "retention", "que faites-vous de mes données ?")
        for told in (page, said):
            assert f"{hours} heures" in told
            assert f"{72 if hours == 24 else 24} heures" not in told
        widget = call(f"{at(served, town)}/widget.js?own").body.decode()
        assert f"keepHours:{hours}" in widget


def test_requests_mixed_on_the_same_connections_never_mix(served: RunningServer) -> None:
    """Many at once, each connection taken in turn by residents of several towns."""
    port = urlsplit(served.url).port
    phones = {town: given["phone"] for town, given in TOWNS.items()}

    def talk(seed: int) -> int:
        drawn, done = random.Random(seed), 0
        connection = http.client.HTTPConnection("localhost", port, timeout=30)
        for turn in range(25):
            town = drawn.choice(list(phones))
            text = drawn.choice(["le téléphone de la mairie", "appeler la mairie", "bonjour"])
            # The same few senders in all the towns.
            body = {"sender": f"mixed {drawn.randrange(6)}", "message": text}
            if turn % 5 == 4:
                connection.request("GET", f"/ville/{town}/mairie.json")
            else:
                headers = {"Content-Type": "application/json"}
                path = f"/ville/{town}/webhooks/rest/webhook"
                connection.request("POST", path, json.dumps(body), headers)
            answer = connection.getresponse()
            said = json.dumps(json.loads(answer.read()), ensure_ascii=False)
            assert answer.status == 200
            assert not [other for other in phones if other != town and phones[other] in said], said
            for other, given in TOWNS.items():
                assert other == town or f"({given['name']})" not in said
            done += phones[town] in said
        return done

    with ThreadPoolExecutor(12) as pool:
        assert sum(pool.map(talk, range(12))) > 100


# --- files that change, towns that are not there ---------------------------------------------


def test_a_town_that_is_not_there_is_told_and_no_other_answers(served: RunningServer) -> None:
    for url, host in (
        (at(served, "lisieux"), "localhost"),
        (at(served, "..%2frouen"), "localhost"),
        (at(served, "../rouen"), "localhost"),
        (at(served, "Rouen"), "localhost"),
        (at(served, "rouen.yml"), "localhost"),
        (at(served, ""), "lisieux.assistants.example"),
    ):
        asked = call(f"{url}/webhooks/rest/webhook", {"sender": "a", "message": "x"}, Host=host)
        assert asked.status == 404
        assert "servie" in asked.json["error"]
        for path in ("/assistant", "/mairie.json", "/nulle-part", "/figures"):
            page = call(url + path, Host=host, Accept="text/html")
            assert page.status == 404
            told = page.body.decode()
            assert "servie" in told
            assert "Argences" not in told
            assert "Ouvrir l" not in told
    assert call(f"{served.url}/live", Host="lisieux.assistants.example").status == 200


def test_files_change_while_it_runs(served: RunningServer, folder: Path) -> None:
    def phone(town: str) -> str | None:
        answer = call(f"{at(served, town)}/mairie.json")
        return answer.json["phone"] if answer.status == 200 else None

    assert phone("nouvelle") is None
    write(folder, "nouvelle", name="Nouvelle", phone="02 50 00 00 01")
    until(lambda: phone("nouvelle") == "02 50 00 00 01")
    write(folder, "nouvelle", name="Nouvelle", phone="02 50 00 00 02")
    until(lambda: phone("nouvelle") == "02 50 00 00 02")
    assert "02 50 00 00 02" in ask(served, "nouvelle", "changed", "le téléphone de la mairie")
    assert "02 50 00 00 02" in call(f"{at(served, 'nouvelle')}/widget.js").body.decode()

    file = folder / "nouvelle.yml"
    file.write_text("name: [\n", encoding="utf-8")
    until(lambda: phone("nouvelle") is not None and "towns_refused" in health(served))
    assert health(served)["towns_refused"] == ["nouvelle"]
    assert health(served)["status"] == "ok"
    assert phone("nouvelle") == "02 50 00 00 02"
    assert phone("rouen") == "02 35 00 00 01"
    # The log comes by a pipe of its own.
    until(lambda: "mairie nouvelle refusée, la version d'avant reste servie" in "".join(served.log))
    until(lambda: "nouvelle.yml, ligne" in "".join(served.log))

    file.unlink()
    until(lambda: phone("nouvelle") is None)
    assert "towns_refused" not in health(served)

    (folder / "fausse.yml").write_text("name: Fausse\n", encoding="utf-8")
    refused = call(f"{at(served, 'fausse')}/assistant", Accept="text/html")
    assert refused.status == 503
    assert "ne peut pas répondre pour le moment" in refused.body.decode()
    (folder / "fausse.yml").unlink()


def health(served: RunningServer) -> dict[str, Any]:
    found: dict[str, Any] = call(f"{served.url}/health").json
    return found


def test_nothing_of_the_towns_is_said_without_the_folder(server: str) -> None:
    assert call(f"{server}/ville/rouen/assistant").status == 404
    assert call(f"{server}/assistant", Host="caen.assistants.example").status == 200
    assert "Argences" in call(f"{server}/widget.js").body.decode()
    assert 'src="widget.js"' in call(f"{server}/assistant").body.decode()
    assert "towns_refused" not in call(f"{server}/health").json


def test_erased_words_are_nowhere(served: RunningServer, store: str) -> None:
    ask(served, "ville-4", "erased", "je suis quidamsecret et SFR ne répond pas")
    assert "quidamsecret" in everything_stored(store)
    call(f"{at(served, 'ville-4')}/webhooks/rest/erase", {"sender": "erased"})
    assert "quidamsecret" not in everything_stored(store)
