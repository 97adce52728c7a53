"""What the linter reads of the assistant: its domain, rules, examples and code."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from bot.content_files import ContentError, ContentFile, read_content
from bot.knowledge.model import Knowledge


@dataclass(frozen=True)
class Project:
    """What the checks read: the domain, the rules, the examples and the code of the actions."""

    root: Path
    facts: Knowledge

    @cached_property
    def domain_file(self) -> ContentFile:
        """``domain.yml`` with its lines."""
        return read_content(self.root / "domain.yml")

    @property
    def domain(self) -> dict[str, Any]:
        """``domain.yml``."""
        domain: dict[str, Any] = self.domain_file.value
        return domain

    @cached_property
    def places(self) -> dict[str, str]:
        """Where each response is written, and its name."""
        file = self.domain_file
        return {name: f"{file.place('responses', name)} : {name}" for name in self.responses}

    def place_of_intent(self, intent: str) -> str:
        """Where an intent is declared, and its name."""
        names = [i if isinstance(i, str) else next(iter(i)) for i in self.domain["intents"]]
        keys = (names.index(intent),) if intent in names else ()
        return f"{self.domain_file.place('intents', *keys)} : {intent}"

    @cached_property
    def responses(self) -> dict[str, list[dict[str, Any]]]:
        """The responses of the domain, by name."""
        responses: dict[str, list[dict[str, Any]]] = self.domain["responses"]
        return responses

    @cached_property
    def intents(self) -> set[str]:
        """The names of the intents of the domain."""
        return {i if isinstance(i, str) else next(iter(i)) for i in self.domain["intents"]}

    @cached_property
    def examples(self) -> dict[str, list[str]]:
        """The training messages, by intent."""
        found: dict[str, list[str]] = {}
        for intent, _, messages in self._blocks:
            found.setdefault(intent, []).extend(messages)
        return found

    @cached_property
    def points(self) -> dict[str, list[str]]:
        """The training messages that ask an exact point, by the response that answers it."""
        found: dict[str, list[str]] = {}
        for _, point, messages in self._blocks:
            if point is not None:
                found.setdefault(point, []).extend(messages)
        return found

    @cached_property
    def _blocks(self) -> list[tuple[str, str | None, list[str]]]:
        """Intent, point and messages of each block of ``data/nlu``."""
        found = []
        for file in sorted((self.root / "data" / "nlu").glob("*.yml")):
            try:
                for block in read_content(file).value["nlu"]:
                    messages = [line.strip(" -") for line in block["examples"].splitlines()]
                    point = block.get("metadata", {}).get("point")
                    found.append((block["intent"], point, messages))
            except (AttributeError, KeyError, TypeError):
                raise ContentError(
                    f"{file} : illisible : suivez la forme d'un fichier voisin."
                ) from None
        return found

    @cached_property
    def steps(self) -> list[dict[str, Any]]:
        """The steps of all the rules."""
        files = sorted(self.root.glob("data/rules/*.yml"))
        return [
            step
            for file in files
            for told in read_content(file).value["rules"]
            for step in told["steps"]
        ]

    @cached_property
    def said_by_rules(self) -> set[str]:
        """The actions and responses that rules run."""
        return {str(step["action"]) for step in self.steps if "action" in step}

    @cached_property
    def code(self) -> str:
        """The source of the actions and of what answers beside them."""
        folders = (self.root / "actions", self.root / "bot" / "rasa", self.root / "bot" / "path")
        files = [file for folder in folders for file in sorted(folder.glob("*.py"))]
        files += (self.root / "bot").glob("townhall_*.py")
        return "\n".join(file.read_text(encoding="utf-8") for file in files)
