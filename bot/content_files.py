"""The YAML files that people edit: read with the line of every value, and told in French.

An error names the file, the line and the remedy. A key written twice is one: YAML would keep the
last and say nothing of the first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

# What libyaml says, and what to do about it; the first that is found is said.
_REMEDIES = (
    (
        "mapping values are not allowed",
        "mettez entre guillemets un texte qui contient « : », et vérifiez le retrait de la ligne",
    ),
    ("cannot start any token", "ôtez les tabulations, et mettez le texte entre guillemets"),
    ("expected ',' or", "il manque une virgule, ou ce qui ferme « [ » ou « { »"),
    ("end of stream|end of file|document end", "des guillemets ou une accolade ne sont pas fermés"),
    ("expected ':'", "il manque « : » après le nom de la clé"),
    ("unknown escape", "entre guillemets doubles, écrivez deux fois la barre oblique inversée"),
    (
        "expected key|block end|block collection|block mapping",
        "le retrait n'est pas celui des lignes voisines, ou des guillemets sont mal fermés",
    ),
    ("undefined alias|unknown tag", "mettez entre guillemets un texte qui commence par * & ou !"),
    ("", "comparez-la aux lignes voisines, et mettez le texte entre guillemets"),
)


# No file of ours is deeper; what is would exhaust whoever reads it.
DEEPEST = 20


class ContentError(ValueError):
    """A file that cannot be read: names it, the line and the remedy."""


class _Loader(yaml.CSafeLoader):
    """Reads dates that exist only, with a word of their own for the others."""


def _construct_date(loader: _Loader, node: yaml.ScalarNode) -> Any:
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        raise _WrongDate(node) from None


class _WrongDate(Exception):  # noqa: N818
    def __init__(self, node: yaml.ScalarNode) -> None:
        super().__init__(node.value)
        self.line = node.start_mark.line + 1


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _construct_date)


@dataclass(frozen=True)
class ContentFile:
    """A file that was read.

    Attributes:
        path: where it is.
        value: what it holds.
    """

    path: Path
    value: Any
    _root: yaml.Node | None = field(repr=False)

    def place(self, *keys: str | int) -> str:
        """``…/argences.yml, ligne 12``: the line of a value, or of the nearest above it.

        Args:
            keys: those that lead to the value, from the whole file.
        """
        lines = list(self._lines(keys))
        return f"{self.path}, ligne {lines[-1]}" if lines else str(self.path)

    def holds(self, *keys: str | int) -> bool:
        """Whether there is a value at the end of these keys."""
        return len(list(self._lines(keys))) == len(keys)

    def _lines(self, keys: tuple[str | int, ...]) -> Iterator[int]:
        node = self._root
        for key in keys:
            found = _child(node, key)
            if found is None:
                return
            line, node = found
            yield line


def read_content(path: Path) -> ContentFile:
    """Read a file.

    Raises:
        ContentError: it is missing, not UTF-8, not YAML, has a key twice or a day that is none.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ContentError(f"{path} : enregistrez ce fichier en UTF-8.") from None
    except OSError as error:
        raise ContentError(f"{path} : illisible ({error.strerror}).") from None
    loader = _Loader(text)
    try:
        _check_events(text, path)
        root = loader.get_single_node()
        _check_keys(root, path)
        value = loader.construct_document(root) if root else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f", ligne {mark.line + 1}" if mark else ""
        raise ContentError(f"{path}{line} : YAML illisible : {_remedy(error)}.") from None
    except yaml.YAMLError:
        raise ContentError(f"{path} : un caractère invisible y est de trop : retapez-la.") from None
    except _WrongDate as error:
        raise ContentError(
            f"{path}, ligne {error.line} : « {error} » n'est pas un jour qui existe : "
            f"écrivez par exemple {date(2026, 11, 30)}."
        ) from None
    except ValueError as error:
        if isinstance(error, ContentError):
            raise
        raise ContentError(f"{path} : un nombre ou un jour y est mal écrit.") from None
    finally:
        loader.dispose()
    return ContentFile(path, value, root)


def _remedy(error: yaml.MarkedYAMLError) -> str:
    told = f"{error.problem} {error.context}"
    return next(remedy for trap, remedy in _REMEDIES if re.search(trap, told))


def _check_events(text: str, path: Path) -> None:
    """Refuse what plain contents do not need: repeats of repeats, types, endless depth."""
    named: list[bool] = []
    for event in yaml.parse(text, Loader=_Loader):
        place = f"{path}, ligne {event.start_mark.line + 1}" if event.start_mark else str(path)
        if isinstance(event, yaml.CollectionStartEvent):
            named.append(event.anchor is not None)
        elif isinstance(event, yaml.CollectionEndEvent):
            named.pop()
        if len(named) > DEEPEST:
            raise ContentError(f"{place} : trop de listes les unes dans les autres.")
        if isinstance(event, yaml.AliasEvent) and any(named):
            raise ContentError(f"{place} : « * » dans ce qu'un « & » répète : écrivez la valeur.")
        if str(getattr(event, "tag", None) or "!").startswith("tag:"):
            raise ContentError(f"{place} : ôtez le type écrit devant la valeur (« !! »).")


def _check_keys(node: yaml.Node | None, path: Path) -> None:
    """Refuse a key written twice at the same place."""
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            _check_keys(child, path)
    if isinstance(node, yaml.MappingNode):
        seen: dict[Any, int] = {}
        for key, child in node.value:
            line = key.start_mark.line + 1
            first = seen.setdefault(key.value, line) if isinstance(key.value, str) else line
            if first != line:
                raise ContentError(
                    f"{path}, ligne {line} : la clé « {key.value} » est déjà à la ligne {first} : "
                    "réunissez les deux, ou supprimez-en une."
                )
            _check_keys(child, path)


def _child(node: yaml.Node | None, key: str | int) -> tuple[int, yaml.Node] | None:
    """The line of a child and the child."""
    if isinstance(node, yaml.MappingNode):
        for name, child in node.value:
            if name.value == key:
                return name.start_mark.line + 1, child
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        child = node.value[key]
        return child.start_mark.line + 1, child
    return None
