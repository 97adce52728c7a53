"""Rasa's graph of components, run in order instead of planned afresh three times a turn."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.graph_components.providers.domain_provider import DomainProvider
from rasa.shared.core.domain import Domain
from rasa.shared.utils.io import read_yaml_file


class TrainedDomain(DomainProvider):
    """The domain of a trained model, read once; Rasa's own reads it five times, to check again what
    it wrote itself.
    """

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> DomainProvider:
        """The provider of the domain that is in the model (see the parent class)."""
        with model_storage.read_from(resource) as folder:
            domain = Domain.from_dict(read_yaml_file(folder / "domain.yml"))
        return cls(model_storage, resource, domain)


class PlainGraphRunner(DaskGraphRunner):
    """Runs a component once what it needs has run; Rasa's own starts a task scheduler for a dozen
    calls.
    """

    @classmethod
    def create(cls, graph_schema: GraphSchema, *args: Any, **kwargs: Any) -> PlainGraphRunner:
        """A runner of the components of a trained model (see the parent class)."""
        nodes = {
            name: replace(node, uses=TrainedDomain) if node.uses is DomainProvider else node
            for name, node in graph_schema.nodes.items()
        }
        return cls(GraphSchema(nodes), *args, **kwargs)

    def run(
        self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
    ) -> dict[str, Any]:
        """The outputs of some components (see the parent class)."""
        outputs = {name: (name, value) for name, value in (inputs or {}).items()}
        wanted = targets or self._graph_schema.target_names
        return dict(self._output_of(name, outputs) for name in wanted)

    # Not a function within: it would refer to itself, and the words of a turn would stay with it
    # until the garbage collector comes by, hours later.
    def _output_of(self, name: str, outputs: dict[str, tuple[str, Any]]) -> tuple[str, Any]:
        if name not in outputs:
            needs = self._graph_schema.nodes[name].needs.values()
            given = [self._output_of(need, outputs) for need in needs]
            outputs[name] = self._instantiated_nodes[name](*given)
        return outputs[name]
