"""Rasa's graph of components, run in order instead of planned afresh three times a turn."""

from typing import Any

from rasa.engine.runner.dask import DaskGraphRunner


class PlainGraphRunner(DaskGraphRunner):
    """Runs a component once what it needs has run; Rasa's own starts a task scheduler for a dozen
    calls.
    """

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
