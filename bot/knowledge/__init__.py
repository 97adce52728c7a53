"""The facts, each stated once in the YAML files of this folder, read and checked at start.

Where one process serves many towns (``bot/towns.py``), they are those of the town of the request.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError, parse_obj_as

from bot.content_files import ContentError, ContentFile, read_content
from bot.knowledge.fact import Fact, Source
from bot.knowledge.model import Knowledge, Operator, OwnFacts

FOLDER = Path(__file__).parent
# The files that are the same for every town.
FILES = ("sources", "mediation", "around", "operators", "doors")
TOWN_HALL = "town_hall"
DEFAULT_TOWN = "argences"


class KnowledgeError(ValueError):
    """A fact file that cannot be used: names the file, the key and the remedy."""


@dataclass(frozen=True, eq=False)
class Town:
    """A town as it is served: one object for each reading of its file.

    Attributes:
        key: what tells all that is its own from what is another's: conversations, figures, links,
            keys. It is the name of its file; empty for the town of ``TOWN``.
        facts: what its files say.
    """

    key: str
    facts: Knowledge


_SERVED: ContextVar[Town] = ContextVar("town")


def served() -> Town:
    """The town of the request under way; that of ``TOWN`` (default: Argences) when none is."""
    return _SERVED.get(None) or default_town()


def serve(town: Town) -> None:
    """Serve a town for the rest of this task, and in the tasks and threads that it begins."""
    _SERVED.set(town)


@lru_cache(maxsize=1)
def default_town() -> Town:
    """The town named by the environment variable ``TOWN``."""
    return Town("", load(os.environ.get("TOWN", DEFAULT_TOWN)))


def knowledge() -> Knowledge:
    """The facts for the town being served."""
    return served().facts


def load(town: str) -> Knowledge:
    """Read and check every fact file.

    Args:
        town: a file name of ``towns/`` without ``.yml``, or the path of a YAML file.

    Raises:
        KnowledgeError: a file is missing or not YAML, a key is missing, unknown or ill-typed,
            a fact names an unknown source, or the opening hours could be misread.
    """
    paths = {name: FOLDER / f"{name}.yml" for name in FILES} | {TOWN_HALL: _town_file(town)}
    try:
        files = {name: read_content(path) for name, path in paths.items()}
        content = {name: file.value for name, file in files.items()}
        own, content[TOWN_HALL] = _apart(content[TOWN_HALL])
        content["sources"] = _merged(content["sources"], own)
        facts = Knowledge(**content)
    except ContentError as error:
        raise KnowledgeError(str(error)) from None
    except ValidationError as error:
        raise KnowledgeError(_explain(error, files)) from None
    _check_sources(facts, files)
    return facts


def load_beside(file: Path, others: Knowledge) -> Knowledge:
    """The facts of another town, of which only its own file is read.

    Args:
        file: the town's.
        others: the facts of any town, whose common files are good.

    Raises:
        KnowledgeError: as :func:`load`.
    """
    try:
        files = {TOWN_HALL: read_content(file)}
        own, town_hall = _apart(files[TOWN_HALL].value)
        found = OwnFacts(sources={} if own is None else own, town_hall=town_hall)
    except ContentError as error:
        raise KnowledgeError(str(error)) from None
    except ValidationError as error:
        raise KnowledgeError(_explain(error, files)) from None
    sources = {**_common_sources(FOLDER), **found.sources}
    facts = others.copy(update={"sources": sources, "town_hall": found.town_hall})
    _check_sources(facts, files)
    return facts


def _apart(town_file: Any) -> tuple[Any, Any]:
    """The sources that a town names in its own file, and the rest of the file."""
    if not isinstance(town_file, dict):
        return None, town_file
    rest = {**town_file}
    return rest.pop("sources", None), rest


@lru_cache(maxsize=1)
def _common_sources(folder: Path) -> dict[str, Source]:
    """The sources of every town, without those that the town of ``TOWN`` adds."""
    return parse_obj_as(dict[str, Source], read_content(folder / "sources.yml").value)


def _merged(sources: Any, own: Any) -> Any:
    """Both, or the one that is no mapping, for the model to refuse."""
    if not isinstance(sources, dict) or own is None:
        return sources
    return {**sources, **own} if isinstance(own, dict) else own


def all_facts(facts: Knowledge) -> dict[str, Fact[Any]]:
    """Every fact by its dotted key, as placeholders name it (``mediator.address``)."""
    roots: dict[str, BaseModel] = {
        **{name: getattr(facts.mediation, name) for name in facts.mediation.__fields__},
        **{name: getattr(facts.doors, name) for name in facts.doors.__fields__},
        "town_hall": facts.town_hall,
    }
    stated = dict(item for name, root in roots.items() for item in _walk(name, root))
    for theme, found in facts.around.items():
        stated |= {f"{theme}.{name}": fact for name, fact in found.items()}
    members = {operator_key(o): o.member for o in facts.operators if o.member}
    return stated | members


def operator_key(operator: Operator) -> str:
    """The key of the fact that an operator is a member."""
    return f"operators.{operator.name}"


def sources_of(facts: Knowledge, behind: Iterable[Fact[Any]]) -> list[Source]:
    """The sources behind some facts, each once, in order."""
    keys = dict.fromkeys(key for fact in behind for key in fact.source)
    return [facts.sources[key] for key in keys]


def _walk(prefix: str, node: BaseModel) -> Iterator[tuple[str, Fact[Any]]]:
    for name in node.__fields__:
        child = getattr(node, name)
        if isinstance(child, Fact):
            yield f"{prefix}.{name}", child


def _town_file(town: str) -> Path:
    if town.endswith((".yml", ".yaml")):
        files = [Path(town)]
    else:
        many = [Path(os.environ["TOWNS"])] if os.environ.get("TOWNS") else []
        files = [folder / f"{town}.yml" for folder in (*many, FOLDER / "towns")]
    file = next((each for each in files if each.is_file()), None)
    if file is None:
        known = ", ".join(sorted(found.stem for found in (FOLDER / "towns").glob("*.yml")))
        raise KnowledgeError(
            f"TOWN={town} : le fichier {files[-1]} n'existe pas. "
            f"Donnez une ville connue ({known}) ou le chemin d'un fichier .yml."
        )
    return file


def _explain(error: ValidationError, files: dict[str, ContentFile]) -> str:
    remedies = {
        "value_error.missing": "clé manquante : ajoutez-la",
        "value_error.extra": "clé inconnue : supprimez-la ou corrigez son nom",
        "type_error.none.not_allowed": "valeur vide : donnez-en une, ou [] pour une liste vide",
        "value_error.str.regex": "valeur mal écrite : suivez l'exemple d'un fichier de towns/",
        "value_error.date": "date mal écrite : écrivez par exemple 2026-11-22",
        "type_error.bool": "écrivez true ou false",
        "type_error.str": "écrivez cette valeur entre guillemets",
        "type_error.dict": "écrivez des clés et leurs valeurs, comme les lignes voisines ; un "
        "délai : {weeks: 6}",
        "type_error.enum": "nom inconnu : telegram, whatsapp, messenger ou sms",
        "type_error.tuple": "écrivez une liste : une ligne par valeur, avec un tiret",
    }
    lines = []
    for problem in error.errors():
        name, *rest = problem["loc"]
        key = ".".join(str(part) for part in rest) or str(name)
        # Our own checks explain themselves in French; the library's do so in English.
        ours = problem["msg"] if problem["type"] == "value_error" else None
        remedy = ours or remedies.get(problem["type"], "valeur refusée : corrigez-la")
        lines.append(f"{_place(str(name), rest, files)} : {key} : {remedy}.")
    return "\n".join(lines)


def _place(name: str, keys: Sequence[str | int], files: dict[str, ContentFile]) -> str:
    """The file and the line of a value, or of what should hold it."""
    if name == "sources" and files[TOWN_HALL].holds(name, *keys[:1]):
        return files[TOWN_HALL].place(name, *keys)
    return files[name].place(*keys)


def _check_sources(facts: Knowledge, files: dict[str, ContentFile]) -> None:
    for key, fact in all_facts(facts).items():
        for name in fact.source:
            if name not in facts.sources:
                raise KnowledgeError(
                    f"{_place_of_fact(key, files)} : {key} : source « {name} » inconnue. "
                    f"Ajoutez-la à {_sources_file(key, files)} ou corrigez son nom."
                )


def _place_of_fact(key: str, files: dict[str, ContentFile]) -> str:
    keys = key.split(".")
    if keys[0] == TOWN_HALL:
        return files[TOWN_HALL].place(*keys[1:])
    holding = (file for file in files.values() if file.holds(*keys))
    return next((file.place(*keys) for file in holding), str(files["operators"].path))


def _sources_file(key: str, files: dict[str, ContentFile]) -> str:
    if key.startswith(f"{TOWN_HALL}."):
        return f"{files[TOWN_HALL].path} (clé sources)"
    return str(files["sources"].path)
