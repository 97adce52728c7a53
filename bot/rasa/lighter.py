"""Work that Rasa does at every turn and this assistant does not need, taken away.

Three of Rasa's own methods are replaced; bench/RESULTS.md has what each saves.
"""

from typing import Any

from jsonschema import Draft7Validator
from rasa.core.actions.action import RemoteAction
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

_ACTION_RESPONSES = Draft7Validator(RemoteAction.action_response_format_spec())
_match_rules = RulePolicy._find_action_from_rules


def lighten_rasa() -> None:
    """Replace the methods; calling it again changes nothing."""
    RemoteAction._validate_action_result = _validate_action_result
    RulePolicy._find_action_from_rules = _find_action_from_rules
    DaskGraphRunner.run = _run_graph


def _validate_action_result(_self: RemoteAction, result: dict[str, Any]) -> bool:
    # Rasa compiles this schema, and checks the schema itself, at every custom action.
    _ACTION_RESPONSES.validate(result)
    return True


def _find_action_from_rules(
    self: RulePolicy,
    tracker: DialogueStateTracker,
    domain: Domain,
    use_text_for_last_user_input: bool,
) -> tuple[str | None, str | None, bool]:
    # Rasa first matches every rule against the raw text; ours are all written on intents.
    if use_text_for_last_user_input:
        return None, None, False
    matched: tuple[str | None, str | None, bool] = _match_rules(self, tracker, domain, False)
    return matched


def _run_graph(
    self: DaskGraphRunner,
    inputs: dict[str, Any] | None = None,
    targets: list[str] | None = None,
) -> dict[str, Any]:
    # Rasa plans the graph afresh with a task scheduler, three times a turn, for a dozen calls.
    outputs = {name: (name, value) for name, value in (inputs or {}).items()}

    def output_of(name: str) -> tuple[str, Any]:
        if name not in outputs:
            needs = self._graph_schema.nodes[name].needs.values()
            outputs[name] = self._instantiated_nodes[name](*map(output_of, needs))
        return outputs[name]

    return dict(output_of(name) for name in targets or self._graph_schema.target_names)
